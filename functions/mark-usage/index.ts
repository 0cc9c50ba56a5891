import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { COUNTING_VARIABLES, composeUsageCounting } from '../../shared/runtime/compose/compose-usage.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { markUsage } from '../../shared/usage/count/mark-usage.ts';
import type { UsageCell } from '../../shared/usage/usage-cell.ts';
import { createHandler } from './handler.ts';

/** Behind the streams of calls and messages: counts the first record of a number and day, and marks late ones. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: COUNTING_VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { logger, settings } = access;
    const deps = {
      ...composeUsageCounting(access),
      windowSeconds: settings.usageWindowSeconds,
      onUnplaced: (error: unknown) => {
        logger.warn('usage-not-marked', { error });
        logger.metrics({ usageNotCounted: 1 });
      },
      onUncounted: ({ kind, app, day }: UsageCell, error: unknown) =>
        logger.warn('usage-not-counted', { kind, app, day, error }),
    };
    return createHandler({ mark: (changes) => markUsage(deps, changes), logger });
  });

export const handler = await lambdaHandler(compose);
