import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callIdOf } from '../../../shared/calls/call-id.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { callerWith, person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { createDocumented } from '../openapi/documented.ts';

const DAY_SECONDS = 24 * 3600;
const FOOD = { ...RIDES, name: 'food', appKey: 'TestAppKeyFood00000000000001' };
const lookup = createLookupKeys(Buffer.alloc(32, 2));
const documented = createDocumented();
const NOBODY = 'nobodyknowsthiscallid';

const ROUTE = 'GET /operations/recordings';
const RETRY = 'POST /operations/recordings/retry';

describe('an operator with a key, at the recordings', () => {
  let stack: Stack;
  beforeEach(async () => {
    const [rides, food] = [poolNumbers(4), poolNumbers(4, 30)];
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T02:30:00.000Z'),
      apps: [
        { ...RIDES, numbers: rides },
        { ...FOOD, numbers: food },
      ],
      platformApps: [simulatorApp(RIDES, rides), simulatorApp(FOOD, food)],
      callers: [
        callerWith('operator', 'key-of-operator', { scopes: ['operations'] }),
        callerWith('of-food', 'key-of-food', { scopes: ['operations'], apps: ['food'] }),
        callerWith('reader', 'key-of-reader', { scopes: ['read', 'recordings'] }),
      ],
    });
    await bind('rides', person(1), person(2), xNumber(1));
    await bind('food', person(3), person(4), xNumber(30));
  });
  afterEach(() => stack.close());

  const bind = async (app: string, a: string, b: string, x: string): Promise<void> => {
    const terms = { record: true, recordTone: 'tone.wav', ttlSeconds: 30 * DAY_SECONDS };
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app, a, b, x, ...terms },
    });
    expect(bound.status).toBe(201);
  };
  const call = async (app: string, from: string, to: string): Promise<string> => {
    const talk = { from, to, outcome: 'answered', talkSeconds: 30 } as const;
    const { sessionId } = await stack.control.placeCall(talk);
    await stack.advance(60);
    return callIdOf(lookup, { app, sessionId });
  };
  const ask = async (key: string, routeKey: string, path: string, body?: object) => {
    const answer = await stack.request(routeKey.split(' ')[0] ?? '', path, {
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body }),
    });
    expect(documented.faultsOf(routeKey, answer)).toEqual([]);
    expect(answer.text).not.toMatch(/\d{7}/);
    return { status: answer.status, body: answer.body as Record<string, never> };
  };
  const backlog = (key = 'key-of-operator', query = '') => ask(key, ROUTE, `/operations/recordings${query}`);
  const retry = (body: object, key = 'key-of-operator') =>
    ask(key, RETRY, '/operations/recordings/retry', body);
  const audits = () =>
    stack.logs
      .map((line) => JSON.parse(line))
      .filter(({ level, apiKeyName }) => level === 'audit' && apiKeyName !== 'tests');
  const failDownloads = () => stack.control.faults.add({ on: 'download', kind: 'http-500', probability: 1 });

  it('sees what waits by the hour and day of its deadline, and what was lost by reason', async () => {
    await failDownloads();
    const early = await call('rides', person(1), xNumber(1));
    await stack.advance(7 * DAY_SECONDS - 3600);
    const late = await call('food', person(3), xNumber(30));
    await stack.invoke('recording-archiver');

    const before = await backlog();
    await stack.advance(7200);
    const overdue = await backlog();
    await stack.invoke('recording-archiver');
    const after = await backlog();

    expect(before.body).toMatchObject({
      waiting: 2,
      lost: 0,
      isComplete: true,
      overdue: { waiting: 0, due: 0 },
      nearest: [
        { callId: early, app: 'rides', status: 'pending', attempts: 1, reason: 'http-500' },
        { callId: late, app: 'food', status: 'pending', attempts: 1 },
      ],
    });
    const buckets: { from: string; to: string; waiting: number }[] = before.body['byDeadline'] ?? [];
    expect(buckets.filter(({ waiting }) => waiting > 0)).toMatchObject([
      { from: '2026-03-08T02:00:00.000Z', to: '2026-03-08T03:00:00.000Z', waiting: 1 },
      { from: '2026-03-15T00:00:00.000Z', to: '2026-03-16T00:00:00.000Z', waiting: 1 },
    ]);
    expect(buckets).toHaveLength(31);
    expect(buckets.slice(1).map(({ from }) => from)).toEqual(buckets.slice(0, -1).map(({ to }) => to));
    expect(overdue.body).toMatchObject({ waiting: 2, overdue: { waiting: 1, due: 1 } });
    expect(after.body).toMatchObject({
      waiting: 1,
      lost: 1,
      lostByReason: [{ reason: 'not-found', recordings: 1 }],
      latestLost: [{ callId: early, app: 'rides', status: 'lost' }],
    });
    expect(audits()).toMatchObject([
      { event: 'data-read', apiKeyName: 'operator', route: ROUTE, status: 200, found: { count: 2 } },
      { found: { count: 2 } },
      { found: { count: 2 } },
    ]);
  });

  it('of some apps sees these alone, as does one who asks for an app', async () => {
    await failDownloads();
    await call('rides', person(1), xNumber(1));
    const own = await call('food', person(3), xNumber(30));
    await stack.invoke('recording-archiver');

    const answers = [await backlog('key-of-food'), await backlog('key-of-operator', '?app=food')];
    await stack.advance(8 * DAY_SECONDS);
    await stack.invoke('recording-archiver');
    const lost = await backlog('key-of-food');
    const foreign = await backlog('key-of-food', '?app=rides');

    for (const { body } of answers)
      expect(body).toMatchObject({ waiting: 1, lost: 0, nearest: [{ callId: own, app: 'food' }] });
    expect(lost.body).toMatchObject({ waiting: 0, lost: 1, lostLookedAt: 1, latestLost: [{ callId: own }] });
    expect(foreign.status).toBe(400);
  });

  it('takes an archived recording from nobody while it is fetched once more', async () => {
    const callId = await call('rides', person(1), xNumber(1));
    const link = async () => {
      const { status, body } = await stack.request('GET', `/calls/${callId}/recording`, {
        headers: { authorization: 'Bearer key-of-reader' },
      });
      return { status, body: body as Record<string, unknown> };
    };
    const waiting = await link();
    await stack.invoke('recording-archiver');
    const before = await link();
    await stack.advance(8 * DAY_SECONDS);

    const again = await retry({ callId, rearchive: true });
    const meanwhile = await link();
    await stack.invoke('recording-archiver');
    const after = await link();

    expect(waiting).toMatchObject({ status: 409, body: { code: 'recording-pending' } });
    expect(again.body).toMatchObject({ outcomes: ['due-now'] });
    const { sha256, sizeBytes } = before.body;
    for (const answer of [before, meanwhile, after])
      expect(answer).toMatchObject({ status: 200, body: { sha256, sizeBytes } });
  });

  it('has a lost recording fetched again, as the audit of its call says by the name of the key', async () => {
    await failDownloads();
    const callId = await call('rides', person(1), xNumber(1));
    await stack.invoke('recording-archiver');

    stack.store.calls.length = 0;
    const dry = await retry({ callId, dryRun: true });
    const written = stack.store.calls.filter(isWrite);
    const done = await retry({ callId });
    const again = await retry({ callId, rearchive: true }, 'key-of-operator');
    await stack.advance(8 * DAY_SECONDS);
    await stack.invoke('recording-archiver');
    const late = await retry({ callId });
    const rearchived = await retry({ callId, rearchive: true });

    expect([dry.body, written]).toEqual([{ callId, outcomes: ['would-be-due-now'] }, []]);
    expect([done, again, late, rearchived].map(({ body }) => body['outcomes'])).toEqual([
      ['due-now'],
      ['due-now'],
      ['deadline-over'],
      ['due-now'],
    ]);
    const orders = (await stack.items('CALLS_TABLE')).filter(({ sk }) => String(sk).startsWith('AUDIT#'));
    expect(orders.map(({ action, operator }) => [action, operator])).toEqual([
      ['recording-retried', 'operator'],
      ['recording-rearchived', 'operator'],
      ['recording-retried', 'operator'],
      ['recording-rearchived', 'operator'],
    ]);
    expect(audits()[1]).toMatchObject({
      event: 'data-changed',
      apiKeyName: 'operator',
      route: RETRY,
      found: { count: 1, id: callId },
    });
  });

  it('brings no erased recording back', async () => {
    const callId = await call('rides', person(1), xNumber(1));
    await stack.invoke('manage-recordings', { action: 'erase', callId, operator: 'Ada' });

    const answers = [await retry({ callId }), await retry({ callId, rearchive: true })];

    expect(answers.map(({ body }) => body['outcomes'])).toEqual([['was-erased'], ['was-erased']]);
  });

  it('is refused for a call that is not there, which one of another app is not', async () => {
    const foreign = await call('rides', person(1), xNumber(1));

    const nowhere = await retry({ callId: NOBODY }, 'key-of-food');
    const ofAnother = await retry({ callId: foreign }, 'key-of-food');

    expect(nowhere.status).toBe(404);
    expect(ofAnother).toEqual(nowhere);
  });

  it('needs the scope of operators, and fields that there are', async () => {
    const refused = [
      await backlog('key-of-reader'),
      await retry({ callId: NOBODY }, 'key-of-reader'),
      await retry({ callId: NOBODY, evenErased: true }),
      await retry({ callId: '1' }),
      await backlog('key-of-operator', '?from=2026-03-01'),
    ];

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 400, 400, 400]);
  });
});
