import { afterEach, describe, expect, it } from 'vitest';
import { isWrite } from '../../fakes/documents-around.ts';
import { briefly } from '../../harness/briefly.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const NUMBERS = poolNumbers(8).map((number) => ({ ...number, areaCode: '0755' }));

let stack: Stack;
afterEach(() => stack.close());

type View = Readonly<{
  bindingId: string;
  status: string;
  x: string;
  replaces?: string;
  replacedBy?: string;
}>;

/** Behind the lease of a binding, that of a lost number, and the time in which a lost bind may still be applied. */
const WAITS_SECONDS = [61, 300, 60, 300];

/** The request of each mode, for the person of a case. */
const BODIES: Readonly<Record<string, (index: number) => object>> = {
  AXB: (index) => ({ mode: 'AXB', a: person(index), b: person(index + 1), reference: `order-${index}` }),
  AX: (index) => ({ mode: 'AX', a: person(index), areaCode: '0755' }),
  AXE: (index) => ({ mode: 'AXE', a: person(index), areaCode: '0755' }),
  AXYB: (index) => ({ mode: 'AXYB', a: person(index), b: person(index + 1), areaCode: '0755' }),
  X: (index) => ({ mode: 'X', a: person(index), b: person(index + 1), x: xNumber(1 + (index % 8)) }),
};

const start = async (mode: string, judgeCall: () => boolean) => {
  const app = {
    name: 'rides',
    mode,
    appKey: 'TestAppKeyRides0000000000001',
    appSecret: 'test-app-secret-rides-0001',
    numbers: NUMBERS,
    rebind: true,
  };
  stack = await startStack({
    store: 'memory',
    sleep: briefly,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [app],
    platformApps: [{ ...app, pushUrls: {} }] as never,
    // A process that is gone sends nothing.
    judge: () => (judgeCall() ? { on: 'any', kind: 'drop-before' } : undefined),
  });
};

const ask = async (method: string, path: string, body?: object) => {
  const answer = await stack.request(method, path, body === undefined ? {} : { body });
  return { status: answer.status, body: answer.body as View & { items: View[] } };
};
const liveOf = async (a: string) =>
  (await ask('GET', `/bindings?a=${encodeURIComponent(a)}&status=active`)).body.items;
const setState = (x: string, state: string) => ask('PATCH', `/numbers/${encodeURIComponent(x)}`, { state });

/** Runs the sweeper in a process that ends before its nth write. `true`: it came so far. */
const dieAt = async (nth: number, dead: { is: boolean }): Promise<boolean> => {
  let writes = 0;
  stack.store.judge = (call) => {
    if (dead.is) return 'before';
    if (isWrite(call)) writes += 1;
    if (writes < nth) return 'ok';
    dead.is = true;
    return 'before';
  };
  await stack.invoke('binding-sweeper').catch(() => undefined);
  const hasDied = dead.is;
  stack.store.judge = () => 'ok';
  dead.is = false;
  return hasDied;
};

describe.each(Object.keys(BODIES))('a move of %s that is cut short', (mode) => {
  it('before any of its writes ends with one binding on another X, and the people are never without', async () => {
    const dead = { is: false };
    await start(mode, () => dead.is);
    let nth = 1;
    for (let dies = true; dies; nth += 1) {
      const a = person(100 + 2 * nth);
      const old = (await ask('POST', '/bindings', BODIES[mode]?.(100 + 2 * nth))).body;
      await setState(old.x, 'unavailable');
      dies = await dieAt(nth, dead);

      const seen: number[] = [];
      for (const seconds of WAITS_SECONDS) {
        seen.push((await liveOf(a)).length);
        await stack.advance(seconds);
        await stack.invoke('binding-sweeper');
      }

      const live = await liveOf(a);
      const ended = (await ask('GET', `/bindings/${old.bindingId}`)).body;
      const there = await stack.control.bindings();
      expect({
        nth,
        live: live.map(({ replaces, x }) => [replaces, x === old.x]),
        ended: [ended.status, ended.replacedBy],
        everWithout: seen.includes(0),
        there: there.length,
      }).toEqual({
        nth,
        live: [[old.bindingId, false]],
        ended: ['released', live[0]?.bindingId],
        everWithout: false,
        there: mode === 'X' ? 0 : 1,
      });
      // Everything that it held is free again.
      await ask('DELETE', `/bindings/${old.bindingId}`);
      await setState(old.x, 'available');
      await stack.invoke('binding-sweeper');
    }
    expect(await stack.control.bindings()).toEqual([]);
    expect(nth).toBeGreaterThan(mode === 'X' ? 10 : 12);
  });
});

