import { afterEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const A2 = '+8613800000002';
const B = '+8613900000001';
const C = '+8613900000002';
const X = '+8617000000001';
const X2 = '+8617000000002';

/** The binding of the pair, one that would be made the same by a change, and that change. */
const KINDS = [
  ['AXB', 'b', { a: A, b: C }, { a: A, b: B }, { b: C }],
  ['AXB', 'a', { a: A2, b: B }, { a: A, b: B }, { a: A2 }],
  ['AXB', 'a and b', { a: A2, b: C }, { a: A, b: B }, { a: A2, b: C }],
  ['AX', 'a', { a: A2 }, { a: A }, { a: A2 }],
  ['AXYB', 'b', { a: A, b: C }, { a: A, b: B }, { b: C }],
  ['AXYB', 'b to nobody', { a: A }, { a: A, b: B }, { b: null }],
  ['X', 'b', { a: A, b: C, x: X }, { a: A, b: B, x: X2 }, { b: C }],
  ['X', 'a', { a: A2, b: B, x: X }, { a: A, b: B, x: X2 }, { a: A2 }],
] as const;

describe('a change that would bind a pair twice', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const keyed = { 'idempotency-key': 'order-1' };

  describe.each(KINDS)('%s, of %s', (name, _field, pair, other, change) => {
    it.each([
      ['was bound before the other', true, {}],
      ['was bound after the other', false, {}],
      ['was bound with an idempotency key', false, keyed],
    ])('changes nothing where the pair %s', async (_when, first, headers) => {
      mode = await startModeStack(name, { store: 'memory' });
      const bindPair = () => mode.ask('POST', '/bindings', { mode: name, ...pair }, headers);
      const before = first ? await bindPair() : undefined;
      const own = await mode.bind(other);
      const twin = before ?? (await bindPair());
      await mode.sent();

      const refused = await mode.stack.request('PATCH', `/bindings/${own.body.bindingId}`, { body: change });

      expect([own.status, twin.status]).toEqual([201, 201]);
      expect([refused.status, refused.body]).toEqual([
        409,
        {
          type: '/problems/already-bound',
          title: 'These two people have such a binding already',
          status: 409,
          detail: 'another live binding has these parties and this reference already',
          code: 'already-bound',
        },
      ]);
      expect(refused.headers.get('retry-after')).toBeNull();
      expect(await mode.sent()).toEqual([]);
      expect(await mode.read(own.body.bindingId)).toEqual(own.body);
      expect(await mode.read(twin.body.bindingId)).toEqual(twin.body);
    });

    it('is made where the other has another reference, or has ended', async () => {
      mode = await startModeStack(name, { store: 'memory' });
      const named = (x: string) => (name === 'AXYB' ? {} : { x });
      // A change needs an X that nobody who joins it has.
      const own = await mode.bind({ ...other, ...named(X2) });
      const referenced = await mode.bind({ ...pair, reference: 'order-2', ...named('+8617000000003') });
      const twin = await mode.bind(pair);
      await mode.ask('DELETE', `/bindings/${twin.body.bindingId}`);

      const changed = await mode.ask('PATCH', `/bindings/${own.body.bindingId}`, change);
      const again = await mode.bind(pair);

      expect([referenced.status, twin.status, changed.status]).toEqual([201, 201, 200]);
      expect([again.status, again.body.bindingId]).toEqual([200, own.body.bindingId]);
    });
  });

  it('leaves the binding free for other changes, and nothing for the sweeper', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const twin = await mode.bind({ a: A, b: C });
    const own = await mode.bind({ a: A, b: B });

    const refused = await mode.ask('PATCH', `/bindings/${own.body.bindingId}`, { b: C, maxCallMinutes: 5 });
    const other = await mode.ask('PATCH', `/bindings/${own.body.bindingId}`, { maxCallMinutes: 5 });
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');

    expect([refused.body.code, other.status]).toEqual(['already-bound', 200]);
    expect(await mode.read(own.body.bindingId)).toMatchObject({ b: B, maxCallMinutes: 5, version: 2 });
    expect(await mode.read(twin.body.bindingId)).toEqual(twin.body);
  });
});
