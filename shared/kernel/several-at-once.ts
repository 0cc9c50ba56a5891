/**
 * Works through `items` in their order, at most `atOnce` of them at a time, for as long as `hasTime` says so. Answers with
 * those that were not begun. The first error ends the work and is thrown.
 */
export const severalAtOnce = async <Item>(
  items: readonly Item[],
  atOnce: number,
  hasTime: () => boolean,
  work: (item: Item) => Promise<void>,
): Promise<readonly Item[]> => {
  const queue = [...items];
  let failed = false;
  const workOff = async (): Promise<void> => {
    while (!failed && hasTime()) {
      const next = queue.shift();
      if (next === undefined) return;
      await work(next).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOff));
  return queue;
};
