import type { ImportCounts } from '../../../shared/calls/console/import-calls.ts';
import { readConsoleCalls } from '../../../shared/calls/console/read-console-calls.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { decodeTable } from '../../../shared/numbers/table/decode-table.ts';
import type { Invoke } from '../replay/run.ts';
import type { CallsArguments } from './arguments.ts';

/** The result of an import. `messages`: rows about texts, which are left out. */
export type ImportCallsReport = ImportCounts &
  Readonly<{ calls: number; messages: number; ignoredColumns: readonly string[] }>;

/** The function takes no more at a time. */
const CALLS_A_RUN = 500;

const NOTHING: ImportCounts = { added: 0, known: 0, merged: 0, young: 0, unreadable: 0 };

/**
 * Reads the whole list first, so that nothing is stored of one with a fault, and then has its parts stored. `tell` hears how far it is.
 *
 * @throws {Error} naming every fault by its row; no cell is quoted.
 */
export const runImportCalls = async (
  { app, operator, zone, dryRun }: Pick<CallsArguments, 'app' | 'operator' | 'zone' | 'dryRun'>,
  list: Uint8Array,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ImportCallsReport> => {
  const { calls, messages, ignoredColumns } = readList(list, zone);
  let counts = NOTHING;
  for (let start = 0; start < calls.length; start += CALLS_A_RUN) {
    if (start > 0) tell(`${start} of ${calls.length} calls`);
    const order = { app, operator, dryRun, calls: calls.slice(start, start + CALLS_A_RUN) };
    counts = sum(counts, (await invoke('import-calls', order)) as ImportCounts);
  }
  return { ...counts, calls: calls.length, messages, ignoredColumns };
};

const readList = (list: Uint8Array, zone: CallsArguments['zone']): ReturnType<typeof readConsoleCalls> => {
  try {
    return readConsoleCalls(decodeTable(list), zone);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = (error.errors ?? []).map(({ path, message }) => `  ${path}${path && ': '}${message}`);
    throw new Error([error.message, ...faults].join('\n'), { cause: error });
  }
};

const sum = (one: ImportCounts, other: ImportCounts): ImportCounts => ({
  added: one.added + other.added,
  known: one.known + other.known,
  merged: one.merged + other.merged,
  young: one.young + other.young,
  unreadable: one.unreadable + other.unreadable,
});

/** The report for people. */
export const describeCallImport = (report: ImportCallsReport, dryRun: boolean): string =>
  [
    `${report.calls} calls in the list: ${report.added} ${dryRun ? 'would be added' : 'added'}, ${report.known} known`,
    ...(report.merged > 0
      ? [
          `${report.merged} of an earlier import, whose CDR has come since: ${dryRun ? 'would be ' : ''}merged`,
        ]
      : []),
    ...(report.young > 0
      ? [`${report.young} younger than an hour, whose CDR may be on its way: import the list again later`]
      : []),
    ...(report.unreadable > 0
      ? [`${report.unreadable} could not be compared, because a stored record cannot be opened`]
      : []),
    ...(report.messages > 0 ? [`${report.messages} rows are about texts and were left out`] : []),
    ...(report.ignoredColumns.length > 0 ? [`columns left out: ${report.ignoredColumns.join(', ')}`] : []),
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');
