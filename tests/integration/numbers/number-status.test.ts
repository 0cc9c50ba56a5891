import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, sampleText, signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const NOW = new Date('2026-03-01T02:31:25.000Z');

const PARCELS = {
  name: 'parcels',
  mode: 'AXB',
  appKey: 'TestAppKeyParcels000000000001',
  appSecret: 'secret-p',
};

let stack: Stack;
let nonces = 0;

beforeAll(async () => {
  stack = await startStack({
    apps: [
      { ...RIDES, numbers: poolNumbers(18) },
      { ...PARCELS, numbers: poolNumbers(100, 101) },
    ],
    startAt: NOW,
  });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.logs.length = 0;
});

const push = (
  body: string,
  {
    created = '2026-03-01T02:31:22Z',
    route = 'number-status',
    app = RIDES as { appKey: string; appSecret: string },
  } = {},
) => {
  nonces += 1;
  const headers = signedHeaders({ ...app, nonce: `status${nonces}`, created });
  return stack.request('POST', `/webhooks/${route}`, { body, headers: { authorization: '', ...headers } });
};

const statusOf = (...entries: readonly (readonly [x: string, status: string, cause?: string])[]): string =>
  JSON.stringify({
    eventType: 'numStatus',
    numInfo: entries.map(([number, status, cause]) => ({ number, status, cause })),
  });

type Listed = { x: string; state: string; cause: string | null; liveBindings: number };

const listed = async (query = '&app=rides'): Promise<readonly Listed[]> =>
  ((await stack.request('GET', `/numbers?limit=100${query}`)).body as { items: Listed[] }).items;

const stateOf = async (x: string) => {
  const number = (await listed()).find((item) => item.x === x);
  return [number?.state, number?.cause];
};

const metrics = () =>
  stack.logs
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => 'numbersReported' in line);

describe('the state of a private number, pushed', () => {
  it('moves it out of the pool and in again, and the list shows it', async () => {
    await push(sampleText('x-number-status-batch'));
    const out = [await stateOf(xNumber(1)), await stateOf(xNumber(2)), await stateOf(xNumber(3))];
    await push(sampleText('x-number-status-recovered'), { created: '2026-03-01T02:31:23Z' });

    expect(out).toEqual([
      ['suspended', null],
      ['unavailable', 'stopped'],
      ['draining', null],
    ]);
    expect(await stateOf(xNumber(1))).toEqual(['available', null]);
  });

  it('is told with the bindings that live on it, and no new one is made there', async () => {
    const bind = (a: number, b: number) =>
      stack.request('POST', '/bindings', {
        body: { mode: 'AXB', app: 'rides', a: person(a), b: person(b), x: xNumber(5) },
      });
    await bind(1, 2);
    await bind(3, 4);
    stack.logs.length = 0;

    const answer = await push(statusOf([xNumber(5), '9']));

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(metrics()).toMatchObject([{ numbersReported: 1, affectedBindings: 2, state: 'suspended' }]);
    expect((await listed('&state=suspended')).filter(({ x }) => x === xNumber(5))).toMatchObject([
      { cause: null, liveBindings: 2 },
    ]);
    await stack.advance(31);
    expect((await bind(6, 7)).body).toMatchObject({ status: 503, code: 'pool-exhausted' });
  });

  it('of an hour ago does not override what came since', async () => {
    await push(statusOf([xNumber(6), '9']), { created: '2026-03-01T02:30:00Z' });

    await push(statusOf([xNumber(6), '5']), { created: '2026-03-01T01:30:00Z' });

    expect(await stateOf(xNumber(6))).toEqual(['suspended', null]);
  });

  it('signed by a clock ahead of ours counts from its receipt, so a later report is applied', async () => {
    await push(statusOf([xNumber(7), '9']), { created: '2026-03-01T02:36:00Z' });
    await stack.advance(60);

    await push(statusOf([xNumber(7), '5']), { created: '2026-03-01T02:32:30Z' });

    expect(await stateOf(xNumber(7))).toEqual(['available', null]);
  });

  it('of a retired number or of one that is not ours is ignored and changes nothing', async () => {
    await stack.request('PATCH', `/numbers/${xNumber(8)}`, { body: { state: 'retired' } });
    await stack.advance(2);
    const before = (await listed()).length;
    stack.logs.length = 0;

    const answer = await push(statusOf([xNumber(8), '5'], ['+8617999999999', '5']), {
      created: '2026-03-01T02:33:00Z',
    });

    expect(answer.status).toBe(200);
    expect(await stateOf(xNumber(8))).toEqual(['retired', null]);
    expect((await listed()).length).toBe(before);
    expect(stack.logs.filter((line) => line.includes('number-status-report-ignored'))).toHaveLength(2);
    expect(stack.logs.join()).not.toMatch(/1700000|1799999/);
  });

  it.each(['cdr', 'sms', 'call-events'])('is understood on /webhooks/%s', async (route) => {
    const x = xNumber(route.length + 7);

    await push(statusOf([x, '10', '1']), { route });

    expect(await stateOf(x)).toEqual(['unavailable', 'deleted']);
  });

  it('of a hundred numbers is taken in at once, also twice in parallel', async () => {
    const entries = Array.from({ length: 100 }, (_, index) => [xNumber(index + 101), '11'] as const);
    const body = statusOf(...entries);

    const answers = await Promise.all(Array.from({ length: 2 }, () => push(body, { app: PARCELS })));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await listed('&app=parcels&state=draining')).toHaveLength(100);
    expect(metrics()).toHaveLength(100);
  });

  it('is there after a store that was away', async () => {
    const headers = signedHeaders({ ...RIDES, nonce: 'away' });
    const send = () =>
      stack.request('POST', '/webhooks/number-status', {
        body: statusOf([xNumber(9), '10', '2']),
        headers: { authorization: '', ...headers },
      });
    stack.store.judge = ({ name }) => (name === 'update' ? 'before' : 'ok');
    const first = await send();
    stack.store.judge = () => 'ok';

    const again = await send();

    expect([first.status, again.status]).toEqual([503, 200]);
    expect(await stateOf(xNumber(9))).toEqual(['unavailable', 'arrears']);
  });
});

describe('calls that fail for their private number', () => {
  const failed = (x: string, caller: number, session: string) =>
    aSentCdr({
      bindNum: x,
      callerNum: person(caller),
      sessionId: session,
      fwdAnswerTime: undefined,
      ulFailReason: 8055,
      recordFlag: 0,
    });

  it('of three people within an hour take it out of the pool, until the platform says otherwise', async () => {
    const x = xNumber(4);
    await push(aCdrPush([failed(x, 1, 'f1'), failed(x, 1, 'f2'), failed(x, 2, 'f3')]), { route: 'cdr' });
    const before = await stateOf(x);

    await push(aCdrPush([failed(x, 3, 'f4')]), { route: 'cdr' });

    expect(before).toEqual(['available', null]);
    expect(await stateOf(x)).toEqual(['unavailable', 'unusable-in-calls']);
    await push(statusOf([x, '5']), { created: '2026-03-01T02:32:20Z' });
    expect(await stateOf(x)).toEqual(['available', null]);
  });

  it('cost a write each, and other calls none', async () => {
    stack.store.calls.length = 0;

    await push(aCdrPush([failed(xNumber(10), 1, 'g1'), aSentCdr({ sessionId: 'g2' })]), { route: 'cdr' });

    expect(stack.store.calls.map(({ name }) => name).sort()).toEqual(['put', 'put', 'put', 'update']);
  });
});
