import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import type { ModeStack } from '../modes/mode-stack.ts';
import { startAxBinding } from './ax-binding.ts';

const [A, NEXT_A, CALLEE, OTHER] = [person(1), person(2), person(3), person(4)];

let mode: ModeStack;
let bindingId: string;
let x: string;
beforeEach(async () => {
  ({ mode, bindingId, x } = await startAxBinding());
});
afterEach(() => mode.stack.close());

const changeA = (a: string) => mode.ask('PATCH', `/bindings/${bindingId}`, { a });
const setCallee = (callee: string, ttlSeconds = 86_400) =>
  mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee, ttlSeconds });
/** No attempt at it gets an answer; with `drop-after` the platform has him. */
const setUnanswered = async (callee: string, kind: 'drop-before' | 'drop-after') => {
  const { faults } = mode.stack.control;
  await faults.add({ on: 'set-temporary-callee', kind, times: 9 });
  expect((await setCallee(callee)).status).toBe(503);
  await faults.clear();
};

describe('the next A does not reach a callee', () => {
  it('whose request had no answer', async () => {
    await setUnanswered(CALLEE, 'drop-after');
    const changed = await changeA(NEXT_A);
    await mode.stack.advance(2);

    expect([changed.status, await mode.dial(NEXT_A, x)]).toEqual([200, 8013]);
  });

  it('whose request had no answer, after another one whose time is up', async () => {
    await setCallee(OTHER, 10);
    await mode.stack.advance(20);
    await setUnanswered(CALLEE, 'drop-after');
    const changed = await changeA(NEXT_A);
    await mode.stack.advance(2);

    expect([changed.status, await mode.dial(NEXT_A, x)]).toEqual([200, 8013]);
  });

  it('who was confirmed before another one whose request had no answer', async () => {
    await setCallee(OTHER);
    await setUnanswered(CALLEE, 'drop-after');
    const changed = await changeA(NEXT_A);
    await mode.stack.advance(2);

    expect([changed.status, await mode.dial(NEXT_A, x)]).toEqual([200, 8013]);
  });
});

describe('of two callees whose requests had no answer', () => {
  beforeEach(async () => {
    await setUnanswered(CALLEE, 'drop-after');
    await setUnanswered(OTHER, 'drop-before');
  });

  it.each([CALLEE, OTHER])('none becomes A while he may be set: %s', async (callee) => {
    const early = await changeA(callee);
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
    await mode.stack.advance(301);
    await mode.stack.invoke('binding-sweeper');
    await mode.stack.advance(2);
    const late = await changeA(callee);

    expect([early.status, early.body.code]).toEqual([409, 'binding-in-progress']);
    expect([late.status, await mode.dial(callee, x)]).toEqual([200, 8013]);
  });

  it('none is reached by the next A', async () => {
    const changed = await changeA(NEXT_A);
    await mode.stack.advance(2);

    expect([changed.status, await mode.dial(NEXT_A, x)]).toEqual([200, 8013]);
  });

  it('none gets a text of A, although one of them is set', async () => {
    await setCallee(OTHER);
    await mode.stack.advance(1);
    const text = await mode.stack.control.sendText({ from: A, to: x, content: 'See you at noon' });

    expect(text.delivered).toBeNull();
  });
});
