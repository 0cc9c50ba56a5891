import { createDynamoBindingStore } from '../bindings/dynamo-binding-store.ts';
import { createDynamoSeatStore } from '../bindings/dynamo-seat-store.ts';
import { createDynamoCallReader } from '../calls/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../calls/dynamo-call-writer.ts';
import type { Configuration } from '../config/configuration.ts';
import { readSettings, readVariables, type Settings } from '../config/environment.ts';
import { withConfiguration } from '../config/with-configuration.ts';
import { loggerOf, type World } from '../config/world.ts';
import type { HttpHandler } from '../http/http-function.ts';
import type { Clock } from '../kernel/clock.ts';
import { createDynamoMessageReader } from '../messages/dynamo-message-reader.ts';
import { createDynamoMessageWriter } from '../messages/dynamo-message-writer.ts';
import type { Logger } from '../observability/logger.ts';
import { createPushVerifier } from '../platform/push-signature.ts';
import { createPushReader } from '../platform/read-push.ts';
import { createDynamoPushJournal } from '../pushes/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../pushes/dynamo-quarantine.ts';
import { createIntake, type Intake } from '../pushes/intake.ts';
import type { NumberIntake } from '../pushes/keep-item.ts';
import { createAnswerQuestion } from '../questions/answer-question.ts';
import { createDecideCall } from '../questions/decide-call.ts';
import { createDecideText } from '../questions/decide-text.ts';
import { createFindRoute } from '../questions/find-route.ts';
import { createLastContact } from '../questions/last-contact.ts';
import { RECORDING_PARTITIONS } from '../recordings/partitions.ts';
import { createLookupKeys } from '../sealing/lookup-keys.ts';
import { createSealer } from '../sealing/sealer.ts';
import { numberIntake } from '../wiring/number-intake.ts';

/** Calls and texts are kept half a year, as ended bindings are: one without the other explains little. */
const RETENTION_SECONDS = 180 * 24 * 3600;

const VARIABLES = ['CONFIG_URI', 'BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;
type Variables = Readonly<Record<(typeof VARIABLES)[number], string>>;

/** Builds a webhook in `world`: the intake over DynamoDB, behind the handler of the function. */
export const composeWebhook = (
  world: World,
  createHandler: (deps: { intake: Intake; logger: Logger }) => HttpHandler,
): HttpHandler => {
  const { environment, clock } = world;
  const variables = readVariables(environment, VARIABLES);
  const parts = { clock, documents: world.documents(), logger: loggerOf(world) };
  const settings = readSettings(environment);
  return withConfiguration({ uri: variables.CONFIG_URI, clock, logger: loggerOf(world) }, (configuration) =>
    createHandler({
      intake: intakeOf(
        { ...parts, numbers: numberIntake(world, variables, configuration) },
        variables,
        settings,
        configuration,
      ),
      logger: parts.logger,
    }),
  );
};

const intakeOf = (
  parts: Readonly<{
    clock: Clock;
    documents: ReturnType<World['documents']>;
    logger: Logger;
    numbers: NumberIntake;
  }>,
  { BINDINGS_TABLE, CALLS_TABLE, MESSAGES_TABLE, PUSHES_TABLE }: Variables,
  { archiveFirstDelaySeconds, keepMessageText }: Settings,
  { apps, dataKeys, lookupKey }: Configuration,
): Intake => {
  const stores = {
    documents: parts.documents,
    sealer: createSealer(dataKeys),
    lookup: createLookupKeys(lookupKey),
    retentionSeconds: RETENTION_SECONDS,
  };
  const { clock } = parts;
  const bindings = createDynamoBindingStore({ ...stores, table: BINDINGS_TABLE });
  const seats = createDynamoSeatStore(parts.documents, BINDINGS_TABLE);
  const findRoute = createFindRoute(seats, stores.lookup, stores.sealer);
  const calls = createDynamoCallReader({ ...stores, table: CALLS_TABLE, clock });
  const messages = createDynamoMessageReader({ ...stores, table: MESSAGES_TABLE, clock });
  const answer = createAnswerQuestion({
    decideCall: createDecideCall(findRoute, clock),
    decideText: createDecideText({
      findRoute,
      bindingOf: async (app, subscriptionId) => (await bindings.bySubscription(app, subscriptionId))?.binding,
      lastContact: createLastContact(calls, messages, clock),
      policyOf: (name) => apps.find((app) => app.name === name)?.defaults.smsReply ?? ['discard'],
      clock,
    }),
  });
  return createIntake({
    ...parts,
    answer,
    verify: createPushVerifier(apps),
    read: createPushReader({ keepText: keepMessageText }),
    journal: createDynamoPushJournal({ ...stores, table: PUSHES_TABLE }),
    quarantine: createDynamoQuarantine({ ...stores, table: PUSHES_TABLE }),
    messages: createDynamoMessageWriter({ ...stores, table: MESSAGES_TABLE }),
    calls: createDynamoCallWriter({
      ...stores,
      table: CALLS_TABLE,
      firstDelaySeconds: archiveFirstDelaySeconds,
      shards: RECORDING_PARTITIONS,
    }),
  });
};
