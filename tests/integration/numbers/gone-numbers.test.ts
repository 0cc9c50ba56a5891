import { afterEach, describe, expect, it } from 'vitest';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

type Body = { x: string; code: string; items: { x: string; state: string; cause: string | null }[] };

let stack: Stack;
afterEach(() => stack.close());

/** The last one is elsewhere than binds wish, so that it comes last. */
const NUMBERS = poolNumbers(13).map((number, index) => ({
  ...number,
  areaCode: index < 12 ? '0755' : '010',
}));

/** Thirteen numbers in our pool, of which the platform has those. */
const startWith = async (
  mode: string,
  alive: number,
  { beforeReport }: { beforeReport?: () => Promise<unknown> } = {},
) => {
  const app = { ...RIDES, mode: mode as 'AXB' };
  const store = await startMemoryStore();
  const documents = documentsAround(async (call) => {
    if (call.input.purpose === 'storing the state of the private number') await beforeReport?.();
    return carryOut(store.documents, call);
  });
  stack = await startStack({
    store: { ...store, documents },
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [{ ...app, numbers: NUMBERS }],
    platformApps: [{ ...app, numbers: NUMBERS.slice(13 - alive), pushUrls: {} }],
  });
  const bind = async (index: number, more: object = {}) => {
    const b = mode === 'AXB' ? { b: person(index + 50) } : {};
    const answer = await stack.request('POST', '/bindings', {
      body: { mode, a: person(index), areaCode: '0755', ...b, ...more },
    });
    return { status: answer.status, body: answer.body as Body };
  };
  const binds = async () =>
    (await stack.control.journal({ kind: 'request' })).filter(({ operation }) => operation === 'bind').length;
  const states = async () =>
    ((await stack.request('GET', '/numbers')).body as Body).items.map(({ x, state, cause }) => [
      x,
      state,
      cause,
    ]);
  const logged = (event: string) =>
    stack.logs
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['event'] === event);
  return { bind, binds, states, logged };
};

describe('private numbers that the platform does not have any more', () => {
  it.each(['AXB', 'AX', 'AXE'])('are passed over, however many, and leave the pool (%s)', async (mode) => {
    const { bind, binds, states } = await startWith(mode, 1);

    const bound = await bind(1);
    const first = await binds();
    const after = await states();
    // Nobody but the first A can have the one X of AX.
    const next = await bind(2);

    expect([bound.status, bound.body.x]).toEqual([201, xNumber(13)]);
    expect(first).toBe(13);
    expect(after).toEqual([
      ...NUMBERS.slice(0, 12).map(({ x }) => [x, 'unavailable', 'not-at-platform']),
      [xNumber(13), 'available', null],
    ]);
    expect([next.status, next.body.code]).toEqual(mode === 'AX' ? [503, 'pool-exhausted'] : [201, undefined]);
    expect(await binds()).toBe(mode === 'AX' ? 13 : 14);
  });

  it('leave the pool all at once, with a line and a count for the operator', async () => {
    const { bind, logged } = await startWith('AXB', 1);
    await bind(1);

    const counted = stack.logs.map((line) => JSON.parse(line)).filter((line) => line.numbersLeftPool > 0);

    expect(logged('number-state-reported')).toHaveLength(12);
    expect(counted).toMatchObject([{ app: 'rides', numbersLeftPool: 12 }]);
  });

  it('are left as they are when somebody has retired them meanwhile', async () => {
    const { bind, states, logged } = await startWith('AXB', 12, {
      beforeReport: () => stack.request('PUT', '/numbers?force=true', { body: NUMBERS.slice(1) }),
    });

    const refused = await bind(1, { x: xNumber(1) });

    expect([refused.status, refused.body.code]).toEqual([502, 'platform-rejected']);
    expect((await states())[0]).toEqual([xNumber(1), 'retired', null]);
    expect(logged('number-status-report-ignored')).toMatchObject([{ because: 'retired' }]);
  });

  it('come back when they are imported again', async () => {
    const { bind, states } = await startWith('AXB', 1);
    await bind(1);

    const imported = await stack.request('PUT', '/numbers', { body: NUMBERS });

    expect(imported.body).toMatchObject({ added: 0, changed: 12, retired: 0, unchanged: 1 });
    expect(await states()).toEqual(NUMBERS.map(({ x }) => [x, 'available', null]));
  });

  it('come back by hand', async () => {
    const { bind, states } = await startWith('AXB', 1);
    await bind(1);
    const before = (await states())[0];

    await stack.request('PATCH', `/numbers/${xNumber(1)}`, { body: { state: 'available' } });

    expect(before).toEqual([xNumber(1), 'unavailable', 'not-at-platform']);
    expect((await states())[0]).toEqual([xNumber(1), 'available', null]);
  });

  it('stay when all are refused, because that may be the account, and alarm', async () => {
    const { bind, states, logged } = await startWith('AXB', 0);

    const refused = await bind(1);

    expect([refused.status, refused.body.code]).toEqual([503, 'pool-exhausted']);
    expect(refused.body).toMatchObject({ platform: { code: '1012001' } });
    expect((await states()).filter(([, state]) => state !== 'available')).toEqual([]);
    expect(logged('private-numbers-refused')).toMatchObject([{ level: 'error', app: 'rides', numbers: 13 }]);
  });

  it.each(['AXB', 'AX', 'AXE'])('leave also when one was asked for (%s)', async (mode) => {
    const { bind, states } = await startWith(mode, 1);

    const refused = await bind(1, { x: xNumber(1) });

    expect([refused.status, refused.body.code]).toEqual([502, 'platform-rejected']);
    expect(await states()).toEqual([
      [xNumber(1), 'unavailable', 'not-at-platform'],
      ...NUMBERS.slice(1).map(({ x }) => [x, 'available', null]),
    ]);
  });

  it.each(['AXB', 'AX', 'AXE'])('leave also when the last one is refused (%s)', async (mode) => {
    const { bind, states } = await startWith(mode, 0);
    for (const { x } of NUMBERS.slice(1))
      await stack.request('PATCH', `/numbers/${x}`, { body: { state: 'draining' } });

    const refused = await bind(1);
    const next = await bind(2);

    expect([refused.status, refused.body.code]).toEqual([503, 'pool-exhausted']);
    expect([next.status, next.body.code]).toEqual([503, 'pool-exhausted']);
    expect((await states())[0]).toEqual([xNumber(1), 'unavailable', 'not-at-platform']);
  });

  it('stay when the platform has the one that it refused, because that looks like arrears', async () => {
    const { bind, states, logged } = await startWith('AXB', 13);
    await stack.control.faults.add({ on: 'bind', kind: 'result-code', httpStatus: 403, code: '1012001' });

    const refused = await bind(1, { x: xNumber(1) });

    expect(refused.status).toBe(502);
    expect((await states())[0]).toEqual([xNumber(1), 'available', null]);
    expect(logged('private-numbers-refused')).toMatchObject([{ level: 'error', app: 'rides', numbers: 1 }]);
  });
});
