import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { AX_LIFE } from './lives/ax-life.ts';
import { AXB_LIFE } from './lives/axb-life.ts';
import { AXE_LIFE } from './lives/axe-life.ts';
import { AXYB_LIFE } from './lives/axyb-life.ts';
import type { Dial } from './lives/binding-life.ts';
import { X_LIFE } from './lives/x-life.ts';
import { type Body, type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';
const X2 = '+8617000000002';

/** Dials one after the other, and answers what happened in the place of what was expected. */
const dialAll = async (mode: ModeStack, { x, y }: Body, dials: readonly Dial[]): Promise<Dial[]> => {
  const happened: Dial[] = [];
  for (const [from, to, _reached, ...extension] of dials)
    happened.push([from, to, await mode.dial(from, { x, y }[to], ...extension), ...extension]);
  return happened;
};

describe.each([AX_LIFE, AXB_LIFE, AXE_LIFE, AXYB_LIFE, X_LIFE])('the life of a binding of $mode', (life) => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack(life.mode);
  });
  afterAll(() => mode.stack.close());

  it('is bound, called, changed, verified, unbound and unbound again', async () => {
    const { calls } = life;
    const bound = await mode.bind(life.bind);
    const { bindingId, subscriptionId } = bound.body;
    const onBind = await mode.sent();
    const callsWhenBound = await dialAll(mode, bound.body, calls.bound);
    const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, life.change);
    const onChange = await mode.sent();
    const callsWhenChanged = await dialAll(mode, bound.body, calls.changed);
    const verified = await mode.verify(bindingId);
    const onVerify = await mode.sent();
    const released = await mode.ask('DELETE', `/bindings/${bindingId}`);
    const onRelease = await mode.sent();
    const again = await mode.ask('DELETE', `/bindings/${bindingId}`);

    const { status } = life.changed;
    expect([bound.status, changed.status, released.status, again.status]).toEqual([201, status, 200, 200]);
    expect(bound.body).toMatchObject(life.bound);
    expect('subscriptionId' in bound.body).toBe(life.mode !== 'X');
    expect(bound.body.x).not.toBe(bound.body.y);
    expect(changed.body).toMatchObject(life.changed.body);
    expect((changed.body.errors ?? []).map(({ path }) => path).sort()).toEqual(life.changed.refused ?? []);
    expect(verified).toEqual({ state: 'match', differences: [] });
    expect(released.body).toMatchObject(life.released);
    expect(again.body).toEqual(released.body);
    expect({ bind: onBind, change: onChange, verify: onVerify, release: onRelease }).toEqual(
      life.asked(subscriptionId),
    );
    expect([callsWhenBound, callsWhenChanged]).toEqual([calls.bound, calls.changed]);
    expect(await mode.sent()).toEqual([]);
    expect(await dialAll(mode, bound.body, calls.released)).toEqual(calls.released);
  });
});

/** One stack a mode, which these tests share; they need nothing of each other. */
const sharedStacks = () => {
  const stacks = new Map<Mode, ModeStack>();
  afterAll(async () => {
    for (const { stack } of stacks.values()) await stack.close();
  });
  return async (mode: Mode): Promise<ModeStack> => {
    const stack = stacks.get(mode) ?? (await startModeStack(mode));
    stacks.set(mode, stack);
    await stack.sent();
    return stack;
  };
};

describe('a bind that is refused without a request to the platform', () => {
  const stackOf = sharedStacks();

  it.each([
    ['AXB', 'two fixed lines', { a: '075512345678', b: '01012345678' }, 'callDirection'],
    ['AXB', 'only a fixed A may call', { a: '075512345678', b: B, callDirection: 'from-a' }, 'callDirection'],
    ['AXB', 'only a fixed B may call', { a: A, b: '075512345678', callDirection: 'to-a' }, 'callDirection'],
    ['AXE', 'seconds that are not whole minutes', { a: A, ttlSeconds: 90 }, 'ttlSeconds'],
    [
      'AXE',
      'a call-back that outlives it',
      { a: A, ttlSeconds: 600, callbackTtlSeconds: 660 },
      'callbackTtlSeconds',
    ],
    ['AXE', 'more than thirty days', { a: A, ttlSeconds: 2_592_060 }, 'ttlSeconds'],
    [
      'AXE',
      'a call-back beyond seven days',
      { a: A, ttlSeconds: 2_592_000, callbackTtlSeconds: 604_860 },
      'callbackTtlSeconds',
    ],
    ['AXE', 'B, whom this mode does not have', { a: A, b: '+8613900000001' }, 'b'],
    ['AXE', 'an extension of five digits', { a: A, extension: '00001' }, 'extension'],
    ['AXYB', 'a particular X', { a: A, b: B, x: X }, 'x'],
    ['X', 'no X', { a: A, b: B }, 'x'],
    ['X', 'an X of another app', { a: A, b: B, x: '+8617099999999' }, 'x'],
  ] as const)('%s: %s', async (name, _case, body, path) => {
    const mode = await stackOf(name);

    const refused = await mode.bind(body);

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(refused.body.errors.map((error) => error.path)).toEqual([path]);
    expect(await mode.sent()).toEqual([]);
  });
});

describe('a bind of a number that is taken', () => {
  const stackOf = sharedStacks();

  it.each([
    ['AX', 'an X of somebody else', { a: '+8613800000021', x: X2 }, { a: '+8613800000022', x: X2 }],
    [
      'AXE',
      'an extension of somebody else',
      { a: '+8613800000006', x: X, extension: '0011' },
      { a: '+8613800000007', x: X, extension: '0011' },
    ],
    [
      'X',
      'an X on which A is already B',
      { a: '+8613800000011', b: '+8613900000012', x: X },
      { a: '+8613900000012', b: '+8613900000013', x: X },
    ],
  ] as const)('%s: %s; the first one is reached as before', async (name, _case, first, second) => {
    const mode = await stackOf(name);
    const { x } = (await mode.bind(first)).body;
    await mode.sent();

    const taken = await mode.bind(second);

    const caller = name === 'X' ? '+8613900000012' : '+8613900000009';
    expect([taken.status, taken.body.code]).toEqual([409, 'number-taken']);
    expect(await mode.sent()).toEqual([]);
    expect(await mode.dial(caller, x, name === 'AXE' ? '0011' : undefined)).toBe(first.a);
  });
});

describe('a change that is refused without a request to the platform', () => {
  const stackOf = sharedStacks();

  it.each([
    ['AX', 'waitingTones', { a: '+8613800000031' }, { waitingTones: { a: 'other.wav' } }],
    ['AXE', 'a', { a: '+8613800000004' }, { a: '+8613800000005' }],
  ] as const)('%s: %s cannot be changed', async (name, path, body, change) => {
    const mode = await stackOf(name);
    const { bindingId } = (await mode.bind(body)).body;
    await mode.sent();

    const refused = await mode.ask('PATCH', `/bindings/${bindingId}`, change);

    expect([refused.status, refused.body.code]).toEqual([400, 'not-changeable']);
    expect(refused.body.errors).toEqual([{ path, message: 'cannot be changed in this mode' }]);
    expect(await mode.sent()).toEqual([]);
  });

  it('AXB: only a fixed line could call', async () => {
    const mode = await stackOf('AXB');
    const { bindingId } = (await mode.bind({ a: '+8613800000021', b: '075512345678' })).body;
    await mode.sent();

    const refused = await mode.ask('PATCH', `/bindings/${bindingId}`, { callDirection: 'to-a' });

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(await mode.sent()).toEqual([]);
    expect((await mode.read(bindingId)).version).toBe(1);
  });
});
