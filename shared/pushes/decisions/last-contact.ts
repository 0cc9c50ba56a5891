import type { Binding } from '../../bindings/model/binding.ts';
import type { CallReader } from '../../calls/call-store.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import { type Contact, type Contacts, RECENT_SECONDS } from './contact.ts';

/** A phone rings for 90 s at most (`privatenumber_02_0017`, 8035); so long a call may ring beside a later contact. */
const RINGING_SECONDS = 120;

/** `in-doubt`: it cannot be known yet whom A means, and the one before must not be taken for him. */
export type LastContact =
  | Readonly<{ kind: 'nobody' | 'in-doubt' }>
  | Readonly<{ kind: 'known'; number: E164 }>;

/**
 * Finds who was last in touch with the A of a binding of mode AX through its X in the past day, by a call (answered or not)
 * or an SMS, in either direction, when A sent an SMS at `sentAt`. Reads consistently: what was stored before counts.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type FindLastContact = (binding: Binding, x: E164, sentAt: string | undefined) => Promise<LastContact>;

type Deps = Readonly<{ contacts: Pick<Contacts, 'since'>; calls: Pick<CallReader, 'read'>; clock: Clock }>;

export const createLastContact =
  ({ contacts, calls, clock }: Deps): FindLastContact =>
  async (binding, x, sentAt) => {
    const from = iso(addSeconds(clock(), -RECENT_SECONDS));
    const places = binding.subscriptionId === undefined ? [x] : [x, binding.subscriptionId];
    const records = await Promise.all(places.map((place) => contacts.since(binding.app, place, from)));
    const meetings = meetingsOf(records.flat()).flatMap((meeting) => {
      const other = otherOf(meeting, binding, x);
      return other === 'not-ours' ? [] : [{ ...meeting, other }];
    });
    const [last] = meetings;
    if (last === undefined) return { kind: 'nobody' };
    if (last.other === undefined) return { kind: 'in-doubt' };
    for (const meeting of meetings.filter(({ other }) => other !== last.other))
      if (isAsLate(meetings, meeting, sentAt) || (await mayRingBeside(calls, meeting, last)))
        return { kind: 'in-doubt' };
    return { kind: 'known', number: last.other };
  };

/**
 * One call or SMS with all its records, and the moments of the first and the last beginning in it: of the call, of a ringing
 * phone, of a call that a phone makes again by itself.
 */
type Meeting = Readonly<{ id: string; from: string; at: string; records: readonly Contact[] }>;

/** Newest first. */
const meetingsOf = (records: readonly Contact[]): readonly Meeting[] => {
  const byId = new Map<string, readonly Contact[]>();
  for (const record of records) byId.set(record.id, [record, ...(byId.get(record.id) ?? [])]);
  return [...byId].map(([id, ofOne]) => ({ id, records: ofOne, ...spanOf(ofOne) })).sort(newestFirst);
};

const spanOf = (records: readonly Contact[]): Pick<Meeting, 'from' | 'at'> => {
  const moments = records.map(({ at }) => at).sort();
  const placed = records.flatMap(({ kind, at }) => (kind === 'unknown' ? [] : [at])).sort();
  // Unknown contacts came before their receipt, so their first one counts: a push that comes again tells nothing new.
  const [from = moments[0] ?? ''] = placed;
  return { from, at: placed.at(-1) ?? from };
};

const newestFirst = (one: Meeting, other: Meeting): number => (one.at < other.at ? 1 : -1);

/**
 * The other side. A CDR or a report on an SMS has the real pair; `not-ours` when A is neither, as after X or the binding went
 * to another A. Until then the caller of an incoming call of this very binding is the other side; `undefined`: not known yet.
 */
const otherOf = (meeting: Meeting, binding: Binding, x: E164): E164 | undefined | 'not-ours' => {
  const records = meeting.records.filter(({ kind }) => kind !== 'unknown');
  if (records.length === 0) return undefined;
  const pairs = records
    .filter(
      ({ kind, from, to }) => (kind === 'cdr' || kind === 'sms') && from !== undefined && to !== undefined,
    )
    .map(({ from, to }) => [from, to].map((number) => readPlatformNumber(number ?? '')));
  const others = pairs
    .filter((numbers) => numbers.includes(binding.a))
    .map((numbers) => numbers.find((number) => number !== binding.a && number !== x));
  if (others.length > 0) return others.every((other) => other === others[0]) ? others[0] : undefined;
  if (pairs.some((numbers) => numbers.every((number) => number !== undefined))) return 'not-ours';
  // The platform reports the receiver of each SMS that it has sent on: this one of A went to nobody.
  if (
    records.every(
      ({ kind, from, to }) =>
        kind === 'sms' && to === undefined && readPlatformNumber(from ?? '') === binding.a,
    )
  )
    return 'not-ours';
  if (records.some(({ kind }) => kind === 'cdr' || kind === 'sms')) return undefined;
  const callin = records.find(({ kind }) => kind === 'callin');
  if (callin?.subscriptionId === undefined || callin.subscriptionId !== binding.subscriptionId)
    return undefined;
  const caller = readPlatformNumber(callin.from ?? '');
  return caller === binding.a ? undefined : caller;
};

/**
 * Whether nothing tells which of the two was last when A wrote: the other one began in the same second (the moments of calls
 * have whole ones), after the SMS, while the last one had begun already, or was the last one before the SMS.
 */
const isAsLate = (meetings: readonly Meeting[], meeting: Meeting, sentAt: string | undefined): boolean => {
  const { from, at: last } = meetings[0] ?? meeting;
  const written = sentAt === undefined || sentAt > last ? last : sentAt;
  const lastBefore = meetings.find(({ at }) => at <= written);
  return second(meeting.at) >= second(earlier(from, written)) || meeting.id === lastBefore?.id;
};

const earlier = (one: string, other: string): string => (one < other ? one : other);

const second = (moment: string): string => moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);

/** Two phones' calls at once: A may decline either with a text. */
const mayRingBeside = async (
  calls: Pick<CallReader, 'read'>,
  { id, at, records }: Meeting,
  last: Meeting,
): Promise<boolean> => {
  if (at < iso(addSeconds(new Date(last.at), -RINGING_SECONDS))) return false;
  if (records.some(({ kind }) => kind === 'cdr' || kind === 'sms')) return false;
  // Nobody knows of a call that cannot be opened that it is over.
  const call = await insteadOfUnreadable(calls.read(id), undefined);
  return !(call?.cdrs.length || call?.events.some(({ type }) => type === 'disconnect'));
};
