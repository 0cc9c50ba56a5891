import type { Logger } from '../observability/logger.ts';
import { isLost, type OpenLoss } from './losses/number-loss.ts';
import type { NumberStatusReport, ReportOutcome } from './number-status-report.ts';
import type { NumberStore } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

/**
 * Applies a number status report to the pool. `ignored`: the report changed nothing, because the number is not in the pool, is
 * retired, or has a newer state. A repeat is a `duplicate`.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type ApplyNumberReport = (report: NumberStatusReport) => Promise<'stored' | 'duplicate' | 'ignored'>;

type Deps = Readonly<{
  numbers: NumberStore;
  /** The numbers of the configuration. The store has them only after the pool was loaded once. */
  seeds: readonly PrivateNumber[];
  /** The number of live bindings on a private number. */
  countLive: (x: string) => Promise<number>;
  openLoss: OpenLoss;
  /** The look-up key of a private number. */
  keyOf: (x: string) => string;
  logger: Logger;
}>;

/** Makes {@link ApplyNumberReport} over a store. */
export const createApplyNumberReport =
  (deps: Deps): ApplyNumberReport =>
  async (report) => {
    const outcome = await reportToStore(deps, report);
    // Before the answer, and again with each repeat: whoever crashed between the two writes is pushed to again.
    const opening = outcome === 'changed' || outcome === 'known' ? openIfLost(deps, report) : undefined;
    if (outcome === 'changed') await Promise.all([opening, logChange(deps, report)]);
    await opening;
    if (outcome === 'known') return 'duplicate';
    if (outcome === 'changed') return 'stored';
    const { app, state, cause } = report;
    deps.logger.warn('number-status-report-ignored', { app, state, cause, because: outcome });
    deps.logger.metrics({ numberReportsIgnored: 1 }, { because: outcome });
    if (outcome === 'absent') deps.logger.metrics({ numbersUnknown: 1 });
    return 'ignored';
  };

const openIfLost = async ({ openLoss, keyOf }: Deps, report: NumberStatusReport): Promise<void> => {
  const { app, x, state, cause, at } = report;
  if (isLost(report)) await openLoss({ app, key: keyOf(x), state, cause, since: at });
};

const reportToStore = async (
  { numbers, seeds }: Deps,
  report: NumberStatusReport,
): Promise<ReportOutcome> => {
  const outcome = await numbers.report(report);
  const seed = seeds.find(({ app, x }) => app === report.app && x === report.x);
  if (outcome !== 'absent' || seed === undefined) return outcome;
  await numbers.addIfAbsent(seed);
  return numbers.report(report);
};

const logChange = async (deps: Deps, { app, x, state, cause }: NumberStatusReport): Promise<void> => {
  const { logger } = deps;
  const liveBindings = await liveBindingsOn(deps, x);
  const line = { app, state, cause, liveBindings };
  if (state === 'available') logger.info('number-state-reported', line);
  else logger.warn('number-state-reported', line);
  logger.metrics({ numbersReported: 1, affectedBindings: liveBindings ?? 0 }, { state });
  if (state !== 'available') logger.metrics({ numbersLost: 1 });
};

/** The state is stored by now, so a count that fails must not make the platform push again. */
const liveBindingsOn = async ({ countLive, logger }: Deps, x: string): Promise<number | undefined> => {
  try {
    return await countLive(x);
  } catch (error) {
    logger.error('live-bindings-not-counted', { error });
    return undefined;
  }
};
