import * as v from 'valibot';
import { createDynamoBindingLookup } from '../../bindings/dynamo/dynamo-binding-lookup.ts';
import { assembleCall, subscriptionOf } from '../../calls/assemble-call.ts';
import { type BindingLookup, bindingIdFor } from '../../calls/binding-lookup.ts';
import { createDynamoCallAudit } from '../../calls/dynamo/dynamo-call-audit.ts';
import { createDynamoCallReader } from '../../calls/dynamo/dynamo-call-reader.ts';
import { createS3ExportObjects } from '../../exports/s3-export-objects.ts';
import { type E164, parseSearchedNumber } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import { messageView } from '../../messages/message-view.ts';
import { readJson } from '../../platform/pushes/lenient-json.ts';
import { createPushReader } from '../../platform/pushes/read-push.ts';
import { unpacked } from '../../platform/pushes/unpacked.ts';
import { createDynamoStandingOrders } from '../../privacy/dynamo-standing-orders.ts';
import { createEraseAgainPeople } from '../../privacy/erase-again.ts';
import { itemTables } from '../../privacy/item-tables.ts';
import type { CallItemsDeps } from '../../privacy/items/call-items.ts';
import { lookAtPerson, type PersonOrder, type WalkPlace } from '../../privacy/look-at-person.ts';
import { createPerson } from '../../privacy/person.ts';
import { createRefusePrivateNumber } from '../../privacy/refuse-private-number.ts';
import { createDynamoPushJournal } from '../../pushes/intake/dynamo-push-journal.ts';
import { createDynamoErasablePushes } from '../../pushes/maintenance/dynamo-erasable-pushes.ts';
import { createDynamoQuarantinedItems } from '../../pushes/maintenance/dynamo-journaled-pushes.ts';
import { recordName, recordPlaces } from '../../pushes/record-names.ts';
import { createDynamoRecordingMaintenance } from '../../recordings/maintenance/dynamo-recording-maintenance.ts';
import { createDynamoStandingErasures } from '../../recordings/maintenance/dynamo-standing-erasures.ts';
import { createFitCdrEnds } from '../../recordings/maintenance/fit-cdr-ends.ts';
import { createMaintainRecordings } from '../../recordings/maintenance/maintain-recordings.ts';
import { linkRecording } from '../../recordings/store/link-recording.ts';
import { createS3Client } from '../../recordings/store/s3-client.ts';
import { createS3RecordingLinks } from '../../recordings/store/s3-recording-links.ts';
import { createS3RecordingStore } from '../../recordings/store/s3-recording-store.ts';
import { createCursors } from '../../sealing/cursor.ts';
import type { ProcessEnvironment } from '../environment.ts';
import { composeEndCallee, composeReleaseBinding, composeTakeBackOpen } from './compose-binding-work.ts';
import { type Bindings, composeBindings } from './compose-bindings.ts';
import type { StoreAccess } from './compose-store-access.ts';
import type { PushVariable } from './pushes/compose-push-stores.ts';

type Access = StoreAccess<PushVariable | 'RECORDINGS_BUCKET'>;

const Place = v.object({
  step: v.number(),
  start: v.optional(v.record(v.string(), v.unknown())),
  memberships: v.optional(v.record(v.string(), v.string())),
});

const WrittenPlace = v.pipe(v.string(), v.parseJson(), Place);

/**
 * Places within a standing order. The order is sealed as a whole: what is sealed once more inside it is not met when everything is
 * sealed with a new data key, and could not be opened without the old one.
 */
const PLACES = {
  write: (place: WalkPlace): string => JSON.stringify(place),
  read(written: string): WalkPlace | undefined {
    const { success, output } = v.safeParse(WrittenPlace, written);
    return success ? output : undefined;
  },
};

/** Everything that knows a person, and how each of it is shown and erased. */
export const composePrivacy = (access: Access, environment: ProcessEnvironment) => {
  const { clock, documents, lookup, sealer, variables } = access;
  const bindings = composeBindings(access);
  const tables = itemTablesOf(access, bindings, environment);
  const { auditRetentionDays } = access.settings;
  const orders = createDynamoStandingOrders({ ...access, auditRetentionDays, table: variables.CALLS_TABLE });
  const erasures = createDynamoStandingErasures({ ...access, table: variables.CALLS_TABLE });
  const cursors = createCursors<WalkPlace>(sealer, Place);
  const look = (number: string, order: PersonOrder, from: WalkPlace | undefined, hasTime: () => boolean) =>
    lookAtPerson({ documents, tables }, createPerson(asNumber(number), lookup), order, from, hasTime);
  const eraseAgain = createEraseAgainPeople({
    orders,
    look,
    places: PLACES,
    clock,
    logger: access.logger,
  });
  const cursorsOf = (party: string) => cursors.of('person', { party });
  const refusePrivateNumber = createRefusePrivateNumber(bindings);
  const fitCdrEnds = createFitCdrEnds({
    ...access,
    table: variables.CALLS_TABLE,
    retention: access.settings,
  });
  return { ...access, refusePrivateNumber, look, cursorsOf, eraseAgain, fitCdrEnds, orders, erasures };
};

