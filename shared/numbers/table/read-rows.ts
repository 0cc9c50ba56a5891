import { CsvError, type Options, parse } from 'csv-parse/sync';

/** The columns of a kind of table: which one a header cell names, and the one without which there is no table. */
export type TableColumns = Readonly<{ named: (cell: string) => string | undefined; main: string }>;

/** The rows as a spreadsheet counts them (the first is row 1, empty ones count), or the row whose quotes are wrong. */
export type Rows = Readonly<{ rows: readonly (readonly string[])[] }> | Readonly<{ faultyRow: number }>;

const DELIMITERS = [',', ';', '\t'] as const;

/** A title and empty rows may stand before the header, within so many rows. */
const ROWS_BEFORE_DATA = 20;

const OPTIONS = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  // A bare `="…"` has quotes inside.
  relax_quotes: true,
  skip_empty_lines: false,
} satisfies Options;

/** Splits a table in text with commas, semicolons or tabs, whichever give the most known columns. */
export const readRows = (text: string, columns: TableColumns): Rows => {
  // A spreadsheet takes this line for an instruction and shows no row for it.
  const table = text.replace(/^\uFEFF/, '').replace(/^"?sep=.?"?(?:\r\n?|\n)/i, '');
  const [best] = DELIMITERS.map((delimiter) => ({
    delimiter,
    worth: worthOf(table, delimiter, columns),
  })).sort((left, right) => right.worth - left.worth);
  return split(table, best?.delimiter ?? ',');
};

/** Tells whether a row holds nothing. */
export const isEmptyRow = (row: readonly string[]): boolean => filledIn(row) === 0;

/** The index of the header: the row that names the main column, after a title at most; else the first that holds something. */
export const headerPlace = (
  rows: readonly (readonly string[])[],
  { named: columnNamed, main }: TableColumns,
): number => {
  const named = rows
    .slice(0, ROWS_BEFORE_DATA)
    .findIndex((row) => row.some((cell) => columnNamed(cell) === main));
  const isAfterTitle = rows.slice(0, Math.max(named, 0)).every((row) => filledIn(row) <= 1);
  return named >= 0 && isAfterTitle ? named : rows.findIndex((row) => !isEmptyRow(row));
};

const filledIn = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;

const worthOf = (table: string, delimiter: string, columns: TableColumns): number => {
  const several = split(table, delimiter, ROWS_BEFORE_DATA);
  const first = 'rows' in several ? several : split(table, delimiter, 1);
  const header = 'rows' in first ? (first.rows[headerPlace(first.rows, columns)] ?? []) : [];
  const known = header.filter((cell) => columns.named(cell) !== undefined).length;
  return known * 1000 + Math.min(header.length, 999);
};

const split = (table: string, delimiter: string, to?: number): Rows => {
  try {
    return { rows: parse(table, { ...OPTIONS, delimiter, ...(to === undefined ? {} : { to }) }) };
  } catch (error) {
    if (error instanceof CsvError) return { faultyRow: Number(error['records']) + 1 };
    throw error;
  }
};
