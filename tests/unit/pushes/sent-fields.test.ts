import { describe, expect, it } from 'vitest';
import { sentFields } from '../../../shared/pushes/overview/sent-fields.ts';

const fieldOf = (sent: unknown) => sentFields({ field: sent }).fields[0];

describe('the fields of what was sent', () => {
  it.each<[string, unknown, object]>([
    ['a number of a phone', '+8613800000001', { type: 'text', length: 14, form: '+#############' }],
    ['one as a JSON number', 13800000001, { type: 'number', length: 11, form: '###########' }],
    ['an extension as a JSON number', 1234, { type: 'number', length: 4, form: '####' }],
    ['a time', '2026-03-01 08:00:00', { type: 'text', length: 19, form: '####-##-## ##:##:##' }],
    ['one word', 'Notify', { type: 'text', length: 6, form: 'aaaaaa' }],
    ['words', 'on my way', { type: 'text', length: 9 }],
    ['a long text', 'x'.repeat(41), { type: 'text', length: 41 }],
    ['digits of another script', '一二٣', { type: 'text', length: 3, form: 'aa#' }],
    ['a small number', 7, { type: 'number', value: 7 }],
    ['a truth', true, { type: 'boolean', value: true }],
    ['nothing', null, { type: 'null' }],
    ['a list', [1, 2], { type: 'list', length: 2 }],
  ])('of %s say the form alone', (_case, sent, shape) => {
    expect(fieldOf(sent)).toEqual({ path: 'field', ...shape });
  });

  it('have paths, in which no name with a number is', () => {
    const sent = { a: [{ b: 1 }], 'to +8613800000001': 1, x13800000001: 1 };

    expect(sentFields(sent).fields.map(({ path }) => path)).toEqual([
      ...['a', 'a[0]', 'a[0].b', 'aa +#############', 'x***01'],
    ]);
  });

  it('are two hundred at most, and eight levels deep', () => {
    const many = sentFields(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 1])));
    const deep = sentFields(JSON.parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`));

    expect([many.fields.length, many.truncated]).toEqual([200, true]);
    expect([deep.fields.length, deep.truncated]).toEqual([8, true]);
  });

  it('of a whole body are its length', () => {
    expect(sentFields('aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=')).toEqual({
      fields: [{ path: '', type: 'text', length: 48 }],
      truncated: false,
    });
  });
});
