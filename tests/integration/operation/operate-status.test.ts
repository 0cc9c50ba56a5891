import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalMetrics, startMetrics } from '../../../tools/local-stack/metrics/metric-server.ts';
import { aCdrPush, signedHeaders } from '../../builders/pushes.ts';
import { callerWith, person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { createDocumented } from '../openapi/documented.ts';

const FOOD = { ...RIDES, name: 'food', appKey: 'TestAppKeyFood00000000000001' };
const ROUTE = 'GET /operations/status';
const documented = createDocumented();

type Line = {
  code: string;
  part: string;
  app?: string;
  state: string;
  text: string;
  values: object;
  page?: string;
};
type Hours = { at: string; count: number }[];
type Status = {
  lines: Line[];
  alarms: { value: object[] } | { failed: string } | null;
  lastRuns: { value: { name: string; lastRunAt: string | null; runs: number }[] } | null;
  receivedPushes: { value: Hours } | null;
  refusedPushes: { value: { total: Hours; byReason: { reason: string; hours: Hours }[] } } | null;
};

let stack: Stack;
let metrics: LocalMetrics;
let nonces = 0;
beforeEach(async () => {
  metrics = await startMetrics();
  const [rides, food] = [poolNumbers(4), poolNumbers(2, 30)];
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:20:00.000Z'),
    apps: [
      { ...RIDES, numbers: rides },
      { ...FOOD, numbers: food },
    ],
    platformApps: [simulatorApp(RIDES, rides), simulatorApp(FOOD, food)],
    environment: { AWS_ENDPOINT_URL_CLOUDWATCH: metrics.endpoint, STAGE: 'test' },
    callers: [
      callerWith('operator', 'key-of-operator', { scopes: ['operations'] }),
      callerWith('of-food', 'key-of-food', { scopes: ['operations'], apps: ['food'] }),
      callerWith('reader', 'key-of-reader', { scopes: ['read', 'usage'] }),
    ],
  });
});
afterEach(async () => {
  await stack.close();
  await metrics.stop();
});

