/**
 * Tells that something is as the scene needs it.
 *
 * @throws {Error} with `otherwise`
 */
export const ensure = (isSo: boolean, otherwise: string): void => {
  if (!isSo) throw new Error(otherwise);
};
