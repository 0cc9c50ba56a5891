import type { ImportCounts } from '../../../shared/calls/console/import-counts.ts';
import type { Judgement } from '../../../shared/calls/console/judge-calls.ts';
import { type ConsoleCall, readConsoleCalls } from '../../../shared/calls/console/read-console-calls.ts';
import { AppError, type FieldError } from '../../../shared/kernel/errors.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { decodeTable } from '../../../shared/numbers/table/decode-table.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { ImportOrder } from './arguments.ts';

/**
 * The result of an import. `messages`: rows about texts, which are left out. `unknownTalk`: calls of which the list does not say
 * whether somebody answered, or when. `importId`: `null` when it has stored nothing.
 */
export type ImportCallsReport = ImportCounts &
  Readonly<{
    calls: number;
    messages: number;
    ignoredColumns: readonly string[];
    unknownTalk: number;
    byPlatform: number;
    importId: string | null;
  }>;

/** The function takes no more at a time. */
const CALLS_A_RUN = 500;
/** More of them help nobody. */
const MOST_NAMED = 100;

const NOTHING: ImportCounts = { added: 0, known: 0, merged: 0, young: 0, unreadable: 0 };

type Asked = Pick<ImportOrder, 'app' | 'operator' | 'zone' | 'dryRun'>;

/**
 * Reads the list, then has all its parts judged, and only then has them stored: nothing is stored of a list with a fault. `tell` hears how far
 * it is.
 *
 * @throws {Error} naming every fault by its row; no cell is quoted.
 */
export const runImportCalls = async (
  { app, operator, zone, dryRun }: Asked,
  list: Uint8Array,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ImportCallsReport> => {
  const { calls, messages, ignoredColumns } = readList(list, zone);
  const inParts = async (did: string, more: object): Promise<readonly unknown[]> => {
    const answers: unknown[] = [];
    for (let start = 0; start < calls.length; start += CALLS_A_RUN) {
      if (start > 0) tell(`${start} of ${counted(calls.length, 'call')} ${did}`);
      const part: readonly ConsoleCall[] = calls.slice(start, start + CALLS_A_RUN);
      answers.push(await invoke('import-calls', { app, operator, ...more, calls: part }));
    }
    return answers;
  };
  const judged = (await inParts('looked at', { dryRun: true })) as readonly Judgement[];
  refuseFaulty(judged);
  const byPlatform = judged.reduce((total, part) => total + part.byPlatform, 0);
  const would = sum(judged);
  const unknownTalk = calls.filter(({ answerUnclear }) => answerUnclear).length;
  const common = { calls: calls.length, messages, ignoredColumns, unknownTalk, byPlatform };
  if (dryRun || would.added + would.merged === 0) return { ...would, ...common, importId: null };
  const importId = randomId();
  tell(`the id of this import is ${importId}`);
  const stored = (await inParts('stored', { importId })) as readonly ImportCounts[];
  return { ...sum(stored), ...common, importId };
};

/** A list with a fault, or of another zone, as a whole: its parts alone do not show it. */
const refuseFaulty = (judged: readonly Judgement[]): void => {
  const faults = judged.flatMap((part) => part.faults);
  if (faults.length > 0)
    throw new Error(
      [
        `the list is not valid, and nothing was stored: rows at fault: ${faults.length}`,
        ...linesOf(faults),
      ].join('\n'),
    );
  const apart = judged.flatMap((part) => part.apart);
  const byPlatform = judged.reduce((total, part) => total + part.byPlatform, 0);
  if (apart.length <= byPlatform) return;
  throw new Error(
    `${counted(apart.length, 'call of the list is', 'calls of the list are')} stored eight hours apart, and ${byPlatform} at the times of the list: its times are of another zone. Nothing was stored. The first of those rows: ${apart.slice(0, 5).join(', ')}`,
  );
};

const linesOf = (faults: readonly FieldError[]): readonly string[] => [
  ...faults.slice(0, MOST_NAMED).map(({ path, message }) => `  ${path}${path && ': '}${message}`),
  ...(faults.length > MOST_NAMED ? ['  …'] : []),
];

const readList = (list: Uint8Array, zone: Asked['zone']): ReturnType<typeof readConsoleCalls> => {
  try {
    return readConsoleCalls(decodeTable(list), zone);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Error([error.message, ...linesOf(error.errors ?? [])].join('\n'), { cause: error });
  }
};

const sum = (parts: readonly ImportCounts[]): ImportCounts =>
  parts.reduce(
    (one, other) => ({
      added: one.added + other.added,
      known: one.known + other.known,
      merged: one.merged + other.merged,
      young: one.young + other.young,
      unreadable: one.unreadable + other.unreadable,
    }),
    NOTHING,
  );

/** The report for people. */
export const describeCallImport = (report: ImportCallsReport, dryRun: boolean): string =>
  [
    `${counted(report.calls, 'call')} in the list: ${report.added} ${dryRun ? 'would be added' : 'added'}, ${report.known} known`,
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
    ...(report.unknownTalk > 0
      ? [
          `${report.unknownTalk} without the answer, or its end: the talk is not known (unknownTalk in the usage)`,
        ]
      : []),
    ...(report.messages > 0
      ? [`${counted(report.messages, 'row is', 'rows are')} about texts and left out`]
      : []),
    ...(report.ignoredColumns.length > 0 ? [`columns left out: ${report.ignoredColumns.join(', ')}`] : []),
    ...(report.added > 0 && report.byPlatform === 0
      ? ['No call of the list was told by the platform at its time: nothing shows that its zone is right.']
      : []),
    ...(report.importId === null
      ? []
      : [
          `To take it back: npm run ops -- calls undo --import-id ${report.importId} --app <app> --operator <name> --stage <stage>`,
        ]),
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');
