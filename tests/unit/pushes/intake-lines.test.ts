import { describe, expect, it } from 'vitest';
import { readPlatformNumber } from '../../../shared/kernel/e164.ts';
import type { Answer } from '../../../shared/pushes/decisions/decide.ts';
import { aWebhook } from '../../builders/intake.ts';
import { aCdrPush, aSentCdr, SAMPLE_APP, sampleText, signedHeaders } from '../../builders/pushes.ts';

const lines = (logs: readonly string[], event: string) =>
  logs.map((line) => JSON.parse(line)).filter((line) => line.event === event);

/** The metrics of a name with all that stands beside them. */
const metrics = (logs: readonly string[], name: string) =>
  logs.map((line) => JSON.parse(line)).filter((line) => line[name] !== undefined);

const receiver = readPlatformNumber('+8613900000002');
if (receiver === undefined) throw new Error('not a number');

describe('the line of an answered decision', () => {
  it.each<[string, Answer, object]>([
    [
      'a call that is put through names its binding',
      {
        kind: 'call',
        decision: {
          kind: 'connect',
          x: receiver,
          route: { bindingId: 'binding-a', callee: receiver, mayCall: true, record: false },
        },
      },
      { outcome: 'connect', bindingId: 'binding-a' },
    ],
    [
      'a call that is not names the reason',
      { kind: 'call', decision: { kind: 'close', reason: 'no-route' } },
      { outcome: 'close', reason: 'no-route' },
    ],
    ['a refusal says so', { kind: 'refused', decisionRequest: 'callin' }, { outcome: 'refused' }],
  ])('%s', async (_case, answer, expected) => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'X' }], answer: async () => answer });

    await webhook.deliver(sampleText('x-event-callin-block'));

    const [line] = lines(webhook.logs, 'push-decision-answered');
    const { level, app, decisionRequest, outcome, bindingId, reason } = line;
    expect({ level, app, decisionRequest, outcome, bindingId, reason }).toEqual({
      level: 'info',
      app: 'rides',
      decisionRequest: 'callin',
      bindingId: undefined,
      reason: undefined,
      ...expected,
    });
    expect(webhook.logs.join('\n')).not.toContain('1390000');
  });

  it.each<[string, Answer, object]>([
    [
      'goes on',
      {
        kind: 'sms',
        routed: { decision: { operation: 'forward', reason: 'route' }, receiver },
        sender: '+8613800000001',
      },
      { outcome: 'forward', reason: 'route' },
    ],
    [
      'is dropped',
      { kind: 'sms', routed: { decision: { operation: 'discard', reason: 'no-route' } }, sender: undefined },
      { outcome: 'discard', reason: 'no-route' },
    ],
  ])('says why a text %s, and its record has it', async (_case, answer, expected) => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'X' }], answer: async () => answer });

    await webhook.deliver(sampleText('x-sms-block'));

    expect(lines(webhook.logs, 'push-decision-answered')).toEqual([
      expect.objectContaining({ app: 'rides', decisionRequest: 'sms-block', ...expected }),
    ]);
    const [{ message } = { message: undefined }] = webhook.stores.messages.messages.values();
    expect(message?.decision).toEqual(answer.kind === 'sms' ? answer.routed.decision : undefined);
    expect(webhook.logs.join('\n')).not.toMatch(/1390000|1380000/);
  });
});

