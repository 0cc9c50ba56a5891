import { createDynamoReservationStore } from '../bindings/dynamo/dynamo-reservation-store.ts';
import { createDynamoCallReader } from '../calls/dynamo/dynamo-call-reader.ts';
import type { HttpHandler } from '../http/http-function.ts';
import { createDynamoMessageReader } from '../messages/dynamo-message-reader.ts';
import type { Logger } from '../observability/logger.ts';
import { createPushVerifier } from '../platform/pushes/push-signature.ts';
import { createDecide, type Decide } from '../pushes/decisions/decide.ts';
import { createDecideCall } from '../pushes/decisions/decide-call.ts';
import { createFindRoute } from '../pushes/decisions/find-route.ts';
import { createLastContact } from '../pushes/decisions/last-contact.ts';
import { createRouteSms } from '../pushes/decisions/route-sms.ts';
import { createIntake, type Intake } from '../pushes/intake/intake.ts';
import type { Configuration } from './configuration.ts';
import { readVariables } from './environment.ts';
import { PUSH_VARIABLES, type PushTables, pushStores } from './push-stores.ts';
import { loggerOf, type Runtime } from './runtime.ts';
import { withConfiguration } from './with-configuration.ts';

/** Builds a webhook in `runtime`: the intake over DynamoDB, behind the handler of the function. */
export const composeWebhook = (
  runtime: Runtime,
  createHandler: (deps: { intake: Intake; logger: Logger }) => HttpHandler,
): HttpHandler => {
  const tables = readVariables(runtime.environment, PUSH_VARIABLES);
  const { clock } = runtime;
  return withConfiguration({ uri: tables.CONFIG_URI, clock, logger: loggerOf(runtime) }, (configuration) => {
    const parts = pushStores(runtime, tables, configuration);
    const answer = answersOf(parts, tables, configuration);
    const intake = createIntake({ ...parts, answer, verify: createPushVerifier(configuration.apps) });
    return createHandler({ intake, logger: parts.logger });
  });
};

const answersOf = (
  parts: ReturnType<typeof pushStores>,
  { BINDINGS_TABLE, CALLS_TABLE, MESSAGES_TABLE }: PushTables,
  { apps }: Configuration,
): Decide => {
  const { documents, lookup, sealer, clock, bindings } = parts;
  const findRoute = createFindRoute(createDynamoReservationStore(documents, BINDINGS_TABLE), lookup, sealer);
  const calls = createDynamoCallReader({ ...parts, table: CALLS_TABLE });
  const messages = createDynamoMessageReader({ ...parts, table: MESSAGES_TABLE });
  return createDecide({
    decideCall: createDecideCall(findRoute, clock),
    routeSms: createRouteSms({
      findRoute,
      bindingOf: async (app, subscriptionId) => (await bindings.bySubscription(app, subscriptionId))?.binding,
      lastContact: createLastContact(calls, messages, clock),
      policyOf: (name) => apps.find((app) => app.name === name)?.defaults.smsReply ?? ['discard'],
      clock,
    }),
  });
};
