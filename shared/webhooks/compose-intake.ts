import { createDynamoCallWriter } from '../calls/dynamo-call-writer.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/environment.ts';
import type { World } from '../config/world.ts';
import { createDynamoMessageWriter } from '../messages/dynamo-message-writer.ts';
import type { Logger } from '../observability/logger.ts';
import { createPushVerifier } from '../platform/push-signature.ts';
import { createPushReader } from '../platform/read-push.ts';
import { createDynamoPushJournal } from '../pushes/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../pushes/dynamo-quarantine.ts';
import { createIntake, type Intake } from '../pushes/intake.ts';
import { createLookupKeys } from '../sealing/lookup-keys.ts';
import { createSealer } from '../sealing/sealer.ts';

/** Calls and texts are kept half a year, as ended bindings are: one without the other explains little. */
const RETENTION_SECONDS = 180 * 24 * 3600;

/** The variables that every webhook needs. */
export const INTAKE_VARIABLES = ['CONFIG_URI', 'CALLS_TABLE', 'MESSAGES_TABLE', 'PUSHES_TABLE'] as const;

export type IntakeWorld = Readonly<{
  documents: ReturnType<World['documents']>;
  clock: World['clock'];
  logger: Logger;
  variables: Readonly<Record<(typeof INTAKE_VARIABLES)[number], string>>;
  settings: Settings;
}>;

/** The intake over DynamoDB, as every webhook has it. */
export const composeIntake = (
  { documents, clock, logger, variables, settings }: IntakeWorld,
  { apps, dataKeys, lookupKey }: Configuration,
): Intake => {
  const keys = { documents, sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
  const pushes = { ...keys, table: variables.PUSHES_TABLE };
  return createIntake({
    verify: createPushVerifier(apps),
    read: createPushReader({ keepText: settings.keepMessageText }),
    journal: createDynamoPushJournal(pushes),
    quarantine: createDynamoQuarantine(pushes),
    calls: createDynamoCallWriter({
      ...keys,
      table: variables.CALLS_TABLE,
      firstDelaySeconds: settings.archiveFirstDelaySeconds,
      shards: settings.recordingShards,
      retentionSeconds: RETENTION_SECONDS,
    }),
    messages: createDynamoMessageWriter({
      ...keys,
      table: variables.MESSAGES_TABLE,
      retentionSeconds: RETENTION_SECONDS,
    }),
    clock,
    logger,
  });
};
