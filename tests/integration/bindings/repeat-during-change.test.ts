import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { StoreCall } from '../../fakes/documents-around.ts';
import { poolNumbers } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';

/** Beyond the last moment at which a request without an answer may be applied. */
const TOO_OLD_SECONDS = 301;

/** When nobody can be at work any more who held a lease. */
const LEASE_OVER_SECONDS = 61;

type Values = Readonly<Record<string, unknown>>;
type Trouble = 'store fault' | 'crash' | 'late';

const x = poolNumbers(1)[0]?.x;

/** A mode, its bind, and a change of its parties; AXE has none. */
const CHANGES: readonly (readonly [Mode, Values, Values])[] = [
  ['AX', { a: A }, { a: C }],
  ['AXB', { a: A, b: B }, { a: C }],
  ['AXB', { a: A, b: B }, { b: C }],
  ['AXB', { a: A, b: B }, { a: B, b: A }],
  ['AXYB', { a: A, b: B }, { b: C }],
  ['AXYB', { a: A, b: B }, { b: null }],
  ['X', { a: A, b: B, x }, { a: C }],
  ['X', { a: A, b: B, x }, { b: C }],
];

const letsGo = (mode: Mode, { a, b }: Values): boolean => mode !== 'AXYB' && (a === C || b === C);

const CASES = CHANGES.flatMap(([mode, bind, change]) =>
  (['store fault', 'crash', 'late'] as const)
    // X mode calls no platform, and not each change lets somebody go from X.
    .filter((trouble) => (trouble === 'late' ? mode !== 'X' : trouble === 'crash' || letsGo(mode, change)))
    .map((trouble) => [mode, change, trouble, bind] as const),
);

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: Mode) => {
  // A bind that meets another one looks again for three seconds; here nobody is at work meanwhile.
  mode = await startModeStack(name, { store: 'memory', sleep: async () => undefined });
};

/** Cuts the change short: one fault of the store or a crash, both after the platform's yes; or the platform is late. */
const cutShort = async (trouble: Trouble) => {
  if (trouble === 'late') {
    for (const on of ['modify', 'bind', 'unbind'] as const)
      await mode.stack.control.faults.add({ on, kind: 'late', times: 20, delaySeconds: 40 });
    return;
  }
  let isOver = false;
  mode.stack.store.judge = (call) => {
    if (isOver) return trouble === 'crash' ? 'before' : 'ok';
    isOver = trouble === 'crash' ? isEnd(call) : call.input.purpose === 'releasing the reservation';
    return isOver ? 'before' : 'ok';
  };
};

/** Stored before: what was asked for, the binding that was made, and the change that is asked for. */
const isEnd = (call: StoreCall): boolean => call.name === 'put' && call.input.item['revision'] === 4;

const change = async (bindingId: string, values: Values, trouble: Trouble) => {
  await cutShort(trouble);
  const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, values);
  mode.stack.store.judge = () => 'ok';
  return changed;
};

const sweep = async (seconds: number) => {
  await mode.stack.advance(seconds);
  await mode.stack.invoke('binding-sweeper');
};

const pairOf = ({ a, b }: Values) => [a, b ?? null];
const ofBinding = async (bindingId: string) => pairOf({ ...(await mode.read(bindingId)) });

describe.each(CASES)(
  'a bind in %s while a change %j of the same binding is open (%s)',
  (name, values, trouble, bind) => {
    it('is not answered with that binding, at once or when nobody is at work on it any more', async () => {
      await start(name);
      const { bindingId } = (await mode.bind(bind)).body;
      const changed = await change(bindingId, values, trouble);

      const atOnce = await mode.stack.request('POST', '/bindings', { body: { mode: name, ...bind } });
      const wait = Number(atOnce.headers.get('retry-after'));
      await mode.stack.advance(wait);
      const after = await mode.bind(bind);
      await mode.stack.control.faults.clear();
      await sweep(TOO_OLD_SECONDS);
      await sweep(TOO_OLD_SECONDS);

      expect(changed.status).toBe(503);
      if (trouble === 'late') expect([409, 503]).toContain(atOnce.status);
      else expect([atOnce.status, atOnce.body]).toMatchObject([409, { code: 'binding-in-progress' }]);
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(TOO_OLD_SECONDS);
      expect(after.body.bindingId).not.toBe(bindingId);
      // The change was promised to nobody, and is carried out all the same.
      expect(await mode.read(bindingId)).toMatchObject({ status: 'active', version: 2 });
      expect(await ofBinding(bindingId)).toEqual(pairOf({ ...bind, ...values }));
    });

    it('ends well after the wait: the pair gets another binding, or in X mode hears that X is taken', async () => {
      await start(name);
      const { bindingId } = (await mode.bind(bind)).body;
      await change(bindingId, values, trouble);
      await mode.stack.control.faults.clear();
      await mode.stack.advance(LEASE_OVER_SECONDS);

      const repeat = await mode.bind(bind);
      const again = await mode.bind(bind);

      const bound = [repeat.status, again.status, again.body.bindingId === repeat.body.bindingId];
      if (name === 'X') expect([repeat.status, repeat.body.code]).toEqual([409, 'number-taken']);
      else expect(bound).toEqual([201, 200, true]);
      expect(await ofBinding(bindingId)).toEqual(pairOf({ ...bind, ...values }));
    });
  },
);

