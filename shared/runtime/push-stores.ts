import { createDynamoBindingStore } from '../bindings/dynamo/dynamo-binding-store.ts';
import { createListBindings } from '../bindings/read/list-bindings.ts';
import { createXBindingAt } from '../bindings/read/x-binding-at.ts';
import { createDynamoCallWriter } from '../calls/dynamo/dynamo-call-writer.ts';
import { createDynamoMessageWriter } from '../messages/dynamo-message-writer.ts';
import { createPushReader } from '../platform/pushes/read-push.ts';
import { createWithOwner } from '../pushes/decisions/with-owner.ts';
import { createDynamoPushJournal } from '../pushes/intake/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../pushes/intake/dynamo-quarantine.ts';
import { RECORDING_PARTITIONS } from '../recordings/store/partitions.ts';
import { createLookupKeys } from '../sealing/lookup-keys.ts';
import { createSealer } from '../sealing/sealer.ts';
import type { Configuration } from './configuration.ts';
import { readSettings } from './environment.ts';
import { numberIntake } from './number-intake.ts';
import { loggerOf, type World } from './world.ts';

/** The variables of everything that puts pushes into the stores. */
export const PUSH_VARIABLES = [
  'CONFIG_URI',
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'MESSAGES_TABLE',
  'NUMBERS_TABLE',
  'PUSHES_TABLE',
] as const;
export type PushTables = Readonly<Record<(typeof PUSH_VARIABLES)[number], string>>;

/** The reader of pushes and the stores that their items go to, put together for one configuration. */
export const pushStores = (world: World, tables: PushTables, configuration: Configuration) => {
  const { archiveFirstDelaySeconds, keepMessageText, retentionDays } = readSettings(world.environment);
  const keys = {
    documents: world.documents(),
    sealer: createSealer(configuration.dataKeys),
    lookup: createLookupKeys(configuration.lookupKey),
  };
  // As long as ended bindings: one without the other explains little.
  const kept = { ...keys, retentionSeconds: retentionDays * 24 * 3600 };
  const bindings = createDynamoBindingStore({ ...keys, table: tables.BINDINGS_TABLE });
  return {
    ...keys,
    clock: world.clock,
    logger: loggerOf(world),
    read: createPushReader({ keepText: keepMessageText }),
    journal: createDynamoPushJournal({ ...keys, table: tables.PUSHES_TABLE }),
    quarantine: createDynamoQuarantine({ ...keys, table: tables.PUSHES_TABLE }),
    bindings,
    withOwner: createWithOwner(createXBindingAt(createListBindings(bindings, world.clock))),
    numbers: numberIntake(world, tables, configuration),
    messages: createDynamoMessageWriter({ ...kept, table: tables.MESSAGES_TABLE }),
    calls: createDynamoCallWriter({
      ...kept,
      table: tables.CALLS_TABLE,
      firstDelaySeconds: archiveFirstDelaySeconds,
      shards: RECORDING_PARTITIONS,
    }),
  };
};
