import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Attributes } from '../../storage/documents.ts';
import type { CallEvent } from '../call-event.ts';
import { CALL_EVENT_TYPES } from '../call-event.ts';
import { callIdOf, recordKeyOf, shardOf } from '../call-id.ts';
import type { Appended, CallWriter } from '../call-store.ts';
import type { Cdr } from '../cdr.ts';
import { consoleRecordKey } from '../console/console-cdr.ts';
import { dueKey } from '../due-key.ts';
import { expectedRecording } from '../expected-recording.ts';
import type { CallWriterOptions } from './call-writer-options.ts';
import { removeImported } from './remove-imported.ts';

/**
 * Writes calls into DynamoDB: one conditional put a record and nothing else. The item of a CDR is the work item of its
 * recording as well. A full CDR stays under 1 kB, so each put costs one write unit in the table.
 */
export const createDynamoCallWriter = (options: CallWriterOptions): CallWriter => ({
  async appendCdr(cdr, receivedAt, storedAt) {
    const appended = await putCdr(options, cdr, receivedAt, { storedAt });
    // Also of a repeat, so that a crash between the two leaves no call twice.
    await removeImported(options, cdr);
    return appended;
  },
  appendEvent: (event, receivedAt) =>
    putOnce(options, 'storing the call event', eventItem(options, event, receivedAt)),
});

const putOnce = async (
  { documents, table }: CallWriterOptions,
  purpose: string,
  item: Attributes,
): Promise<Appended> => {
  const { written } = await documents.put({ purpose, table, item, condition: 'attribute_not_exists(pk)' });
  return written ? 'stored' : 'duplicate';
};

/**
 * Stores a CDR once, wherever it comes from. `storedAt`: the list of records that are stored late has it under that moment. `importId`:
 * that of the import of the console's list that adds it; it stands in clear, so that a change of the item tells of it.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const putCdr = (
  options: CallWriterOptions,
  cdr: Cdr,
  receivedAt: Date,
  { storedAt, importId }: Readonly<{ storedAt?: Date | undefined; importId?: string }> = {},
): Promise<Appended> =>
  putOnce(options, 'storing the CDR', {
    ...cdrItem(options, cdr, receivedAt),
    ...(storedAt === undefined ? {} : { storedAt: storedAt.toISOString() }),
    ...(importId === undefined ? {} : { importId }),
  });

const cdrItem = (options: CallWriterOptions, cdr: Cdr, receivedAt: Date): Attributes => {
  const { lookup, sealer } = options;
  const callId = callIdOf(lookup, cdr);
  const pk = `C#${callId}`;
  return {
    pk,
    sk: `CDR#${cdr.source === 'console' ? consoleRecordKey(lookup, cdr) : recordKeyOf(lookup, cdr)}`,
    sealed: sealer.sealCompact(JSON.stringify(cdr), pk),
    app: cdr.app,
    ...indexKeys(lookup, cdr),
    startedKey: `${cdr.startedAt ?? receivedAt.toISOString()}#${callId}`,
    ...lifetime(options, receivedAt),
    ...recordingAttributes(options, callId, cdr, receivedAt),
  };
};

const eventItem = (options: CallWriterOptions, event: CallEvent, receivedAt: Date): Attributes => {
  const { lookup, sealer } = options;
  const callId = callIdOf(lookup, event);
  const pk = `C#${callId}`;
  return {
    pk,
    sk: `EVT#${typeKey(lookup, event.type)}#${event.at}`,
    sealed: sealer.sealCompact(JSON.stringify(event), pk),
    app: event.app,
    ...(event.type === 'callin' ? callinKeys(lookup, callId, event) : {}),
    ...lifetime(options, receivedAt),
  };
};

/** A type that the platform has made up since may hold anything, so it stands in no key. */
const typeKey = (lookup: LookupKeys, type: string): string =>
  CALL_EVENT_TYPES.some((known) => known === type) ? type : `other-${lookup('event', type)}`;

/** Only the first event of a call stands in lists, and only it has the real caller and X. */
const callinKeys = (lookup: LookupKeys, callId: string, event: CallEvent): Attributes => ({
  ...indexKeys(lookup, { ...event, x: event.called, callee: undefined }),
  startedKey: `${event.at}#${callId}`,
});

type Indexed = Pick<Cdr, 'app' | 'subscriptionId' | 'x' | 'caller' | 'callee'>;

/** The keys of the sparse indexes: an attribute that is not there costs no write there. */
const indexKeys = (lookup: LookupKeys, { app, subscriptionId, x, caller, callee }: Indexed): Attributes => ({
  ...(subscriptionId ? { subscriptionKey: `${app}#${subscriptionId}` } : {}),
  ...(x ? { xKey: lookup('private-number', x) } : {}),
  ...(caller ? { callerKey: lookup('party', caller) } : {}),
  ...(callee ? { calleeKey: lookup('party', callee) } : {}),
});

const lifetime = ({ retentionSeconds }: CallWriterOptions, receivedAt: Date): Attributes => ({
  receivedAt: receivedAt.toISOString(),
  ttl: epochSeconds(addSeconds(receivedAt, retentionSeconds)),
});

const recordingAttributes = (
  { firstDelaySeconds, shards }: CallWriterOptions,
  callId: string,
  cdr: Cdr,
  receivedAt: Date,
): Attributes => {
  const { status, ...state } = expectedRecording(cdr, receivedAt);
  const dueAt = addSeconds(receivedAt, firstDelaySeconds).toISOString();
  const due = {
    dueShard: `R#${shardOf(callId, shards)}`,
    dueAt: dueKey({ dueAt, deadlineAt: state.deadlineAt }),
  };
  return { recordingStatus: status, ...state, ...(status === 'pending' ? due : {}) };
};
