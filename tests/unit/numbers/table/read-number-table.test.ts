import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/kernel/errors.ts';
import { readNumberTable } from '../../../../shared/numbers/table/read-number-table.ts';

/** The errors of a refused table. */
const faultsOf = (text: string): unknown => {
  try {
    return readNumberTable(text);
  } catch (error) {
    return error instanceof AppError ? error.errors?.map(({ path, message }) => ({ path, message })) : error;
  }
};

const FIRST = { x: '+8617000000001', areaCode: '0755', sms: true, place: 'row 2' };

describe('a table of numbers', () => {
  it.each([
    ['commas', '号码,区号,短信\n17000000001,0755,是\n'],
    ['semicolons and CRLF', '号码;区号;短信\r\n17000000001;0755;是\r\n'],
    ['tabs', '号码\t区号\t短信\n17000000001\t0755\t是'],
    ['carriage returns alone', '号码,区号,短信\r17000000001,0755,是\r'],
    ['empty lines at the end', '号码,区号,短信\n17000000001,0755,是\n\n,,\n\n'],
    ['English names in another order', 'SMS, Area_Code ,X\ntrue,0755,+8617000000001\n'],
    ['remarks in the names', '隐私号码（必填）,区号(4位),是否开通短信(是/否)\n17000000001,0755,是\n'],
    ['city and carrier', '号码,城市,区号,运营商,短信\n17000000001,深圳,0755,移动,是\n'],
    ['lost zeros', 'number,citycode,sms\n17000000001,755,1\n'],
    ['formulas', '号码,区号,短信\n="17000000001",="0755",="是"\n'],
    ['quoted formulas', '号码,区号,短信\n"=""17000000001""","=""0755""","是"\n'],
    ['tabs against reading as numbers', '号码\t,区号\t,短信\t\n17000000001\t,0755\t,是\t\n'],
    ['a quoted header of two lines', '"号码\n(必填)",区号,短信\n"17000000001","0755","是"\n'],
    ['fractions of numbers', '号码,区号,短信\n17000000001.0,755.0,1.0\n'],
    [
      'full-width digits',
      '号码,区号,短信\n１７０００００００１,０７５５,是\n'.replace(
        '１７０００００００１',
        '１７００００００００１',
      ),
    ],
    ['marks of direction', '号码,区号,短信\n\u202d17000000001\u202c,0755,是\n'],
    ['an instruction of the separator', 'sep=;\r\n号码;区号;短信\r\n17000000001;0755;是\r\n'],
    ['cells without a name after the last', '号码,区号,短信,,\n17000000001,0755,是,,\n'],
    ['a last column that is not read and left out', '号码,区号,短信,城市\n17000000001,0755,是\n'],
  ])('is read with %s', (_what, text) => {
    expect(readNumberTable(text)).toEqual({ listed: [FIRST], ignoredColumns: [] });
  });

  it.each([
    ['17000000001', '+8617000000001'],
    ['8617000000001', '+8617000000001'],
    ['+86 170 0000 0001', '+8617000000001'],
    ['008617000000001', '+8617000000001'],
    ['170-0000-0001', '+8617000000001'],
    ["'17000000001", '+8617000000001'],
  ])('has the number %s', (written, x) => {
    expect(readNumberTable(`x\n${written}\n`).listed.map((number) => number.x)).toEqual([x]);
  });

  it.each([
    ['755', '0755'],
    ['0755', '0755'],
    ['10', '010'],
    ['010', '010'],
    ['21', '021'],
    ['(0755)', '0755'],
    ['+86755', '0755'],
    ['', null],
  ])('has the area code %s', (written, areaCode) => {
    const [number] = readNumberTable(`x,区号\n17000000001,${written}\n`).listed;
    expect(number?.areaCode).toBe(areaCode);
  });

  it.each(['75', '5', '07555', '深圳', '12', '1.5'])('refuses the area code %s', (written) => {
    expect(faultsOf(`x,区号\n17000000001,${written}\n`)).toEqual([
      { path: 'row 2', message: 'the area code must be one such as 0755' },
    ]);
  });

  it.each([
    ['是 true TRUE 1 yes Y 有 支持 已开通 √', true],
    ['否 false 0 No n 无 不支持 未开通 ×', false],
  ])('has SMS written as %s', (words, sms) => {
    for (const word of ['', ...words.split(' ')].slice(1))
      expect(readNumberTable(`x,短信\n17000000001,${word}\n`).listed[0]?.sms, word).toBe(sms);
    expect(readNumberTable('x,短信\n17000000001,\n').listed[0]?.sms).toBe(false);
  });

  it.each([
    '号码',
    'X号码',
    '隐私号',
    '虚拟号码',
    '中间号',
    '电话号码',
    'Phone Number',
    'private_number',
    'x-number',
  ])('has its numbers under %s', (name) =>
    expect(readNumberTable(`${name}\n17000000001\n`).listed).toHaveLength(1),
  );

  it('says nothing on a column that it does not have, and names those that are not known', () => {
    expect(readNumberTable('号码,备注,状态\n17000000001,a,b\n')).toEqual({
      listed: [{ x: '+8617000000001', areaCode: undefined, sms: undefined, place: 'row 2' }],
      ignoredColumns: ['备注', '状态'],
    });
  });

  it('counts rows as a spreadsheet does: a title, empty rows, lines within quotes', () => {
    const { listed } = readNumberTable(
      '号码清单,,\n\n号码,备注,区号\n17000000001,"a\nb",0755\n\n17000000002,c,0755\n',
    );
    expect(listed.map(({ place }) => place)).toEqual(['row 4', 'row 6']);
  });

  it.each(['', '\n\n', '号码,区号\n'])('may be empty', (text) => {
    expect(readNumberTable(text).listed).toEqual([]);
  });

  it('names the faults of all rows at once, and quotes no number', () => {
    expect(
      faultsOf(
        'x,areaCode,sms\n1.7E+10,0755,是\n17000000001,abc,maybe\n,0755,是\n17000000002\n17000000003,0755,是,more\n17000000004,,\n17000000004,,\n17000000001.5,,\n"17,000,000,001",,\n0755,,\n',
      ),
    ).toEqual([
      {
        path: 'row 2',
        message: 'the number has lost digits (scientific notation): format its column as text',
      },
      { path: 'row 3', message: 'the area code must be one such as 0755' },
      { path: 'row 3', message: 'SMS must be yes or no (是 or 否)' },
      { path: 'row 4', message: 'the number is missing' },
      { path: 'row 5', message: 'must have 3 fields' },
      { path: 'row 6', message: 'must have 3 fields' },
      { path: 'row 9', message: 'the number must be a private number' },
      { path: 'row 10', message: 'the number must be a private number' },
      { path: 'row 11', message: 'the number must be a private number' },
      { path: 'row 8', message: 'repeats the number of row 7' },
    ]);
  });

  it('names a hundred faults and counts the rest', () => {
    const rows = Array.from({ length: 150 }, () => 'nothing').join('\n');
    expect(() => readNumberTable(`x\n${rows}\n`)).toThrow(
      expect.objectContaining({
        message: 'the table is not valid: 150 faults, of which the first 100 are named',
        errors: expect.toSatisfy((errors: unknown[]) => errors.length === 100),
      }),
    );
  });

  it.each([
    [
      's3cret-Zm9v\n',
      'must be a header with the column of the numbers (x or 号码); it names none that is known',
    ],
    ['region\n0755\n', 'must be a header with the column of the numbers (x or 号码); it names region'],
    [
      '17000000001\n17000000002\n',
      'must be a header with the column of the numbers (x or 号码); it names none that is known',
    ],
    ['x,号码\n17000000001,17000000002\n', 'names the column x more than once'],
    ['x,区号,areaCode\n17000000001,0755,010\n', 'names the column areaCode more than once'],
  ])('needs a header that names each column once: %j', (text, message) => {
    expect(faultsOf(text)).toEqual([{ path: 'row 1', message }]);
  });

  it('names the row whose quotes are wrong', () => {
    expect(faultsOf('x,备注\n17000000001,a\n17000000002,"b\n')).toEqual([
      { path: 'row 3', message: 'a quote does not end where its cell ends' },
    ]);
  });

  it('holds ten thousand numbers and not one more', () => {
    const rows = (count: number) =>
      `x\n${Array.from({ length: count }, (_, index) => 17000000000 + index).join('\n')}`;
    expect(readNumberTable(rows(10_000)).listed).toHaveLength(10_000);
    expect(faultsOf(rows(10_001))).toEqual([{ path: '', message: 'must hold at most 10000 numbers' }]);
  });
});
