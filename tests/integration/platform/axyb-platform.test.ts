import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { A, aBindRequest, B, privateNumber } from '../../builders/bind-request.ts';
import { appOfMode, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = appOfMode('AXYB');

const bind = (changes: Partial<BindRequest> = {}) =>
  stack.platformOf(app).bind(aBindRequest({ x: undefined, areaCode: '0755', ...changes }));

const bound = async (changes: Partial<BindRequest> = {}) => {
  const result = await bind(changes);
  if (result.kind !== 'ok') throw new Error(`not bound: ${JSON.stringify(result)}`);
  return { ...result.value, subscriptionId: result.value.subscriptionId ?? '' };
};

describe('an AXYB binding of the simulated platform', () => {
  it('is open to anybody without B, and stays one binding when strangers call', async () => {
    const { subscriptionId, x, y } = await bound({ b: undefined });
    await stack.control.placeCall({ from: '+8613800000003', to: x, outcome: 'answered' });
    await stack.control.placeCall({ from: '+8613800000004', to: x, outcome: 'answered' });

    const found = await stack.platformOf(app).find({ x, a: A, b: undefined });

    expect(y).toBeUndefined();
    expect(found).toMatchObject({ value: { subscriptionId, a: A, x, b: undefined } });
  });
});

describe('an AXYB bind whose second step', () => {
  /** The first step goes through. */
  const secondStepFails = async (fault: object) => {
    await stack.control.faults.add({ on: 'bind', kind: 'slow', delayMs: 1 });
    await stack.control.faults.add({ on: 'bind', kind: 'drop-before', ...fault });
  };

  it('finds no Y leaves nothing', async () => {
    await secondStepFails({ kind: 'result-code', httpStatus: 403, code: '1012008' });

    const result = await bind();

    expect(result).toMatchObject({ kind: 'refused', class: 'exhausted' });
    expect(await stack.control.bindings()).toEqual([]);
  });

  it('was applied although the answer was lost is whole', async () => {
    await secondStepFails({ kind: 'drop-after' });

    const result = await bind();

    const [there] = await stack.control.bindings();
    expect(result).toEqual({
      kind: 'ok',
      value: { subscriptionId: there?.subscriptionId, x: there?.x, y: there?.['y'] },
    });
    expect(there).toMatchObject({ a: A, b: B, y: expect.any(String) });
  });

  it('never arrived leaves nothing and may be repeated', async () => {
    await secondStepFails({ kind: 'drop-before' });

    const result = await bind();
    const left = await stack.control.bindings();
    const again = await bind();

    // The first step is undone, so a second step that comes late finds nothing to add B to.
    expect(result).toMatchObject({ kind: 'unanswered', mayHaveApplied: false });
    expect(left).toEqual([]);
    expect(again).toMatchObject({ kind: 'ok' });
  });

  it('fails and cannot be taken back can be found as the half it is', async () => {
    await secondStepFails({ kind: 'result-code', httpStatus: 403, code: '1012008' });
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-before', times: 3 });

    const result = await bind();
    const [half] = await stack.control.bindings();
    const numbers = ['+8617000000031', '+8617000000032', '+8617000000033'];
    const x = numbers.find((number) => number === half?.x) ?? '';

    expect(result).toMatchObject({ kind: 'inconclusive', mayHaveApplied: true });
    expect(half).toMatchObject({ a: A, b: null, x });
    expect(await stack.platformOf(app).get(half?.subscriptionId ?? '')).toMatchObject({
      value: { a: A, b: undefined },
    });
  });

  it('fails and cannot be taken back is a half as well when strangers have called X meanwhile', async () => {
    await secondStepFails({ kind: 'result-code', httpStatus: 403, code: '1012008' });
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-before', times: 3 });
    await bind();
    const [half] = await stack.control.bindings();
    const x = privateNumber(half?.x ?? '');
    await stack.control.placeCall({ from: '+8613800000003', to: x, outcome: 'answered' });

    const found = await stack.platformOf(app).find({ x, a: A, b: B });

    expect(found).toMatchObject({
      kind: 'ok',
      value: { subscriptionId: half?.subscriptionId, b: undefined },
    });
  });
});
