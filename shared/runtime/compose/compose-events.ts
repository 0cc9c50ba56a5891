import { createJsonService } from '../../aws/json-service.ts';
import { createDynamoBindingStore } from '../../bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoCallReader } from '../../calls/dynamo/dynamo-call-reader.ts';
import { createDeadLetters, QUEUE_SERVICE } from '../../events/dead-letters.ts';
import { createDynamoOpenAnswers } from '../../events/dynamo-open-answers.ts';
import { createDynamoToldExpiries, createExpiredIn } from '../../events/dynamo-told-expiries.ts';
import { createPutEvents, EVENT_BRIDGE } from '../../events/event-bus.ts';
import { dynamoFactSources } from '../../events/facts/dynamo-fact-sources.ts';
import { createFactsOfChange, type FactSources } from '../../events/facts/facts-of-change.ts';
import { createPublishChanges } from '../../events/publish-changes.ts';
import { createRedrive } from '../../events/redrive.ts';
import { createTellExpiries } from '../../events/tell-expiries.ts';
import { createTellMissed } from '../../events/tell-missed.ts';
import { holdsPhoneNumber } from '../../http/phone-in-text.ts';
import type { Runtime } from '../runtime.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The variables of what tells the business. */
export const EVENT_VARIABLES = [
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'EVENT_BUS_NAME',
  'EVENTS_QUEUE_URL',
] as const;
type EventVariable = (typeof EVENT_VARIABLES)[number];

/** Everything that tells the business, over the bus and the queue of dead letters. */
export const composeEvents = (
  access: StoreAccess<EventVariable>,
  { environment, clock, random, sleep }: Pick<Runtime, 'environment' | 'clock' | 'random' | 'sleep'>,
) => {
  const { variables, documents, logger, lookup, apps, sealer } = access;
  const surroundings = { environment, clock, random, sleep };
  const table = variables.BINDINGS_TABLE;
  const bindings = createDynamoBindingStore({ ...access, table });
  const calls = createDynamoCallReader({ ...access, table: variables.CALLS_TABLE });
  const withNumbers = new Map(apps.map(({ name, eventsWithNumbers }) => [name, eventsWithNumbers]));
  const onFailure = (because: string, error: unknown) => logger.warn('event-not-told', { because, error });
  const told = createDynamoToldExpiries({ documents, table });
  const openAnswers = createDynamoOpenAnswers({ documents, table, clock });
  const sources: FactSources = {
    sealer,
    apps: apps.map(({ name }) => name),
    readCall: (callId) => calls.read(callId),
    toldTo: told.toldTo,
    keepOpen: openAnswers.keep,
    ...dynamoFactSources({ documents, table, lookup, bindings }),
  };
  const parts = {
    clock,
    onFailure,
    events: { lookup, withNumbers: (app: string) => withNumbers.get(app) === true, holdsPhoneNumber },
    factsOf: createFactsOfChange(sources),
    putEvents: createPutEvents({
      call: createJsonService(EVENT_BRIDGE, surroundings),
      busName: variables.EVENT_BUS_NAME,
      sleep,
      onFailure: (error) => onFailure('bus', error),
    }),
    deadLetters: createDeadLetters(
      createJsonService(QUEUE_SERVICE, surroundings),
      variables.EVENTS_QUEUE_URL,
    ),
    told,
  };
  return {
    logger,
    deadLetters: parts.deadLetters,
    told,
    publish: createPublishChanges(parts),
    tellExpiries: createTellExpiries({
      ...parts,
      expiredIn: createExpiredIn({ documents, table, bindings }),
    }),
    tellMissed: createTellMissed({ ...parts, openAnswers, sources }),
    redrive: createRedrive(parts),
  };
};
