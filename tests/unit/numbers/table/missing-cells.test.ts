import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/kernel/errors.ts';
import { readNumberTable } from '../../../../shared/numbers/table/read-number-table.ts';

type Column = 'x' | 'areaCode' | 'sms' | 'city' | 'note';

/** The names and cells of columns that a table may have or lack. */
const NAMES: Readonly<Record<Column, string>> = {
  x: '号码',
  areaCode: '区号',
  sms: '短信',
  city: '城市',
  note: 'note',
};
const CELLS: Readonly<Record<Column, string>> = {
  x: '17000000001',
  areaCode: '0755',
  sms: '是',
  city: '深圳',
  note: 'a',
};

/** Every choice of these, in every order. */
const ordersOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => [
  [],
  ...items.flatMap((first) =>
    ordersOf(items.filter((item) => item !== first)).map((others) => [first, ...others]),
  ),
];

const faultsOf = (text: string): unknown => {
  try {
    return readNumberTable(text).listed;
  } catch (error) {
    return error instanceof AppError ? error.errors?.map(({ path, message }) => ({ path, message })) : error;
  }
};

describe('a table that lacks columns', () => {
  const tables = ordersOf<Column>(['x', 'areaCode', 'sms', 'city', 'note']);
  const textOf = (columns: readonly Column[]) =>
    `${columns.map((column) => NAMES[column]).join()}\n${columns.map((column) => CELLS[column]).join()}\n`;

  it('says nothing on them, in whatever order the others are', () => {
    for (const columns of tables.filter((each) => each.includes('x')))
      expect(readNumberTable(textOf(columns)), columns.join()).toStrictEqual({
        listed: [
          {
            x: '+8617000000001',
            areaCode: columns.includes('areaCode') ? '0755' : undefined,
            sms: columns.includes('sms') ? true : undefined,
            place: 'row 2',
          },
        ],
        ignoredColumns: columns.includes('note') ? ['note'] : [],
      });
  });

  it('is refused without that of the numbers, whichever others it has', () => {
    const without = tables.filter((each) => each.length > 0 && !each.includes('x'));
    expect(without).toHaveLength(64);
    for (const columns of without)
      expect(faultsOf(textOf(columns)), columns.join()).toMatchObject([
        {
          path: 'row 1',
          message: expect.stringContaining('must be a header with the column of the numbers'),
        },
      ]);
  });
});

describe('a row of a table', () => {
  const NUMBER_MISSING = 'the number is missing';
  const NO_NUMBER = 'the number must be a private number';
  const NO_AREA = 'the area code must be one such as 0755';
  const NO_FLAG = 'SMS must be yes or no (是 or 否)';
  /** The text of each cell, its value, and the fault in it where there is one. */
  const X = [
    ['17000000001', '+8617000000001', undefined],
    ['', '', NUMBER_MISSING],
    ['12', '', NO_NUMBER],
  ] as const;
  const AREAS = [
    ['0755', '0755', undefined],
    ['', null, undefined],
    ['x', '', NO_AREA],
  ] as const;
  const FLAGS = [
    ['是', true, undefined],
    ['', false, undefined],
    ['x', false, NO_FLAG],
  ] as const;
  const rows = X.flatMap((x) => AREAS.flatMap((area) => FLAGS.map((flag) => [x, area, flag] as const)));

  it.each(rows.filter((cells) => cells.some(([text]) => text !== '')))(
    'is read or tells the faults of all its cells at once: %j %j %j',
    (x, area, flag) => {
      const messages = [x[2], area[2], flag[2]].filter((message) => message !== undefined);
      const expected =
        messages.length === 0
          ? [{ x: x[1], areaCode: area[1], sms: flag[1], place: 'row 2' }]
          : messages.map((message) => ({ path: 'row 2', message }));

      expect(faultsOf(`号码,区号,短信\n${x[0]},${area[0]},${flag[0]}\n`)).toEqual(expected);
    },
  );

  it('is passed over when all its cells are empty', () => {
    expect(faultsOf('号码,区号,短信\n,,\n17000000001,,\n')).toEqual([
      { x: '+8617000000001', areaCode: null, sms: false, place: 'row 3' },
    ]);
  });

  it.each([
    ['号码,区号,短信', '17000000001', false],
    ['号码,区号,短信', '17000000001,0755', false],
    ['号码,区号,短信', '17000000001,0755,是', true],
    ['号码,区号,短信', '17000000001,0755,是,', true],
    ['号码,区号,短信', '17000000001,0755,是,more', false],
    ['区号,短信,号码', '0755,是', false],
    ['区号,号码,短信', '0755,17000000001', false],
    ['号码,城市', '17000000001', true],
    ['城市,号码', '深圳', false],
  ])('under %s is whole or cut off: %s', (header, row, isWhole) => {
    const found = faultsOf(`${header}\n${row}\n`);

    expect(found).toMatchObject(
      isWhole
        ? [{ x: '+8617000000001', place: 'row 2' }]
        : [{ path: 'row 2', message: `must have ${header.split(',').length} fields` }],
    );
  });
});
