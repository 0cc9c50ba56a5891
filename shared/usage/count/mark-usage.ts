import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Attributes } from '../../storage/documents.ts';
import { cellText, type UsageCell } from '../usage-cell.ts';
import type { LooseRecord, UsageMarks } from '../usage-store.ts';
import type { UsageSums } from '../usage-sums.ts';
import { type CountDeps, countCell } from './count-cell.ts';
import { isOpenDay } from './look-at-days.ts';

/** One change of a stored item. */
export type UsageChange = Readonly<{ before: Attributes | undefined; after: Attributes | undefined }>;

/** The attributes of a CDR or a message that stand in clear. */
const Stored = v.object({
  pk: v.string(),
  sk: v.string(),
  app: v.string(),
  xKey: v.optional(v.string()),
  startedKey: v.optional(v.string()),
  sentKey: v.optional(v.string()),
});

/** A record that an import of the console's list has added; `ttl`: its end, in epoch seconds. */
const Imported = v.object({
  ...Stored.entries,
  importId: v.string(),
  startedKey: v.string(),
  ttl: v.number(),
});

/**
 * The cell that a change touches: that of a CDR or a message that is new. All later changes of these items, erasures among them, leave
 * the sums as they are, and so does their end. `undefined`: none.
 */
export const cellOfChange = ({ before, after }: UsageChange): LooseRecord | undefined => {
  if (before !== undefined || after === undefined) return undefined;
  const isCdr = String(after['pk']).startsWith('C#') && String(after['sk']).startsWith('CDR#');
  if (!isCdr && !String(after['pk']).startsWith('M#')) return undefined;
  const { pk, sk, app, xKey, startedKey, sentKey } = v.parse(Stored, after);
  const day = (isCdr ? startedKey : sentKey)?.slice(0, 10);
  if (day === undefined) throw new TypeError('a record stands in no list');
  const cell: UsageCell = { kind: isCdr ? 'calls' : 'texts', app, day, xKey };
  return { cell, pk, sk };
};

/**
 * The cell of an imported record that was taken away before its end: its own CDR has come, or the import was taken back. No other record
 * goes before its end, and then its sums stay.
 */
const cellTakenAway = ({ before, after }: UsageChange, now: Date): UsageCell | undefined => {
  if (after !== undefined || !v.is(Imported, before)) return undefined;
  const { app, startedKey, xKey, ttl } = before;
  return ttl > epochSeconds(now) ? { kind: 'calls', app, day: startedKey.slice(0, 10), xKey } : undefined;
};

/** The partition of the call of which a change stores a new event; `undefined`: it stores none. */
const callOfEvent = ({ before, after }: UsageChange): string | undefined => {
  const isEvent = before === undefined && String(after?.['sk']).startsWith('EVT#');
  return isEvent ? String(after?.['pk']) : undefined;
};

type Deps = CountDeps &
  Readonly<{
    marks: UsageMarks;
    windowSeconds: number;
    /** Tells that a record cannot be placed in a cell. */
    onUnplaced: (error: unknown) => void;
    /** Tells that a cell could not be counted at once, and is marked instead. */
    onUncounted: (cell: UsageCell, error: unknown) => void;
  }>;

/** Longer than an index lags behind, and than a function that marks may be held up. */
const AFTER_WINDOW_SECONDS = 60;
/** After a count of a cell, an index may still lack the record that was the reason for it. */
const NOT_COUNTED_AGAIN_SECONDS = 120;
/** A cell with more is counted where there is more time. */
const MANY_RECORDS = 500;
const AT_MOST = 4;

/** A record that cannot be placed is left out: it would hold up all that come after it in the stream, for a day. */
const placed = (change: UsageChange, onUnplaced: Deps['onUnplaced']): readonly LooseRecord[] => {
  try {
    const record = cellOfChange(change);
    return record === undefined ? [] : [record];
  } catch (error) {
    onUnplaced(error);
    return [];
  }
};

/** So many cells were met in each way. `left`: looks at their days find the records. */
export type MarkRun = Readonly<Record<'counted' | 'left' | 'marked', number>>;

