import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../shared/platform/pushes/lenient-json.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

/** JSON as a careless sender writes it: control characters as they are, a comma behind every last entry. */
const carelessly = (value: unknown): string => {
  if (typeof value === 'string')
    return JSON.stringify(value).replace(/\\(?:u00([01][\da-f])|([bfnrt]))/g, (_found, code, letter) =>
      code === undefined ? (CONTROLS.get(letter) ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
    );
  if (Array.isArray(value)) return `[${value.map((inner) => `${carelessly(inner)},`).join('\t')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([name, inner]) => `${carelessly(name)}\u00a0:${carelessly(inner)},`,
  );
  return `\ufeff{${entries.join('\n')}}`;
};

const CONTROLS = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const text = fc
  .array(fc.constantFrom('a', '1', '\t', '\n', '\u0000', '\u001f', '"', '张', '😀', ',}', '0755', 'NaN'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('JSON of a careless sender', () => {
  it('means the same as JSON of a careful one', () => {
    fc.assert(
      fc.property(fc.array(tree), (value) => {
        expect(readJson(bytes(carelessly(value)))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not read when it ends too early', () => {
    const whole = fc.dictionary(text, fc.oneof(text, fc.array(text)), { minKeys: 1, noNullPrototype: true });

    fc.assert(
      fc.property(whole, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (value, at) => {
        const json = JSON.stringify(value);

        expect(readJson(bytes(json.slice(0, Math.floor(json.length * at))))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['"', '\\', ',', ' ', '{', '[', '-0', '+1', '\t', '\u00e4', '"\\', ', ', '"a', '0.'])(
    'is given up soon when it is a megabyte of %j',
    (piece) => {
      expect(readJson(bytes(piece.repeat(1_000_000 / piece.length)))).toBeUndefined();
    },
  );
});
