import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeUsageMarks } from '../../shared/runtime/compose/compose-usage.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { markUsage } from '../../shared/usage/count/mark-usage.ts';
import { createHandler } from './handler.ts';

/** Behind the streams of calls and messages: marks what is to be counted. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: ['USAGE_TABLE'] }, (composition) => {
    const access = composeStoreAccess(composition);
    const { clock, logger, settings } = access;
    const deps = {
      marks: composeUsageMarks(access),
      clock,
      windowSeconds: settings.usageWindowSeconds,
      onUnplaced: (error: unknown) => {
        logger.warn('usage-not-marked', { error });
        logger.metrics({ usageNotCounted: 1 });
      },
    };
    return createHandler({ mark: (changes) => markUsage(deps, changes), logger });
  });

export const handler = await lambdaHandler(compose);
