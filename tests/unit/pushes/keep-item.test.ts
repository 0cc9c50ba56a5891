import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { SmsMessage } from '../../../shared/messages/message.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { keepItem, type PushContext } from '../../../shared/pushes/intake/keep-item.ts';
import type { QuarantineEntry } from '../../../shared/pushes/intake/push-journal.ts';
import type { PushItem } from '../../../shared/pushes/push.ts';
import { aCdr, anEvent } from '../../builders/call-records.ts';
import {
  createMemoryCallWriter,
  createMemoryMessageStore,
  createMemoryNumberIntake,
  createMemoryQuarantine,
} from '../../fakes/memory-intake-stores.ts';

const CONTEXT: PushContext = {
  app: 'rides',
  route: 'cdr',
  kind: 'cdrs',
  journalId: 'journal-1',
  receivedAt: new Date('2026-03-01T02:31:25.000Z'),
  signedAt: new Date('2026-03-01T02:31:22.000Z'),
};

const SMS: SmsMessage = {
  app: 'rides',
  mode: 'AXB',
  identifier: 'sms-1',
  notification: 'Notify',
  x: '+8617000000001',
  sender: '+8613800000001',
  direction: 'from-a',
  sentAt: '2026-03-01T02:31:20.000Z',
};

const cdr = (changes: Partial<Cdr>): PushItem => ({ kind: 'cdr', cdr: aCdr(changes) });
const sms = (changes: Partial<SmsMessage>): PushItem => ({
  kind: 'message',
  message: { ...SMS, ...changes },
});
const away = async () => Promise.reject(new AppError('store-unavailable', 'away'));

const setUp = () => {
  const lines: Record<string, unknown>[] = [];
  const contacts: unknown[] = [];
  const stores = {
    calls: createMemoryCallWriter(),
    messages: createMemoryMessageStore(),
    numbers: createMemoryNumberIntake(),
    quarantine: createMemoryQuarantine(),
    persistContact: async (item: PushItem, source: unknown): Promise<void> => {
      contacts.push([item, source]);
    },
    logger: createLogger({ clock: () => CONTEXT.receivedAt, write: (line) => lines.push(JSON.parse(line)) }),
  };
  return { stores, lines, contacts, keep: (item: PushItem) => keepItem(stores, CONTEXT, item) };
};

describe('an item', () => {
  it.each<[PushItem, Partial<Record<'cdrs' | 'events' | 'messages', number>>]>([
    [cdr({}), { cdrs: 1 }],
    [{ kind: 'event', event: anEvent('callin', '2026-03-01T02:30:03.000Z') }, { events: 1 }],
    [sms({}), { messages: 1 }],
  ])('goes where it belongs, and is a duplicate when it comes again: $kind', async (item, expected) => {
    const { stores, keep } = setUp();

    expect([await keep(item), await keep(item)]).toEqual(['stored', 'duplicate']);

    const kept = {
      cdrs: stores.calls.cdrs.size,
      events: stores.calls.events.size,
      messages: stores.messages.messages.size,
    };
    expect(kept).toEqual({ cdrs: 0, events: 0, messages: 0, ...expected });
  });

  it('shows who was in contact before its record is stored, and also when that fails', async () => {
    const { stores, contacts, keep } = setUp();
    stores.calls.appendCdr = away;

    await expect(keep(cdr({}))).rejects.toMatchObject({ code: 'store-unavailable' });

    expect(contacts).toEqual([[cdr({}), CONTEXT]]);
  });

  it('that tells the state of a private number is as old as the signature of its push', async () => {
    const { stores, keep } = setUp();
    const status = { app: 'rides', x: '+8617000000001', state: 'suspended', cause: 'arrears' } as const;

    expect(await keep({ kind: 'number-status', status })).toBe('stored');

    expect(stores.numbers.news).toEqual([
      {
        app: 'rides',
        x: '+8617000000001',
        state: 'suspended',
        cause: 'arrears',
        at: '2026-03-01T02:31:22.000Z',
        receivedAt: '2026-03-01T02:31:25.000Z',
      },
    ]);
  });

  it('that cannot be read goes to the quarantine as it was sent', async () => {
    const { stores, lines, keep } = setUp();
    const sent = { sessionId: null };

    expect(await keep({ kind: 'unreadable', reason: 'no-session-id', sent })).toBe('quarantined');

    expect([...stores.quarantine.items.values()]).toEqual([{ ...CONTEXT, reason: 'no-session-id', sent }]);
    expect(lines).toEqual([
      {
        time: '2026-03-01T02:31:25.000Z',
        level: 'error',
        stage: 'local',
        event: 'push-item-quarantined',
        app: 'rides',
        route: 'cdr',
        journalId: 'journal-1',
        reason: 'no-session-id',
      },
    ]);
  });

  it('that the quarantine refuses is offered to it once, and comes again', async () => {
    const { stores, keep } = setUp();
    const offered: QuarantineEntry[] = [];
    stores.quarantine.keep = async (entry) => {
      offered.push(entry);
      throw new TypeError('not a function');
    };

    await expect(keep({ kind: 'unreadable', reason: 'not-an-object', sent: 7 })).rejects.toThrow(TypeError);

    expect(offered).toMatchObject([{ reason: 'not-an-object', sent: 7 }]);
  });

  it('that a store refuses for good goes to the quarantine in our words, with the reason in the log', async () => {
    const { stores, lines, keep } = setUp();
    stores.messages.append = async () => Promise.reject(new TypeError('not a function'));

    expect(await keep(sms({}))).toBe('quarantined');

    expect([...stores.quarantine.items.values()]).toEqual([
      { ...CONTEXT, reason: 'not-storable', sent: sms({}) },
    ]);
    expect(lines).toMatchObject([
      { event: 'push-item-quarantined', reason: 'not-storable', error: { message: 'not a function' } },
    ]);
  });
});

