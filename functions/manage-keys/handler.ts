import type { Context } from 'aws-lambda';
import type { Clock, Sleep } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { countSealed, type SealedCounts } from '../../shared/keys/count-sealed.ts';
import { type LookupOrder, type LookupReport, takeLookupStep } from '../../shared/keys/lookup-step.ts';
import { type ResealReport, resealTables } from '../../shared/keys/reseal.ts';
import type { SealedTable } from '../../shared/keys/sealed-places.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { LookupKeys } from '../../shared/sealing/lookup-keys.ts';
import type { Sealer } from '../../shared/sealing/sealer.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { readKeysOrder } from './schema.ts';

type Deps = Readonly<{
  documents: Documents;
  tables: Readonly<Record<SealedTable, string>>;
  sealer: Sealer;
  /** The ids of the data keys of the document, the one that seals first. */
  dataKeyIds: readonly string[];
  lookup: LookupKeys;
  /** The former look-up key is out of the document, and what stands under it may go. */
  isRetired: boolean;
  clock: Clock;
  sleep: Sleep;
  logger: Logger;
}>;

/** The report of a run, and the data keys of the document as this function has it: none while it has no usable one. */
export type KeysReport = Readonly<{ dataKeyIds: readonly string[] }> &
  (
    | Readonly<{ action: 'count' } & SealedCounts>
    | Readonly<{ action: 'reseal' } & ResealReport>
    | Readonly<{ action: 'lookup' } & LookupReport>
  );

/** No page is begun with less left: at the slowest rate, ten writes a second, one takes twenty seconds. */
const RESERVE_MS = 40_000;

const timeIn = (context: Context) => () => context.getRemainingTimeInMillis() > RESERVE_MS;

/**
 * By hand, through `npm run ops -- keys`: counts by which data key everything is sealed, seals it anew with the first one, and takes the
 * steps of a change of `lookupKey` on what is stored.
 *
 * @throws {AppError} `invalid-request`, `store-unavailable`; repeating is safe.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<KeysReport> => {
    const { dataKeyIds, logger } = deps;
    const order = readKeysOrder(event);
    const hasTime = timeIn(context);
    if (order.action === 'count')
      return { action: order.action, dataKeyIds, ...(await countSealed(deps, order.after, hasTime)) };
    if (order.action === 'lookup')
      return { action: order.action, dataKeyIds, ...(await lookupStep(deps, order, hasTime)) };
    const { from, dryRun, writesPerSecond, after } = order;
    const [first] = dataKeyIds;
    if (from === first)
      throw new AppError('invalid-request', `the data key ${from} is the first one: it seals what is new`);
    if (!dataKeyIds.includes(from))
      throw new AppError('invalid-request', `the configuration document has no data key ${from}`);
    const report = await resealTables(deps, { from, dryRun, writesPerSecond, after }, hasTime);
    const { resealed, changed, unreadableCount } = report;
    logger.info('items-resealed', { from, to: first, dryRun, resealed, changed, unreadableCount });
    return { action: order.action, dataKeyIds, ...report };
  };

/**
 * The same without a usable document: counting opens nothing, and whoever puts a document over a faulty one, or the first one,
 * has to know what is stored.
 *
 * @throws {AppError} `invalid-request`, `store-unavailable`; and `fault`, the one of the document, for every other order.
 */
export const createCountHandler =
  (deps: Pick<Deps, 'documents' | 'tables'>, fault: Error) =>
  async (event: unknown, context: Context): Promise<KeysReport> => {
    const { action, after } = readKeysOrder(event);
    if (action !== 'count') throw fault;
    return { action, dataKeyIds: [], ...(await countSealed(deps, after, timeIn(context))) };
  };

const lookupStep = async (deps: Deps, order: LookupOrder, hasTime: () => boolean): Promise<LookupReport> => {
  const { step, dryRun } = order;
  // Marks tell what stands under another key, and that may be the only one under which it is found.
  if (step === 'clear' && !deps.isRetired)
    throw new AppError('invalid-request', 'the document of this function is not at the step clear');
  const report = await takeLookupStep(deps, order, hasTime);
  const { done, changed, unknown, unreadableCount } = report;
  deps.logger.info('lookup-keys-changed', { step, dryRun, done, changed, unknown, unreadableCount });
  return report;
};
