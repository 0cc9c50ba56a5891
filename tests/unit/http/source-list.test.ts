import { describe, expect, it } from 'vitest';
import { createSourceList, isSourceRange } from '../../../shared/http/source-list.ts';

describe('a list of sources', () => {
  it.each<[string, string, boolean]>([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.129/25', '203.0.113.130', true],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:DB8::/32', '2001:db9::1', false],
    ['2001:db8::7', '2001:db8:0:0:0:0:0:7', true],
    ['203.0.113.0/24', '', false],
    ['203.0.113.0/24', 'unknown', false],
  ])('that is %s has %s: %s', (range, address, has) => {
    expect(createSourceList([range])(address)).toBe(has);
  });

  it('has what any of its ranges has', () => {
    const has = createSourceList(['203.0.113.0/24', '2001:db8::/32']);

    expect(['203.0.113.1', '2001:db8::1', '198.51.100.1'].map(has)).toEqual([true, true, false]);
  });

  it.each([
    '',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/024',
    '2001:db8::/129',
    'host',
    '203.0.113.0/',
    '203.0.113.0/24 ',
  ])('does not take %j for a range', (text) => {
    expect(isSourceRange(text)).toBe(false);
  });
});
