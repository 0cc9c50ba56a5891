import type { AppMonth, UsedPart } from './usage-store.ts';
import { addUsage, NO_USAGE, readAllSums, writeAllSums } from './usage-sums.ts';

/** The parts of one private number as a text, without the number: `<look-up key>;<rents>;<day>=<sums>;…`. */
export type FrozenLine = Readonly<{ written: string; x: string | undefined }>;

/** In the place of a look-up key; those are letters. */
const NO_KEY = '-';

/** The parts of each private number; those that name none are one. */
export const linesOfParts = (parts: readonly UsedPart[]): readonly (readonly UsedPart[])[] => [
  ...Map.groupBy(parts, ({ xKey, x }) => (xKey === undefined ? `x ${x ?? ''}` : xKey)).values(),
];

/** A line of the parts of one number. */
export const lineOfParts = (parts: readonly UsedPart[]): FrozenLine => {
  const rents = parts.reduce((sum, { sums }) => sum + sums.numberMonths, 0);
  const days = [...Map.groupBy(parts, ({ day }) => day)].map(([day, some]) => {
    const written = writeAllSums(addUsage(some.map(({ sums }) => sums)));
    return `${day.slice(-2)}=${written}`;
  });
  const xKey = parts.find((part) => part.xKey !== undefined)?.xKey ?? NO_KEY;
  const x = parts.find((part) => part.x !== undefined)?.x;
  return { written: [xKey, rents, ...days].join(';'), x };
};

/** The parts in a {@link lineOfParts}: one a day, and one with the rents, at the first day. */
export const partsOfLine = ({ app, month }: AppMonth, { written, x }: FrozenLine): readonly UsedPart[] => {
  const [key = NO_KEY, rents = '0', ...days] = written.split(';');
  const common = { app, x, xKey: key === NO_KEY ? undefined : key };
  const used = days.map((each): UsedPart => {
    const [day = '', sums = ''] = each.split('=');
    return { ...common, day: `${month}-${day}`, sums: readAllSums(sums) };
  });
  const rent = { ...common, day: `${month}-01`, sums: { ...NO_USAGE, numberMonths: Number(rents) } };
  return Number(rents) === 0 ? used : [...used, rent];
};
