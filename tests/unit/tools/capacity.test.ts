import { describe, expect, it } from 'vitest';
import { itemBytes, readUnits, writeUnits } from '../../harness/capacity.ts';

const INDEXES = [['hash', 'range']];

/** 1024 bytes with its key. */
const KILOBYTE = { pk: 'a', sk: 'b', text: 'x'.repeat(1014) };

describe('capacity units as DynamoDB counts them', () => {
  it('come from names and values in UTF-8', () => {
    expect(itemBytes({ pk: 'ab', 中: '号', on: true, none: null, left: undefined })).toBe(4 + 6 + 3 + 5);
    expect(itemBytes({ n: 1234 })).toBe(1 + 3);
    expect(itemBytes({ m: { a: 'bc' } })).toBe(1 + 3 + 1 + 3);
    expect(itemBytes({ l: ['ab', 'c'] })).toBe(1 + 3 + 1 + 2 + 1 + 1);
    expect(itemBytes({ s: new Set(['ab', 'c']) })).toBe(1 + 3);
    expect(itemBytes(KILOBYTE)).toBe(1024);
  });

  it('of a write are one for each kilobyte begun of the larger state', () => {
    expect(writeUnits(undefined, { pk: 'a', sk: 'b' }, [])).toBe(1);
    expect(writeUnits(undefined, KILOBYTE, [])).toBe(1);
    expect(writeUnits(undefined, { ...KILOBYTE, z: '' }, [])).toBe(2);
    expect(writeUnits({ ...KILOBYTE, z: '' }, { pk: 'a', sk: 'b' }, [])).toBe(2);
    expect(writeUnits(undefined, undefined, [])).toBe(1);
  });

  it('of an index are one when an entry comes or goes, two when its key changes', () => {
    const one = { pk: 'a', sk: 'b', hash: 'h', range: '1' };
    expect(writeUnits(undefined, one, INDEXES)).toBe(2);
    expect(writeUnits(one, one, INDEXES)).toBe(1);
    expect(writeUnits(one, { ...one, other: 'x' }, INDEXES)).toBe(1);
    expect(writeUnits(one, { ...one, range: '2' }, INDEXES)).toBe(3);
    expect(writeUnits(one, { pk: 'a', sk: 'b', hash: 'h' }, INDEXES)).toBe(2);
    expect(writeUnits(one, undefined, INDEXES)).toBe(2);
  });

  it('of a read are one for each four kilobytes begun, half of it from an index', () => {
    expect(readUnits([], { consistent: true })).toBe(1);
    expect(readUnits([KILOBYTE, KILOBYTE, KILOBYTE, KILOBYTE], { consistent: true })).toBe(1);
    expect(readUnits([KILOBYTE, KILOBYTE, KILOBYTE, KILOBYTE, { pk: 'a' }], { consistent: true })).toBe(2);
    expect(readUnits([KILOBYTE], { consistent: false })).toBe(0.5);
  });
});
