import type { Clock } from '../../kernel/clock.ts';
import { epochSeconds } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { cellText, endOfMonth, type UsageCell } from '../usage-cell.ts';
import type { UsageCells, UsageMarks, UsageMonths } from '../usage-store.ts';
import { countCdrs, countMessages } from './count-records.ts';
import { staleMonthOf } from './sum-months.ts';
import type { UsageRecords } from './usage-records.ts';

/**
 * The outcome for a cell. `closed`: its first records may be gone, so the sums stay as they are. `overtaken`: somebody else has counted
 * it meanwhile. `empty`: there is no record and no sum.
 */
export type CellOutcome = 'counted' | 'closed' | 'overtaken' | 'empty';

type CellDeps = Readonly<{
  records: UsageRecords;
  cells: UsageCells;
  months: Pick<UsageMonths, 'markStale'>;
  clock: Clock;
}>;

/** Counts one cell anew from all of its records. @throws {AppError} `store-unavailable`. */
export const countCell = async (
  { records, cells, months, clock }: CellDeps,
  cell: UsageCell,
): Promise<CellOutcome> => {
  // The sums first: whoever stores a count after this moment is noticed when this one is stored.
  const before = await cells.read(cell);
  if (before !== undefined && before.until <= epochSeconds(clock())) return 'closed';
  const { cdrs, messages, x, until } = await records.read(cell);
  if (until === undefined && before === undefined) return 'empty';
  const lateFrom = endOfMonth(cell.day);
  const { sums, groups } =
    cell.kind === 'calls' ? countCdrs(cdrs, lateFrom) : countMessages(messages, lateFrom);
  const first = Math.min(until ?? Number.POSITIVE_INFINITY, before?.until ?? Number.POSITIVE_INFINITY);
  await months.markStale([staleMonthOf(cell, clock())]);
  const written = await cells.write(cell, before, { x, until: first, sums, groups });
  return written ? 'counted' : 'overtaken';
};

/** One run. `remaining`: marks that were due and are left for the next run. */
export type CountRun = Readonly<Record<CellOutcome, number> & { failed: number; remaining: number }>;

type RunDeps = CellDeps & Readonly<{ marks: UsageMarks; logger: Logger }>;

/** Cells in work at a time, and marks a run. */
const AT_MOST = 4;
const MOST_MARKS = 2000;

/**
 * Counts the cells whose marks are due, for as long as there is time. A mark goes when its cell is counted, so a run that ends in the
 * middle, or fails at one cell, leaves the rest to the next; two at once count the same, and nothing twice.
 *
 * @throws {AppError} `store-unavailable` when the marks cannot be read.
 */
export const countUsage = async (
  { marks, logger, ...deps }: RunDeps,
  hasTime: () => boolean,
): Promise<CountRun> => {
  const due = await marks.due(deps.clock(), MOST_MARKS);
  // Several windows of a cell are one count.
  const byCell = Map.groupBy(due, ({ cell }) => cellText(cell));
  const run = { counted: 0, closed: 0, overtaken: 0, empty: 0, failed: 0 };
  let remaining = 0;
  const { untouched } = await mapAtMost(
    { atMost: AT_MOST, hasTime },
    [...byCell.values()],
    async (ofCell) => {
      const [first] = ofCell;
      if (first === undefined) return;
      try {
        const outcome = await countCell(deps, first.cell);
        run[outcome] += 1;
        if (outcome === 'overtaken') {
          remaining += ofCell.length;
          return;
        }
        if (outcome === 'closed') {
          const { kind, app, day } = first.cell;
          logger.warn('usage-closed', { kind, app, day });
        }
        for (const mark of ofCell) await marks.remove(mark);
      } catch (error) {
        run.failed += 1;
        remaining += ofCell.length;
        logger.warn('usage-not-counted', {
          kind: first.cell.kind,
          app: first.cell.app,
          day: first.cell.day,
          error,
        });
      }
    },
  );
  return { ...run, remaining: remaining + untouched.flat().length };
};
