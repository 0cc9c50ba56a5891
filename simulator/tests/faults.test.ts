import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestFaultKind } from '../state/faults.ts';
import { A, AXB_PATH, B, openPlayground, type Playground, X } from './playground.ts';

describe('faults of the API', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const bind = () =>
    playground.client.send('POST', AXB_PATH, { body: { callerNum: A, calleeNum: B, relationNum: X } });
  const bindings = async () => (await playground.control.bindings()).length;
  const lastRequest = async () =>
    (await playground.control.journal({ kind: 'request', operation: 'bind' })).at(-1);

  it.each([
    ['drop-before', false],
    ['drop-after', true],
  ] as const)('%s: no answer, applied: %s', async (kind, applied) => {
    await playground.control.faults.add({ on: 'bind', kind });

    await expect(bind()).rejects.toThrow();

    expect(await bindings()).toBe(applied ? 1 : 0);
    expect(await lastRequest()).toMatchObject({ status: null, applied, fault: kind });
  });

  it.each([
    ['http-500', {}, 500, '1010001'],
    ['throttled', {}, 403, '1010010'],
    ['locked-out', {}, 403, '1020176'],
    ['result-code', { httpStatus: 403, code: '1011006' }, 403, '1011006'],
    ['json-200', {}, 200, '1010001'],
    ['error-page', {}, 502, undefined],
    ['empty', {}, 200, undefined],
    ['redirect-loop', {}, 301, undefined],
  ] as const)('%s: an answer in place of the operation', async (kind, more, status, code) => {
    await playground.control.faults.add({ on: 'bind', kind, ...more });

    const answer = await bind();

    expect([answer.status, answer.json?.['resultcode']]).toEqual([status, code]);
    expect(await bindings()).toBe(0);
  });

  it('truncated and wrong-length: applied, the answer is not JSON', async () => {
    await playground.control.faults.add({ on: 'bind', kind: 'wrong-length' });

    const answer = await bind();

    expect([answer.status, answer.json, await bindings()]).toEqual([200, undefined, 1]);
  });

  it('slow: applied at once, answered late', async () => {
    await playground.control.faults.add({ on: 'bind', kind: 'slow', delayMs: 500 });
    let answered = false;

    const answer = bind().finally(() => {
      answered = true;
    });
    await playground.control.waitFor({ operation: 'bind', applied: true }, 5000);
    const answeredWhenApplied = answered;

    expect((await answer).status).toBe(200);
    expect([answeredWhenApplied, await bindings()]).toEqual([false, 1]);
  });

  it('slow-before: applied late', async () => {
    await playground.control.faults.add({ on: 'bind', kind: 'slow-before', delayMs: 500 });

    const answer = bind();
    await playground.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' });
    const early = await bindings();

    expect((await answer).status).toBe(200);
    expect([early, await bindings()]).toEqual([0, 1]);
  });

  it('strike only where and as often as they are told to', async () => {
    await playground.control.faults.add({ on: 'bind', kind: 'http-500', times: 2 });
    await playground.control.faults.add({ on: 'any', kind: 'throttled', appKey: 'somebody-else' });

    const query = await playground.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' });
    const statuses = [query.status, (await bind()).status, (await bind()).status, (await bind()).status];

    expect(statuses).toEqual([403, 500, 500, 200]);
    expect(await playground.control.faults.list()).toMatchObject([{ kind: 'throttled', struck: 0 }]);
  });

  it('strike by chance as the seed has it', async () => {
    const pattern = async (seed: number) => {
      const other = await openPlayground({}, { seed });
      await other.control.faults.add({ on: 'query', kind: 'http-500', probability: 0.5 });
      const statuses: number[] = [];
      for (let at = 0; at < 40; at += 1)
        statuses.push((await other.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' })).status);
      await other.close();
      return statuses.map((status) => (status === 500 ? '!' : '.')).join('');
    };

    const [one, again, two] = [await pattern(1), await pattern(1), await pattern(2)];

    expect(one).toBe(again);
    expect(one).not.toBe(two);
    expect(one.replaceAll('.', '').length).toBeGreaterThan(8);
    expect(one.replaceAll('!', '').length).toBeGreaterThan(8);
  });

  it('strike again as before once their seed is set, and after a reset as after the start', async () => {
    const other = await openPlayground({}, { seed: 1 });
    const pattern = async () => {
      await other.control.faults.clear();
      await other.control.faults.add({ on: 'query', kind: 'http-500', probability: 0.5 });
      const statuses: number[] = [];
      for (let at = 0; at < 40; at += 1)
        statuses.push((await other.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' })).status);
      return statuses.map((status) => (status === 500 ? '!' : '.')).join('');
    };

    const ofStart = await pattern();
    const goesOn = await pattern();
    await other.control.faults.setSeed(42);
    const set = await pattern();
    await other.control.faults.setSeed(42);
    const setAgain = await pattern();
    const { seed, faultSeed } = await other.control.about();
    await other.control.reset();
    const afterReset = await pattern();
    const { faultSeed: resetSeed } = await other.control.about();
    await other.close();

    expect(setAgain).toBe(set);
    expect(afterReset).toBe(ofStart);
    expect(new Set([ofStart, goesOn, set]).size).toBe(3);
    expect([seed, faultSeed, resetSeed]).toEqual([1, 42, 1]);
  });

  it('that wait have not struck yet once their seed is set, and strike as often again', async () => {
    await playground.control.faults.add({ on: 'query', kind: 'http-500', times: 3 });
    await playground.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' });
    await playground.client.send('GET', AXB_PATH, { query: 'subscriptionId=nobody' });
    const before = await playground.control.faults.list();

    await playground.control.faults.setSeed(7);

    expect(before).toMatchObject([{ struck: 2 }]);
    expect(await playground.control.faults.list()).toMatchObject([{ struck: 0, times: 3 }]);
  });

  it('give the pushes of a call the same new order once their seed is set', async () => {
    await playground.bind();
    const order = async () => {
      await playground.control.faults.setSeed(5);
      await playground.control.faults.add({ on: 'push', kind: 'reordered' });
      playground.receiver.received.length = 0;
      await playground.control.placeCall({ from: A, to: X, outcome: 'answered' });
      return playground.receiver.received.map(({ body }) => JSON.parse(body).eventType);
    };

    const [one, again] = [await order(), await order()];

    expect(again).toEqual(one);
    expect([...one].sort()).toEqual(['alerting', 'answer', 'callin', 'callout', 'disconnect', 'fee']);
  });

  it('are cleared one by one or all together', async () => {
    const kinds: RequestFaultKind[] = ['http-500', 'throttled', 'empty'];
    const [first] = await Promise.all(
      kinds.map((kind) => playground.control.faults.add({ on: 'any', kind })),
    );

    await playground.control.faults.clear(first?.id);
    const left = (await playground.control.faults.list()).map(({ kind }) => kind);
    await playground.control.faults.clear();

    expect(left).toEqual(['throttled', 'empty']);
    expect(await playground.control.faults.list()).toEqual([]);
  });
});
