import { AppError } from '../kernel/errors.ts';
import { readCsv } from './read-csv.ts';

const COLUMNS = new Map([
  ['x', 'x'],
  ['areacode', 'areaCode'],
  ['sms', 'sms'],
]);

const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['', false],
]);

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', 'the CSV is not valid', { errors: [{ path, message }] });

/**
 * Reads CSV with a header row as the JSON of an import. The columns `x`, `areaCode` and `sms` come in any order and case; an
 * empty area code counts as absent.
 *
 * @throws {AppError} `invalid-request` for a missing or unknown column and for a row of another length.
 */
export const readNumberCsv = (csv: string): readonly unknown[] => {
  const [header = [], ...rows] = readCsv(csv);
  const columns = header.map((name) => columnOf(name));
  if (!columns.includes('x')) throw invalid('header', 'must name the column x');
  if (new Set(columns).size !== columns.length) throw invalid('header', 'must name each column once');
  return rows.map((row, index) => {
    if (row.length !== columns.length)
      throw invalid(`row ${index + 1}`, `must have ${columns.length} fields`);
    return Object.fromEntries(columns.flatMap((column, place) => fieldOf(column, row[place] ?? '', index)));
  });
};

const columnOf = (name: string): string => {
  const column = COLUMNS.get(name.trim().toLowerCase().replaceAll('_', ''));
  if (column === undefined) throw invalid('header', 'may name the columns x, areaCode and sms');
  return column;
};

const fieldOf = (column: string, written: string, index: number): readonly (readonly [string, unknown])[] => {
  const value = written.trim();
  if (column === 'areaCode' && value === '') return [];
  if (column !== 'sms') return [[column, value]];
  const flag = FLAGS.get(value.toLowerCase());
  if (flag === undefined) throw invalid(`row ${index + 1}`, 'sms must be true or false');
  return [[column, flag]];
};
