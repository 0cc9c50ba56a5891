import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../shared/platform/parse-json.ts';

describe('JSON of the platform', () => {
  it.each<[string, unknown]>([
    ['{"id":12345678901234567891}', { id: '12345678901234567891' }],
    ['{"id":12345678901234567892}', { id: '12345678901234567892' }],
    [
      '[9007199254740991,9007199254740993,-9007199254740993]',
      [9007199254740991, '9007199254740993', '-9007199254740993'],
    ],
    ['{"id": 8613800000001}', { id: 8613800000001 }],
    ['{"id":1e400,"short":1e2}', { id: '1e400', short: 100 }],
    ['{"id":0.12345678901234567890}', { id: '0.12345678901234567890' }],
    ['{"id":"12345678901234567891"}', { id: '12345678901234567891' }],
    ['{"text":"a:12345678901234567891"}', { text: 'a:12345678901234567891' }],
    ['{"a":"\\\\",  "b" : -12345678901234567891 }', { a: '\\', b: '-12345678901234567891' }],
    ['{"a":"\\",1234567890123456789,","b":1}', { a: '",1234567890123456789,', b: 1 }],
  ])('%s keeps every digit', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    [String.raw`{"id":"\ud83dx"}`, { id: '\ufffdud83dx' }],
    [String.raw`{"id":"\uDE00\uD83D"}`, { id: '\ufffdude00\ufffdud83d' }],
    [String.raw`{"id":"\ud83d\ud83d\ude00"}`, { id: '\ufffdud83d\u{1f600}' }],
    [String.raw`{"\udc00":1}`, { '\ufffdudc00': 1 }],
    [String.raw`{"id":"\\ud83d \\\ud83d \u00e9"}`, { id: '\\ud83d \\\ufffdud83d \u00e9' }],
    [String.raw`{"id":"\uD83D\uDE00"}`, { id: '\u{1f600}' }],
  ])('%s keeps halves of characters apart', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it('makes two texts of any two, which stay two in UTF-8', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'ud83d', '\\', '"', '\ud83d', '\ud83e', '\udc00', '\u{1f600}', 'é'),
      maxLength: 8,
    });

    fc.assert(
      fc.property(text, text, (one, other) => {
        const read = (sent: string) => Buffer.from(String(parseJson(escaped(sent)))).toString('utf8');

        expect(read(one) === read(other)).toBe(one === other);
        if (one.isWellFormed()) expect(read(one)).toBe(one);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it.each([
    '{"id":',
    '{12345678901234567891:1}',
    '[012345678901234567891]',
    '[12345678901234567891x]',
    '[-]12345678901234567891',
    '{"id":12345678901234567891',
  ])('throws for text of another kind: %s', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

/** JSON with an escape for each unit of UTF-16. */
const escaped = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
