import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';

describe('a binding of X', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('X');
  });
  afterAll(async () => {
    // Nothing is stored at the platform, so it is never asked.
    expect(await mode.stack.control.journal({ kind: 'request' })).toEqual([]);
    await mode.stack.close();
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
});
