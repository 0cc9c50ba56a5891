import { billedMinutesOf } from '../../calls/call-times.ts';
import { type BilledText, messageParts } from '../../messages/message-parts.ts';
import { NO_USAGE, type UsageSums } from '../usage-sums.ts';

/**
 * One CDR as it is counted. `storedAt`, ISO 8601 UTC: the day of it is the one on which it was stored. `talkSeconds` is `undefined` when no record says how long the talk was, or the CDR cannot be opened.
 * `group`: our id of its binding, `undefined` for an orphan.
 */
export type CountedCdr = Readonly<{
  callId: string;
  recordKey: string;
  storedAt: string;
  answered: boolean;
  talkSeconds: number | undefined;
  group: string | undefined;
}>;

/** One notification about a text as it is counted; `undefined` in place of a message that cannot be opened. */
export type CountedMessage = Readonly<{
  messageId: string;
  storedAt: string;
  message: BilledText | undefined;
  group: string | undefined;
}>;

/** Sums of a cell, and of each binding in it. */
export type Counted = Readonly<{ sums: UsageSums; groups: ReadonlyMap<string, UsageSums> }>;

/**
 * Counts CDRs: a call once, whatever number of CDRs it has; each CDR's talk and begun minutes by themselves, as `GET /calls` sums
 * its legs. A record that stands there twice counts once.
 *
 * @param lateFrom a record that was stored at this moment or later is late, ISO 8601 UTC
 */
export const countCdrs = (cdrs: readonly CountedCdr[], lateFrom: string): Counted => {
  const distinct = [...new Map(cdrs.map((cdr) => [`${cdr.callId}#${cdr.recordKey}`, cdr])).values()];
  return grouped(distinct, (some) => sumsOfCdrs(some, lateFrom));
};

const sumsOfCdrs = (cdrs: readonly CountedCdr[], lateFrom: string): UsageSums => {
  const calls = new Map<string, { answered: boolean; unknown: boolean; late: boolean }>();
  const sums = { ...NO_USAGE };
  for (const { callId, storedAt, answered, talkSeconds } of cdrs) {
    const late = storedAt >= lateFrom;
    const call = calls.get(callId) ?? { answered: false, unknown: false, late: true };
    calls.set(callId, {
      answered: call.answered || answered,
      unknown: call.unknown || talkSeconds === undefined,
      late: call.late && late,
    });
    const minutes = billedMinutesOf(talkSeconds ?? 0);
    sums.talkSeconds += talkSeconds ?? 0;
    sums.billedMinutes += minutes;
    if (late) sums.lateBilledMinutes += minutes;
  }
  const count = (is: (call: { answered: boolean; unknown: boolean; late: boolean }) => boolean) =>
    [...calls.values()].filter(is).length;
  return {
    ...sums,
    calls: calls.size,
    answered: count(({ answered }) => answered),
    unknownTalk: count(({ unknown }) => unknown),
    lateCalls: count(({ late }) => late),
  };
};

/** Counts texts, each once; a question of the platform (`Block`) is none. `lateFrom` as in {@link countCdrs}. */
export const countMessages = (messages: readonly CountedMessage[], lateFrom: string): Counted => {
  const distinct = [...new Map(messages.map((each) => [each.messageId, each])).values()];
  const told = distinct.filter(({ message }) => message?.notification !== 'Block');
  return grouped(told, (some) => sumsOfMessages(some, lateFrom));
};

const sumsOfMessages = (messages: readonly CountedMessage[], lateFrom: string): UsageSums => {
  const sums = { ...NO_USAGE };
  for (const { storedAt, message } of messages) {
    const parts = message === undefined ? 0 : messageParts(message);
    sums.messages += 1;
    sums.messageParts += parts;
    if (storedAt < lateFrom) continue;
    sums.lateMessages += 1;
    sums.lateMessageParts += parts;
  }
  return sums;
};

const grouped = <Item extends Readonly<{ group: string | undefined }>>(
  items: readonly Item[],
  sumsOf: (items: readonly Item[]) => UsageSums,
): Counted => {
  const byGroup = new Map<string, Item[]>();
  for (const item of items) {
    if (item.group === undefined) continue;
    const others = byGroup.get(item.group);
    if (others === undefined) byGroup.set(item.group, [item]);
    else others.push(item);
  }
  const groups = new Map([...byGroup].map(([group, some]) => [group, sumsOf(some)]));
  return { sums: sumsOf(items), groups };
};
