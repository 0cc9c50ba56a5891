/** Whether an action or a resource of a policy stands for several: `*` for any characters, `?` for one. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);

/** Whether what a policy says fits. */
export const fits = (written: string, text: string): boolean =>
  isPattern(written) ? expressionOf(written).test(text) : written === text;

const expressionOf = (pattern: string): RegExp => {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
};
