import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { briefly } from '../../harness/briefly.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';
const D = '+8613900000004';
const STRANGER = '+8613700000009';

/** Beyond the last moment at which a request without an answer may be applied. */
const TOO_OLD_SECONDS = 301;

type Values = Readonly<Record<string, unknown>>;

/** A mode, its bind, a change, the one after it, and what the platform must have at the end, in its words. */
const CHANGES: readonly (readonly [Mode, Values, Values, Values, Values])[] = [
  ['AXB', { a: A, b: B }, { b: C }, { b: D }, { a: A, b: D }],
  ['AXB', { a: A, b: B }, { a: C }, { a: D }, { a: D, b: B }],
  ['AXB', { a: A, b: B }, { b: C }, { b: B }, { a: A, b: B }],
  ['AXB', { a: A, b: B }, { maxCallMinutes: 5 }, { maxCallMinutes: 9 }, { maxDuration: 9 }],
  ['AXB', { a: A, b: B }, { callDirection: 'to-a' }, { callDirection: 'both' }, { callDirection: 0 }],
  ['AX', { a: A }, { a: C }, { a: D }, { a: D }],
  ['AX', { a: A }, { maxCallMinutes: 5 }, { maxCallMinutes: 9 }, { maxDuration: 9 }],
  [
    'AXE',
    { a: A },
    { callback: { tone: 'old.wav' } },
    { callback: { tone: 'new.wav' } },
    { callbackTone: 'new.wav' },
  ],
];

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: Mode) => {
  mode = await startModeStack(name, { store: 'memory', sleep: briefly });
};
const late = (times: number, delaySeconds: number, on: 'modify' | 'set-temporary-callee' = 'modify') =>
  mode.stack.control.faults.add({ on, kind: 'late', times, delaySeconds });
const sweep = async (seconds: number) => {
  await mode.stack.advance(seconds);
  await mode.stack.invoke('binding-sweeper');
};
const there = async () => (await mode.stack.control.bindings())[0];
const change = (bindingId: string, body: Values) => mode.ask('PATCH', `/bindings/${bindingId}`, body);

describe.each(CHANGES)(
  '%s %j: a change %j whose first attempt is applied late',
  (name, bind, older, newer, wanted) => {
    it('does not win over the one after it, both of which were answered 200', async () => {
      await start(name);
      const { bindingId } = (await mode.bind(bind)).body;
      await late(1, 40);
      const first = await change(bindingId, older);
      const second = await change(bindingId, newer);
      await mode.stack.advance(41);
      const meanwhile = await there();
      await sweep(20);
      const soon = await there();
      await sweep(TOO_OLD_SECONDS);

      expect([first.status, second.status]).toEqual([200, 200]);
      expect(meanwhile).not.toMatchObject(wanted);
      expect(soon).toMatchObject(wanted);
      expect(await there()).toMatchObject(wanted);
      expect((await mode.read(bindingId)).version).toBe(3);
      expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
    });

    it('does not win at the last moment either, after its caller was told 503', async () => {
      await start(name);
      const { bindingId } = (await mode.bind(bind)).body;
      await late(3, 299);
      const first = await change(bindingId, older);
      const second = await change(bindingId, newer);
      await sweep(61);
      await sweep(TOO_OLD_SECONDS);
      await sweep(TOO_OLD_SECONDS);
      await mode.sent();
      await sweep(TOO_OLD_SECONDS);

      expect([first.status, second.status]).toEqual([503, 200]);
      expect(await there()).toMatchObject(wanted);
      // Certain by now, so nothing is asked any more.
      expect(await mode.sent()).toEqual([]);
    });
  },
);

