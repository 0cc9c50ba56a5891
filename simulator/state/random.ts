/** Chance that repeats: the same seed gives the same sequence. */
export type SeededRandom = {
  /** In [0, 1). */
  next(): number;
  integer(below: number): number;
  hex(length: number): string;
  digits(length: number): string;
  uuid(): string;
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** Another order of the same items; never the same order when there are two or more. */
  shuffled<Item>(items: readonly Item[]): Item[];
};

/** The mulberry32 generator: small, fast, and good enough for ids and chances in tests. */
export const createRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(integer(alphabet.length))).join('');
  const hex = (length: number): string => text('0123456789abcdef', length);

  return {
    next,
    integer,
    hex,
    digits: (length) => text('0123456789', length),
    uuid: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    pick: (items) => items[integer(items.length)],
    shuffled(items) {
      const keyed = items.map((item) => ({ item, key: next() })).sort((one, other) => one.key - other.key);
      const order = keyed.map(({ item }) => item);
      if (order.every((item, index) => item === items[index])) order.push(...order.splice(0, 1));
      return order;
    },
  };
};
