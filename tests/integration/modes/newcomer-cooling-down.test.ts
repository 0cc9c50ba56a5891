import { afterEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000001';
const NEWCOMER = '+8613900000002';
const OTHER = '+8613800000003';
const X = '+8617000000001';

/** The binding, another one on the same X in which the newcomer is, and the change that brings the newcomer. */
const KINDS = [
  ['AXB', 'b', { a: A, b: B, x: X }, { a: OTHER, b: NEWCOMER, x: X }, { b: NEWCOMER }],
  ['AXB', 'b, who was a', { a: A, b: B, x: X }, { a: NEWCOMER, b: OTHER, x: X }, { b: NEWCOMER }],
  ['AXB', 'a', { a: A, b: B, x: X }, { a: OTHER, b: NEWCOMER, x: X }, { a: NEWCOMER }],
  [
    'AXB',
    'a and b',
    { a: A, b: B, x: X },
    { a: OTHER, b: NEWCOMER, x: X },
    { a: '+8613800000009', b: NEWCOMER },
  ],
  ['X', 'b', { a: A, b: B, x: X }, { a: OTHER, b: NEWCOMER, x: X }, { b: NEWCOMER }],
] as const;

describe('a change that brings somebody whom the private number knows', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const setUp = async (name: 'AXB' | 'X', binding: object, other: object) => {
    mode = await startModeStack(name, {
      store: 'memory',
      settings: { defaults: { allowPermanent: true, coolDownSeconds: 600 } },
    });
    const own = (await mode.bind(binding)).body.bindingId;
    const others = (await mode.bind(other)).body.bindingId;
    return { own, others, patch: (change: object) => mode.ask('PATCH', `/bindings/${own}`, change) };
  };
  const told = ({ status, body }: Awaited<ReturnType<ModeStack['ask']>>) => [status, body.code, body.detail];

  it.each(KINDS)(
    '%s, of %s: tells whether the newcomer is on it or rests only',
    async (name, _field, binding, other, change) => {
      const { own, others, patch } = await setUp(name, binding, other);

      const whileHeld = await patch(change);
      await mode.ask('DELETE', `/bindings/${others}`);
      const before = await mode.read(own);
      const whileResting = await patch(change);
      const after = await mode.read(own);
      await mode.stack.advance(601);
      const rested = await patch(change);

      expect(told(whileHeld)).toEqual([
        409,
        'number-taken',
        'the private number of the binding already holds the new party',
      ]);
      expect(told(whileResting)).toEqual([
        409,
        'number-taken',
        'the private number of the binding is cooling-down for the new party',
      ]);
      expect(after).toEqual(before);
      expect(rested.status).toBe(200);
    },
  );
});
