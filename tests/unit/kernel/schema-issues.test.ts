import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { documentFaultsOf, parseEvent, parseWith } from '../../../shared/kernel/schema-issues.ts';

const refusalOf = (schema: v.GenericSchema, data: unknown): AppError => {
  try {
    parseWith(schema, data, 'event');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
};

const field = (schema: v.GenericSchema) => v.strictObject({ field: schema });

describe('parsing outside data', () => {
  it('answers what the schema made of it', () => {
    const Event = v.object({ shard: v.optional(v.number(), 7) });

    expect(parseWith(Event, {}, 'event')).toEqual({ shard: 7 });
  });

  it.each([
    ['a missing field', v.string(), undefined, 'is required'],
    ['no string', v.string(), 7, 'must be a string'],
    ['no number', v.number(), '7', 'must be a number'],
    ['no flag', v.boolean(), 'yes', 'must be true or false'],
    ['no object', v.looseObject({}), 7, 'must be an object'],
    ['no list', v.array(v.string()), {}, 'must be a list'],
    ['null', v.string(), null, 'must be a string'],
    ['neither of two types', v.union([v.string(), v.number()]), null, 'must be a string or a number'],
    ['another literal', v.literal('status'), 'made-up', 'must be "status"'],
    ['none of two words', v.picklist(['strict', 'loose']), 'made-up', 'must be "strict" or "loose"'],
    ['none of three words', v.picklist(['a', 'b', 'c']), 'made-up', 'must be "a", "b" or "c"'],
    ['a fraction', v.pipe(v.number(), v.integer()), 1.5, 'must be an integer'],
    ['too little', v.pipe(v.number(), v.minValue(1)), 0, 'must be at least 1'],
    ['too much', v.pipe(v.number(), v.maxValue(744)), 745, 'must be at most 744'],
    ['a short string', v.pipe(v.string(), v.minLength(2)), 'm', 'must have at least 2 characters'],
    ['a long string', v.pipe(v.string(), v.maxLength(2)), 'made-up', 'must have at most 2 characters'],
    ['a short list', v.pipe(v.array(v.string()), v.minLength(2)), [], 'must have at least 2 items'],
    ['an empty list', v.pipe(v.array(v.string()), v.minLength(1)), [], 'must not be empty'],
    ['an empty string', v.pipe(v.string(), v.minLength(1)), '', 'must not be empty'],
    ['another form', v.pipe(v.string(), v.regex(/^[a-z]$/)), 'made-up', 'is not valid'],
    [
      'what a check refuses',
      v.pipe(
        v.string(),
        v.check(() => false),
      ),
      'made-up',
      'is not valid',
    ],
    ['a text of the schema', v.pipe(v.string(), v.maxLength(2, 'is too long')), 'made-up', 'is too long'],
    ['a text of the schema for a type', v.number('must be a count'), 'made-up', 'must be a count'],
  ])('says what is wanted of a field and quotes nothing: %s', (_case, schema, value, message) => {
    const error = refusalOf(field(schema), { field: value });

    expect(error).toMatchObject({
      code: 'invalid-request',
      message: 'the event is not valid: field',
      errors: [{ path: 'field', message }],
    });
  });

  it('names every faulty place once', () => {
    const Event = v.strictObject({ a: v.string(), b: v.strictObject({ c: v.number() }) });

    const error = refusalOf(Event, { a: 1, b: { c: 'made-up' } });

    expect(error.message).toBe('the event is not valid: a, b.c');
    expect(error.errors).toEqual([
      { path: 'a', message: 'must be a string' },
      { path: 'b.c', message: 'must be a number' },
    ]);
  });

  it('names an unknown field', () => {
    expect(refusalOf(v.strictObject({}), { more: 1 }).errors).toEqual([
      { path: 'more', message: 'is not a known field' },
    ]);
  });

  it.each([['13800000001'], ['a b'], ['x'.repeat(101)]])('does not show the field name %s', (name) => {
    const error = refusalOf(v.strictObject({}), { [name]: 1 });

    expect(error.errors).toEqual([{ path: '(unreadable name)', message: 'is not a known field' }]);
    expect(error.message).toBe('the event is not valid: (unreadable name)');
  });

  it('takes a list for no object', () => {
    const error = refusalOf(v.strictObject({ a: v.optional(v.string()) }), []);

    expect(error).toMatchObject({
      message: 'the event is not valid',
      errors: [{ path: '', message: 'must be an object' }],
    });
  });
});

describe('the event of a function that nobody reads over HTTP', () => {
  const Event = v.strictObject({ a: v.string(), b: v.strictObject({ c: v.number() }) });

  it('is refused with the reasons in the message, and quotes nothing', () => {
    expect(() => parseEvent(Event, { a: 1, b: { c: 'made-up' } }, 'event')).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        message: 'the event is not valid: a must be a string, b.c must be a number',
        errors: [
          { path: 'a', message: 'must be a string' },
          { path: 'b.c', message: 'must be a number' },
        ],
      }),
    );
  });

  it('is named itself where it has the wrong form', () => {
    expect(() => parseEvent(Event, [], 'event')).toThrow('the event is not valid: it must be an object');
  });

  it('is read', () => {
    expect(parseEvent(Event, { a: 'x', b: { c: 2 } }, 'event')).toEqual({ a: 'x', b: { c: 2 } });
  });
});

describe('the faults of a document', () => {
  const linesOf = (document: unknown): readonly string[] => {
    const { issues = [] } = v.safeParse(v.array(field(v.string())), document);
    return documentFaultsOf(issues);
  };

  it('keep their whole paths', () => {
    expect(linesOf([{ field: 'a' }, { field: 7, feild: 1 }])).toEqual([
      '  1.field: must be a string',
      '  1.feild: is not a known field',
    ]);
    expect(linesOf('nothing')).toEqual(['  (document): must be a list']);
  });

  it.each(['app-secret-77', 'c2VjcmV0MQ==', '+8613800000001', 'x'.repeat(31), 'b c'])(
    'show no name that may be a secret: %s',
    (name) => {
      expect(linesOf([{ field: 'a', [name]: name }])).toEqual([
        '  0.(unreadable name): is not a known field',
      ]);
    },
  );
});
