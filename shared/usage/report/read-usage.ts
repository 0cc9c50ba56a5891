import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { type Amount, amountsOf, type Prices } from '../prices.ts';
import { daysFromTo, type UsageCell } from '../usage-cell.ts';
import type { UsageCells, UsageMarks, UsageMonths, UsageRents, UsedPart } from '../usage-store.ts';
import { addUsage, NO_USAGE, SUM_NAMES, type UsageSums } from '../usage-sums.ts';
import { readParts } from './read-parts.ts';
import { readRents } from './read-rents.ts';

/** By what usage is summed. */
export const USAGE_GROUPS = ['day', 'app', 'x', 'reference'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** The days from `first` to `last`, both included, of these apps. */
export type UsageQuery = Readonly<{ apps: readonly string[]; first: string; last: string; by: UsageGroup }>;

/** One line: of a day, an app, a private number of an app, or a reference of an app; `null`: not known. */
export type UsageRow = Readonly<{
  day?: string;
  app?: string;
  x?: string | null;
  reference?: string | null;
  sums: UsageSums;
  amounts: readonly Amount[];
}>;

/** `uncounted`: cells of the span that are marked. Rows stand in the order of their names. */
export type UsageReport = Readonly<{
  rows: readonly UsageRow[];
  total: Omit<UsageRow, 'app'>;
  uncounted: number;
}>;

/** The references of bindings, by our ids; a binding without one, that is gone or cannot be opened, is left out. */
export type ReferencesOf = (bindingIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month' | 'bindings'>;
  months: Pick<UsageMonths, 'stale' | 'days' | 'numbers'>;
  rents: Pick<UsageRents, 'months'>;
  marks: Pick<UsageMarks, 'marked'>;
  referencesOf: ReferencesOf;
  pricesOf: (app: string) => Prices | undefined;
}>;

const AT_MOST_READS = 12;
/** Each is a binding to be read. */
const MOST_BINDINGS = 10_000;

/** @throws {AppError} `store-unavailable`; `invalid-request` when the references of a span are too many for one answer. */
export const readUsage = async (deps: Deps, query: UsageQuery): Promise<UsageReport> => {
  const { by, apps } = query;
  const parts = { ...query, byNumber: by === 'x' };
  const rented = apps.filter((app) => deps.pricesOf(app)?.numberMonth !== undefined);
  const [counted, rents, marked] = await Promise.all([
    readParts(deps, parts),
    readRents(deps, { ...parts, apps: rented }),
    deps.marks.marked(),
  ]);
  const used = [...counted, ...rents];
  const lines = by === 'reference' ? await linesOfReferences(deps, query, used) : linesOf(by, used);
  const uncounted = marked.filter((cell) => isWithin(query, cell)).length;
  return { ...rowsOf(deps.pricesOf, lines), uncounted };
};

/** The rows of some parts, and their sum. */
export const rowsOfParts = (
  pricesOf: (app: string) => Prices | undefined,
  by: Exclude<UsageGroup, 'reference'>,
  used: readonly UsedPart[],
): Pick<UsageReport, 'rows' | 'total'> => rowsOf(pricesOf, linesOf(by, used));

const rowsOf = (pricesOf: Deps['pricesOf'], lines: Lines): Pick<UsageReport, 'rows' | 'total'> => {
  const rows = [...lines.values()].map(({ names, byApp }) => rowOf(pricesOf, names, byApp));
  return {
    rows: rows.sort((one, other) => (rowKey(one) < rowKey(other) ? -1 : 1)),
    total: rowOf(pricesOf, {}, totalOf(lines)),
  };
};

/** The names of a row, as a text by which rows are in order. */
export const rowKey = ({ day, app, x, reference }: Omit<UsageRow, 'sums' | 'amounts'>): string =>
  JSON.stringify([day ?? '', app ?? '', x ?? '', reference ?? '']);

type Names = Omit<UsageRow, 'sums' | 'amounts'>;
type Sums = { -readonly [Name in keyof UsageSums]: number };

/** A row before it is priced: prices are those of each app. */
type Line = Readonly<{ names: Names; byApp: Map<string, Sums> }>;
type Lines = Map<string, Line>;

const addTo = (lines: Lines, names: Names, app: string, sums: UsageSums): void => {
  const key = rowKey(names);
  const line = lines.get(key) ?? { names, byApp: new Map<string, Sums>() };
  lines.set(key, line);
  const before = line.byApp.get(app);
  if (before === undefined) line.byApp.set(app, { ...sums });
  else for (const name of SUM_NAMES) before[name] += sums[name];
};

const linesOf = (by: UsageGroup, used: readonly UsedPart[]): Lines => {
  const lines: Lines = new Map();
  const xOf = numbersByKey(used);
  const namesOf = ({ app, xKey, x, day }: UsedPart): Names => {
    if (by === 'day') return { day };
    return by === 'app' ? { app } : { app, x: x ?? (xKey && xOf.get(xKey)) ?? null };
  };
  for (const part of used) addTo(lines, namesOf(part), part.app, part.sums);
  return lines;
};

/** The private numbers of some parts by their look-up keys. One month of a number may not know it, when none of its records could be opened. */
export const numbersByKey = (used: readonly UsedPart[]): ReadonlyMap<string, string> =>
  new Map(used.flatMap(({ xKey, x }) => (xKey === undefined || x === undefined ? [] : [[xKey, x] as const])));

const linesOfReferences = async (
  { cells, referencesOf }: Deps,
  query: UsageQuery,
  used: readonly UsedPart[],
): Promise<Lines> => {
  const { apps, first, last } = query;
  const days = apps.flatMap((app) => daysFromTo(first, last).map((day) => ({ app, day })));
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, days, async ({ app, day }) =>
    (await cells.bindings(app, day)).map((each) => ({ app, ...each })),
  );
  const ofBindings = results.flat();
  const ids = [...new Set(ofBindings.map(({ bindingId }) => bindingId))];
  if (ids.length > MOST_BINDINGS)
    throw new AppError(
      'invalid-request',
      `the span has calls or texts of more than ${MOST_BINDINGS} bindings: ask for fewer days, or for one app`,
    );
  const references = await referencesOf(ids);
  const lines: Lines = new Map();
  for (const { app, bindingId, sums } of ofBindings)
    addTo(lines, { app, reference: references.get(bindingId) ?? null }, app, sums);
  addWithoutBinding(lines, linesOf('app', used));
  return lines;
};