describe.each(['AXB', 'AX', 'AXE', 'AXYB'])('a move of %s that the platform does not answer', (mode) => {
  it.each([
    ['bind', 'drop-after'],
    ['bind', 'drop-before'],
    ['unbind', 'drop-after'],
    ['unbind', 'http-500'],
  ] as const)('(%s, %s) ends with one binding on another X', async (on, kind) => {
    await start(mode, () => false);
    const old = (await ask('POST', '/bindings', BODIES[mode]?.(100))).body;
    await setState(old.x, 'unavailable');
    await stack.control.faults.add({ on, kind, times: 9 });
    await stack.invoke('binding-sweeper');
    expect(await liveOf(person(100))).not.toEqual([]);
    await stack.control.faults.clear();
    for (const seconds of [61, 300, 60, 300, 300, 300]) {
      await stack.advance(seconds);
      await stack.invoke('binding-sweeper');
    }

    const live = await liveOf(person(100));
    expect(live).toMatchObject([{ replaces: old.bindingId }]);
    expect((await ask('GET', `/bindings/${old.bindingId}`)).body).toMatchObject({
      status: 'released',
      replacedBy: live[0]?.bindingId,
    });
    expect((await stack.control.bindings()).map(({ x }) => x)).toEqual([live[0]?.x]);
  });
});

describe('a move that another request meets half-way', () => {
  /** Dies when the new one is live and the old one is not ended yet. */
  const half = async (mode: string, dead: { is: boolean }) => {
    const a = person(100);
    const old = (await ask('POST', '/bindings', BODIES[mode]?.(100))).body;
    await setState(old.x, 'unavailable');
    stack.store.judge = ({ name, input }) => {
      const isEnd = name === 'put' && JSON.stringify(input).includes('"releasing"');
      dead.is ||= isEnd;
      return dead.is ? 'before' : 'ok';
    };
    await stack.invoke('binding-sweeper').catch(() => undefined);
    stack.store.judge = () => 'ok';
    dead.is = false;
    expect(await liveOf(a)).toHaveLength(2);
    return { a, old };
  };
  const laterRuns = async () => {
    for (const seconds of WAITS_SECONDS) {
      await stack.advance(seconds);
      await stack.invoke('binding-sweeper');
    }
  };

  it.each(Object.keys(BODIES))('leaves nobody connected whose binding was ended then (%s)', async (mode) => {
    const dead = { is: false };
    await start(mode, () => dead.is);
    const { a, old } = await half(mode, dead);

    const ended = await ask('DELETE', `/bindings/${old.bindingId}`);
    await laterRuns();

    expect([ended.status, ended.body.status]).toEqual([200, 'released']);
    expect(await liveOf(a)).toEqual([]);
    expect(await stack.control.bindings()).toEqual([]);
  });

  it('is made anew with what was changed then', async () => {
    const dead = { is: false };
    await start('AXB', () => dead.is);
    const { a, old } = await half('AXB', dead);

    await ask('PATCH', `/bindings/${old.bindingId}`, { callDirection: 'from-a' });
    await laterRuns();

    const live = await liveOf(a);
    expect(live).toMatchObject([{ replaces: old.bindingId, callDirection: 'from-a' }]);
    expect((await ask('GET', `/bindings/${old.bindingId}`)).body.replacedBy).toBe(live[0]?.bindingId);
    expect(await stack.control.bindings()).toHaveLength(1);
  });

  it('answers a repeat of the bind with one of the two, and never makes a third', async () => {
    const dead = { is: false };
    await start('AXB', () => dead.is);
    const { a } = await half('AXB', dead);

    const repeat = await ask('POST', '/bindings', BODIES['AXB']?.(100));
    await laterRuns();
    const after = await ask('POST', '/bindings', BODIES['AXB']?.(100));

    expect([repeat.status, after.status]).toEqual([200, 200]);
    expect(await liveOf(a)).toMatchObject([{ bindingId: after.body.bindingId }]);
    expect(await stack.control.bindings()).toHaveLength(1);
  });
});
