import * as v from 'valibot';
import { CallEvent } from '../../calls/call-event.ts';
import type { CallRecords } from '../../calls/call-store.ts';
import { Cdr } from '../../calls/cdr.ts';
import { RECORDING_STATUSES } from '../../calls/recording-state.ts';
import type { MaintainRecordings } from '../../recordings/maintenance/maintain-recordings.ts';
import { openItem, type SealedItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { ERASED, erasedCdr, erasedEvent } from '../erased-records.ts';
import type { EraseOrder, Left, LookAtItem } from '../found-item.ts';
import { isOnlyMentioned, mentionIn, withoutMention } from '../mention.ts';
import type { Person } from '../person.ts';
import { changeSealed } from './erase-sealed.ts';

export type CallItemsDeps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  readCall: (callId: string) => Promise<CallRecords | undefined>;
  /** The call as our API shows it, with links to its recordings. */
  viewOf: (records: CallRecords, operator: string) => Promise<unknown>;
  maintain: MaintainRecordings;
}>;

const Keys = v.object({ pk: v.string(), sealed: v.string(), receivedAt: v.string() });
const Recording = v.object({
  recordingStatus: v.picklist(RECORDING_STATUSES),
  reason: v.optional(v.string()),
  objectKey: v.optional(v.string()),
  leaseUntil: v.optional(v.string()),
});

/** A CDR, `C#<call>`, `CDR#...`. */
export const lookAtCdr =
  (deps: CallItemsDeps): LookAtItem =>
  async (item, person) => {
    const { pk, sealed, receivedAt } = v.parse(Keys, item);
    const cdr = openItem(deps.sealer, Cdr, sealedOf(pk, sealed));
    if (
      cdr.sessionId === ERASED ? !person.isNamedIn(cdr) : !person.isMeantBy(cdr, cdr.startedAt ?? receivedAt)
    )
      return undefined;
    const made = cdr.startedAt === undefined ? { receivedAt } : { madeAt: cdr.startedAt };
    if (isOnlyMentioned(cdr, person, cdr.startedAt ?? receivedAt))
      return { ...mentionOf(deps, item, Cdr, cdr, person), ...made };
    return {
      ...callOf(deps, pk),
      ...made,
      erase: (order) => eraseCdr(deps, item, cdr, person, order),
    };
  };

/** An event of a call, `C#<call>`, `EVT#...`. */
export const lookAtEvent =
  (deps: CallItemsDeps): LookAtItem =>
  async (item, person) => {
    const { pk, sealed } = v.parse(Keys, item);
    const event = openItem(deps.sealer, CallEvent, sealedOf(pk, sealed));
    if (event.sessionId === ERASED ? !person.isNamedIn(event) : !person.isMeantBy(event, event.at))
      return undefined;
    if (isOnlyMentioned(event, person, event.at))
      return { ...mentionOf(deps, item, CallEvent, event, person), madeAt: event.at };
    return {
      ...callOf(deps, pk),
      madeAt: event.at,
      erase: () => writeErased(deps, item, erasedEvent(event, person), person),
    };
  };

const sealedOf = (pk: string, sealed: string): SealedItem => ({
  kind: 'call-record',
  id: callIdIn(pk),
  sealed,
  context: pk,
});

const callIdIn = (pk: string): string => pk.slice('C#'.length);

/** A record of a call of strangers: only the words that tell of the person go. */
const mentionOf = <Of extends typeof Cdr | typeof CallEvent>(
  deps: CallItemsDeps,
  item: Attributes,
  schema: Of,
  record: v.InferOutput<Of>,
  person: Person,
) => {
  const id = callIdIn(String(item['pk']));
  return {
    kind: 'call' as const,
    id,
    record: async () => ({ callId: id, userData: mentionIn(record, person) }),
    erase: () => writeErased(deps, item, v.parse(schema, withoutMention(record, person)), person),
  };
};

/** Several records are of one call, and each shows the whole of it. */
const callOf = ({ readCall, viewOf }: CallItemsDeps, pk: string) => ({
  kind: 'call' as const,
  id: callIdIn(pk),
  record: async (operator: string) => {
    const records = await readCall(callIdIn(pk));
    return records && viewOf(records, operator);
  },
});

/** The recording goes first: the CDR alone leads to it. */
const eraseCdr = async (
  deps: CallItemsDeps,
  item: Attributes,
  cdr: Cdr,
  person: Person,
  { operator }: EraseOrder,
): Promise<'erased' | Left> => {
  // In a binding of the person others may have talked, before or after a change.
  if (person.isNamedIn(cdr) && mayHaveRecording(v.parse(Recording, item))) {
    const outcomes = await deps.maintain(callIdIn(String(item['pk'])), {
      action: 'erase',
      operator,
      evenErased: false,
    });
    if (outcomes.includes('erasing')) return 'recording-in-hand';
    if (outcomes.includes('unreadable')) return 'call-unreadable';
  }
  return writeErased(deps, item, erasedCdr(cdr, person), person);
};

/** One that is erased to its end has neither a place in the archive nor an archiver that may still write. */
const mayHaveRecording = ({
  recordingStatus,
  reason,
  objectKey,
  leaseUntil,
}: v.InferOutput<typeof Recording>): boolean =>
  recordingStatus !== 'none' &&
  recordingStatus !== 'not-expected' &&
  (reason !== 'erased' || objectKey !== undefined || leaseUntil !== undefined);

const writeErased = (
  { documents, table, sealer }: CallItemsDeps,
  item: Attributes,
  record: Cdr | CallEvent,
  person: Person,
): Promise<'erased' | Left> => {
  const set = { sealed: sealer.sealCompact(JSON.stringify(record), String(item['pk'])) };
  const remove = ['callerKey', 'calleeKey'].filter((name) => person.keys.includes(String(item[name])));
  return changeSealed({ documents, table }, item, { set, remove });
};