describe('a change of parties that may be applied late', () => {
  it('keeps whom it names from the private number until it is too old', async () => {
    await start('AXB');
    const { bindingId, x } = (await mode.bind({ a: A, b: B })).body;
    await late(1, 200);
    await change(bindingId, { b: C });
    await change(bindingId, { b: D });

    const early = await mode.bind({ a: C, b: STRANGER, x });
    await sweep(TOO_OLD_SECONDS);
    const after = await mode.bind({ a: C, b: STRANGER, x });

    expect([early.status, after.status]).toEqual([409, 201]);
    expect(await mode.dial(A, x)).toBe(D);
  });

  it('changes nothing any more after the end of the binding', async () => {
    await start('AXB');
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    await late(1, 40);
    await change(bindingId, { b: C });
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    await sweep(61);
    await sweep(TOO_OLD_SECONDS);

    expect(await there()).toBeUndefined();
    expect((await mode.read(bindingId)).status).toBe('released');
  });
});

describe.each(['AXB', 'AXE'] as const)('a life time of %s that is applied late', (name) => {
  const body = { a: A, ...(name === 'AXB' ? { b: B } : {}), ttlSeconds: 3600 };

  it('does not shorten the life that was promised after it', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 40);
    await change(bindingId, { ttlSeconds: 180 });
    const second = await change(bindingId, { ttlSeconds: 7200 });
    await sweep(61);
    await sweep(TOO_OLD_SECONDS);
    await sweep(6000);

    expect(second.status).toBe(200);
    expect(await mode.read(bindingId)).toMatchObject({
      status: 'active',
      expiresAt: '2026-03-01T10:00:00.000Z',
    });
    expect(await there()).toBeDefined();
  });

  it('is over with the first sweep after that end, although too little was left to set it again', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 150);
    await change(bindingId, { ttlSeconds: 86_400 });
    await change(bindingId, { ttlSeconds: 180 });
    await sweep(61);
    await sweep(60);
    await mode.stack.advance(60);
    const overdue = await there();
    await sweep(0);

    expect(overdue).toBeDefined();
    expect(await there()).toBeUndefined();
    expect((await mode.read(bindingId)).status).toBe('expired');
  });

  it('that is set again for the rest of it is the same', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 40);
    await change(bindingId, { ttlSeconds: 180 });
    await change(bindingId, { ttlSeconds: 7200 });
    await sweep(61);
    const meanwhile = await mode.verify(bindingId);
    await sweep(TOO_OLD_SECONDS);
    await mode.stack.advance(3000);

    expect([meanwhile, await mode.verify(bindingId)]).toEqual([
      { state: 'match', differences: [] },
      { state: 'match', differences: [] },
    ]);
  });

  it('does not outlive the end that was promised after it', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 290);
    await change(bindingId, { ttlSeconds: 86_400 });
    await change(bindingId, { ttlSeconds: 240 });
    await sweep(301);

    expect(await there()).toBeUndefined();
    expect((await mode.read(bindingId)).status).toBe('expired');
  });
});

describe.each(['AXB', 'AXE'] as const)('the shortest life time of %s that is applied late', (name) => {
  const body = { a: A, ...(name === 'AXB' ? { b: B } : {}), ttlSeconds: 3600 };

  it.each([1, 30, 59])(
    'is seen in time by a sweeper that comes every minute (%i s after one)',
    async (delay) => {
      await start(name);
      const { bindingId } = (await mode.bind(body)).body;
      await late(1, 60 + delay);
      await change(bindingId, { ttlSeconds: 60 });
      const longer = await change(bindingId, { ttlSeconds: 7200 });
      for (let minute = 0; minute < 10; minute += 1) await sweep(60);

      expect(longer.status).toBe(200);
      expect(await mode.read(bindingId)).toMatchObject({
        status: 'active',
        expiresAt: '2026-03-01T10:00:00.000Z',
      });
      expect(await there()).toBeDefined();
    },
  );

  it('is overwritten as soon as the platform answers again', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 100);
    await change(bindingId, { ttlSeconds: 120 });
    await change(bindingId, { ttlSeconds: 7200 });
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 100 });
    await sweep(61);
    await sweep(60);
    await mode.stack.control.faults.clear();
    for (let minute = 0; minute < 10; minute += 1) await sweep(60);

    expect(await mode.read(bindingId)).toMatchObject({
      status: 'active',
      expiresAt: '2026-03-01T10:00:00.000Z',
    });
    expect(await there()).toBeDefined();
  });

  it('ends the binding here as well when no sweeper came', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(body)).body;
    await late(1, 40);
    await change(bindingId, { ttlSeconds: 60 });
    await change(bindingId, { ttlSeconds: 7200 });
    await sweep(121);
    await sweep(1);

    expect(await there()).toBeUndefined();
    expect((await mode.read(bindingId)).status).toBe('released');
    expect((await mode.bind(body)).status).toBe(201);
  });
});

