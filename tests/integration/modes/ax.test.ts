import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const CALLEE_PATH = '/rest/caas/privatenumber/calleenumber/v1.0';
const A = '+8613800000001';
const STRANGER = '+8613900000009';
const X = '+8617000000001';

describe('a binding of AX', () => {
  let mode: ModeStack;
  beforeEach(async () => {
    mode = await startModeStack('AX', { numbers: 20 });
  });
  afterEach(() => mode.stack.close());

  it('is given a temporary callee, whom A reaches for a while', async () => {
    const bound = await mode.bind({ a: A, x: X, ttlSeconds: 3600 });
    const { bindingId, subscriptionId } = bound.body;
    await mode.sent();
    const callee = await mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, {
      callee: '+8613900000003',
      ttlSeconds: 120,
      userData: 'call back',
    });
    const onCallee = await mode.sent();
    const calleeReached = await mode.dial(A, X);
    await mode.stack.advance(120);
    const afterWindow = await mode.dial(A, X);
    const withoutWindow = await mode.read(bindingId);
    const released = await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([callee.status, released.status]).toEqual([200, 200]);
    expect(onCallee).toEqual([
      {
        method: 'PUT',
        path: CALLEE_PATH,
        query: '',
        body: { subscriptionId, calleeNum: '+8613900000003', duration: 120, userData: 'call back' },
      },
    ]);
    expect(callee.body).toMatchObject({
      temporaryCallee: { callee: '+8613900000003', expiresAt: '2026-03-01T08:02:00.000Z' },
      version: 2,
    });
    expect([calleeReached, afterWindow]).toEqual(['+8613900000003', 8013]);
    expect(withoutWindow).not.toHaveProperty('temporaryCallee');
  });

  it('whose time is up works until the sweeper has ended it, and readers are told so', async () => {
    const bound = await mode.bind({ a: '+8613800000011', x: X, ttlSeconds: 60 });
    await mode.stack.advance(59);
    const early = await mode.stack.invoke('binding-sweeper');
    await mode.stack.advance(1);
    const over = await mode.read(bound.body.bindingId);
    const reached = await mode.dial(STRANGER, X);
    await mode.stack.control.faults.add({ on: 'unbind', kind: 'http-500', times: 3 });
    const failing = await mode.stack.invoke('binding-sweeper');
    const still = await mode.read(bound.body.bindingId);
    await mode.stack.advance(60);

    const report = await mode.stack.invoke('binding-sweeper');

    expect(early).toMatchObject({ unbound: 0, expired: 0 });
    expect([over.status, reached]).toEqual(['releasing', '+8613800000011']);
    expect(failing).toMatchObject({ unbound: 0 });
    expect(still.status).toBe('releasing');
    expect(report).toEqual({ expired: 0, unbound: 1, released: 0, recovered: 0, failed: 0, remaining: 0 });
    expect((await mode.read(bound.body.bindingId)).status).toBe('expired');
    // 8018: nobody is bound to the number.
    expect(await mode.dial(STRANGER, X)).toBe(8018);
    expect(await mode.stack.control.bindings({ x: X })).toEqual([]);
  });

  it('gives nobody a sixth number, and an X to one person only, without a question to the platform', async () => {
    const five = [];
    for (let count = 0; count < 5; count += 1)
      five.push(await mode.bind({ a: '+8613800000021', reference: `desk-${count}` }));
    await mode.sent();

    const sixth = await mode.bind({ a: '+8613800000021', reference: 'desk-5' });
    const taken = await mode.bind({ a: '+8613800000022', x: five[0]?.body.x });

    expect(five.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(five.map(({ body }) => body.x)).size).toBe(5);
    expect([sixth.status, sixth.body.code]).toEqual([409, 'party-limit']);
    expect([taken.status, taken.body.code]).toEqual([409, 'number-taken']);
    expect(await mode.sent()).toEqual([]);
  });

  it('tells that A has five when only the platform knows it', async () => {
    await mode.stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1011003',
    });

    const refused = await mode.bind({ a: '+8613800000025' });

    expect([refused.status, refused.body.code]).toEqual([409, 'party-limit']);
    expect(refused.body).toMatchObject({ platform: { code: '1011003' } });
  });

  it('does not put somebody who has five behind a sixth by a change, and asks nobody', async () => {
    for (let count = 0; count < 5; count += 1)
      await mode.bind({ a: '+8613800000041', reference: `desk-${count}` });
    const bound = await mode.bind({ a: '+8613800000042' });
    await mode.sent();

    const refused = await mode.ask('PATCH', `/bindings/${bound.body.bindingId}`, { a: '+8613800000041' });
    const sent = await mode.sent();
    const other = await mode.ask('PATCH', `/bindings/${bound.body.bindingId}`, { maxCallMinutes: 5 });

    expect([refused.status, refused.body.code]).toEqual([409, 'party-limit']);
    expect(sent).toEqual([]);
    expect(other.body).toMatchObject({ status: 'active', a: '+8613800000042', version: 2 });
  });
});