describe('the line of a stored push', () => {
  it('counts what is new', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([aSentCdr(), aSentCdr({ icid: 'another' }), 'broken']));

    expect(lines(webhook.logs, 'push-kept')).toEqual([
      expect.objectContaining({
        level: 'info',
        app: 'rides',
        route: 'cdr',
        kind: 'cdrs',
        repeated: false,
        stored: 2,
        duplicates: 0,
        quarantined: 1,
        ignored: 0,
      }),
    ]);
    expect(metrics(webhook.logs, 'pushesKept')).toEqual([
      expect.objectContaining({ pushesKept: 1, itemsStored: 2, kind: 'cdrs' }),
    ]);
    expect(metrics(webhook.logs, 'itemsQuarantined')).toEqual([
      expect.objectContaining({ itemsQuarantined: 1 }),
    ]);
  });

  it('counts what was stored before', async () => {
    const webhook = aWebhook();
    await webhook.deliver(aCdrPush([aSentCdr()]));
    webhook.logs.length = 0;

    await webhook.deliver(aCdrPush([aSentCdr(), aSentCdr({ icid: 'another' })]));

    expect(lines(webhook.logs, 'push-kept')).toEqual([
      expect.objectContaining({ repeated: false, stored: 1, duplicates: 1, quarantined: 0, ignored: 0 }),
    ]);
  });

  it('counts reports of numbers that change nothing', async () => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'X' }], route: 'number-status' });
    webhook.stores.numbers.applyReport = async () => 'ignored';

    await webhook.deliver(sampleText('x-number-status'));

    expect(lines(webhook.logs, 'push-kept')).toEqual([
      expect.objectContaining({
        kind: 'number-status',
        stored: 0,
        duplicates: 0,
        quarantined: 0,
        ignored: 1,
      }),
    ]);
  });

  it.each<[string, string, string | undefined]>([
    ['names the decision that was asked for', 'x-event-callin-block', 'callin'],
    ['names none where none was asked for', 'x-event-answer', undefined],
  ])('%s', async (_case, name, decisionRequest) => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'X' }], sleep: async () => undefined });

    await webhook.deliver(sampleText(name));
    await expect.poll(() => lines(webhook.logs, 'push-kept')).toHaveLength(1);

    const [line] = lines(webhook.logs, 'push-kept');
    expect([line.decisionRequest, 'decisionRequest' in line]).toEqual([
      decisionRequest,
      decisionRequest !== undefined,
    ]);
  });

  it('is the only one of a push as it should be', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([aSentCdr({ ulFailReason: 0 })]));

    const events = webhook.logs.map((line) => JSON.parse(line).event).filter((event) => event !== undefined);
    expect(events).toEqual(['push-kept']);
  });

  it('comes with a warning when the body names another app than the signature', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([aSentCdr({ appKey: 'AnotherAppKey' })]));

    expect(lines(webhook.logs, 'push-names-other-app')).toEqual([
      expect.objectContaining({ level: 'warn', app: 'rides', route: 'cdr', kind: 'cdrs' }),
    ]);
  });
});

describe('a refused push', () => {
  const body = sampleText('axb-event-answer');

  it.each<[string, string, Record<string, string>, string]>([
    ['is too large', `${body}${' '.repeat(1024 * 1024)}`, signedHeaders(), 'too-large'],
    ['has no signature', body, {}, 'missing'],
    ['has a wrong signature', body, signedHeaders({ appSecret: 'wrong' }), 'wrong-digest'],
  ])('%s: its line names no app, and its reason is counted', async (_case, sent, headers, reason) => {
    const webhook = aWebhook();

    await webhook.deliver(sent, headers);

    const [line] = lines(webhook.logs, 'push-refused');
    expect(line).toMatchObject({ level: 'warn', route: 'cdr', reason });
    expect('app' in line).toBe(false);
    expect(metrics(webhook.logs, 'pushesRefused')).toEqual([
      expect.objectContaining({ pushesRefused: 1, reason }),
    ]);
    expect(metrics(webhook.logs, 'pushesKept')).toEqual([]);
  });

  it('with a used nonce names the app whose signature it is', async () => {
    const webhook = aWebhook();
    const headers = signedHeaders();
    await webhook.deliver(body, headers);

    await webhook.deliver(sampleText('axb-cdr-batch'), headers);

    expect(lines(webhook.logs, 'push-refused')).toEqual([
      expect.objectContaining({ level: 'warn', route: 'cdr', reason: 'nonce-reused', app: 'rides' }),
    ]);
    expect(metrics(webhook.logs, 'pushesRefused')).toEqual([
      expect.objectContaining({ pushesRefused: 1, reason: 'nonce-reused' }),
    ]);
  });

  it.each<[string, string, Record<string, string>, object]>([
    [
      'too large',
      `${body}${' '.repeat(1024 * 1024)}`,
      signedHeaders(),
      { status: 413, code: 'payload-too-large', detail: 'the push is larger than 1 MiB' },
    ],
    [
      'not signed',
      body,
      {},
      { status: 401, code: 'unauthorized', detail: 'the signature of the push is not accepted' },
    ],
  ])('is told in general terms: %s', async (_case, sent, headers, problem) => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(sent, headers);

    expect(JSON.parse(answer.body)).toMatchObject(problem);
  });
});

