import * as v from 'valibot';
import type { Clock } from '../../kernel/clock.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { cellText, monthsBetween, type UsageCell } from '../usage-cell.ts';
import type { UsageMarks, UsageMonths } from '../usage-store.ts';
import { cellOfChange } from './mark-usage.ts';

const REBUILT_TABLES = ['calls', 'messages'] as const;

/**
 * A place between two pages of a rebuild. `at`: when it began, which is the moment of its marks; so a page that is done again marks the
 * same. `records`: how many were found before it.
 */
export const RebuildPlace = v.strictObject({
  at: v.string(),
  table: v.picklist(REBUILT_TABLES),
  pk: v.optional(v.string()),
  sk: v.optional(v.string()),
  records: v.optional(v.number()),
});
export type RebuildPlace = v.InferOutput<typeof RebuildPlace>;

/** The days from `first` to `last`, both included; one app, or every one. */
export type RebuildRequest = Readonly<{
  first: string;
  last: string;
  app: string | undefined;
  /** The app is configured, or sums of it are stored. Of another one nothing is marked before a record of it is found. */
  isKnown: boolean;
  dryRun: boolean;
  after: RebuildPlace | undefined;
}>;

/** `cells`: that hold records of the span in the pages that were walked; `next`: where to go on, `null` at the end. */
export type RebuildPages = Readonly<{ records: number; cells: readonly string[]; next: RebuildPlace | null }>;

type Deps = Readonly<{
  documents: Pick<Documents, 'scan'>;
  tables: Readonly<Record<(typeof REBUILT_TABLES)[number], string>>;
  marks: UsageMarks;
  months: Pick<UsageMonths, 'markStale'>;
  /** The configured ones. */
  apps: readonly string[];
  clock: Clock;
}>;

const PAGE = 500;
const Key = v.object({ pk: v.string(), sk: v.string() });

/**
 * Marks the cells of every stored record of a span to be counted at once, page by page while there is time: for what nobody marked.
 * The sums of its months are made anew too, also of those whose records have ended.
 *
 * @throws {AppError} `store-unavailable`; the same place may be walked from again.
 */
export const rebuildUsage = async (
  deps: Deps,
  request: RebuildRequest,
  hasTime: () => boolean,
): Promise<RebuildPages> => {
  const at = request.after?.at ?? deps.clock().toISOString();
  const cells = new Map<string, UsageCell>();
  let records = 0;
  if (request.isKnown) await markWithFirstPage(deps, request, at);
  let place: RebuildPlace | undefined = request.after ?? { at, table: 'calls' };
  while (place !== undefined) {
    const { table, pk, sk }: RebuildPlace = place;
    const { items, next } = await deps.documents.scan({
      purpose: 'walking over records of usage',
      table: deps.tables[table],
      limit: PAGE,
      start: pk === undefined || sk === undefined ? undefined : { pk, sk },
    });
    const found = items.flatMap((item) => recordIn(request, item));
    if (!request.dryRun) await markFound(deps, request, { at, found, before: records });
    records += found.length;
    for (const { cell } of found) cells.set(cellText(cell), cell);
    place = next === undefined ? tableAfter(at, table) : { at, table, ...v.parse(Key, next) };
    if (!hasTime()) break;
  }
  return { records, cells: [...cells.keys()], next: placeBehind(request, place, records) };
};

const placeBehind = ({ after }: RebuildRequest, place: RebuildPlace | undefined, records: number) =>
  place === undefined ? null : { ...place, records: records + (after?.records ?? 0) };

const markWithFirstPage = async (deps: Deps, request: RebuildRequest, at: string): Promise<void> => {
  if (!request.dryRun && request.after === undefined) await markMonths(deps, request, at);
};

type Found = ReturnType<typeof recordIn>;

/** Before the first record of an app of which nobody knew: its months. */
const markFound = async (
  deps: Deps,
  request: RebuildRequest,
  { at, found, before }: Readonly<{ at: string; found: Found; before: number }>,
): Promise<void> => {
  const isFirst = found.length > 0 && before + (request.after?.records ?? 0) === 0;
  if (!request.isKnown && isFirst) await markMonths(deps, request, at);
  await deps.marks.mark(
    found.map(({ cell }) => ({ cell, dueAt: at })),
    found.filter(({ cell }) => cell.xKey === undefined),
  );
};

const markMonths = async (
  { months, apps }: Deps,
  { app, first, last }: RebuildRequest,
  at: string,
): Promise<void> => {
  const ofApps = app === undefined ? apps : [app];
  const span = monthsBetween(first, last);
  await months.markStale(ofApps.flatMap((name) => span.map((month) => ({ app: name, month, dueAt: at }))));
};

const recordIn = ({ first, last, app }: RebuildRequest, item: Attributes) => {
  const record = cellOfChange({ before: undefined, after: item });
  if (record === undefined || (app !== undefined && record.cell.app !== app)) return [];
  return record.cell.day >= first && record.cell.day <= last ? [record] : [];
};

const tableAfter = (at: string, table: RebuildPlace['table']): RebuildPlace | undefined =>
  table === 'calls' ? { at, table: 'messages' } : undefined;
