import { AppError, type FieldError } from '../../kernel/errors.ts';
import { headerPlace, isEmptyRow, readRows, type TableColumns } from '../../numbers/table/read-rows.ts';
import { type Cell, plainCell } from '../../numbers/table/table-cells.ts';
import { type ConsoleZone, partyCell, privateNumberCell, secondsCell, timeCell } from './console-cells.ts';
import { CONSOLE_COLUMNS, type ConsoleColumn, consoleColumnNamed } from './console-columns.ts';
import { type ConsoleSpan, completeSpan, spanFaults } from './console-span.ts';

/** One call of the console's list. Numbers are E.164, moments ISO 8601 UTC; what the list does not have is absent. */
export type ConsoleCall = ConsoleSpan &
  Readonly<{
    /** The row as a spreadsheet counts it, `row 2`. */
    place: string;
    x: string;
    caller: string;
    callee?: string | undefined;
    sessionId?: string | undefined;
    subscriptionId?: string | undefined;
    releaseCode?: number | undefined;
  }>;

/** The calls of a list, how many rows of it are texts, and the names of the columns that the import does not know. */
export type ConsoleList = Readonly<{
  calls: readonly ConsoleCall[];
  messages: number;
  ignoredColumns: readonly string[];
}>;

/** The most calls of one import. */
export const MOST_CONSOLE_CALLS = 10_000;
/** More of them help nobody. */
const MOST_FAULTS = 100;

const COLUMNS: TableColumns = { named: consoleColumnNamed, main: 'startedAt' };
const NEEDED = {
  startedAt: 'the start of the call (呼叫时间)',
  x: 'the private number (X号码)',
  caller: 'the caller (主叫号码)',
} as const;

type Layout = ReadonlyMap<ConsoleColumn, number>;

/**
 * Reads the list of calls that the console exports, with a header row, in any order of the columns.
 *
 * @throws {AppError} `invalid-request` with the faults of all rows, up to a hundred, each with its row; no cell is quoted.
 */
export const readConsoleCalls = (text: string, zone: ConsoleZone): ConsoleList => {
  const read = readRows(text, COLUMNS);
  if ('faultyRow' in read) throw invalid([fault(read.faultyRow, 'a quote does not end where its cell ends')]);
  const headerAt = headerPlace(read.rows, COLUMNS);
  const header = read.rows[headerAt] ?? [];
  const layout = layoutOf(header, headerAt + 1);
  const faults: FieldError[] = [];
  const rows = read.rows.flatMap((row, index) =>
    index <= headerAt || isEmptyRow(row) ? [] : [{ row, number: index + 1 }],
  );
  const calls = rows.filter(({ row }) => !isMessage(cellOf(layout, row, 'kind')));
  if (calls.length > MOST_CONSOLE_CALLS)
    throw invalid([{ path: '', message: `must hold at most ${MOST_CONSOLE_CALLS} calls` }]);
  const found = calls.flatMap(({ row, number }) => callIn(layout, row, number, zone, faults) ?? []);
  if (faults.length > 0) throw invalid(faults);
  const ignoredColumns = header
    .map((cell) => cell.trim())
    .filter((name) => name !== '' && !consoleColumnNamed(name));
  return { calls: found, messages: rows.length - calls.length, ignoredColumns };
};

const fault = (row: number, message: string): FieldError => ({ path: `row ${row}`, message });

const invalid = (faults: readonly FieldError[]): AppError => {
  const more = faults.length > MOST_FAULTS ? `, of which the first ${MOST_FAULTS} are named` : '';
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new AppError('invalid-request', `the list is not valid: ${count}${more}`, {
    errors: faults.slice(0, MOST_FAULTS),
  });
};

const layoutOf = (header: readonly string[], row: number): Layout => {
  const columns = header.map(consoleColumnNamed);
  const faults = CONSOLE_COLUMNS.filter(
    (column) => columns.indexOf(column) !== columns.lastIndexOf(column),
  ).map((column) => fault(row, `names the column ${column} more than once`));
  for (const [column, meaning] of Object.entries(NEEDED))
    if (!columns.some((each) => each === column))
      faults.push(fault(row, `must name a column for ${meaning}`));
  if (faults.length > 0) throw invalid(faults);
  return new Map(
    columns.flatMap((column, place) => (column === undefined ? [] : [[column, place] as const])),
  );
};

const cellOf = (layout: Layout, row: readonly string[], column: ConsoleColumn): string =>
  row[layout.get(column) ?? -1] ?? '';

/** 业务详单 has calls and texts. */
const isMessage = (kind: string): boolean => /短信|sms|message|text/i.test(kind);

const callIn = (
  layout: Layout,
  row: readonly string[],
  number: number,
  zone: ConsoleZone,
  faults: FieldError[],
): ConsoleCall | undefined => {
  const written = (column: ConsoleColumn) => cellOf(layout, row, column);
  const before = faults.length;
  const take = <Value>(cell: Cell<Value>): Value | undefined => {
    if ('value' in cell) return cell.value;
    faults.push(fault(number, cell.fault));
    return undefined;
  };
  const needed = (value: string | undefined, missing: string): string => {
    if (value === undefined && faults.length === before) faults.push(fault(number, missing));
    return value ?? '';
  };
  const x = take(privateNumberCell(written('x')));
  const caller = needed(take(partyCell(written('caller'), 'caller')), 'the number of the caller is missing');
  const startedAt = needed(take(timeCell(written('startedAt'), zone)), 'the start of the call is missing');
  const told = {
    startedAt,
    ringingAt: take(timeCell(written('ringingAt'), zone)),
    answeredAt: take(timeCell(written('answeredAt'), zone)),
    endedAt: take(timeCell(written('endedAt'), zone)),
    talkSeconds: take(secondsCell(written('talkSeconds'))),
  };
  if (faults.length === before) for (const message of spanFaults(told)) faults.push(fault(number, message));
  const callee = take(partyCell(written('callee'), 'callee'));
  if (x === undefined || faults.length > before) return undefined;
  return {
    place: `row ${number}`,
    x,
    caller,
    // Lists may name X as the number that was called.
    ...(callee === undefined || callee === x ? {} : { callee }),
    ...completeSpan(told, layout.has('answeredAt')),
    ...textIn('sessionId', plainCell(written('sessionId'))),
    ...textIn('subscriptionId', plainCell(written('subscriptionId'))),
    ...(/^\d{1,6}$/.test(plainCell(written('releaseCode')))
      ? { releaseCode: Number(plainCell(written('releaseCode'))) }
      : {}),
  };
};

const textIn = (name: 'sessionId' | 'subscriptionId', text: string) =>
  /^[\x21-\x7e]{1,256}$/.test(text) && !/^-+$/.test(text) ? { [name]: text } : {};