/**
 * Sees to it that these new records are counted. The first record of a cell is counted at once, which makes the cell; further ones of
 * an open day are found by the looks at it. A later one is counted at once too; one that cannot, because the cell was counted just
 * now, or has too many records, or fails, is marked to be counted after the window of this moment, one mark a cell and window. So is
 * the cell of a CDR that does not tell the talk, when an event of its call comes after it, and that of an imported record which is taken
 * away.
 *
 * @throws {AppError} `store-unavailable`: hand the changes over again.
 */
export const markUsage = async (deps: Deps, changes: readonly UsageChange[]): Promise<MarkRun> => {
  const { marks, clock, windowSeconds, onUnplaced } = deps;
  const touched = changes.flatMap((change) => placed(change, onUnplaced));
  // Before their cell is counted, because nothing else finds them.
  await marks.mark(
    [],
    touched.filter(({ cell }) => cell.xKey === undefined),
  );
  const byCell = [...Map.groupBy(touched, ({ cell }) => cellText(cell)).values()];
  const { results } = await mapAtMost({ atMost: AT_MOST }, byCell, (records) => meet(deps, records));
  const dueAt = endOfWindow(clock(), windowSeconds);
  const met = results.flat();
  const takenAway = changes.flatMap((change) => cellTakenAway(change, clock()) ?? []);
  const again = distinct([...takenAway, ...(await cellsOfEvents(deps, changes))]);
  const all = [...met, ...again.map((cell) => ({ cell, done: 'marked' as const }))];
  const marked = all.filter(({ done }) => done === 'marked').map(({ cell }) => ({ cell, dueAt }));
  await marks.mark(marked, []);
  const countOf = (wanted: keyof MarkRun) => all.filter(({ done }) => done === wanted).length;
  return { counted: countOf('counted'), left: countOf('left'), marked: countOf('marked') };
};

/** The cells that the new events among some changes may change. */
const cellsOfEvents = async (
  { records }: Deps,
  changes: readonly UsageChange[],
): Promise<readonly UsageCell[]> => {
  const calls = [...new Set(changes.flatMap((change) => callOfEvent(change) ?? []))];
  const { results } = await mapAtMost({ atMost: AT_MOST }, calls, (call) => records.toldByEvents(call));
  return results.flat();
};

const distinct = (cells: readonly UsageCell[]): readonly UsageCell[] => [
  ...new Map(cells.map((cell) => [cellText(cell), cell])).values(),
];

type Met = Readonly<{ cell: UsageCell; done: keyof MarkRun }>;

/** Meets the new records of one cell. */
const meet = async (deps: Deps, records: readonly LooseRecord[]): Promise<readonly Met[]> => {
  const [first] = records;
  if (first === undefined) return [];
  const { cell } = first;
  try {
    return [{ cell, done: await countAtOnce(deps, cell, records) }];
  } catch (error) {
    deps.onUncounted(cell, error);
    return [{ cell, done: 'marked' }];
  }
};

const countAtOnce = async (
  deps: Deps,
  cell: UsageCell,
  records: readonly LooseRecord[],
): Promise<keyof MarkRun> => {
  const stored = await deps.cells.read(cell);
  const now = deps.clock();
  const isOpen = isOpenDay(cell.day, now);
  if (stored !== undefined) {
    // Where marks are counted it is told that a record came too late for its day.
    if (stored.until <= epochSeconds(now)) return 'marked';
    if (isOpen) return 'left';
    if (epochSeconds(now) - stored.countedAt < NOT_COUNTED_AGAIN_SECONDS) return 'marked';
    if (callsAndTexts(stored.sums) > MANY_RECORDS) return 'marked';
  }
  const known = records.map(({ pk, sk }) => ({ pk, sk }));
  const outcome = await countCell(deps, cell, { found: { stored }, known });
  // The cell that somebody has made meanwhile is looked at.
  if (outcome === 'overtaken') return isOpen ? 'left' : 'marked';
  return outcome === 'closed' ? 'marked' : 'counted';
};

const callsAndTexts = ({ calls, messages }: UsageSums): number => calls + messages;

/** 0 seconds: at once, for a store whose indexes do not lag. */
const endOfWindow = (now: Date, windowSeconds: number): string => {
  if (windowSeconds === 0) return now.toISOString();
  const seconds = Math.floor(now.getTime() / 1000);
  const end = new Date((seconds - (seconds % windowSeconds) + windowSeconds) * 1000);
  return addSeconds(end, AFTER_WINDOW_SECONDS).toISOString();
};
