import { recordOf } from '../../bindings/dynamo/binding-item.ts';
import { endsAlone } from '../../bindings/lifecycle/due-at.ts';
import { asOf } from '../../bindings/lifecycle/lifecycle.ts';
import { subscriptionOf } from '../../calls/assemble-call.ts';
import type { CallRecords } from '../../calls/call-store.ts';
import type { KeptCdr } from '../../calls/call-times.ts';
import { openCdrItem } from '../../calls/dynamo/dynamo-call-reader.ts';
import { openMessageItem } from '../../messages/dynamo-message-reader.ts';
import { lookupKeyIn, numberOf } from '../../numbers/dynamo-number-store.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes } from '../../storage/documents.ts';
import type { ItemChange } from '../../storage/item-changes.ts';
import { bindingFacts, expiryOf } from './binding-facts.ts';
import { callFacts, type OpenAnswer, openAnswerOf, recordingFacts } from './call-facts.ts';
import type { AboutBinding, Fact } from './fact.ts';
import { gateFacts } from './gate-facts.ts';
import { messageFacts } from './message-facts.ts';
import { numberFacts, turnOf } from './number-facts.ts';
import { poolFacts } from './pool-facts.ts';

/** A record that names the binding it belongs to by the platform's id, and who took part. */
export type Belonging = Readonly<{
  app: string;
  subscriptionId?: string | undefined;
  x?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
}>;

/** Everything that is read beside a change, of the tables as they are now. Each throws {AppError} `store-unavailable` or `item-unreadable`. */
export type FactSources = Readonly<{
  sealer: Sealer;
  /** The names of all apps. */
  apps: readonly string[];
  bindingOf: (record: Belonging) => Promise<AboutBinding | undefined>;
  readCall: (callId: string) => Promise<CallRecords | undefined>;
  /** The ids of the bindings that lived on a number at an instant, and still do or have ended by themselves. */
  liveOn: (numberId: string, at: string) => Promise<readonly string[]>;
  /** Up to when the expiries that nobody writes are told, ISO 8601 UTC. */
  toldTo: () => Promise<string | undefined>;
  /** Remembers a call of which nobody knows yet whether it was missed. */
  keepOpen: (open: OpenAnswer) => Promise<void>;
}>;

/**
 * The facts in one change of a stored item; none in most. An item that is written again as it was, under another key or without a
 * person tells nothing, nor does its end by time.
 *
 * @throws {AppError} `item-unreadable`, `store-unavailable`; {v.ValiError} for an item of another form.
 */
export type FactsOfChange = (change: ItemChange) => Promise<readonly Fact[]>;

/** Makes {@link FactsOfChange}. The keys of an item say of which kind it is, whatever its table. */
export const createFactsOfChange =
  (sources: FactSources): FactsOfChange =>
  async (change) => {
    const { before, after, at, sequenceNumber } = change;
    const { pk, sk } = after ?? before ?? {};
    const read = READERS.find(({ isOf }) => isOf(String(pk), String(sk)));
    if (read === undefined) return [];
    return read.facts(sources, { before, after, at, sequenceNumber, pk: String(pk), sk: String(sk) });
  };

type Keyed = Pick<ItemChange, 'before' | 'after' | 'at' | 'sequenceNumber'> &
  Readonly<{ pk: string; sk: string }>;

type Reader = Readonly<{
  isOf: (pk: string, sk: string) => boolean;
  facts: (sources: FactSources, change: Keyed) => Promise<readonly Fact[]>;
}>;

const ofBinding = async (
  { sealer, toldTo }: FactSources,
  { before, after, at }: Keyed,
): Promise<readonly Fact[]> => {
  if (after === undefined) return [];
  const former = before && recordOf(sealer, before);
  const end = former && endsAlone(former);
  const was = former && asOf(former, new Date(at)).binding;
  // It ended by itself, and is written later, by an erasure for one; its place in the index goes with that.
  if (was?.status === 'expired' && end !== undefined)
    return ((await toldTo()) ?? '') >= end ? [] : [expiryOf(was, at)];
  return bindingFacts({ before: was, after: recordOf(sealer, after).binding, at });
};