const status = async (key = 'key-of-operator', query = '') => {
  const heard = stack.logs.splice(0);
  heard.forEach(metrics.hear);
  const answer = await stack.request('GET', `/operations/status${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(documented.faultsOf(ROUTE, answer)).toEqual([]);
  expect(answer.text).not.toMatch(/\d{7}/);
  return { status: answer.status, body: answer.body as Status };
};
const push = async (appSecret: string): Promise<number> => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, appSecret, nonce: `status${nonces}`, created });
  const body = aCdrPush([{ callDirection: 0, userData: 'on my way' }]);
  return (await stack.request('POST', '/webhooks/cdr', { body, headers: { authorization: '', ...headers } }))
    .status;
};
const countsOf = (hours: Hours): number[] => hours.map(({ count }) => count);
const lineOf = ({ lines }: Status, code: string) => lines.filter((line) => line.code === code);

describe('an operator with a key, at the state of the deployment', () => {
  it('sees a line for each part, judged, with what there is to know of it', async () => {
    await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app: 'rides', a: person(1), b: person(2) },
    });
    await push(RIDES.appSecret);
    await stack.advance(1800);

    const { status: code, body } = await status();

    expect(code).toBe(200);
    expect(body.lines.filter(({ part }) => part !== 'pool').map((line) => line.code)).toEqual([
      ...['gate-open', 'backlog-empty', 'pushes-come', 'last-push', 'last-push-unseen'],
      ...['quarantine-not-empty', 'recordings-waiting', 'recordings-none-lost'],
      ...['alarms-none', 'runs-not-counted'],
    ]);
    expect(lineOf(body, 'gate-open')).toEqual([
      {
        part: 'gate',
        code: 'gate-open',
        name: 'gate',
        state: 'ok',
        text: 'open for 2 apps',
        values: { apps: 2 },
      },
    ]);
    expect(lineOf(body, 'quarantine-not-empty')).toMatchObject([
      { state: 'wrong', values: { items: 1 }, page: 'docs/runbook/alarms/quarantine-not-empty.md' },
    ]);
    expect(lineOf(body, 'last-push')).toMatchObject([
      { app: 'rides', values: { at: '2026-03-01T08:20:00.000Z' } },
    ]);
    expect(lineOf(body, 'pool-filled').map(({ app, values }) => ({ app, ...values }))).toMatchObject([
      { app: 'rides', area: '010', available: 2 },
      { app: 'rides', area: '0755', available: 2 },
      { app: 'food', area: '010', available: 1 },
      { app: 'food', area: '0755', available: 1 },
    ]);
    const audits = stack.logs.map((line) => JSON.parse(line)).filter(({ level }) => level === 'audit');
    expect(audits).toMatchObject([
      { event: 'data-read', apiKeyName: 'operator', route: ROUTE, status: 200, found: { count: 14 } },
    ]);
  });

  it('sees by the hour how many pushes came, and how many were refused and why', async () => {
    const answers = [await push(RIDES.appSecret), await push('a wrong secret'), await push('a wrong secret')];
    await stack.advance(3600);
    answers.push(await push('a wrong secret'), await push(RIDES.appSecret));

    const { body } = await status();

    expect(answers).toEqual([200, 401, 401, 401, 200]);
    const received = body.receivedPushes?.value ?? [];
    const refused = body.refusedPushes?.value;
    expect([received.length, received.at(-2), received.at(-1)]).toEqual([
      25,
      { at: '2026-03-01T08:00:00.000Z', count: 1 },
      { at: '2026-03-01T09:00:00.000Z', count: 1 },
    ]);
    expect(countsOf(received.slice(0, -2))).toEqual(Array(23).fill(0));
    expect(countsOf(refused?.total ?? []).slice(-2)).toEqual([2, 1]);
    expect(refused?.byReason.map(({ reason, hours }) => [reason, ...countsOf(hours).slice(-2)])).toEqual([
      ['wrong-digest', 2, 1],
    ]);
  });

  it('sees which alarms of its own stage ring, and when functions last ran', async () => {
    const alarm = (name: string, page: string, StateValue: string, more: object = {}) => ({
      AlarmName: `privatenumber-test-${name}`,
      AlarmDescription: `Something. [page] See docs/runbook/alarms/${page}.md`,
      StateValue,
      StateUpdatedTimestamp: Date.parse('2026-03-01T08:10:00Z') / 1000,
      ...more,
    });
    metrics.setAlarms([
      alarm('arrears', 'arrears', 'OK'),
      alarm('api-errors-2', 'api-errors', 'ALARM'),
      alarm('sweeper-silent', 'sweeper-silent', 'INSUFFICIENT_DATA', { InsufficientDataActions: ['arn'] }),
      alarm('recordings-lost', 'recordings-lost', 'INSUFFICIENT_DATA'),
      alarm('eu-arrears', 'arrears', 'ALARM'),
    ]);
    const ran = (name: string, metric: string, at: string) =>
      metrics.hear(
        JSON.stringify({
          _aws: {
            Timestamp: Date.parse(at),
            CloudWatchMetrics: [
              { Namespace: 'AWS/Lambda', Dimensions: [['FunctionName']], Metrics: [{ Name: metric }] },
            ],
          },
          FunctionName: `privatenumber-test-${name}`,
          [metric]: 1,
        }),
      );
    ran('binding-sweeper', 'Invocations', '2026-03-01T08:17:00Z');
    ran('binding-sweeper', 'Invocations', '2026-03-01T08:18:00Z');
    ran('recording-archiver', 'Invocations', '2026-03-01T08:16:00Z');
    ran('recording-archiver', 'Errors', '2026-03-01T08:16:00Z');
    ran('count-usage', 'Invocations', '2026-03-01T05:00:00Z');

    const { body } = await status();

    expect(body.alarms).toEqual({
      value: [
        { name: 'arrears', page: 'arrears', isRinging: false, since: '2026-03-01T08:10:00.000Z' },
        { name: 'api-errors-2', page: 'api-errors', isRinging: true, since: '2026-03-01T08:10:00.000Z' },
        {
          name: 'sweeper-silent',
          page: 'sweeper-silent',
          isRinging: true,
          since: '2026-03-01T08:10:00.000Z',
        },
        {
          name: 'recordings-lost',
          page: 'recordings-lost',
          isRinging: false,
          since: '2026-03-01T08:10:00.000Z',
        },
      ],
    });
    expect(lineOf(body, 'alarm-rings')).toMatchObject([
      {
        text: 'rings for 10 min',
        values: { alarm: 'api-errors-2' },
        page: 'docs/runbook/alarms/api-errors.md',
      },
      { values: { alarm: 'sweeper-silent', since: '2026-03-01T08:10:00.000Z' } },
    ]);
    expect(lineOf(body, 'run-seen')).toMatchObject([
      { values: { function: 'binding-sweeper', lastRunAt: '2026-03-01T08:15:00.000Z', runs: 2, errors: 0 } },
    ]);
    expect(lineOf(body, 'run-failed')).toMatchObject([
      { values: { function: 'recording-archiver', errors: 1 } },
    ]);
    expect(lineOf(body, 'run-missing').map(({ values, page }) => ({ ...values, page }))).toContainEqual({
      ...{ function: 'count-usage', withinSeconds: 2700, runs: 0, errors: 0 },
      page: 'docs/runbook/alarms/count-usage-silent.md',
    });
  });

  it('sees a recording that waits, and until when', async () => {
    const terms = { record: true, recordTone: 'tone.wav', x: xNumber(1) };
    const body = { mode: 'AXB', app: 'rides', a: person(1), b: person(2), ...terms };
    await stack.request('POST', '/bindings', { body });
    const call = { from: person(1), to: xNumber(1), outcome: 'answered', talkSeconds: 30 } as const;
    await stack.control.placeCall(call);
    await stack.advance(60);

    const { body: told } = await status();

    expect(lineOf(told, 'recordings-waiting')).toMatchObject([
      {
        state: 'ok',
        values: { waiting: 1, due: 1, nearestDeadlineAt: expect.stringMatching(/^2026-03-08T08:2/) },
      },
    ]);
  });

  it('of some apps sees their lines alone, and nothing of the deployment as a whole', async () => {
    await push(RIDES.appSecret);

    const { body } = await status('key-of-food');

    expect(body.lines.map(({ code, app }) => [code, app])).toEqual([
      ['gate-open', undefined],
      ['pushes-come', undefined],
      ['last-push-unseen', 'food'],
      ['pool-filled', 'food'],
      ['pool-filled', 'food'],
    ]);
    expect(body).toMatchObject({ alarms: null, lastRuns: null, receivedPushes: null, refusedPushes: null });
    expect(JSON.stringify(body)).not.toContain('rides');
  });

  it('is told of a part that cannot be read, which hides no other', async () => {
    metrics.refuse(true);
    stack.store.judge = ({ input }) => (input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok');

    const { status: code, body } = await status();

    expect(code).toBe(200);
    expect(body.alarms).toEqual({ failed: 'not-answered' });
    expect(lineOf(body, 'part-not-read').map(({ part, values }) => [part, values])).toEqual([
      ['recordings', { failed: 'store-unavailable' }],
      ['alarms', { failed: 'not-answered' }],
      ['runs', { failed: 'not-answered' }],
    ]);
    expect(lineOf(body, 'gate-open')).toHaveLength(1);
  });

  it('needs the scope of operators, and asks for nothing', async () => {
    expect((await status('key-of-reader')).status).toBe(403);
    expect((await status('key-of-operator', '?app=rides')).status).toBe(400);
  });
});
