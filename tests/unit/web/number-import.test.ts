import { expect, test } from 'vitest';
import {
  contentTypeOf,
  groupsOf,
  isWithoutChange,
  refusalOf,
  rowFaultsOf,
  unusualOf,
} from '../../../web/operator/number-import/preview.ts';

test('the difference stands by kind and number, what is lost first, and without kinds that have nothing', () => {
  const groups = groupsOf({
    diff: [
      { kind: 'added', x: '+8617000000004', fields: [] },
      { kind: 'retired', x: '+8617000000001', fields: ['state'] },
      { kind: 'added', x: '+8617000000003', fields: [] },
    ],
  });

  expect(groups).toEqual([
    { kind: 'retired', changes: [{ kind: 'retired', x: '+8617000000001', fields: ['state'] }] },
    {
      kind: 'added',
      changes: [
        { kind: 'added', x: '+8617000000003', fields: [] },
        { kind: 'added', x: '+8617000000004', fields: [] },
      ],
    },
  ]);
});

test.each([
  [{ added: 0, changed: 0, retired: 0 }, true],
  [{ added: 1, changed: 0, retired: 0 }, false],
  [{ added: 0, changed: 1, retired: 0 }, false],
  [{ added: 0, changed: 0, retired: 1 }, false],
])('an import with %o changes nothing: %s', (counts, isSame) => {
  expect(isWithoutChange({ ...counts, unchanged: 5, diff: [], fingerprint: '', ignoredColumns: [] })).toBe(
    isSame,
  );
});

test.each([
  [{ name: 'pool.xlsx', size: 10 }, 'workbook'],
  [{ name: 'POOL.XLS', size: 10 }, 'workbook'],
  [{ name: 'pool.csv', size: 0 }, 'empty'],
  [{ size: 0 }, 'empty'],
  [{ name: 'pool.csv', size: 1_048_577 }, 'too-large'],
  [{ name: 'pool.csv', size: 1_048_576 }, undefined],
  [{ size: 10 }, undefined],
] as const)('%o is refused before it is sent: %s', (table, refusal) => {
  expect(refusalOf(table)).toBe(refusal);
});

test.each([
  ['pool.json', 'application/json'],
  ['Pool.JSON', 'application/json'],
  ['pool.csv', 'application/csv'],
  [undefined, 'application/csv'],
])('%s is sent as %s', (name, type) => {
  expect(contentTypeOf(name)).toBe(type);
});

test.each([
  ['+861700000', 'short'],
  ['+868613800000001', 'long'],
  ['+8670000000001', 'no-mobile'],
  ['+8612000000001', 'no-mobile'],
  ['+85251234567', 'abroad'],
  ['+8617000000001', undefined],
  ['+86170****0001', undefined],
] as const)('%s is looked at before it comes into the pool: %s', (x, unusual) => {
  expect(unusualOf({ kind: 'added', x })).toBe(unusual);
  expect(unusualOf({ kind: 'changed', x })).toBe(unusual);
  expect(unusualOf({ kind: 'retired', x })).toBeUndefined();
});

test('numbers that should be looked at stand first of their kind', () => {
  const [group] = groupsOf({
    diff: ['+8617000000001', '+8617000000002', '+8670000001'].map((x) => ({
      ...{ kind: 'added' as const, fields: [] },
      x,
    })),
  });

  expect(group?.changes.map(({ x }) => x)).toEqual(['+8670000001', '+8617000000001', '+8617000000002']);
});

test('faults stand in the order of their rows, those of the whole table before them', () => {
  const faults = rowFaultsOf([
    { path: 'row 12', message: 'has lost digits' },
    { path: 'row 3', message: 'repeats the number of row 2' },
    { path: '', message: 'must hold at most 10000 numbers' },
  ]);

  expect(faults).toEqual([
    { row: null, place: '', message: 'must hold at most 10000 numbers' },
    { row: 3, place: 'row 3', message: 'repeats the number of row 2' },
    { row: 12, place: 'row 12', message: 'has lost digits' },
  ]);
});
