import { createHash } from 'node:crypto';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { endOfMonth, type UsageCell } from '../usage-cell.ts';
import type { StoredCell, UsageCells, UsageMonths } from '../usage-store.ts';
import { countCdrs, countMessages } from './count-records.ts';
import { staleMonthOf } from './sum-months.ts';
import type { RecordKey, UsageRecords } from './usage-records.ts';

/**
 * The outcome for a cell. `unchanged`: it has the records that it had, so nothing was written. `closed`: its first records may be
 * gone, so the sums stay as they are. `overtaken`: somebody else has counted it meanwhile. `empty`: there is no record and no sum.
 */
export type CellOutcome = 'counted' | 'unchanged' | 'closed' | 'overtaken' | 'empty';

/** The parts that counting a cell needs. */
export type CountDeps = Readonly<{
  records: UsageRecords;
  cells: Pick<UsageCells, 'read' | 'write'>;
  months: Pick<UsageMonths, 'markStale'>;
  clock: Clock;
}>;

type Count = Readonly<{
  /** The cell as it was read before; absent: it is read now. */
  found?: Readonly<{ stored: StoredCell | undefined }>;
  /** Records that are known to be there, whatever an index that lags behind says. */
  known?: readonly RecordKey[];
  /** It is counted also when it has the records that it had: what they say may have changed. */
  isMarked?: boolean;
}>;

/** Counts one cell anew from all of its records. @throws {AppError} `store-unavailable`. */
export const countCell = async (
  { records, cells, months, clock }: CountDeps,
  cell: UsageCell,
  { found, known = [], isMarked = false }: Count = {},
): Promise<CellOutcome> => {
  // The sums first: whoever stores a count after this moment is noticed when this one is stored.
  const before = found === undefined ? await cells.read(cell) : found.stored;
  const countedAt = epochSeconds(clock());
  if (before !== undefined && before.until <= countedAt) return 'closed';
  const keys = [...known, ...(await records.keys(cell))];
  const fingerprint = fingerprintOf(keys);
  if (!isMarked && before?.records === fingerprint) return 'unchanged';
  const { cdrs, messages, x, until } = await records.read(cell, keys);
  if (until === undefined && before === undefined) return 'empty';
  const lateFrom = endOfMonth(cell.day);
  const { sums, groups } =
    cell.kind === 'calls' ? countCdrs(cdrs, lateFrom) : countMessages(messages, lateFrom);
  const first = Math.min(until ?? Number.POSITIVE_INFINITY, before?.until ?? Number.POSITIVE_INFINITY);
  await months.markStale(staleMonthOf(cell, clock()));
  const counted = { x, until: first, sums, groups, records: fingerprint, countedAt };
  const written = await cells.write(cell, before, counted);
  return ({ stored: 'counted', same: 'unchanged', overtaken: 'overtaken' } as const)[written];
};

/** The same for the same keys, in whatever order and number they come. */
const fingerprintOf = (keys: readonly RecordKey[]): string => {
  const texts = [...new Set(keys.map(({ pk, sk }) => `${pk} ${sk}`))].sort();
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 11);
};
