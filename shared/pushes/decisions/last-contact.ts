import type { Binding } from '../../bindings/model/binding.ts';
import type { CallReader } from '../../calls/call-store.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';
import type { MessageReader } from '../../messages/message-store.ts';

/** A contact older than this is hardly meant any more. */
const RECENT_SECONDS = 24 * 3600;

/** The number of latest calls, and of latest SMS, that are looked at. */
const LOOKED_AT = 5;

type Contact = Readonly<{ at: string; number: E164 }>;

/**
 * Finds who was last in touch with A through X in the past day, by a call (answered or not) or an SMS, in either direction.
 *
 * @returns undefined when it is nobody or cannot be known.
 */
export const createLastContact =
  (
    calls: CallReader,
    messages: MessageReader,
    clock: Clock,
  ): ((binding: Binding, x: E164) => Promise<E164 | undefined>) =>
  async ({ a }, x) => {
    const page = pageOf(clock());
    const [call, sms] = await Promise.all([lastCall(calls, page, x, a), lastSms(messages, page, x, a)]);
    if (call === undefined || sms === undefined) return (call ?? sms)?.number;
    return call.at > sms.at ? call.number : sms.number;
  };

const pageOf = (now: Date) => ({
  from: iso(addSeconds(now, -RECENT_SECONDS)),
  to: undefined,
  limit: LOOKED_AT,
  after: undefined,
});
type Page = ReturnType<typeof pageOf>;

const lastCall = async (calls: CallReader, page: Page, x: E164, a: E164): Promise<Contact | undefined> => {
  for (const { callId, startedAt } of await calls.list({ by: 'x', x }, page)) {
    const records = await calls.read(callId);
    const pairs = (records?.cdrs ?? []).map(({ cdr }) => [cdr.caller, cdr.callee]);
    const number = pairs.flatMap((pair) => otherOf(pair, a, x))[0];
    if (number !== undefined) return { at: startedAt, number };
  }
  return undefined;
};

const lastSms = async (
  messages: MessageReader,
  page: Page,
  x: E164,
  a: E164,
): Promise<Contact | undefined> => {
  for (const { listedAt, message } of await messages.list({ by: 'x', x }, page)) {
    const [number] = otherOf([message.sender, message.receiver], a, x);
    if (number !== undefined) return { at: listedAt, number };
  }
  return undefined;
};

/** The other side of a contact of A; nothing when A has no part in it or the other side is unknown. */
const otherOf = (pair: readonly (string | undefined)[], a: E164, x: E164): readonly E164[] => {
  const numbers = pair.flatMap((number) => (number === undefined ? [] : (readPlatformNumber(number) ?? [])));
  return numbers.includes(a) ? numbers.filter((number) => number !== a && number !== x) : [];
};