/** It was parsed before it was stored. */
const asNumber = (text: string): E164 => {
  const number = parseSearchedNumber(text);
  if (number === undefined) throw new AppError('internal-error', 'an order is not about a phone number');
  return number;
};

const itemTablesOf = (access: Access, bindings: Bindings, environment: ProcessEnvironment) => {
  const { variables } = access;
  const pushes = { ...access, table: variables.PUSHES_TABLE };
  const bindingLookup = createDynamoBindingLookup({ ...access, table: variables.BINDINGS_TABLE });
  return itemTables({
    tables: {
      bindings: variables.BINDINGS_TABLE,
      calls: variables.CALLS_TABLE,
      messages: variables.MESSAGES_TABLE,
      numbers: variables.NUMBERS_TABLE,
      pushes: variables.PUSHES_TABLE,
    },
    bindingItems: {
      ...access,
      table: variables.BINDINGS_TABLE,
      bindings: bindings.bindings,
      release: composeReleaseBinding(bindings),
      endCallee: composeEndCallee(bindings),
      takeBackOpen: composeTakeBackOpen(bindings),
    },
    exports: {
      objects: createS3ExportObjects(
        createS3Client({ pathStyle: access.settings.s3PathStyle }),
        variables.RECORDINGS_BUCKET,
      ),
    },
    partyItems: { ...access, table: variables.NUMBERS_TABLE },
    callItems: callItemsOf(access, bindingLookup, environment),
    messageItems: {
      ...access,
      table: variables.MESSAGES_TABLE,
      viewOf: async (kept) => {
        const { app, subscriptionId } = kept.message;
        const bindingId = await bindingIdFor(
          bindingLookup,
          subscriptionId === undefined ? undefined : { app, subscriptionId },
        );
        return messageView(kept, bindingId, 'en');
      },
    },
    pushItems: {
      ...pushes,
      journal: createDynamoPushJournal(pushes),
      erasablePushes: createDynamoErasablePushes({ ...pushes, namesIn: namesIn(access) }),
      quarantinedItems: createDynamoQuarantinedItems(pushes),
      unpack: unpacked,
      readBody: readJson,
    },
  });
};

/** The names of the records in a push, as an export reads it. */
const namesIn = ({ apps, lookup }: Access) => {
  const read = createPushReader();
  return (body: Uint8Array, { app, receivedAt }: Readonly<{ app: string; receivedAt: string }>) => {
    const known = apps.find(({ name }) => name === app);
    const items = known === undefined ? [] : read(body, known, new Date(receivedAt)).items;
    return recordPlaces(lookup, items).map(recordName);
  };
};

const callItemsOf = (
  access: Access,
  bindingLookup: BindingLookup,
  environment: ProcessEnvironment,
): CallItemsDeps => {
  const { variables, settings } = access;
  const { auditRetentionDays } = settings;
  const stored = { ...access, auditRetentionDays, table: variables.CALLS_TABLE };
  const bucket = variables.RECORDINGS_BUCKET;
  const calls = createDynamoCallReader(stored);
  const store = createS3RecordingStore(createS3Client({ pathStyle: settings.s3PathStyle }), bucket);
  const maintenance = createDynamoRecordingMaintenance({ ...stored, retention: settings });
  const audit = createDynamoCallAudit(stored);
  const links = createS3RecordingLinks({ bucket, pathStyle: settings.s3PathStyle, environment });
  return {
    ...stored,
    readCall: calls.read,
    maintain: createMaintainRecordings({ ...access, calls, maintenance, store }),
    async viewOf(records, operator) {
      const bindingId = await bindingIdFor(bindingLookup, subscriptionOf(records));
      const call = assembleCall(records, { bindingId, language: 'en' });
      const apiKeyName = `operator ${operator}`;
      const legs = call.legs.flatMap(({ recording }, index) =>
        recording.status === 'archived' ? [index + 1] : [],
      );
      const recordings = await Promise.all(
        legs.map((leg) => linkRecording({ ...access, audit, links }, records, { leg, apiKeyName })),
      );
      return { ...call, recordings };
    },
  };
};
