import { AppError, type FieldError } from '../../kernel/errors.ts';
import type { ListedNumber } from '../private-number.ts';
import { headerPlace, isEmptyRow, readRows, type TableColumns } from './read-rows.ts';
import { areaCodeCell, flagCell, numberCell } from './table-cells.ts';
import { columnNamed } from './table-columns.ts';

/** The numbers of a table, and the names of its columns that the import does not know. */
export type NumberTable = Readonly<{ listed: readonly ListedNumber[]; ignoredColumns: readonly string[] }>;

/** The most numbers of one import. */
export const MOST_NUMBERS = 10_000;

/** More of them help nobody. */
const MOST_FAULTS = 100;
const MOST_NAMES = 10;

const COLUMNS: TableColumns = { named: columnNamed, main: 'x' };

/** The number of columns, and the place of each in a row; -1 for a column that the table does not have. */
type Layout = Readonly<{ width: number; x: number; areaCode: number; sms: number }>;

/**
 * Reads a table with a header row, as consoles and spreadsheets write it. A column that it does not have is left out of its
 * numbers. No text at all is a table without numbers.
 *
 * @throws {AppError} `invalid-request` with the faults of all rows, up to a hundred. Rows are named as a spreadsheet counts
 *   them, so that the header usually is row 1. No cell of a number is quoted.
 */
export const readNumberTable = (text: string): NumberTable => {
  const read = readRows(text, COLUMNS);
  if ('faultyRow' in read)
    throw invalid([faultIn(read.faultyRow, 'a quote does not end where its cell ends', 'open-quote')]);
  const headerAt = headerPlace(read.rows, COLUMNS);
  if (headerAt < 0) return { listed: [], ignoredColumns: [] };
  const header = read.rows[headerAt] ?? [];
  const layout = layoutOf(header, headerAt);
  const faults: FieldError[] = [];
  const listed = read.rows.flatMap((row, index) =>
    index <= headerAt || isEmptyRow(row) ? [] : numbersIn(row, index + 1, layout, faults),
  );
  faults.push(...repeats(listed));
  if (listed.length > MOST_NUMBERS)
    faults.push({
      ...{ path: '', message: `must hold at most ${MOST_NUMBERS} numbers` },
      ...{ code: 'too-many-numbers', values: { most: MOST_NUMBERS } },
    });
  if (faults.length > 0) throw invalid(faults);
  return { listed, ignoredColumns: ignoredIn(header) };
};

const faultIn = (
  row: number,
  message: string,
  code: string | undefined,
  values?: FieldError['values'],
): FieldError => ({
  path: `row ${row}`,
  message,
  ...(code === undefined ? {} : { code }),
  ...(values === undefined ? {} : { values }),
});

const invalid = (faults: readonly FieldError[]): AppError => {
  const more = faults.length > MOST_FAULTS ? `, of which the first ${MOST_FAULTS} are named` : '';
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const errors = faults.slice(0, MOST_FAULTS);
  return new AppError('invalid-request', `the table is not valid: ${count}${more}`, { errors });
};

const layoutOf = (header: readonly string[], headerAt: number): Layout => {
  const columns = header.map(columnNamed);
  const row = headerAt + 1;
  const wanted = ['x', 'areaCode', 'sms'] as const;
  const faults = wanted
    .filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column))
    .map((column) => faultIn(row, `names the column ${column} more than once`, 'column-twice', { column }));
  if (!columns.includes('x')) faults.push(noHeader(row, namesIn(header)));
  if (faults.length > 0) throw invalid(faults);
  const [x = -1, areaCode = -1, sms = -1] = wanted.map((column) => columns.indexOf(column));
  return { width: header.length, x, areaCode, sms };
};

/** Words and blanks: a header has nothing else, where a table without one has numbers, and a wrong file may have secrets. */
const COLUMN_NAME = /^[\p{L} _()（）]{1,40}$/u;

/** The names in what should be the header, as far as they look like names of columns. */
const namesIn = (header: readonly string[]): string =>
  header
    .map((cell) => cell.trim())
    .filter((name) => COLUMN_NAME.test(name))
    .slice(0, MOST_NAMES)
    .join(', ');

const noHeader = (row: number, names: string): FieldError => {
  const found = names === '' ? 'it names none that is known' : `it names ${names}`;
  const message = `must be a header with the column of the numbers (x or 号码); ${found}`;
  return faultIn(row, message, 'no-header', { names });
};

const numbersIn = (
  row: readonly string[],
  rowNumber: number,
  layout: Layout,
  faults: FieldError[],
): readonly ListedNumber[] => {
  // Spreadsheets leave out empty cells at the end of a row. In a column that is read, the file may have been cut off.
  const isCutOff = row.length <= Math.max(layout.x, layout.areaCode, layout.sms);
  if (isCutOff || !isEmptyRow(row.slice(layout.width))) {
    faults.push(
      faultIn(rowNumber, `must have ${layout.width} fields`, 'field-count', { fields: layout.width }),
    );
    return [];
  }
  const x = numberCell(row[layout.x] ?? '');
  const areaCode = layout.areaCode < 0 ? { value: undefined } : areaCodeCell(row[layout.areaCode] ?? '');
  const sms = layout.sms < 0 ? { value: undefined } : flagCell(row[layout.sms] ?? '');
  for (const cell of [x, areaCode, sms])
    if ('fault' in cell) faults.push(faultIn(rowNumber, cell.fault, cell.code));
  if ('fault' in x || 'fault' in areaCode || 'fault' in sms) return [];
  return [{ x: x.value, areaCode: areaCode.value, sms: sms.value, place: `row ${rowNumber}` }];
};

const repeats = (listed: readonly ListedNumber[]): readonly FieldError[] => {
  const first = new Map<string, string>();
  return listed.flatMap(({ x, place }) => {
    const before = first.get(x);
    first.set(x, before ?? place);
    if (before === undefined) return [];
    const values = { row: Number(before.slice('row '.length)) };
    return [{ path: place, message: `repeats the number of ${before}`, code: 'repeated', values }];
  });
};

const ignoredIn = (header: readonly string[]): readonly string[] =>
  header.map((cell) => cell.trim()).filter((name) => name !== '' && columnNamed(name) === undefined);
