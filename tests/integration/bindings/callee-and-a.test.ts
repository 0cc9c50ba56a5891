import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import type { ModeStack } from '../modes/mode-stack.ts';
import { startAxBinding } from './ax-binding.ts';

const A = person(1);
const NEXT_A = person(2);
const CALLEE = person(3);
const OTHER = person(4);

let mode: ModeStack;
let bindingId: string;
let x: string;
beforeEach(async () => {
  ({ mode, bindingId, x } = await startAxBinding());
});
afterEach(() => mode.stack.close());

const changeA = (a: string) => mode.ask('PATCH', `/bindings/${bindingId}`, { a });
const setCallee = (callee: string, ttlSeconds = 3600) =>
  mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee, ttlSeconds });
const fail = (on: 'modify' | 'set-temporary-callee', kind: 'http-500' | 'drop-after', times: number) =>
  mode.stack.control.faults.add({ on, kind, times });
const sweep = async (seconds: number) => {
  await mode.stack.advance(seconds);
  await mode.stack.invoke('binding-sweeper');
};

describe('a temporary callee', () => {
  it('does not become A while his time runs, and may afterwards', async () => {
    await setCallee(CALLEE, 600);
    await mode.stack.advance(599);
    const early = await changeA(CALLEE);
    await mode.stack.advance(1);
    const late = await changeA(CALLEE);

    expect([early.status, early.body.code]).toEqual([400, 'invalid-request']);
    expect(early.body.errors).toEqual([
      { path: 'a', message: 'must be another number than the temporary callee' },
    ]);
    expect([late.status, await mode.dial(OTHER, x)]).toEqual([200, CALLEE]);
  });

  it.each(['http-500', 'drop-after'] as const)(
    'is not the A whom a change brings that had no answer (%s)',
    async (kind) => {
      await fail('modify', kind, 3);
      const unsure = await changeA(NEXT_A);
      const same = await setCallee(NEXT_A);
      const another = await setCallee(CALLEE);
      await sweep(61);
      const after = await setCallee(NEXT_A);
      const certain = await setCallee(CALLEE);

      expect(unsure.status).toBe(503);
      expect([same.status, same.body.errors]).toEqual([
        400,
        [{ path: 'callee', message: 'must be another number than a' }],
      ]);
      // Nobody knows yet whether it would be set for A or for the next one.
      expect([another.status, another.body.code]).toEqual([409, 'binding-in-progress']);
      expect([after.status, certain.status]).toEqual([400, 200]);
      expect(await mode.dial(NEXT_A, x)).toBe(CALLEE);
    },
  );

  it('is set during a change without an answer that leaves A', async () => {
    await fail('modify', 'http-500', 3);
    const unsure = await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 5 });
    const set = await setCallee(CALLEE);

    expect([unsure.status, set.status]).toEqual([503, 200]);
    await sweep(61);
    expect(await mode.dial(A, x)).toBe(CALLEE);
  });

  it('who was asked for without an answer becomes A only when he cannot be set any more', async () => {
    await fail('set-temporary-callee', 'drop-after', 3);
    const unsure = await setCallee(CALLEE);
    const early = await changeA(CALLEE);
    await sweep(61);
    await sweep(301);
    await mode.stack.advance(2);
    const late = await changeA(CALLEE);

    expect([unsure.status, early.status, early.body.code]).toEqual([503, 409, 'binding-in-progress']);
    expect([late.status, await mode.dial(CALLEE, x)]).toEqual([200, 8013]);
  });
});

describe('the temporary callee of an A who is changed', () => {
  it('is not reached by the next A, neither by a call nor by a text', async () => {
    await setCallee(CALLEE, 86_400);
    const changed = await changeA(NEXT_A);
    await mode.stack.advance(2);
    const text = await mode.stack.control.sendText({ from: NEXT_A, to: x, content: 'See you at noon' });

    expect(changed.status).toBe(200);
    expect(changed.body).not.toHaveProperty('temporaryCallee');
    expect(await mode.dial(NEXT_A, x)).toBe(8013);
    expect(text.delivered).toBeNull();
    expect(await mode.read(bindingId)).not.toHaveProperty('temporaryCallee');
    await mode.sent();
    await sweep(61);
    // Certain already, so the platform is asked nothing more.
    expect(await mode.sent()).toEqual([]);
  });

  it.each(['http-500', 'drop-after'] as const)(
    'is ended by the sweeper when the platform does not answer (%s), and nobody is told of him',
    async (kind) => {
      await setCallee(CALLEE, 86_400);
      await fail('set-temporary-callee', kind, 3);
      const changed = await changeA(NEXT_A);
      await sweep(61);
      await mode.stack.advance(2);

      expect(changed.status).toBe(200);
      expect(changed.body).not.toHaveProperty('temporaryCallee');
      expect(await mode.dial(NEXT_A, x)).toBe(8013);
    },
  );

  it('is ended when the change had no answer and the sweeper makes it', async () => {
    await setCallee(CALLEE, 86_400);
    await fail('modify', 'drop-after', 3);
    const unsure = await changeA(NEXT_A);
    await sweep(61);
    await mode.stack.advance(2);

    expect(unsure.status).toBe(503);
    expect(await mode.read(bindingId)).toMatchObject({ a: NEXT_A });
    expect(await mode.dial(NEXT_A, x)).toBe(8013);
  });

  it('stays when the platform refuses the change, and when A stays', async () => {
    await setCallee(CALLEE, 86_400);
    await mode.stack.control.faults.add({
      on: 'modify',
      kind: 'result-code',
      httpStatus: 403,
      code: '1016002',
      times: 1,
    });
    const refused = await changeA(NEXT_A);
    const same = await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 5 });

    expect([refused.status, same.status]).toEqual([409, 200]);
    expect(same.body).toMatchObject({ temporaryCallee: { callee: CALLEE } });
    expect(await mode.dial(A, x)).toBe(CALLEE);
  });

  it('is followed by the callee of the next A at once', async () => {
    await setCallee(CALLEE, 86_400);
    await changeA(NEXT_A);
    const set = await setCallee(OTHER);
    await sweep(61);
    await mode.stack.advance(2);

    expect([set.status, await mode.dial(NEXT_A, x)]).toEqual([200, OTHER]);
  });
});
