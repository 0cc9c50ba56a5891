import { createDynamoBindingStore } from '../bindings/dynamo/dynamo-binding-store.ts';
import { createListBindings } from '../bindings/read/list-bindings.ts';
import { createXBindingAt } from '../bindings/read/x-binding-at.ts';
import { createDynamoCallWriter } from '../calls/dynamo/dynamo-call-writer.ts';
import { createDynamoMessageWriter } from '../messages/dynamo-message-writer.ts';
import { createPushReader } from '../platform/pushes/read-push.ts';
import { createAttributeToBinding } from '../pushes/decisions/attribute-to-binding.ts';
import { createDynamoPushJournal } from '../pushes/intake/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../pushes/intake/dynamo-quarantine.ts';
import { RECORDING_PARTITIONS } from '../recordings/store/partitions.ts';
import { createLookupKeys } from '../sealing/lookup-keys.ts';
import { createSealer } from '../sealing/sealer.ts';
import type { Configuration } from './configuration.ts';
import { readSettings } from './environment.ts';
import { numberIntake } from './number-intake.ts';
import { loggerOf, type Runtime } from './runtime.ts';

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
export const pushStores = (runtime: Runtime, tables: PushTables, configuration: Configuration) => {
  const { archiveFirstDelaySeconds, keepMessageText, retentionDays } = readSettings(runtime.environment);
  const keys = {
    documents: runtime.documents(),
    sealer: createSealer(configuration.dataKeys),
    lookup: createLookupKeys(configuration.lookupKey),
  };
  // As long as ended bindings: one without the other explains little.
  const kept = { ...keys, retentionSeconds: retentionDays * 24 * 3600 };
  const bindings = createDynamoBindingStore({ ...keys, table: tables.BINDINGS_TABLE });
  return {
    ...keys,
    clock: runtime.clock,
    logger: loggerOf(runtime),
    read: createPushReader({ keepText: keepMessageText }),
    journal: createDynamoPushJournal({ ...keys, table: tables.PUSHES_TABLE }),
    quarantine: createDynamoQuarantine({ ...keys, table: tables.PUSHES_TABLE }),
    bindings,
    attributeToBinding: createAttributeToBinding(
      createXBindingAt(createListBindings(bindings, runtime.clock)),
    ),
    numbers: numberIntake(runtime, tables, configuration),
    messages: createDynamoMessageWriter({ ...kept, table: tables.MESSAGES_TABLE }),
    calls: createDynamoCallWriter({
      ...kept,
      table: tables.CALLS_TABLE,
      firstDelaySeconds: archiveFirstDelaySeconds,
      shards: RECORDING_PARTITIONS,
    }),
  };
};
