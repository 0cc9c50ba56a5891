import { describe, expect, it } from 'vitest';
import { accepts } from '../../../shared/http/accepts.ts';

describe('a header that says what is accepted', () => {
  it.each([
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    [' deflate ,gzip ; q=0.01', true],
    ['gzip;q=1;header=present', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000', false],
    ['br', false],
    ['*', false],
    ['xgzip', false],
    ['', false],
    [undefined, false],
  ])('%j names gzip: %s', (header, expected) => {
    expect(accepts(header, 'gzip')).toBe(expected);
  });
});
