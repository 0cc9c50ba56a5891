import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { COUNTING_VARIABLES, composeUsageCounting } from '../../shared/runtime/compose/compose-usage.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { countUsage } from '../../shared/usage/count/count-usage.ts';
import { sumMonths } from '../../shared/usage/count/sum-months.ts';
import { createHandler } from './handler.ts';

/** Every minute: counts what was marked. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: COUNTING_VARIABLES, whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const counting = composeUsageCounting(composeStoreAccess(composition));
      return createHandler({
        count: (hasTime) => countUsage(counting, hasTime),
        sum: (hasTime) => sumMonths(counting, hasTime),
        logger: counting.logger,
      });
    },
  );

export const handler = await lambdaHandler(compose);
