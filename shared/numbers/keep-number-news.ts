import type { Logger } from '../observability/logger.ts';
import type { NewsOutcome, NumberNews } from './number-news.ts';
import type { NumberStore } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

/**
 * Takes news of a private number into the pool. `noted`: it changed nothing, because the number is not in the pool, is
 * retired, or something newer is known of it. A repeat is a `duplicate`.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type KeepNumberNews = (news: NumberNews) => Promise<'stored' | 'duplicate' | 'noted'>;

type Deps = Readonly<{
  numbers: NumberStore;
  /** Numbers of the configuration, which the store has only after they were asked for once. */
  seeds: readonly PrivateNumber[];
  countLive: (x: string) => Promise<number>;
  logger: Logger;
}>;

export const createKeepNumberNews =
  (deps: Deps): KeepNumberNews =>
  async (news) => {
    const outcome = await report(deps, news);
    if (outcome === 'known') return 'duplicate';
    if (outcome === 'changed') {
      await tellChange(deps, news);
      return 'stored';
    }
    const { app, state, cause } = news;
    deps.logger.warn('number-news-noted', { app, state, cause, because: outcome });
    deps.logger.metrics({ numberNewsNoted: 1 }, { because: outcome });
    return 'noted';
  };

const report = async ({ numbers, seeds }: Deps, news: NumberNews): Promise<NewsOutcome> => {
  const outcome = await numbers.report(news);
  const seed = seeds.find(({ app, x }) => app === news.app && x === news.x);
  if (outcome !== 'absent' || seed === undefined) return outcome;
  await numbers.addIfAbsent(seed);
  return numbers.report(news);
};

const tellChange = async (deps: Deps, { app, x, state, cause }: NumberNews): Promise<void> => {
  const { logger } = deps;
  const liveBindings = await liveOn(deps, x);
  const line = { app, state, cause, liveBindings };
  if (state === 'available') logger.info('number-state-reported', line);
  else logger.warn('number-state-reported', line);
  logger.metrics({ numbersReported: 1, affectedBindings: liveBindings ?? 0 }, { state });
};

/** The state is stored by now: a count that cannot be had is no reason to have the push again. */
const liveOn = async ({ countLive, logger }: Deps, x: string): Promise<number | undefined> => {
  try {
    return await countLive(x);
  } catch (error) {
    logger.error('live-bindings-not-counted', { error });
    return undefined;
  }
};
