import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';

describe('the whole life of an X binding', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('X');
  });
  afterAll(async () => {
    // Nothing is stored at the platform, so it is never asked.
    expect(await mode.stack.control.journal({ kind: 'request' })).toEqual([]);
    await mode.stack.close();
  });

  it('is bound, called, changed, verified, unbound and unbound again without one call to the platform', async () => {
    const bound = await mode.bind({ a: A, b: B, x: X, ttlSeconds: 3600 });
    const { bindingId } = bound.body;
    const before = [await mode.dial(A, X), await mode.dial(B, X)];
    const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, {
      b: '+8613900000003',
      callDirection: 'from-a',
    });
    const after = [await mode.dial(A, X), await mode.dial('+8613900000003', X), await mode.dial(B, X)];
    const verified = await mode.verify(bindingId);
    const released = await mode.ask('DELETE', `/bindings/${bindingId}`);
    const again = await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([bound.status, changed.status, released.status, again.status]).toEqual([201, 200, 200, 200]);
    expect(bound.body).toMatchObject({ status: 'active', expiresAt: '2026-03-01T09:00:00.000Z' });
    expect(bound.body).not.toHaveProperty('subscriptionId');
    expect(before).toEqual([B, A]);
    // 8017: the platform was told to close the call.
    expect(after).toEqual(['+8613900000003', 8017, 8017]);
    expect(verified).toEqual({ state: 'match', differences: [] });
    expect(again.body).toEqual(released.body);
    expect(await mode.dial(A, X)).toBe(8017);
  });

  it('ends by our clock, for callers at once and for readers as well', async () => {
    const bound = await mode.bind({ a: A, b: B, x: X, ttlSeconds: 60 });
    await mode.stack.advance(59);
    const alive = await mode.dial(A, X);
    await mode.stack.advance(1);

    const over = await mode.dial(A, X);

    expect([alive, over]).toEqual([B, 8017]);
    expect((await mode.read(bound.body.bindingId)).status).toBe('expired');
    expect(await mode.stack.invoke('binding-sweeper')).toMatchObject({ expired: 1, remaining: 0 });
    expect((await mode.bind({ a: A, b: B, x: X, ttlSeconds: 60 })).status).toBe(201);
  });

  it('holds a person once on an X', async () => {
    await mode.bind({ a: '+8613800000011', b: '+8613900000012', x: X });

    const taken = await mode.bind({ a: '+8613900000012', b: '+8613900000013', x: X });

    expect([taken.status, taken.body.code]).toEqual([409, 'number-taken']);
  });

  it('needs an X, one of the app', async () => {
    const pair = { a: '+8613800000021', b: '+8613900000022' };
    const none = await mode.bind(pair);
    const foreign = await mode.bind({ ...pair, x: '+8617099999999' });

    expect([none.status, none.body.errors.map(({ path }) => path)]).toEqual([400, ['x']]);
    expect([foreign.status, foreign.body.errors.map(({ path }) => path)]).toEqual([400, ['x']]);
  });
});
