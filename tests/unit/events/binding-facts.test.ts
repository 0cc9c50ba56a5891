import { describe, expect, it } from 'vitest';
import { bindingFacts } from '../../../shared/events/facts/binding-facts.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { type BindingFields, bindingOf } from '../../builders/binding-of.ts';

/** A stream says when an item was written in whole seconds, rounded down. */
const AT = '2026-03-01T08:05:27.000Z';
const CREATED = '2026-03-01T08:05:27.434Z';

const FIELDS: BindingFields = {
  ...{
    bindingId: 'binding-2',
    app: 'rides',
    mode: 'AXB',
    a: '+8613800000001' as E164,
    b: '+8613900000002' as E164,
  },
  ...{ x: '+8617000000001' as E164, subscriptionId: 'sub-2', reference: 'order-2', version: 1 },
  ...{ terms: { callDirection: 'both', record: false }, createdAt: CREATED },
};
const active = (fields: BindingFields = {}) => bindingOf({ ...FIELDS, ...fields, status: 'active' });
const pending = bindingOf({ ...FIELDS, status: 'pending' });
const failed = (fields: object = {}) => ({ ...bindingOf({ ...FIELDS, status: 'failed' }), ...fields });

describe('the events of a binding', () => {
  it.each([
    ['in the second in which it was asked for', AT, CREATED],
    ['a second later', '2026-03-01T08:05:28.000Z', '2026-03-01T08:05:28.000Z'],
  ])('binding.active, made %s, is not dated before createdAt', (_when, at, occurredAt) => {
    const [fact] = bindingFacts({ before: pending, after: active(), at });

    expect([fact?.kind, fact?.occurredAt]).toEqual(['binding.active', occurredAt]);
  });

  it('binding.changed has the moment of the change', () => {
    const changed = { by: 'shop', at: '2026-03-01T08:05:27.900Z' };
    const after = { ...active({ version: 2, b: '+8613900000003' as E164 }), changed };

    expect(bindingFacts({ before: active(), after, at: AT })).toMatchObject([
      { kind: 'binding.changed', occurredAt: '2026-03-01T08:05:27.900Z', data: { changed: ['b'] } },
    ]);
  });

  it('binding.failed tells of a move that it was one', () => {
    const [move, bind] = [{ replaces: 'binding-1' }, {}].flatMap((fields) =>
      bindingFacts({ before: { ...pending, ...fields }, after: failed(fields), at: AT }),
    );

    expect(move).toMatchObject({
      kind: 'binding.failed',
      binding: { bindingId: 'binding-2', reference: 'order-2' },
      data: { status: 'failed', replaces: 'binding-1' },
    });
    expect(bind?.data).toMatchObject({ status: 'failed', replaces: null });
  });
});
