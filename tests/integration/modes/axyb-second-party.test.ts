import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';

let mode: ModeStack;
beforeEach(async () => {
  mode = await startModeStack('AXYB', { store: 'memory' });
});
afterEach(() => mode.stack.close());

const patch = (bindingId: string, b: string | null) => mode.ask('PATCH', `/bindings/${bindingId}`, { b });
/** The people behind a Y, by A. */
const there = async () =>
  (await mode.stack.control.bindings()).map(({ a, relations }) => [
    a,
    ...(relations as { b: string }[]).map(({ b }) => b),
  ]);

describe('the second party of an AXYB binding', () => {
  it('is put behind a Y later', async () => {
    const bound = await mode.bind({ a: A });

    const changed = await patch(bound.body.bindingId, B);

    expect(changed).toMatchObject({ status: 200, body: { b: B, version: 2 } });
    expect(await mode.dial(A, changed.body.y)).toBe(B);
    expect(await mode.dial(B, bound.body.x)).toBe(A);
    expect(await mode.verify(bound.body.bindingId)).toEqual({ state: 'match', differences: [] });
  });

  it('gives place to another one, who has a Y of their own', async () => {
    const bound = await mode.bind({ a: A, b: B });

    const changed = await patch(bound.body.bindingId, C);

    expect(changed).toMatchObject({ status: 200, body: { b: C, x: bound.body.x } });
    expect(await mode.dial(A, changed.body.y)).toBe(C);
    expect(await there()).toEqual([[A, C]]);
    expect((await mode.read(bound.body.bindingId)).y).toBe(changed.body.y);
  });

  it('goes, and nobody in particular is left', async () => {
    const bound = await mode.bind({ a: A, b: B });

    const changed = await patch(bound.body.bindingId, null);

    expect(changed.status).toBe(200);
    expect(changed.body).not.toHaveProperty('b');
    expect(changed.body).not.toHaveProperty('y');
    expect(await there()).toEqual([[A]]);
    expect(await mode.dial(B, bound.body.x)).toBe(A);
  });

  it('stays when the new one is refused', async () => {
    const bound = await mode.bind({ a: A, b: B });
    await mode.stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012008',
    });

    const refused = await patch(bound.body.bindingId, C);

    expect([refused.status, refused.body.code]).toEqual([503, 'pool-exhausted']);
    expect(await mode.read(bound.body.bindingId)).toMatchObject({ b: B, y: bound.body.y });
    expect(await mode.dial(A, bound.body.y)).toBe(B);
  });

  it('is found again when the answer was lost', async () => {
    const bound = await mode.bind({ a: A, b: B });
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after' });

    const changed = await patch(bound.body.bindingId, C);

    expect(changed).toMatchObject({ status: 200, body: { b: C } });
    expect(await there()).toEqual([[A, C]]);
  });

  it('is never replaced by an older change that the platform applies late', async () => {
    const bound = await mode.bind({ a: A, b: B });
    await mode.stack.control.faults.add({ on: 'bind', kind: 'late', delaySeconds: 100 });
    const lost = await patch(bound.body.bindingId, C);
    const changed = await patch(bound.body.bindingId, B);

    await mode.stack.advance(101);
    const late = await there();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await mode.stack.invoke('binding-sweeper');
      await mode.stack.advance(60);
    }

    const { y } = await mode.read(bound.body.bindingId);
    expect([lost.status, lost.body.code, changed.status]).toEqual([503, 'platform-unavailable', 200]);
    expect(late.flat()).toContain(C);
    expect(await there()).toEqual([[A, B]]);
    expect(await mode.dial(A, y)).toBe(B);
  });

  it('is one pair: a bind of it afterwards is the same binding', async () => {
    const bound = await mode.bind({ a: A, b: B });
    await patch(bound.body.bindingId, C);

    const again = await mode.bind({ a: A, b: C });

    expect([again.status, again.body.bindingId]).toEqual([200, bound.body.bindingId]);
  });
});

describe('nobody as B', () => {
  it('is refused in a mode that joins two people', async () => {
    await mode.stack.close();
    mode = await startModeStack('AXB', { store: 'memory' });
    const bound = await mode.bind({ a: A, b: B });

    const refused = await patch(bound.body.bindingId, null);

    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ path: 'b' }] },
    });
  });
});