const ofCdr = async (sources: FactSources, { before, after, at, pk }: Keyed): Promise<readonly Fact[]> => {
  if (after === undefined || isRecordingAsBefore(before, after)) return [];
  const { sealer, bindingOf, readCall, keepOpen } = sources;
  const callId = pk.slice('C#'.length);
  const came = openCdrItem(sealer, after);
  // Its CDR may still come, and would tell the same call again, under another id where the list has no session.
  if (isImported(came)) return [];
  const binding = await bindingOf(came.cdr);
  const former = before && openCdrItem(sealer, before);
  const ofRecording = recordingFacts({ callId, before: former, after: came, at }, binding);
  if (former !== undefined) return ofRecording;
  const records = withCdr((await readCall(callId)) ?? { callId, cdrs: [], events: [] }, came);
  const ofCall = subscriptionOf(records);
  const open = openAnswerOf(records, came);
  if (open !== undefined) await keepOpen(open);
  const isOther = came.cdr.subscriptionId === undefined && ofCall !== undefined;
  return [...callFacts(records, came, isOther ? await bindingOf(ofCall) : binding), ...ofRecording];
};

/** Most writes of a CDR are those of an archiver at work; the state of the recording stands in clear. */
const isRecordingAsBefore = (before: Attributes | undefined, after: Attributes): boolean =>
  before !== undefined && before['recordingStatus'] === after['recordingStatus'];

/** From the console's list of calls, by hand and days after the call. */
const isImported = ({ cdr }: KeptCdr): boolean => cdr.source === 'console';

/** The records may have been read when this one was gone, or changed, or beside an imported one that gives way to it. */
const withCdr = (records: CallRecords, came: KeptCdr): CallRecords => ({
  ...records,
  cdrs: [came, ...records.cdrs.filter((cdr) => cdr.recordKey !== came.recordKey && !isImported(cdr))],
});

const ofMessage = async (sources: FactSources, { before, after }: Keyed): Promise<readonly Fact[]> => {
  if (before !== undefined || after === undefined) return [];
  const kept = openMessageItem(sources.sealer, after);
  const { app, subscriptionId, x, sender, receiver } = kept.message;
  const binding = await sources.bindingOf({ app, subscriptionId, x, caller: sender, callee: receiver });
  return messageFacts(kept, binding);
};

const ofNumber = async (
  { sealer, liveOn }: FactSources,
  { before, after, at, sequenceNumber, sk }: Keyed,
): Promise<readonly Fact[]> => {
  if (after === undefined) return [];
  const numberId = lookupKeyIn(sk);
  const former = before && numberOf(sealer, before);
  const write = { numberId, before: former, after: numberOf(sealer, after), at, sequenceNumber };
  return numberFacts(write, turnOf(write) === 'lost' ? await liveOn(numberId, at) : []);
};

const EVERY_GATE = 'GATE#*';

const ofGate = async ({ apps }: FactSources, { pk, ...change }: Keyed): Promise<readonly Fact[]> =>
  gateFacts({ ...change, apps: pk === EVERY_GATE ? apps : [pk.slice('GATE#'.length)] });

const READERS: readonly Reader[] = [
  { isOf: (pk) => pk.startsWith('B#'), facts: ofBinding },
  { isOf: (pk, sk) => pk.startsWith('C#') && sk.startsWith('CDR#'), facts: ofCdr },
  { isOf: (pk) => pk.startsWith('M#'), facts: ofMessage },
  { isOf: (pk, sk) => pk.startsWith('APP#') && sk.startsWith('X#'), facts: ofNumber },
  {
    isOf: (pk, sk) => pk.startsWith('APP#') && sk === 'POOL',
    facts: async (_sources, { before, after }) => poolFacts(before, after),
  },
  { isOf: (pk) => pk.startsWith('GATE#'), facts: ofGate },
];
