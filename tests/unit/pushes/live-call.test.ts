import { describe, expect, it } from 'vitest';
import { readPlatformNumber } from '../../../shared/kernel/e164.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { Answer } from '../../../shared/pushes/decisions/decide.ts';
import { aWebhook, NOTHING_KEPT } from '../../builders/intake.ts';
import { SAMPLE_APP, sampleText } from '../../builders/pushes.ts';

const x = readPlatformNumber('+8617000000001');
if (x === undefined) throw new Error('not a number');

const CONNECT: Answer = {
  kind: 'call',
  decision: {
    kind: 'connect',
    x,
    route: { bindingId: 'binding-a', callee: '+8613900000002', mayCall: true, record: false },
  },
};
const CONNECTED = JSON.stringify({
  operation: 'connect',
  connectInfo: { displayCalleeNum: '+8617000000001', calleeNum: '+8613900000002' },
});

/** The webhook of an app of mode X; its pauses end when a test says so. */
const waiting = () => {
  const pauses: number[] = [];
  const ended = Promise.withResolvers<void>();
  const webhook = aWebhook({
    apps: [{ ...SAMPLE_APP, mode: 'X' }],
    route: 'call-events',
    answer: async () => CONNECT,
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      return ended.promise;
    },
  });
  const lines = (event: string) =>
    webhook.logs.map((line) => JSON.parse(line)).filter((line) => line.event === event);
  return { ...webhook, pauses, endPause: () => ended.resolve(), lines };
};

const CALLIN = sampleText('x-event-callin-block');

describe('a live call', () => {
  it('is answered with its route, and its event has our binding', async () => {
    const webhook = waiting();

    const answer = await webhook.deliver(CALLIN);

    expect(answer).toEqual({ status: 200, body: CONNECTED, contentType: 'application/json' });
    expect([...webhook.stores.calls.events.values()]).toMatchObject([
      { type: 'callin', subscriptionId: 'binding-a' },
    ]);
    expect(webhook.pauses).toEqual([150]);
    expect(webhook.lines('call-answered-before-kept')).toEqual([]);
    expect(webhook.lines('call-record-tried-again')).toEqual([]);
  });

  it('has its record tried again at once when it fails, and nothing is amiss then', async () => {
    const webhook = waiting();
    let writes = 0;
    webhook.availability.isAway = (what) => {
      if (!what.startsWith('["event"')) return false;
      writes += 1;
      return writes === 1;
    };

    const answer = await webhook.deliver(CALLIN);

    expect(answer.body).toBe(CONNECTED);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, events: 1 });
    expect(webhook.lines('call-record-tried-again')).toEqual([
      expect.objectContaining({
        level: 'warn',
        app: 'rides',
        route: 'call-events',
        journalId: expect.stringContaining('rides'),
        error: expect.objectContaining({ code: 'store-unavailable' }),
      }),
    ]);
    expect(webhook.lines('call-answered-before-kept')).toEqual([]);
  });

  it('is answered all the same when its record fails twice, and that is an error', async () => {
    const webhook = waiting();
    webhook.availability.isAway = (what) => what.startsWith('["event"');

    const answer = await webhook.deliver(CALLIN);

    expect([answer.status, answer.body]).toEqual([200, CONNECTED]);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1 });
    expect(webhook.lines('call-answered-before-kept')).toEqual([
      expect.objectContaining({
        level: 'error',
        app: 'rides',
        route: 'call-events',
        journalId: expect.stringContaining('rides'),
        error: expect.objectContaining({ code: 'store-unavailable' }),
      }),
    ]);
  });

  it('waits no longer than its grace for a slow record, which is kept afterwards', async () => {
    const webhook = waiting();
    const written = Promise.withResolvers<void>();
    const { calls } = webhook.stores;
    const { appendEvent } = calls;
    calls.appendEvent = async (event, receivedAt) => {
      webhook.endPause();
      await written.promise;
      return appendEvent(event, receivedAt);
    };

    const answer = await webhook.deliver(CALLIN);
    const before = webhook.kept().events;
    written.resolve();
    await expect.poll(() => webhook.kept().events).toBe(1);

    expect([answer.status, answer.body, before]).toEqual([200, CONNECTED, 0]);
    const [line, ...more] = webhook.lines('call-answered-before-kept');
    expect(line).toMatchObject({ level: 'warn', app: 'rides', route: 'call-events' });
    expect(line.journalId).toContain('rides');
    expect(line.error).toBeUndefined();
    expect(more).toEqual([]);
  });

  it('is not answered when the journal cannot take it', async () => {
    const webhook = waiting();
    webhook.availability.isAway = (what) => what.startsWith('["rides"');

    const answer = await webhook.deliver(CALLIN);

    expect(answer.status).toBe(503);
    expect(webhook.kept()).toEqual(NOTHING_KEPT);
  });

  it('is not answered when its route cannot be read', async () => {
    const webhook = aWebhook({
      apps: [{ ...SAMPLE_APP, mode: 'X' }],
      route: 'call-events',
      answer: async () => {
        throw new AppError('store-unavailable', 'away');
      },
    });

    const answer = await webhook.deliver(CALLIN);

    expect(answer.status).toBe(503);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1 });
  });
});

describe('a push that asks nothing', () => {
  it('is answered only when its records are stored, however long that takes', async () => {
    const webhook = waiting();
    webhook.availability.isAway = (what) => what.startsWith('["event"');

    const answer = await webhook.deliver(sampleText('x-event-answer'));

    expect(answer.status).toBe(503);
    expect(webhook.pauses).toEqual([]);
    expect(webhook.lines('call-record-tried-again')).toEqual([]);
    expect(webhook.lines('push-decision-answered')).toEqual([]);
  });
});
