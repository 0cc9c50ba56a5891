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
  ])('%s keeps every digit', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it('throws for text of another kind', () => {
    expect(() => parseJson('{"id":')).toThrow(SyntaxError);
  });
});