describe('a temporary callee that is set late', () => {
  const set = (bindingId: string, callee: string, ttlSeconds = 3600) =>
    mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee, ttlSeconds, userData: 'order 7' });

  it.each([1, 3])('does not ring in place of the one after it (%i attempts late)', async (times) => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    await late(times, 40, 'set-temporary-callee');
    const first = await set(bindingId, C);
    const second = await set(bindingId, D);
    await mode.stack.advance(41);
    const meanwhile = await mode.dial(A, x);
    await sweep(20);
    const soon = await mode.dial(A, x);
    await sweep(TOO_OLD_SECONDS);

    expect([first.status, second.status]).toEqual([times === 1 ? 200 : 503, 200]);
    expect([meanwhile, soon, await mode.dial(A, x)]).toEqual([C, D, D]);
    const read: unknown = await mode.read(bindingId);
    expect(read).toMatchObject({ temporaryCallee: { callee: D, expiresAt: '2026-03-01T09:00:00.000Z' } });
    expect(read).not.toHaveProperty('temporaryCallee.userData');
  });

  it('does not ring after its time', async () => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    await late(1, 90, 'set-temporary-callee');
    await set(bindingId, C, 60);
    await mode.stack.advance(91);
    const revived = await mode.dial(A, x);
    await sweep(1);
    await mode.stack.advance(2);

    expect([revived, await mode.dial(A, x)]).toEqual([C, 8013]);
  });

  it.each([40, 100])('does not stay when nobody was told that it was set (%i s late)', async (delay) => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    await late(3, delay, 'set-temporary-callee');
    const lost = await set(bindingId, C);
    await mode.stack.advance(delay + 1);
    const meanwhile = await mode.dial(A, x);
    await sweep(1);
    await mode.stack.advance(2);
    const soon = await mode.dial(A, x);
    await sweep(TOO_OLD_SECONDS);
    await mode.stack.advance(2);

    expect([lost.status, meanwhile]).toEqual([503, C]);
    expect([soon, await mode.dial(A, x)]).toEqual([8013, 8013]);
    expect(await mode.read(bindingId)).not.toHaveProperty('temporaryCallee');
    await mode.sent();
    await sweep(TOO_OLD_SECONDS);
    // Certain by now, so nothing is asked any more.
    expect(await mode.sent()).toEqual([]);
  });

  it('does not stay when it comes at the last moment', async () => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    await late(3, 299, 'set-temporary-callee');
    await set(bindingId, C, 259_200);
    for (let minute = 0; minute < 7; minute += 1) await sweep(60);
    await mode.stack.advance(2);

    expect(await mode.dial(A, x)).toBe(8013);
  });

  it('does not stay when its request was killed after the platform had set it', async () => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    let writes = 0;
    mode.stack.store.judge = ({ name }) => {
      if (name === 'put') writes += 1;
      // The record and the callee who may come are stored before the platform is asked.
      return writes > 2 ? 'before' : 'ok';
    };
    await set(bindingId, C);
    mode.stack.store.judge = () => 'ok';
    const meanwhile = await mode.dial(A, x);
    await sweep(61);
    await mode.stack.advance(2);

    expect([meanwhile, await mode.dial(A, x)]).toEqual([C, 8013]);
  });

  it('does not ring after the unbind', async () => {
    await start('AX');
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    await late(3, 40, 'set-temporary-callee');
    await set(bindingId, C);
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    const next = (await mode.bind({ a: A, x })).body;
    await sweep(61);

    expect(next.x).toBe(x);
    expect(await mode.dial(A, x)).toBe(8013);
  });
});
