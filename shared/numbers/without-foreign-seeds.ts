import type { Logger } from '../observability/logger.ts';
import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { NumberStore } from './number-store.ts';

/**
 * A store that adds no number of the configuration which another app has in its pool already: an X belongs to one app, and two
 * would bind on it. The app goes without it until the configuration names it no more, or the other app retires it.
 *
 * @param apps names of the configured apps
 */
export const withoutForeignSeeds = (
  store: NumberStore,
  apps: readonly string[],
  logger: Logger,
): NumberStore => ({
  ...store,
  async addIfAbsent(number) {
    const others = apps.filter((name) => name !== number.app);
    // One that cannot be opened may be in use there.
    const found =
      others.length === 0 ? [] : await insteadOfUnreadable(store.among(others, [number.x]), 'unreadable');
    const owner = found === 'unreadable' ? { app: found } : found.find(({ state }) => state !== 'retired');
    if (owner === undefined) return store.addIfAbsent(number);
    logger.error('configured-number-of-another-app', { app: number.app, owner: owner.app });
    logger.metrics({ configuredNumbersRefused: 1 });
  },
});
