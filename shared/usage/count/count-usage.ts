import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { cellText } from '../usage-cell.ts';
import type { UsageMarks } from '../usage-store.ts';
import { type CellOutcome, type CountDeps, countCell } from './count-cell.ts';

/** One run. `remaining`: marks that were due and are left for the next run. */
export type CountRun = Readonly<Record<CellOutcome, number> & { failed: number; remaining: number }>;

type RunDeps = CountDeps & Readonly<{ marks: UsageMarks; logger: Logger }>;

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
  const run = { counted: 0, unchanged: 0, closed: 0, overtaken: 0, empty: 0, failed: 0 };
  let remaining = 0;
  const { untouched } = await mapAtMost(
    { atMost: AT_MOST, hasTime },
    [...byCell.values()],
    async (ofCell) => {
      const [first] = ofCell;
      if (first === undefined) return;
      try {
        const outcome = await countCell(deps, first.cell, { isMarked: true });
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