/** The sums of an app beyond those of its bindings belong to no reference. */
const addWithoutBinding = (lines: Lines, ofApps: Lines): void => {
  for (const { names, byApp } of ofApps.values())
    for (const [app, whole] of byApp) {
      const parts = [...lines.values()].filter(({ names: of }) => of.app === app);
      const known = addUsage(parts.flatMap(({ byApp: sums }) => [...sums.values()]));
      const rest: Sums = { ...NO_USAGE };
      for (const name of SUM_NAMES) rest[name] = Math.max(0, whole[name] - known[name]);
      if (SUM_NAMES.some((name) => rest[name] > 0)) addTo(lines, { ...names, reference: null }, app, rest);
    }
};

const totalOf = (lines: Lines): Map<string, Sums> => {
  const total: Lines = new Map();
  for (const { byApp } of lines.values()) for (const [app, sums] of byApp) addTo(total, {}, app, sums);
  return total.values().next().value?.byApp ?? new Map();
};

const rowOf = (
  pricesOf: Deps['pricesOf'],
  names: Names,
  byApp: ReadonlyMap<string, UsageSums>,
): UsageRow => ({
  ...names,
  sums: addUsage(byApp.values()),
  amounts: amountsOf([...byApp].map(([app, sums]) => ({ sums, prices: pricesOf(app) }))),
});

const isWithin = ({ apps, first, last }: UsageQuery, { app, day }: UsageCell): boolean =>
  apps.includes(app) && day >= first && day <= last;
