import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWire, toWire } from '../../../shared/storage/attributes.ts';

describe('attributes', () => {
  it('are written as DynamoDB has them', () => {
    const written = toWire({
      text: 'a',
      empty: '',
      count: 3,
      fraction: -0.5,
      yes: true,
      no: false,
      nothing: null,
      list: ['b', 1, [null]],
      object: { inner: { deep: 'c' } },
      set: new Set(['d', 'e']),
    });

    expect(written).toEqual({
      text: { S: 'a' },
      empty: { S: '' },
      count: { N: '3' },
      fraction: { N: '-0.5' },
      yes: { BOOL: true },
      no: { BOOL: false },
      nothing: { NULL: true },
      list: { L: [{ S: 'b' }, { N: '1' }, { L: [{ NULL: true }] }] },
      object: { M: { inner: { M: { deep: { S: 'c' } } } } },
      set: { SS: ['d', 'e'] },
    });
  });

  it('that are undefined are left out, at every depth', () => {
    const written = toWire({ gone: undefined, list: ['a', undefined], object: { gone: undefined } });

    expect(written).toEqual({ list: { L: [{ S: 'a' }] }, object: { M: {} } });
  });

  it('come back as they were written, whatever they are called', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.uniqueArray(fc.string(), { minLength: 1 }).map((texts) => new Set(texts)),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).any;
    const item = fc.dictionary(fc.string(), value, { noNullPrototype: true });

    fc.assert(
      fc.property(item, (attributes) => {
        expect(fromWire(toWire(attributes))).toStrictEqual(attributes);
      }),
    );
  });

  it.each([
    ['no number', Number.NaN],
    ['an endless number', Number.POSITIVE_INFINITY],
    ['bytes', new Uint8Array(1)],
    ['a moment', new Date(0)],
    ['a whole number without end', 1n],
  ])('are never %s', (_case, value) => {
    expect(() => toWire({ value })).toThrow(new TypeError('the store keeps no such value'));
  });

  it('of a kind that is never written are not guessed at', () => {
    expect(() => fromWire({ value: { NS: ['1'] } })).toThrow(TypeError);
  });
});
