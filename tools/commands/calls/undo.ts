import type { UndoneImport } from '../../../shared/calls/console/undo-import.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { UndoOrder } from './arguments.ts';

/** `records`: that the import has added; `removed`: that were there still. */
export type UndoReport = Omit<UndoneImport, 'next'>;

/** Takes an import back, a part of its list at a time. `tell` hears how far it is. @throws {Error} with what the function said. */
export const runUndo = async (
  { app, operator, importId, dryRun }: Pick<UndoOrder, 'app' | 'operator' | 'importId' | 'dryRun'>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<UndoReport> => {
  let report: UndoReport = { records: 0, removed: 0 };
  let after: string | null = null;
  do {
    const order: object = { app, operator, undo: importId, dryRun, ...(after === null ? {} : { after }) };
    const part = (await invoke('import-calls', order)) as UndoneImport;
    report = { records: report.records + part.records, removed: report.removed + part.removed };
    after = part.next;
    if (after !== null) tell(`${counted(report.records, 'call')} looked at`);
  } while (after !== null);
  return report;
};

/** The report for people. */
export const describeUndo = ({ records, removed }: UndoReport, dryRun: boolean): string =>
  [
    `Calls that the import has added: ${records}. ${dryRun ? 'Would be taken back' : 'Taken back'}: ${removed}. Gone already: ${records - removed}.`,
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');
