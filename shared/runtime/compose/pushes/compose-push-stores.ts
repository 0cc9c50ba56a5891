import { createDynamoReservationStore } from '../../../bindings/dynamo/dynamo-reservation-store.ts';
import { createListBindings } from '../../../bindings/read/list-bindings.ts';
import { createXBindingAt } from '../../../bindings/read/x-binding-at.ts';
import { callIdOf, recordKeyOf } from '../../../calls/call-id.ts';
import { createDynamoCallReader } from '../../../calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../../../calls/dynamo/dynamo-call-writer.ts';
import { mapAtMost } from '../../../kernel/map-at-most.ts';
import { createDynamoMessageWriter } from '../../../messages/dynamo-message-writer.ts';
import { namedIn } from '../../../platform/pushes/named-in.ts';
import { createPushReader } from '../../../platform/pushes/read-push.ts';
import { createDynamoCallEndLooks } from '../../../pushes/after-call/dynamo-due-looks.ts';
import { rememberingEnds } from '../../../pushes/after-call/remember-ends.ts';
import { createAttributeToBinding } from '../../../pushes/decisions/attribute-to-binding.ts';
import {
  type Contact,
  type ContactIds,
  type Contacts,
  createContactIn,
  unknownContact,
} from '../../../pushes/decisions/contact.ts';
import { createDynamoContacts } from '../../../pushes/decisions/dynamo-contact-store.ts';
import { createDynamoLateRecords } from '../../../pushes/intake/dynamo-late-records.ts';
import { createDynamoPushJournal } from '../../../pushes/intake/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../../../pushes/intake/dynamo-quarantine.ts';
import type { ItemStores } from '../../../pushes/intake/keep-item.ts';
import { RECORDING_PARTITIONS } from '../../../recordings/store/partitions.ts';
import { afterCallSecondsOf } from '../compose-after-call.ts';
import { composeNumbers } from '../compose-numbers.ts';
import type { StoreAccess } from '../compose-store-access.ts';
import { composeNumberIntake } from './compose-number-intake.ts';

/** The variables of everything that puts pushes into the stores. */
export const PUSH_VARIABLES = [
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'MESSAGES_TABLE',
  'NUMBERS_TABLE',
  'PUSHES_TABLE',
] as const;
export type PushVariable = (typeof PUSH_VARIABLES)[number];

/** The reader of pushes and the stores that their items go to. */
export const composePushStores = (access: StoreAccess<PushVariable>) => {
  const { variables, clock, documents, lookup } = access;
  const { archiveFirstDelaySeconds, keepMessageText, callRetentionDays, messageRetentionDays } =
    access.settings;
  const numbers = composeNumbers(access);
  const reservations = createDynamoReservationStore({ documents, table: variables.BINDINGS_TABLE, clock });
  const callReader = createDynamoCallReader({ ...access, table: variables.CALLS_TABLE });
  const contacts = createDynamoContacts({ ...access, table: variables.CALLS_TABLE });
  const keyOn = (app: string, x: string, party: string) => ({
    app,
    party: lookup('party', party),
    x: lookup('private-number', x),
  });
  const lastHolderOn = (app: string, x: string, party: string) => reservations.get(keyOn(app, x, party));
  const bindingAt = createXBindingAt({
    lastHolderOn,
    formerHoldersOn: (app, x, party) => reservations.formerHoldersOf(keyOn(app, x, party)),
    bindings: numbers.bindings,
    list: createListBindings(numbers.bindings, clock),
  });
  return {
    ...access,
    read: createPushReader({ keepText: keepMessageText }),
    journal: createDynamoPushJournal({ ...access, table: variables.PUSHES_TABLE }),
    lateRecords: createDynamoLateRecords({ ...access, table: variables.PUSHES_TABLE }),
    quarantine: createDynamoQuarantine({ ...access, table: variables.PUSHES_TABLE }),
    bindings: numbers.bindings,
    contacts,
    persistContact: persisting(access, contacts, (contact) => contact),
    persistUnknownContact: persisting(access, contacts, unknownContact),
    reservations,
    lastHolderOn,
    bindingAt,
    isBlocked: async (app: string, person: string) => {
      const blockedIn = await numbers.readBlocks({ person }, [app]);
      return blockedIn(app).length > 0;
    },
    callReader,
    attributeToBinding: createAttributeToBinding({
      bindingAt,
      calls: callReader,
      callIdOf: (call) => callIdOf(lookup, call),
    }),
    numbers: composeNumberIntake(numbers),
    messages: createDynamoMessageWriter({
      ...access,
      table: variables.MESSAGES_TABLE,
      retentionSeconds: messageRetentionDays * 24 * 3600,
    }),
    calls: rememberingEnds(
      createDynamoCallWriter({
        ...access,
        table: variables.CALLS_TABLE,
        retentionSeconds: callRetentionDays * 24 * 3600,
        firstDelaySeconds: archiveFirstDelaySeconds,
        shards: RECORDING_PARTITIONS,
      }),
      {
        looks: createDynamoCallEndLooks({ documents, table: variables.CALLS_TABLE }),
        afterCallSecondsOf: afterCallSecondsOf(access.apps),
      },
    ),
  };
};

/** Nearly always one or two; a body that cannot be read may name many. */
const PLACES_AT_MOST = 16;

/** Only apps that ask for the last contact pay for its storage. */
const persisting = (
  { apps, lookup }: StoreAccess<PushVariable>,
  contacts: Contacts,
  stored: (contact: Contact) => Contact,
): ItemStores['persistContact'] => {
  const asking = new Set(
    apps
      .filter(({ mode, defaults }) => mode === 'AX' && defaults.smsReply?.includes('last-contact'))
      .map(({ name }) => name),
  );
  const ids: ContactIds = {
    ofCall: (call) => callIdOf(lookup, call),
    ofCdr: (cdr) => recordKeyOf(lookup, cdr),
    ofSms: ({ app, identifier }) => lookup('message', app, identifier),
    ofText: (app, text) => lookup('push-item', app, text),
  };
  const contactIn = createContactIn(ids, namedIn);
  return async (item, source) => {
    const { app } = source;
    const found = asking.has(app) ? contactIn(item, source) : [];
    const bounds = { atMost: PLACES_AT_MOST, onFailure: 'go-on' } as const;
    await mapAtMost(bounds, found, ({ place, contact }) => contacts.persist(app, place, stored(contact)));
  };
};
