import { findBindingId } from '../../bindings/dynamo/find-binding-id.ts';
import { createDynamoCallReader } from '../../calls/dynamo/dynamo-call-reader.ts';
import { createDynamoNumberStore } from '../../numbers/dynamo-number-store.ts';
import { goneSide } from '../../numbers/private-number.ts';
import { createDynamoUsageRecords } from '../../usage/count/dynamo-usage-records.ts';
import { createDynamoFrozenUsage } from '../../usage/dynamo-frozen-usage.ts';
import { createDynamoUsageCells } from '../../usage/dynamo-usage-cells.ts';
import { createDynamoUsageMarks } from '../../usage/dynamo-usage-marks.ts';
import { createDynamoUsageMonths } from '../../usage/dynamo-usage-months.ts';
import { createDynamoUsageRents } from '../../usage/dynamo-usage-rents.ts';
import { createDynamoReferences } from '../../usage/report/dynamo-references.ts';
import { seedsOf } from './compose-numbers.ts';
import type { StoreAccess } from './compose-store-access.ts';

const DAY_SECONDS = 86_400;

/** The marks of cells to count. */
export const composeUsageMarks = ({ documents, variables, settings }: StoreAccess<'USAGE_TABLE'>) =>
  createDynamoUsageMarks({
    documents,
    table: variables.USAGE_TABLE,
    // As long as the records themselves may be there.
    keptSeconds: Math.max(settings.callRetentionDays, settings.messageRetentionDays) * DAY_SECONDS,
  });

/** The sums. */
export const composeUsageCells = ({ documents, variables, sealer, settings }: StoreAccess<'USAGE_TABLE'>) =>
  createDynamoUsageCells({
    documents,
    table: variables.USAGE_TABLE,
    sealer,
    retentionDays: settings.usageRetentionDays,
  });

/** The sums of months. */
export const composeUsageMonths = ({ documents, variables, sealer, settings }: StoreAccess<'USAGE_TABLE'>) =>
  createDynamoUsageMonths({
    documents,
    table: variables.USAGE_TABLE,
    sealer,
    retentionDays: settings.usageRetentionDays,
  });

/** The numbers that were rented. */
const composeUsageRents = ({ documents, variables, sealer, settings }: StoreAccess<'USAGE_TABLE'>) =>
  createDynamoUsageRents({
    documents,
    table: variables.USAGE_TABLE,
    sealer,
    retentionDays: settings.usageRetentionDays,
  });

/** The parts that noting rents needs. */
export const composeRentNoting = (access: StoreAccess<'USAGE_TABLE' | 'NUMBERS_TABLE'>) => {
  const { apps, variables, clock, logger } = access;
  const numbers = createDynamoNumberStore({ ...access, table: variables.NUMBERS_TABLE });
  const seeds = seedsOf(apps);
  return {
    apps: apps.filter(({ prices }) => prices?.numberMonth !== undefined).map(({ name }) => name),
    // The numbers of the configuration, too, which the store has only after the pool was loaded once.
    poolOf: async (app: string) => {
      const stored = (await numbers.ofApp(app)).numbers;
      const known = new Set(stored.map(({ x }) => x));
      const pool = [...stored, ...seeds.filter((seed) => seed.app === app && !known.has(seed.x))];
      return pool.map((number) => {
        const gone = goneSide(number);
        return { x: number.x, stateAt: (gone ?? number).stateAt, isGone: gone !== undefined };
      });
    },
    rents: composeUsageRents(access),
    clock,
    logger,
  };
};

/** The tables of whatever counts. */
export const COUNTING_VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'USAGE_TABLE'] as const;

/** The parts that counting needs. */
export const composeUsageCounting = (access: StoreAccess<(typeof COUNTING_VARIABLES)[number]>) => {
  const { documents, variables, sealer, clock, logger } = access;
  return {
    apps: access.apps.map(({ name }) => name),
    marks: composeUsageMarks(access),
    cells: composeUsageCells(access),
    months: composeUsageMonths(access),
    records: createDynamoUsageRecords({
      documents,
      tables: {
        calls: variables.CALLS_TABLE,
        messages: variables.MESSAGES_TABLE,
        usage: variables.USAGE_TABLE,
      },
      sealer,
      calls: createDynamoCallReader({ ...access, table: variables.CALLS_TABLE }),
      bindingIdOf: (app, subscriptionId) =>
        findBindingId({ documents, table: variables.BINDINGS_TABLE }, app, subscriptionId),
    }),
    clock,
    logger,
  };
};

/** The tables of whatever reads sums. */
export const READING_VARIABLES = ['BINDINGS_TABLE', 'USAGE_TABLE'] as const;

/** The parts that reading sums needs. */
export const composeUsageReading = (access: StoreAccess<(typeof READING_VARIABLES)[number]>) => {
  const { documents, variables, sealer, apps } = access;
  return {
    cells: composeUsageCells(access),
    months: composeUsageMonths(access),
    marks: composeUsageMarks(access),
    rents: composeUsageRents(access),
    referencesOf: createDynamoReferences({ documents, table: variables.BINDINGS_TABLE, sealer }),
    pricesOf: (app: string) => apps.find(({ name }) => name === app)?.prices,
  };
};

/** Months as they were frozen. */
export const composeFrozenUsage = (access: StoreAccess<'USAGE_TABLE'>) =>
  createDynamoFrozenUsage({
    documents: access.documents,
    table: access.variables.USAGE_TABLE,
    sealer: access.sealer,
    retentionDays: access.settings.usageRetentionDays,
  });
