import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const STRANGER = '+8613900000009';
const X = '+8617000000001';

describe('a binding of AXE', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AXE');
  });
  afterAll(() => mode.stack.close());

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
