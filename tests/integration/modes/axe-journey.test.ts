import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const PATH = '/rest/caas/extendnumber/v1.0';
const A = '+8613800000001';
const STRANGER = '+8613900000009';
const X = '+8617000000001';

describe('the whole life of an AXE binding', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AXE');
  });
  afterAll(() => mode.stack.close());

  it('is bound, called, changed, verified, unbound and unbound again', async () => {
    const bound = await mode.bind({
      a: A,
      x: X,
      extension: '0042',
      ttlSeconds: 7200,
      callback: { number: '0755-12345678' },
      callbackTtlSeconds: 3600,
      record: true,
      recordTone: 'rec.wav',
      userData: 'shop 9',
    });
    const { bindingId, subscriptionId } = bound.body;
    const onBind = await mode.sent();
    const reached = await mode.dial(STRANGER, X, '0042');
    const changed = await mode.ask('PATCH', `/bindings/${bindingId}`, {
      ttlSeconds: 10_800,
      callback: { tone: 'nobody.wav' },
      userData: 'shop 10',
    });
    const onChange = await mode.sent();
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
          bindNum: '+8613800000001',
          virtualNum: '+8617000000001',
          extendNum: '0042',
          displayNumMode: '0',
          recordFlag: 'true',
          recordHintTone: 'rec.wav',
          callbackNum: '+8675512345678',
          timeUnit: '1',
          bindExpiredTime: 120,
          callbackExpiredTime: 60,
          userData: 'shop 9',
        },
      },
    ]);
    expect(bound.body).toMatchObject({ extension: '0042', expiresAt: '2026-03-01T10:00:00.000Z' });
    expect(reached).toBe(A);
    expect(onChange).toEqual([
      {
        method: 'PUT',
        path: PATH,
        query: '',
        body: {
          subscriptionId,
          callbackTone: 'nobody.wav',
          timeUnit: '1',
          bindExpiredTime: 180,
          callbackExpiredTime: 60,
          userData: 'shop 10',
        },
      },
    ]);
    // The platform goes on showing the life time of the bind; that is no drift.
    expect(verified).toEqual({ state: 'match', differences: [] });
    expect(onVerify).toEqual([
      { method: 'GET', path: PATH, query: `subscriptionId=${subscriptionId}`, body: undefined },
    ]);
    expect(changed.body.expiresAt).toBe('2026-03-01T11:00:00.000Z');
    expect(onRelease).toEqual([
      { method: 'DELETE', path: PATH, query: `subscriptionId=${subscriptionId}`, body: undefined },
    ]);
    expect(again.body).toEqual(released.body);
    expect(await mode.sent()).toEqual([]);
    expect(await mode.dial(STRANGER, X, '0042')).toBe(8022);
  });

  it('ends with the changed life time and not with the first one', async () => {
    const bound = await mode.bind({ a: '+8613800000002', x: X, extension: '0007', ttlSeconds: 120 });
    await mode.ask('PATCH', `/bindings/${bound.body.bindingId}`, { ttlSeconds: 600 });
    await mode.stack.advance(300);
    const report = await mode.stack.invoke('binding-sweeper');
    const reached = await mode.dial(STRANGER, X, '0007');

    await mode.stack.advance(300);

    expect(report).toMatchObject({ expired: 0, unbound: 0 });
    expect(reached).toBe('+8613800000002');
    expect((await mode.read(bound.body.bindingId)).status).toBe('expired');
    expect(await mode.stack.control.bindings({ x: X })).toEqual([]);
  });

  it.each([
    ['seconds that are no whole minutes', { ttlSeconds: 90 }, 'ttlSeconds'],
    ['a call-back that outlives it', { ttlSeconds: 600, callbackTtlSeconds: 660 }, 'callbackTtlSeconds'],
    ['more than thirty days', { ttlSeconds: 2_592_060 }, 'ttlSeconds'],
    [
      'a call-back beyond seven days',
      { ttlSeconds: 2_592_000, callbackTtlSeconds: 604_860 },
      'callbackTtlSeconds',
    ],
    ['B, whom this mode has not', { b: '+8613900000001' }, 'b'],
    ['an extension of five digits', { extension: '00001' }, 'extension'],
  ])('refuses %s and asks nobody', async (_case, field, path) => {
    await mode.sent();

    const refused = await mode.bind({ a: A, ...field });

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(refused.body.errors.map((error) => error.path)).toEqual([path]);
    expect(await mode.sent()).toEqual([]);
  });

  it('cannot change A, and says so', async () => {
    const bound = await mode.bind({ a: '+8613800000004' });
    await mode.sent();

    const refused = await mode.ask('PATCH', `/bindings/${bound.body.bindingId}`, { a: '+8613800000005' });

    expect([refused.status, refused.body.code]).toEqual([400, 'not-changeable']);
    expect(refused.body.errors.map(({ path }) => path)).toEqual(['a']);
    expect(await mode.sent()).toEqual([]);
  });

  it('says that an extension is taken, and leaves its owner alone', async () => {
    await mode.bind({ a: '+8613800000006', x: X, extension: '0011' });

    const taken = await mode.bind({ a: '+8613800000007', x: X, extension: '0011' });

    expect([taken.status, taken.body.code]).toEqual([409, 'number-taken']);
    expect(await mode.dial(STRANGER, X, '0011')).toBe('+8613800000006');
  });
});

describe('an AXE app whose numbers the platform chooses', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AXE', { settings: { allocation: 'platform' } });
  });
  afterAll(() => mode.stack.close());

  it('takes an extension only together with X, because the platform would not read it', async () => {
    await mode.sent();

    const refused = await mode.bind({ a: A, areaCode: '0755', extension: '0042' });
    const withX = await mode.bind({ a: A, x: X, extension: '0042' });

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(refused.body.errors.map(({ path }) => path)).toEqual(['extension']);
    expect([withX.status, withX.body.x]).toEqual([201, X]);
    expect((await mode.sent()).map(({ method }) => method)).toEqual(['POST']);
  });
});
