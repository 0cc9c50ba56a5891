import * as v from 'valibot';
import { addSeconds, type Clock } from '../../kernel/clock.ts';
import type { Attributes } from '../../storage/documents.ts';
import { cellText, type UsageCell } from '../usage-cell.ts';
import type { LooseRecord, UsageMark, UsageMarks } from '../usage-store.ts';

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

type Deps = Readonly<{
  marks: UsageMarks;
  clock: Clock;
  windowSeconds: number;
  /** Tells that a record cannot be placed in a cell. */
  onUnplaced: (error: unknown) => void;
}>;

/** Longer than an index lags behind, and than a function that marks may be held up. */
const AFTER_WINDOW_SECONDS = 60;

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

/**
 * Marks the cells of these changes to be counted when the window of this moment is over, one mark a cell and window whatever number of
 * records come in it.
 *
 * @throws {AppError} `store-unavailable`: hand the changes over again.
 */
export const markUsage = async (
  { marks, clock, windowSeconds, onUnplaced }: Deps,
  changes: readonly UsageChange[],
): Promise<number> => {
  const touched = changes.flatMap((change) => placed(change, onUnplaced));
  const dueAt = endOfWindow(clock(), windowSeconds);
  const cells = new Map(touched.map(({ cell }) => [cellText(cell), cell]));
  const wanted = [...cells.values()].map((cell): UsageMark => ({ cell, dueAt }));
  await marks.mark(
    wanted,
    touched.filter(({ cell }) => cell.xKey === undefined),
  );
  return wanted.length;
};

/** 0 seconds: at once, for a store whose indexes do not lag. */
const endOfWindow = (now: Date, windowSeconds: number): string => {
  if (windowSeconds === 0) return now.toISOString();
  const seconds = Math.floor(now.getTime() / 1000);
  const end = new Date((seconds - (seconds % windowSeconds) + windowSeconds) * 1000);
  return addSeconds(end, AFTER_WINDOW_SECONDS).toISOString();
};
