import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const PATH = '/rest/caas/relationnumber/partners/v1.0';
const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';

describe('the whole life of an AXB binding', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AXB');
  });
  afterAll(() => mode.stack.close());

  it('is bound, called, changed, verified, unbound and unbound again, each with one request to the platform', async () => {
    const bound = await mode.bind({
      a: '138 0000 0001',
      b: '86-139-0000-0002',
      x: '+86 170 0000 0001',
      ttlSeconds: 3600,
      callDirection: 'from-a',
      record: true,
      recordTone: 'rec_notice.wav',
      maxCallMinutes: 30,
      lastMinuteTone: 'last.wav',
      sms: false,
      waitingTones: { a: 'wait-a.wav', b: 'wait-b.wav' },
      userData: 'order 42 & more',
      reference: 'order-42',
    });
    const { bindingId, subscriptionId } = bound.body;
    const onBind = await mode.sent();
    const [bReached, aReached] = [await mode.dial(A, X), await mode.dial(B, X)];
    const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, {
      b: '+8613900000003',
      callDirection: 'both',
      ttlSeconds: 7200,
      maxCallMinutes: 5,
      sms: true,
      waitingTones: { b: 'other.wav' },
      userData: 'new',
      record: false,
    });
    const onChange = await mode.sent();
    const [newReached, oldReached] = [await mode.dial(A, X), await mode.dial(B, X)];
    const verified = await mode.verify(bindingId);
    const onVerify = await mode.sent();
    const released = await mode.ask('DELETE', `/bindings/${bindingId}`);
    const onRelease = await mode.sent();
    const again = await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([bound.status, changed.status, released.status, again.status]).toEqual([201, 200, 200, 200]);
    expect(onBind).toEqual([
      {
        method: 'POST',
        path: PATH,
        query: '',
        body: {
          callerNum: '+8613800000001',
          calleeNum: '+8613900000002',
          relationNum: '+8617000000001',
          callDirection: 1,
          duration: 3600,
          recordFlag: 'true',
          recordHintTone: 'rec_notice.wav',
          maxDuration: 30,
          lastMinVoice: 'last.wav',
          privateSms: 'false',
          preVoice: { callerHintTone: 'wait-a.wav', calleeHintTone: 'wait-b.wav' },
          userData: 'order 42 & more',
        },
      },
    ]);
    expect([bReached, aReached]).toEqual([B, 8016]);
    expect(onChange).toEqual([
      {
        method: 'PUT',
        path: PATH,
        query: '',
        body: {
          subscriptionId,
          calleeNum: '+8613900000003',
          callDirection: 0,
          duration: 7200,
          recordFlag: 'false',
          maxDuration: 5,
          lastMinVoice: 'last.wav',
          privateSms: 'true',
          preVoice: { calleeHintTone: 'other.wav' },
          userData: 'new',
        },
      },
    ]);
    expect([newReached, oldReached]).toEqual(['+8613900000003', 8014]);
    expect(verified).toEqual({ state: 'match', differences: [] });
    expect(onVerify).toEqual([
      { method: 'GET', path: PATH, query: `subscriptionId=${subscriptionId}`, body: undefined },
    ]);
    expect(onRelease).toEqual([
      { method: 'DELETE', path: PATH, query: `subscriptionId=${subscriptionId}`, body: undefined },
    ]);
    expect(released.body).toMatchObject({ status: 'released', b: '+8613900000003', version: 2, x: X });
    expect(again.body).toEqual(released.body);
    expect(await mode.sent()).toEqual([]);
    expect(await mode.dial(A, X)).toBe(8014);
  });

  it('escapes the plus when a lost bind is looked for', async () => {
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await mode.sent();

    const bound = await mode.bind({ a: '+8613800000011', b: '+8613900000012', x: X });

    expect(bound.status).toBe(201);
    expect((await mode.sent()).map(({ method, query }) => [method, query])).toEqual([
      ['POST', ''],
      ['GET', 'relationNum=%2B8617000000001&callerNum=%2B8613800000011&calleeNum=%2B8613900000012'],
    ]);
  });

  it('refuses what leaves only a fixed line to call, and asks nobody', async () => {
    await mode.sent();

    const both = await mode.bind({ a: '075512345678', b: '01012345678' });
    const fromA = await mode.bind({ a: '075512345678', b: B, callDirection: 'from-a' });
    const toA = await mode.bind({ a: A, b: '075512345678', callDirection: 'to-a' });

    for (const { status, body } of [both, fromA, toA])
      expect([status, body.code, body.errors.map(({ path }) => path)]).toEqual([
        400,
        'invalid-request',
        ['callDirection'],
      ]);
    expect(await mode.sent()).toEqual([]);
  });

  it('changed so that only a fixed line could call is refused, too, and stays as it is', async () => {
    const bound = await mode.bind({ a: '+8613800000021', b: '075512345678' });
    await mode.sent();

    const refused = await mode.ask('PATCH', `/bindings/${bound.body.bindingId}`, { callDirection: 'to-a' });

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(await mode.sent()).toEqual([]);
    expect((await mode.read(bound.body.bindingId)).version).toBe(1);
  });
});
