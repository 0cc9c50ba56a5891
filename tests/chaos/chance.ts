import { createHash } from 'node:crypto';

/** In [0, 1), and the same for the same parts: chance that does not depend on the order in which it is asked. */
export const chanceOf = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('\n')).digest().readUInt32BE(0) / 2 ** 32;

/** One of the items, by chance. */
export const pickOf = <Item>(items: readonly Item[], ...parts: readonly (string | number)[]): Item => {
  const item = items[Math.floor(chanceOf(...parts) * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

/** Counts how often each key was seen; the first time is 1. */
export const createCounter = (): ((key: string) => number) => {
  const seen = new Map<string, number>();
  return (key) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times;
  };
};
