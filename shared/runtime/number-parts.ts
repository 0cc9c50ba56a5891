import { createDynamoBindingStore } from '../bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoNumberStore } from '../numbers/dynamo-number-store.ts';
import { createPool, loadPool } from '../numbers/pool.ts';
import type { PrivateNumber } from '../numbers/private-number.ts';
import { createLookupKeys } from '../sealing/lookup-keys.ts';
import { createSealer } from '../sealing/sealer.ts';
import type { App } from './apps.ts';
import type { Configuration } from './configuration.ts';
import { readSettings } from './environment.ts';
import { loggerOf, type Runtime } from './runtime.ts';

/** The tables that work on the number pool needs. */
export type NumberTables = Readonly<{ BINDINGS_TABLE: string; NUMBERS_TABLE: string }>;

/** The keys, the logger and the number pool, put together for one configuration. */
export const numberParts = (
  runtime: Runtime,
  tables: NumberTables,
  { apps, dataKeys, lookupKey }: Configuration,
) => {
  const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
  const documents = runtime.documents();
  const numbers = createDynamoNumberStore({ documents, table: tables.NUMBERS_TABLE, ...keys });
  const { retentionDays } = readSettings(runtime.environment);
  const bindings = createDynamoBindingStore({
    documents,
    table: tables.BINDINGS_TABLE,
    ...keys,
    retentionDays,
  });
  const seeds = seedsOf(apps);
  return {
    ...keys,
    documents,
    logger: loggerOf(runtime),
    numbers,
    bindings,
    countLive: bindings.countLive,
    seeds,
    /** As remembered for a while, for binds. */
    pool: createPool(numbers, seeds, runtime.clock),
    /** As it is now. */
    load: (app: string) => loadPool(numbers, seeds, app),
  };
};

const seedsOf = (apps: readonly App[]): readonly PrivateNumber[] =>
  apps.flatMap((app) =>
    app.numbers.map(({ x, areaCode, sms }) => ({
      app: app.name,
      x,
      sms,
      state: 'available' as const,
      ...(areaCode === undefined ? {} : { areaCode }),
    })),
  );
