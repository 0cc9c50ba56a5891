import { createHash } from 'node:crypto';
import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { CallWriter } from '../../shared/calls/call-store.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { SmsMessage } from '../../shared/messages/message.ts';
import type { KeptMessage, MessageReader, MessageWriter } from '../../shared/messages/message-store.ts';
import type { NumberFailure } from '../../shared/numbers/failures/number-failures.ts';
import type { NumberStatusReport } from '../../shared/numbers/number-status-report.ts';
import type { NumberIntake } from '../../shared/pushes/intake/keep-item.ts';
import type {
  JournaledPush,
  PushJournal,
  Quarantine,
  QuarantineEntry,
} from '../../shared/pushes/intake/push-journal.ts';

/** Decides whether a write fails, as an engine that is away does: by rejecting. */
export type Availability = { isAway: (what: string) => boolean };

const keepOnce = async <Value>(
  kept: Map<string, Value>,
  key: string,
  value: Value,
  { isAway }: Availability,
): Promise<'stored' | 'duplicate'> => {
  await Promise.resolve();
  if (isAway(key)) throw new AppError('store-unavailable', 'the memory is away');
  if (kept.has(key)) return 'duplicate';
  kept.set(key, value);
  return 'stored';
};

const ALWAYS_THERE: Availability = { isAway: () => false };

/** Calls in memory; `cdrs` and `events` are what was kept, by what makes each of them one. */
export const createMemoryCallWriter = (availability = ALWAYS_THERE) => {
  const cdrs = new Map<string, Cdr>();
  const events = new Map<string, CallEvent>();
  const writer: CallWriter = {
    appendCdr: (cdr) =>
      keepOnce(cdrs, JSON.stringify(['cdr', cdr.app, cdr.sessionId, cdr.recordId]), cdr, availability),
    appendEvent: (event) =>
      keepOnce(
        events,
        JSON.stringify(['event', event.app, event.sessionId, event.type, event.at]),
        event,
        availability,
      ),
  };
  return { ...writer, cdrs, events };
};

const contradict = (stored: SmsMessage | undefined, { resultCode }: SmsMessage): boolean =>
  stored?.resultCode !== undefined && resultCode !== undefined && stored.resultCode !== resultCode;

export const createMemoryMessageStore = (availability = ALWAYS_THERE) => {
  const messages = new Map<string, KeptMessage>();
  const writer: MessageWriter = {
    async append(message: SmsMessage, receivedAt) {
      const key = JSON.stringify([message.app, message.identifier, message.notification]);
      const kept = {
        messageId: createHash('sha256').update(key).digest('hex'),
        listedAt: message.sentAt ?? receivedAt.toISOString(),
        receivedAt: receivedAt.toISOString(),
        message,
      };
      const appended = await keepOnce(messages, key, kept, availability);
      return appended === 'duplicate' && contradict(messages.get(key)?.message, message)
        ? 'contradicts'
        : appended;
    },
  };
  const placeOf = ({ listedAt, messageId }: { listedAt: string; messageId: string }) =>
    `${listedAt}#${messageId}`;
  const reader: MessageReader = {
    async list(filter, { from, to, limit, after }) {
      const listed = [...messages.values()]
        .filter(({ message }) =>
          filter.by === 'x'
            ? message.x === filter.x
            : message.app === filter.app && message.subscriptionId === filter.subscriptionId,
        )
        .filter(({ listedAt }) => (from ?? '') <= listedAt && (to === undefined || listedAt < to))
        .filter((kept) => after === undefined || placeOf(kept) < placeOf(after))
        .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
        .slice(0, limit);
      return { messages: listed, unreadable: [] };
    },
  };
  return { ...writer, ...reader, messages };
};

export const createMemoryPushJournal = (availability = ALWAYS_THERE) => {
  const pushes = new Map<string, JournaledPush & { received: string; listed: boolean }>();
  const journal: PushJournal = {
    async keep({ app, route, nonce, received, body, receivedAt, signedAt, listed = true }) {
      const hash = createHash('sha256').update(received).digest('hex');
      const id = JSON.stringify([app, nonce ?? ['unverified', hash]]);
      const times = { receivedAt: receivedAt.toISOString(), signedAt: signedAt.toISOString() };
      const push = { app, route, ...times, body, received: hash, listed };
      if ((await keepOnce(pushes, id, push, availability)) === 'stored') return { kind: 'new', id };
      const known = pushes.get(id);
      return known?.received === hash
        ? { kind: 'repeated', id, receivedAt: new Date(known.receivedAt) }
        : { kind: 'replayed' };
    },
    async list(id) {
      const push = pushes.get(id);
      if (push !== undefined) pushes.set(id, { ...push, listed: true });
    },
    async read(id) {
      const push = pushes.get(id);
      if (push === undefined) return undefined;
      const { received: _hash, listed: _listed, ...kept } = push;
      return kept;
    },
  };
  return { ...journal, pushes };
};

/** The reports of pushes about private numbers, in the order in which they came. */
export const createMemoryNumberIntake = (availability = ALWAYS_THERE) => {
  const news: NumberStatusReport[] = [];
  const numberFailures: NumberFailure[] = [];
  const take = async <Told>(list: Told[], told: Told, key: string): Promise<void> => {
    await Promise.resolve();
    if (availability.isAway(key)) throw new AppError('store-unavailable', 'the memory is away');
    list.push(told);
  };
  const intake: NumberIntake = {
    async applyReport(told) {
      await take(news, told, JSON.stringify(['number', told.app, told.x]));
      return 'stored';
    },
    recordFailure: (told) => take(numberFailures, told, JSON.stringify(['number-failure', told.app, told.x])),
  };
  return { ...intake, news, numberFailures };
};

export const createMemoryQuarantine = (availability = ALWAYS_THERE) => {
  const items = new Map<string, QuarantineEntry>();
  const quarantine: Quarantine = {
    keep: (entry) => keepOnce(items, JSON.stringify([entry.app, entry.sent]), entry, availability),
  };
  return { ...quarantine, items };
};
