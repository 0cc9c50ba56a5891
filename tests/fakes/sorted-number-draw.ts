import type { NumberDraw, Stretch } from '../../shared/numbers/draw/number-draw.ts';
import type { KeyedNumber } from '../../shared/numbers/private-number.ts';

type Listed = Readonly<{ sorted: readonly KeyedNumber[]; byKey: ReadonlyMap<string, KeyedNumber> }>;

/** Draws from a list of numbers of one app, without a store; `now` gives the list as it is at that moment. */
export const sortedNumberDraw = (now: () => readonly KeyedNumber[]): NumberDraw => {
  const known = new WeakMap<readonly KeyedNumber[], Listed>();
  const listed = (): Listed => {
    const numbers = now();
    const found = known.get(numbers) ?? {
      sorted: [...numbers].sort((left, right) => (left.key < right.key ? -1 : 1)),
      byKey: new Map(numbers.map((number) => [number.key, number])),
    };
    known.set(numbers, found);
    return found;
  };
  const isWithin = ({ areaCode, from, to }: Stretch, number: KeyedNumber): boolean =>
    (areaCode === undefined || number.areaCode === areaCode) && number.key >= from && number.key <= to;
  return {
    atKeys: async (_app, keys) => keys.flatMap((key) => listed().byKey.get(key) ?? []),

    async window(stretch, size) {
      const found = listed().sorted.filter((number) => isWithin(stretch, number));
      const numbers = found.slice(0, size);
      const rest = found.length > size ? { ...stretch, from: `${numbers.at(-1)?.key}a` } : undefined;
      return { numbers: async () => numbers, rest };
    },
  };
};
