import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, aBindRequest, B, privateNumber } from '../../builders/bind-request.ts';
import { appOfMode, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = appOfMode('AX');
const X = privateNumber('+8617000000011');
const OTHER_X = privateNumber('+8617000000012');
const terms = { callDirection: 'both', record: false, ttlSeconds: 600 } as const;

const bound = async (x = X) => {
  const result = await stack.platformOf(app).bind(aBindRequest({ b: undefined, x, terms }));
  return (result.kind === 'ok' && result.value.subscriptionId) || '';
};

describe('an AX binding of the simulated platform', () => {
  it('is refused on an X that has an A, and found by A among several', async () => {
    await bound();
    const second = await bound(OTHER_X);

    const again = await stack.platformOf(app).bind(aBindRequest({ b: undefined, x: X }));
    const found = await stack.platformOf(app).find({ x: OTHER_X, a: A, b: undefined });

    expect(again).toMatchObject({ kind: 'refused', class: 'conflict' });
    expect(found).toMatchObject({ value: { subscriptionId: second, x: OTHER_X } });
  });

  it('is chosen by the platform when no X is named', async () => {
    const request = aBindRequest({ b: undefined, x: undefined, areaCode: '0755', areaMatch: 'strict' });

    expect(await stack.platformOf(app).bind(request)).toMatchObject({ kind: 'ok' });
    expect(await stack.platformOf(app).bind({ ...request, areaCode: '010' })).toMatchObject({
      kind: 'refused',
      problem: 'pool-exhausted',
    });
  });

  it('whose new A was set although the answer was lost is changed all the same', async () => {
    const subscriptionId = await bound();
    await stack.control.faults.add({ on: 'modify', kind: 'drop-after' });
    const change = { a: B, userData: 'order-43' };

    const result = await stack.platformOf(app).modify(subscriptionId, change, { ...terms, ...change });

    expect(result).toEqual({ kind: 'ok', value: 'modified', earlierMayApply: true });
    expect(await stack.control.bindings()).toMatchObject([{ a: B, userData: 'order-43' }]);
    expect(await stack.requests({ operation: 'modify' })).toHaveLength(3);
  });
});

describe('the temporary callee', () => {
  const call = async () => (await stack.control.placeCall({ from: A, to: X, outcome: 'answered' })).stateCode;

  it('is whom A reaches by calling X, for its window', async () => {
    const subscriptionId = await bound();
    const callee = { number: '+864008000000', ttlSeconds: 120, userData: undefined };

    const before = await call();
    const set = await stack.calleesOf(app).setTemporaryCallee(subscriptionId, callee);
    const within = await call();
    await stack.advance(200);
    const afterwards = await call();

    expect(set).toEqual({ kind: 'ok', value: 'set' });
    expect([before, within, afterwards]).toEqual([8013, 0, 8013]);
  });

  it('needs a binding', async () => {
    const callee = { number: B, ttlSeconds: 60, userData: undefined };

    expect(await stack.calleesOf(app).setTemporaryCallee('no-such-subscription', callee)).toEqual({
      kind: 'ok',
      value: 'not-found',
    });
  });
});
