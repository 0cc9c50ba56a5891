import { afterEach, describe, expect, it } from 'vitest';
import { isWrite, type StoreCall } from '../../fakes/documents-around.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// A caller ends a binding while it is moved to another number: whichever end of the move is named, nobody is connected any more.

let stack: Stack;
afterEach(() => stack.close());

type View = Readonly<{ bindingId: string; status: string; x: string; replaces?: string; code?: string }>;

const start = async (mode: string) => {
  const app = {
    name: 'rides',
    mode,
    appKey: 'TestAppKeyRides0000000000001',
    appSecret: 'test-app-secret-rides-0001',
    numbers: poolNumbers(4).map((number) => ({ ...number, areaCode: '0755' })),
    rebind: true,
  };
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [app],
    platformApps: [{ ...app, pushUrls: {} }] as never,
  });
};

const ask = async (method: string, path: string, body?: object) => {
  const answer = await stack.request(method, path, body === undefined ? {} : { body });
  return { status: answer.status, body: answer.body as View & { items: readonly View[] } };
};
const ofPerson = async () => (await ask('GET', `/bindings?a=${encodeURIComponent(person(1))}`)).body.items;
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.advance(61);
    await stack.invoke('binding-sweeper');
  }
};

/** The process ends at this half write: of an even one nothing has taken effect, an odd one has, and nobody heard of it. */
const endAt = (half: number) => {
  let writes = 0;
  stack.store.judge = (call: StoreCall) => {
    if (isWrite(call)) writes += 1;
    if (writes <= Math.floor(half / 2)) return 'ok';
    return half % 2 === 1 && isWrite(call) && writes === Math.floor(half / 2) + 1 ? 'after' : 'before';
  };
  return async (work: () => Promise<unknown>): Promise<boolean> => {
    await work().catch(() => undefined);
    stack.store.judge = () => 'ok';
    return writes > Math.floor(half / 2);
  };
};

/** With how many half writes from one cut to the next: a move is the same code in all modes, so one of them has every cut. */
const BODIES: readonly (readonly [string, object, number])[] = [
  ['AXB', { mode: 'AXB', a: person(1), b: person(2), ttlSeconds: 3600 }, 3],
  ['AX', { mode: 'AX', a: person(1), areaCode: '0755', ttlSeconds: 3600 }, 3],
  ['AXE', { mode: 'AXE', a: person(1), areaCode: '0755', ttlSeconds: 3600 }, 3],
  ['AXYB', { mode: 'AXYB', a: person(1), b: person(2), areaCode: '0755', ttlSeconds: 3600 }, 1],
  ['X', { mode: 'X', a: person(1), b: person(2), x: xNumber(1), ttlSeconds: 3600 }, 3],
];

/** Binds, has the number lost, and lets the process that moves the binding end at a half write. */
const cutShort = async (mode: string, body: object, half: number) => {
  await start(mode);
  const old = (await ask('POST', '/bindings', body)).body;
  await ask('PATCH', `/numbers/${encodeURIComponent(old.x)}`, { state: 'unavailable', cause: 'deleted' });
  const wasCut = await endAt(half)(() => stack.invoke('binding-sweeper'));
  await stack.advance(61);
  const made = (await ofPerson()).find(({ replaces }) => replaces === old.bindingId);
  return { old: old.bindingId, made: made?.bindingId, wasCut };
};

const live = async () =>
  (await ofPerson()).filter(({ status }) => !['released', 'expired', 'failed'].includes(status));

describe.each(BODIES)('a move of %s that is cut short at any write', (mode, body, every) => {
  it.each(['old', 'made'] as const)('ends whole by the id of the %s one', async (which) => {
    let cuts = 0;
    let named = 0;
    for (let half = 0, wasCut = true; wasCut; half += every) {
      const move = await cutShort(mode, body, half);
      ({ wasCut } = move);
      cuts += 1;
      const bindingId = move[which];
      if (bindingId !== undefined) {
        named += 1;
        const first = await ask('DELETE', `/bindings/${bindingId}`);
        const second = await ask('DELETE', `/bindings/${bindingId}`);
        await sweepFor(12);
        const there = (await stack.control.bindings()).map(({ x }) => x);
        const last = await ask('DELETE', `/bindings/${bindingId}`);

        const outcome = { first: first.status, code: first.body.code, live: await live(), there };
        expect([half, outcome]).toEqual([
          half,
          { first: first.body.code === undefined ? 200 : 409, code: first.body.code, live: [], there: [] },
        ]);
        expect([second.status, last.status]).toEqual([first.status, 200]);
        expect((await ofPerson()).length).toBeLessThanOrEqual(2);
      }
      await stack.close();
    }
    expect(cuts * every).toBeGreaterThan(8);
    expect(named * every).toBeGreaterThan(4);
  });

  it('ends whole where the end by the new one is cut short itself, once it has begun', async () => {
    const half = await halfWayOf(mode, body);
    let cuts = 0;
    for (let at = 1, wasCut = true; wasCut; at += every) {
      const { made = '' } = await cutShort(mode, body, half);
      wasCut = await endAt(at)(() => ask('DELETE', `/bindings/${made}`));
      await sweepFor(12);

      expect([at, await live(), await stack.control.bindings()]).toEqual([at, [], []]);
      cuts += 1;
      await stack.close();
    }
    expect(cuts * every).toBeGreaterThan(4);
  });
});

