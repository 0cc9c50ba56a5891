import { describe, expect, it } from 'vitest';
import { numberText } from '../../../web/kit/format/numbers.ts';
import { lengthText } from '../../../web/kit/format/times.ts';
import { readSought } from '../../../web/operator/search/sought.ts';

describe('what was typed into the search', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['13800000001', { kind: 'number', number: '13800000001' }],
    [' +86 138-0000-0001 ', { kind: 'number', number: '+86 138-0000-0001' }],
    ['(0755) 12345678', { kind: 'number', number: '(0755) 12345678' }],
    ['１３９０００００００２', { kind: 'number', number: '13900000002' }],
    ['　＋８６　１３９－００００－０００２　', { kind: 'number', number: '+86 139-0000-0002' }],
    ['订单　７', { kind: 'reference', reference: '订单　７' }],
    ['order-42', { kind: 'reference', reference: 'order-42' }],
    ['42', { kind: 'reference', reference: '42' }],
    ['订单 7', { kind: 'reference', reference: '订单 7' }],
    ['eriqnhkcncfrkenendcqebiqqhrhqmin', { kind: 'id', id: 'eriqnhkcncfrkenendcqebiqqhrhqmin' }],
    [
      'ERIQNHKCNCFRKENENDCQEBIQQHRHQMIN',
      { kind: 'reference', reference: 'ERIQNHKCNCFRKENENDCQEBIQQHRHQMIN' },
    ],
  ])('%j', (typed, expected) => {
    expect(readSought(typed)).toEqual(expected);
  });
});

describe('a number', () => {
  it.each([
    ['+8613800000001', '138\u00a00000\u00a00001'],
    ['+861****0001', '+861****0001'],
    ['+8675512345678', '+8675512345678'],
    ['anonymous', 'anonymous'],
  ])('%s is read as %j', (number, expected) => {
    expect(numberText(number)).toBe(expected);
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 s', '0 秒'],
    [1.5, '1.5 s', '1.5 秒'],
    [75, '1 min 15 s', '1 分 15 秒'],
    [3600, '1 h', '1 小时'],
    [3661, '1 h 1 min', '1 小时 1 分'],
    [90_061, '1 d 1 h', '1 天 1 小时'],
  ])('%d seconds', (seconds, en, zh) => {
    expect([lengthText(seconds, 'en'), lengthText(seconds, 'zh')]).toEqual([en, zh]);
  });
});
