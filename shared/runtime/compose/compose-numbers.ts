import { createReadBlocks } from '../../bindings/blocks/read-blocks.ts';
import { createDynamoBindingStore } from '../../bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoNumberStore } from '../../numbers/dynamo-number-store.ts';
import { createDynamoOpenLoss } from '../../numbers/losses/dynamo-open-loss.ts';
import { createOwnAmong, createRefuseOwnNumbers } from '../../numbers/own-numbers.ts';
import { loadPool } from '../../numbers/pool.ts';
import type { PrivateNumber } from '../../numbers/private-number.ts';
import { withoutForeignSeeds } from '../../numbers/without-foreign-seeds.ts';
import type { App } from '../apps.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The variables of work on the number pool, and on bindings. */
export const BINDING_VARIABLES = ['BINDINGS_TABLE', 'NUMBERS_TABLE'] as const;
export type BindingVariable = (typeof BINDING_VARIABLES)[number];

/** The number pool, with the bindings that use it. */
export const composeNumbers = (access: StoreAccess<BindingVariable>) => {
  const { variables, settings, apps, logger } = access;
  const numbers = withoutForeignSeeds(
    createDynamoNumberStore({ ...access, table: variables.NUMBERS_TABLE }),
    apps.map(({ name }) => name),
    logger,
  );
  const bindings = createDynamoBindingStore({
    ...access,
    table: variables.BINDINGS_TABLE,
    retentionDays: settings.retentionDays,
  });
  const seeds = seedsOf(apps);
  const ownAmong = createOwnAmong({ apps, numbers, seeds });
  return {
    ...access,
    numbers,
    bindings,
    openLoss: createDynamoOpenLoss(access.documents, variables.NUMBERS_TABLE),
    countLive: bindings.countLive,
    seeds,
    keyOf: (x: string) => access.lookup('private-number', x),
    ownAmong,
    refuseOwnNumbers: createRefuseOwnNumbers(ownAmong),
    readBlocks: createReadBlocks({ ...access, table: variables.NUMBERS_TABLE }),
    /** Every number of an app as it is now, as far as it can be opened. */
    load: (app: string) => loadPool(numbers, seeds, app),
  };
};

/** The numbers of the configuration, as they are added to the pool. */
export const seedsOf = (apps: readonly App[]): readonly PrivateNumber[] =>
  apps.flatMap((app) =>
    app.numbers.map(({ x, areaCode, sms }) => ({
      app: app.name,
      x,
      sms,
      state: 'available' as const,
      ...(areaCode === undefined ? {} : { areaCode }),
    })),
  );