/** A move that was cut short between the two, of bindings that live for a day. */
const halfMoved = async (mode: string, body: object) => {
  const half = await halfWayOf(mode, body);
  const { old, made = '' } = await cutShort(mode, { ...body, ttlSeconds: 86_400 }, half);
  return { old, made };
};

// A change puts the new one's next look at its own end, hours away, unless it remembers the other one.
describe.each(BODIES)('a move of %s that is cut short, and the new one is changed', (mode, body) => {
  const sameWishes = mode === 'AXYB' ? { b: person(2) } : { ttlSeconds: 80_040 };

  it('ends whole by the id of the old one', async () => {
    const { old, made } = await halfMoved(mode, body);
    const changed = await ask('PATCH', `/bindings/${made}`, sameWishes);
    const ended = await ask('DELETE', `/bindings/${old}`);
    await sweepFor(12);

    expect([changed.status, ended.status, ended.body.status]).toEqual([200, 200, 'released']);
    expect([await live(), await stack.control.bindings()]).toEqual([[], []]);
  });

  it('leaves one of the two when the number comes back', async () => {
    const { made } = await halfMoved(mode, body);
    const changed = await ask('PATCH', `/bindings/${made}`, sameWishes);
    const [lost] = (await ofPerson()).filter(({ bindingId }) => bindingId !== made);
    await ask('PATCH', `/numbers/${encodeURIComponent(lost?.x ?? '')}`, { state: 'available' });
    await sweepFor(12);

    expect([changed.status, (await live()).length]).toEqual([200, 1]);
  });
});

it.each([
  ['AXB', { b: person(7) }],
  ['X', { b: person(7) }],
  ['AX', { a: person(7) }],
])(
  'a move of %s that is cut short ends whole by the id of the new one when that has others',
  async (mode, others) => {
    const body = BODIES.find(([name]) => name === mode)?.[1] ?? {};
    const { made } = await halfMoved(mode, body);
    const changed = await ask('PATCH', `/bindings/${made}`, others);
    const ended = await ask('DELETE', `/bindings/${made}`);
    await sweepFor(12);

    expect([changed.status, ended.status]).toEqual([200, 200]);
    expect([await live(), await stack.control.bindings()]).toEqual([[], []]);
  },
);

it('a move of AX with a temporary callee that is cut short at any write ends whole by the id of the old one', async () => {
  let cuts = 0;
  for (let half = 0, wasCut = true; wasCut; half += 1) {
    await start('AX');
    const body = { mode: 'AX', a: person(1), areaCode: '0755', ttlSeconds: 86_400 };
    const old = (await ask('POST', '/bindings', body)).body;
    const callee = { callee: person(9), ttlSeconds: 80_000 };
    await ask('PUT', `/bindings/${old.bindingId}/temporary-callee`, callee);
    await ask('PATCH', `/numbers/${encodeURIComponent(old.x)}`, { state: 'unavailable', cause: 'deleted' });
    wasCut = await endAt(half)(() => stack.invoke('binding-sweeper'));
    await stack.advance(61);
    await ask('DELETE', `/bindings/${old.bindingId}`);
    await sweepFor(12);

    expect([half, await live(), await stack.control.bindings()]).toEqual([half, [], []]);
    cuts += 1;
    await stack.close();
  }
  expect(cuts).toBeGreaterThan(12);
});

const halfWays = new Map<string, Promise<number>>();
const halfWayOf = (mode: string, body: object): Promise<number> => {
  const known = halfWays.get(mode) ?? findHalfWay(mode, body);
  halfWays.set(mode, known);
  return known;
};

/** The half write at which a move ends with both bindings live. */
const findHalfWay = async (mode: string, body: object): Promise<number> => {
  for (let half = 0; half < 40; half += 1) {
    await cutShort(mode, body, half);
    const alive = await live();
    await stack.close();
    if (alive.length === 2 && alive.every(({ status }) => status === 'active')) return half;
  }
  throw new Error('no move was cut short between the two');
};
