import { expect, test } from 'vitest';
import { isId, pathOf } from '../../../web/operator/paths.ts';

test.each([
  ['abcdefghijklmnop', true],
  ['a'.repeat(64), true],
  ['abcdefghijklmno', false],
  ['a'.repeat(65), false],
  ['../operations/status', false],
  ['abcdefghijklmnop/recording', false],
  ['abcdefghijklmnop?leg=1', false],
  ['ABCDEFGHIJKLMNOP', false],
  ['', false],
])('%j can be an id: %j', (word, can) => {
  expect(isId(word)).toBe(can);
});

test('the parts of a path lead nowhere else', () => {
  expect(pathOf('calls', 'a/b?c#d', 'recording')).toBe('calls/a%2Fb%3Fc%23d/recording');
});

test.each(['', '.', '..'])('%j is not a part of a path', (part) => {
  expect(() => pathOf('calls', part)).toThrow(RangeError);
});