/** One change of the people in each mode that can make one. */
const ONE_EACH = CHANGES.filter(([name], index) => CHANGES.findIndex(([other]) => other === name) === index);

describe.each(ONE_EACH)('in %s, %j made with an idempotency key and changed %j', (name, bind, values) => {
  it('does not answer a bind without the key either, and stays the first answer of the key', async () => {
    await start(name);
    const order = { mode: name, ...bind };
    const first = await mode.ask('POST', '/bindings', order, { 'idempotency-key': 'order-1' });
    const trouble = letsGo(name, values) ? 'store fault' : 'crash';
    const changed = await change(first.body.bindingId, values, trouble);

    const atOnce = await mode.bind(bind);
    const ofKey = await mode.ask('POST', '/bindings', order, { 'idempotency-key': 'order-1' });
    await mode.stack.advance(LEASE_OVER_SECONDS);
    const after = await mode.bind(bind);

    expect(changed.status).toBe(503);
    expect([atOnce.status, atOnce.body.code]).toEqual([409, 'binding-in-progress']);
    expect([ofKey.status, ofKey.body]).toEqual([201, first.body]);
    expect([after.status, after.body.code]).toEqual(name === 'X' ? [409, 'number-taken'] : [201, undefined]);
    expect(await ofBinding(first.body.bindingId)).toEqual(pairOf({ ...bind, ...values }));
  });
});

describe.each(ONE_EACH)('in %s, a bind of the people %j to whom %j leads', (name, bind, values) => {
  it('finishes the change that was cut short, and finds the binding', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(bind)).body;
    await change(bindingId, values, 'crash');

    const atOnce = await mode.bind({ ...bind, ...values });
    await mode.stack.advance(LEASE_OVER_SECONDS);
    const after = await mode.bind({ ...bind, ...values });

    expect([atOnce.status, atOnce.body.code]).toEqual([409, 'binding-in-progress']);
    expect([after.status, after.body.bindingId, after.body.version]).toEqual([200, bindingId, 2]);
    expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
  });
});

describe.each([
  ['AX', { a: A }, { a: C }, { a: A }, 'modify', 200],
  ['AXB', { a: A, b: B }, { b: C }, { b: B }, 'modify', 200],
  ['AXYB', { a: A, b: B }, { b: C }, { b: B }, 'bind', 503],
] as const)('in %s, a bind of %j after the changes %j and %j', (name, bind, there, back, on, status) => {
  it('waits until the first one is too old to be applied over the second', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(bind)).body;
    await mode.stack.control.faults.add({ on, kind: 'late', times: 1, delaySeconds: 200 });
    const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, there);
    const again = await mode.bind({ ...bind, ...there });
    await mode.ask('PATCH', `/bindings/${bindingId}`, back);

    const early = await mode.stack.request('POST', '/bindings', { body: { mode: name, ...bind } });
    const wait = Number(early.headers.get('retry-after'));
    await sweep(60);
    await sweep(wait - 60);
    const after = await mode.bind(bind);

    // An older attempt at the same change does no harm.
    expect([changed.status, again.status, again.body.bindingId]).toEqual([status, 200, bindingId]);
    expect([early.status, early.body]).toMatchObject([409, { code: 'binding-in-progress' }]);
    expect(wait).toBeGreaterThan(300);
    expect(wait).toBeLessThanOrEqual(420);
    expect([after.status, after.body.bindingId]).toEqual([200, bindingId]);
    expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
  });
});

describe.each([
  ['AX', { a: A }, { maxCallMinutes: 5 }],
  ['AXB', { a: A, b: B }, { callDirection: 'to-a' }],
  ['AXE', { a: A }, { callback: { tone: 'nobody.wav' } }],
] as const)('in %s, a bind of %j while a change %j of the same people is open', (name, bind, values) => {
  it('is answered with that binding', async () => {
    await start(name);
    const { bindingId } = (await mode.bind(bind)).body;
    const changed = await change(bindingId, values, 'late');

    const repeat = await mode.bind(bind);

    expect(changed.status).toBe(503);
    expect([repeat.status, repeat.body.bindingId]).toEqual([200, bindingId]);
  });
});

describe('a bind with an idempotency key whose first answer could not be stored', () => {
  it.each([
    ['was changed', { b: C }],
    ['has ended', undefined],
  ])('makes another binding where the first one %s meanwhile', async (_case, values) => {
    await start('AXB');
    const ask = () =>
      mode.ask('POST', '/bindings', { mode: 'AXB', a: A, b: B }, { 'idempotency-key': 'order-1' });
    mode.stack.store.judge = (call) => (JSON.stringify(call).includes('"answer"') ? 'before' : 'ok');
    const first = await ask();
    mode.stack.store.judge = () => 'ok';
    const [made] = (await mode.ask('GET', `/bindings?a=${encodeURIComponent(A)}`)).body.items;
    await mode.ask(values ? 'PATCH' : 'DELETE', `/bindings/${made?.bindingId}`, values);

    const repeat = await ask();
    const again = await ask();

    expect([first.status, repeat.status]).toEqual([503, 201]);
    expect(repeat.body).toMatchObject({ status: 'active', a: A, b: B });
    expect(repeat.body.bindingId).not.toBe(made?.bindingId);
    expect(again.body).toEqual(repeat.body);
  });
});