describe('a number failure', () => {
  it.each<[string, PushItem, number]>([
    ['release code 8025: the number does not exist', cdr({ releaseCode: 8025 }), 1],
    ['release code 8055: the number may not call', cdr({ releaseCode: 8055 }), 1],
    ['release code 0', cdr({ releaseCode: 0 }), 0],
    ['release code 8000', cdr({ releaseCode: 8000 }), 0],
    ['no release code', cdr({ releaseCode: undefined }), 0],
    ['SMS result 3: the number is suspended', sms({ resultCode: 3 }), 1],
    ['SMS result 11: no SMS on this number, where calls may work', sms({ resultCode: 11 }), 0],
    ['SMS result 0', sms({ resultCode: 0 }), 0],
    ['no SMS result', sms({ resultCode: undefined }), 0],
    ['no private number', cdr({ releaseCode: 8025, x: undefined }), 0],
    ['no caller', cdr({ releaseCode: 8025, caller: undefined }), 0],
    ['neither of the two', cdr({ releaseCode: 8025, x: undefined, caller: undefined }), 0],
    ['no sender', sms({ resultCode: 3, sender: undefined }), 0],
  ])('is counted by what the platform said: %s', async (_case, item, count) => {
    const { stores, lines, keep } = setUp();

    expect(await keep(item)).toBe('stored');

    expect(stores.numbers.numberFailures).toHaveLength(count);
    expect(lines).toEqual([]);
  });

  it.each<[string, PushItem, string]>([
    ['the end of the call', cdr({ releaseCode: 8025 }), '2026-03-01T02:31:20.000Z'],
    [
      'the start of a call without an end',
      cdr({ releaseCode: 8025, endedAt: undefined }),
      '2026-03-01T02:30:03.000Z',
    ],
    [
      'the receipt of a CDR without times',
      cdr({ releaseCode: 8025, endedAt: undefined, startedAt: undefined }),
      '2026-03-01T02:31:25.000Z',
    ],
    [
      'the receipt of a CDR from the future, which would outlive the truth',
      cdr({ releaseCode: 8025, endedAt: '2026-03-01T02:31:25.001Z' }),
      '2026-03-01T02:31:25.000Z',
    ],
    [
      'the sending of the SMS',
      sms({ resultCode: 3, sentAt: '2026-03-01T02:31:24.999Z' }),
      '2026-03-01T02:31:24.999Z',
    ],
    [
      'the receipt of an SMS without a time',
      sms({ resultCode: 3, sentAt: undefined }),
      '2026-03-01T02:31:25.000Z',
    ],
  ])('happened at %s', async (_case, item, at) => {
    const { stores, keep } = setUp();

    await keep(item);

    expect(stores.numbers.numberFailures).toEqual([
      { app: 'rides', x: '+8617000000001', from: '+8613800000001', at },
    ]);
  });

  it('is counted for a repeat as well, because a crash may have come between record and count', async () => {
    const { stores, keep } = setUp();

    expect(await keep(cdr({ releaseCode: 8025 }))).toBe('stored');
    expect(await keep(cdr({ releaseCode: 8025 }))).toBe('duplicate');

    expect(stores.numbers.numberFailures).toHaveLength(2);
  });

  it.each([
    ['CDR', cdr({ releaseCode: 8055 })],
    ['SMS', sms({ resultCode: 3 })],
  ])('that cannot be counted is told to the alarm and never costs the %s', async (_case, item) => {
    const { stores, lines, keep } = setUp();
    stores.numbers.recordFailure = away;

    expect(await keep(item)).toBe('stored');

    expect(lines).toMatchObject([
      { level: 'error', event: 'number-failure-not-recorded', app: 'rides', error: {} },
      { numberFailuresNotRecorded: 1 },
    ]);
  });
});

describe('a CDR that announces a recording', () => {
  const withoutSource = cdr({ recorded: true });
  const withSource = cdr({ recorded: true, recordingUrl: 'https://recordings.example.com/1.wav' });

  it.each<[string, PushItem, readonly string[]]>([
    ['without a place to fetch it from', withoutSource, ['recording-without-source']],
    ['with a place', withSource, []],
  ])('%s: an error when it is stored, and none again for its repeat', async (_case, item, events) => {
    const { lines, keep } = setUp();

    await keep(item);
    await keep(item);

    expect(lines.map((line) => line['event'])).toEqual(events);
    expect(lines.map((line) => [line['level'], line['app']])).toEqual(events.map(() => ['error', 'rides']));
  });
});
