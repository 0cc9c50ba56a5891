import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import {
  COUNTING_VARIABLES,
  composeFrozenUsage,
  composeUsageCounting,
  composeUsageReading,
} from '../../shared/runtime/compose/compose-usage.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { lookAtDays } from '../../shared/usage/count/look-at-days.ts';
import { rebuildUsage } from '../../shared/usage/count/rebuild-usage.ts';
import { compareMonth, countOpen, freezeMonth, readFrozen } from '../../shared/usage/report/frozen-usage.ts';
import { readUsage } from '../../shared/usage/report/read-usage.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run ops -- usage`): reports, rebuilds, frozen months. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: COUNTING_VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { variables, documents, clock, logger } = access;
    const reading = composeUsageReading(access);
    const counting = composeUsageCounting(access);
    const lookAt = async (app: string, day: string): Promise<number> => {
      const { lookFailed, lookLeft } = await lookAtDays({ ...counting, apps: [app] }, [day], () => true);
      return lookFailed + lookLeft;
    };
    const apps = access.apps.map(({ name }) => name);
    const months = { ...reading, apps, lookAt, frozen: composeFrozenUsage(access) };
    const tables = { calls: variables.CALLS_TABLE, messages: variables.MESSAGES_TABLE };
    return createHandler({
      apps,
      read: (query) => readUsage(reading, query),
      rebuild: (request, hasTime) =>
        rebuildUsage({ ...reading, apps, documents, tables, clock }, request, hasTime),
      freeze: (month) => freezeMonth(months, month),
      hasPrices: async (app, month) =>
        ((await months.frozen.read(app, month)) ?? { prices: reading.pricesOf(app) }).prices !== undefined,
      readFrozen: (query) => readFrozen(months, query),
      compare: (app, month) => compareMonth(months, app, month),
      countOpen: (ofApps, month) => countOpen(months, ofApps, month),
      clock,
      logger,
    });
  });

export const handler = await lambdaHandler(compose);
