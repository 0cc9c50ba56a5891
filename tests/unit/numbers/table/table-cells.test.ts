import { describe, expect, it } from 'vitest';
import { readNumberTable } from '../../../../shared/numbers/table/read-number-table.ts';
import { numberCell, readAreaCode } from '../../../../shared/numbers/table/table-cells.ts';

const NUMBER = { value: '+8617000000001' };
const NO_NUMBER = { fault: 'the number must be a private number', code: 'no-private-number' };
const LOST_DIGITS = {
  fault: 'the number has lost digits (scientific notation): format its column as text',
  code: 'digits-lost',
};

describe('the cell of a number', () => {
  it.each([
    ' 17000000001 ',
    '=17000000001',
    '="17000000001"',
    '= "17000000001"',
    '=" 17000000001 "',
    '"17000000001"',
    "'17000000001",
    "' 17000000001",
    '17000000001.0',
    '17000000001.00',
    '+8617000000001.000',
  ])('is read from %j', (cell) => {
    expect(numberCell(cell)).toEqual(NUMBER);
  });

  it.each([
    'x=17000000001',
    '="17000000001"x',
    "17000'000001",
    '17000"000001x',
    'x17000000001.0',
    '17000000001.0x',
    '17000000001.05',
    '17,000,000,001',
    'x1.7E+10',
    '1.7E+10x',
  ])('is not a number in %j', (cell) => {
    expect(numberCell(cell)).toEqual(NO_NUMBER);
  });

  it.each(['1.7E+10', '1.7000000001e10', '17E9', '170E+8', '-1.7E10', '+1E10', '1.7E-10'])(
    'has lost digits in %j',
    (cell) => {
      expect(numberCell(cell)).toEqual(LOST_DIGITS);
    },
  );
});

describe('the cell of an area code', () => {
  it.each([
    ['( 0755 )', '0755'],
    ['(+86 755)', '0755'],
    ['0086-755', '0755'],
    ['755.00', '0755'],
    ['20', '020'],
  ])('is read from %j', (cell, areaCode) => {
    expect(readAreaCode(cell)).toBe(areaCode);
  });

  it.each(['x(0755)', '(0755)x', '0+86755', '20755', '108', '7550'])('is not one in %j', (cell) => {
    expect(readAreaCode(cell)).toBeUndefined();
  });
});

describe('the message of a refused table', () => {
  const rows = (count: number) => `x\n${'nothing\n'.repeat(count)}`;

  it.each([
    ['its one fault', rows(1), 'the table is not valid: 1 fault'],
    ['its two faults', rows(2), 'the table is not valid: 2 faults'],
    ['a hundred faults, all named', rows(100), 'the table is not valid: 100 faults'],
    ['one more', rows(101), 'the table is not valid: 101 faults, of which the first 100 are named'],
  ])('counts %s', (_case, text, message) => {
    expect(() => readNumberTable(text)).toThrow(
      expect.objectContaining({ code: 'invalid-request', message }),
    );
  });

  it('names ten names of columns at most, without the blanks around them', () => {
    const header = ' a , b ,c,d,e,f,g,h,i,j,k';

    expect(() => readNumberTable(`${header}\n`)).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({
            path: 'row 1',
            message:
              'must be a header with the column of the numbers (x or 号码); it names a, b, c, d, e, f, g, h, i, j',
          }),
        ],
      }),
    );
  });

  it('is none for a table with nothing in it', () => {
    expect(readNumberTable('')).toEqual({ listed: [], ignoredColumns: [] });
  });

  it('is none for columns that are not known, which are named without the blanks around them', () => {
    expect(readNumberTable('x, note \n17000000001,a\n').ignoredColumns).toEqual(['note']);
  });
});
