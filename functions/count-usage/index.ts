import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import {
  COUNTING_VARIABLES,
  composeRentNoting,
  composeUsageCounting,
} from '../../shared/runtime/compose/compose-usage.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { countUsage } from '../../shared/usage/count/count-usage.ts';
import { daysToLookAt, lookAtDays } from '../../shared/usage/count/look-at-days.ts';
import { noteRents } from '../../shared/usage/count/note-rents.ts';
import { sumFinishedDays, sumStaleMonths } from '../../shared/usage/count/sum-months.ts';
import { createHandler } from './handler.ts';

/** Every minute: counts what was marked, and what looks at the open days find. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: [...COUNTING_VARIABLES, 'NUMBERS_TABLE'], whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const access = composeStoreAccess(composition);
      const counting = composeUsageCounting(access);
      const renting = composeRentNoting(access);
      return createHandler({
        count: (hasTime) => countUsage(counting, hasTime),
        look: (hasTime) => lookAtDays(counting, daysToLookAt(counting.clock()), hasTime),
        sumStale: (hasTime) => sumStaleMonths(counting, hasTime),
        sumFinished: (hasTime) => sumFinishedDays(counting, hasTime),
        noteRents: () => noteRents(renting),
        windowSeconds: access.settings.usageWindowSeconds,
        clock: counting.clock,
        logger: counting.logger,
      });
    },
  );

export const handler = await lambdaHandler(compose);
