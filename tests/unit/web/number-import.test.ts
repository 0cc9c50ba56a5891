import { expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { readNumberTable } from '../../../shared/numbers/table/read-number-table.ts';
import { FAULT_WORDS, faultText } from '../../../web/operator/number-import/fault-words.ts';
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
  [{ name: 'pool.csv', size: 0 }, 'empty-file'],
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
    { row: null, path: '', message: 'must hold at most 10000 numbers' },
    { row: 3, path: 'row 3', message: 'repeats the number of row 2' },
    { row: 12, path: 'row 12', message: 'has lost digits' },
  ]);
});

/** The faults of a table, as the API answers them. */
const faultsOf = (text: string) => {
  try {
    readNumberTable(text);
    return [];
  } catch (error) {
    return error instanceof AppError ? (error.errors ?? []) : [];
  }
};

test.each([
  ['x\n1.7E+10', '号码丢失了位数（科学计数法），请将该列设为文本格式。'],
  ['x,sms\n,1', '缺少号码。'],
  ['x\nabc', '不是隐私号码。'],
  ['x\n0755-12345678', '这是固定电话，不是隐私号码。'],
  ['x,区号\n17000000001,abc', '区号应形如 0755。'],
  ['x,短信\n17000000001,maybe', '短信应为 是 或 否（yes 或 no）。'],
  ['x,区号,短信\n17000000001', '该行应有 3 个字段。'],
  ['x\n17000000001\n17000000001', '与第 2 行的号码重复。'],
  ['x,备注\n17000000002,"b\n', '引号没有在单元格末尾结束。'],
  ['x,号码\n1,2', '列 x 出现多次。'],
  ['region\n0755', '此行应为表头，包含号码列（x 或 号码），目前的列名为 region。'],
  ['17000000001', '此行应为表头，包含号码列（x 或 号码），未识别到任何列名。'],
])('the fault of %j has a code, and is told in Chinese: %s', (table, text) => {
  const [fault] = faultsOf(table);

  expect(fault && faultText(fault, 'zh')).toBe(text);
});

test.each([
  [{ code: 'of-app', values: { app: 'rides' }, message: 'm' }, 'The number belongs to the app rides.'],
  [{ code: 'too-many-numbers', values: { most: 9 }, message: 'm' }, 'The table has more than 9 numbers.'],
  [{ code: 'of-a-later-release', message: 'in English' }, 'in English'],
  [{ message: 'must be a number' }, 'must be a number'],
])('a fault with %o reads: %s', (fault, text) => {
  expect(faultText({ path: 'row 2', ...fault }, 'en')).toBe(text);
});

test('the same faults have words in both languages', () => {
  expect(Object.keys(FAULT_WORDS.zh).toSorted()).toEqual(Object.keys(FAULT_WORDS.en).toSorted());
});