describe('a report of a number without a time of its own', () => {
  const apps = [{ ...SAMPLE_APP, mode: 'X' as const }];
  const times = ({ stores }: ReturnType<typeof aWebhook>) =>
    stores.numbers.news.map(({ at, receivedAt }) => ({ at, receivedAt }));

  it('is as old as the signature of its push', async () => {
    const webhook = aWebhook({ apps, now: '2026-03-01T02:31:25.000Z' });

    await webhook.deliver(sampleText('x-number-status'), signedHeaders({ created: '2026-03-01T02:31:22Z' }));

    expect(times(webhook)).toEqual([
      { at: '2026-03-01T02:31:22.000Z', receivedAt: '2026-03-01T02:31:25.000Z' },
    ]);
  });

  it('is as old as its receipt when the clock that signed it is ahead', async () => {
    const webhook = aWebhook({ apps, now: '2026-03-01T02:31:20.000Z' });

    await webhook.deliver(sampleText('x-number-status'), signedHeaders({ created: '2026-03-01T02:31:22Z' }));

    expect(times(webhook)).toEqual([
      { at: '2026-03-01T02:31:20.000Z', receivedAt: '2026-03-01T02:31:20.000Z' },
    ]);
  });

  it('is as old as its receipt when the signature is not believed', async () => {
    const webhook = aWebhook({
      apps: [{ ...SAMPLE_APP, mode: 'X', pushSignature: 'log' }],
      now: '2026-03-01T02:31:25.000Z',
    });

    await webhook.deliver(sampleText('x-number-status'), signedHeaders({ appSecret: 'wrong' }));

    expect(times(webhook)).toEqual([
      { at: '2026-03-01T02:31:25.000Z', receivedAt: '2026-03-01T02:31:25.000Z' },
    ]);
  });

  it('is as old as its first receipt when the push comes again', async () => {
    let now = '2026-03-01T02:31:25.000Z';
    const webhook = aWebhook({ apps, clock: () => new Date(now) });
    const headers = signedHeaders();
    await webhook.deliver(sampleText('x-number-status'), headers);
    now = '2026-03-01T02:41:25.000Z';

    await webhook.deliver(sampleText('x-number-status'), headers);

    expect(times(webhook)).toEqual([
      { at: '2026-03-01T02:31:22.000Z', receivedAt: '2026-03-01T02:31:25.000Z' },
      { at: '2026-03-01T02:31:22.000Z', receivedAt: '2026-03-01T02:31:25.000Z' },
    ]);
  });
});

describe('a push that is not stored in time', () => {
  it('says so in its problem', async () => {
    let now = Date.parse('2026-03-01T02:31:25.000Z');
    const webhook = aWebhook({ clock: () => new Date(now) });
    webhook.stores.calls.appendCdr = async () => {
      now += 4000;
      return 'stored';
    };

    const answer = await webhook.deliver(
      aCdrPush(Array.from({ length: 17 }, (_, place) => aSentCdr({ icid: `record ${place}` }))),
    );

    expect([answer.status, JSON.parse(answer.body).code]).toEqual([503, 'store-unavailable']);
    expect(lines(webhook.logs, 'request-failed')).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({ message: 'not every item of the push was stored in time' }),
      }),
    ]);
  });
});
