import type { ExportDayReport, ExportReport } from '../../../shared/exports/export-records.ts';
import { counted } from '../ops/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { ExportArguments } from './arguments.ts';

/** Looks, or exports a day again until it is finished. `tell` hears how far it is. */
export const runExport = async (
  { day, dryRun }: Pick<ExportArguments, 'day' | 'dryRun'>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ExportReport> => {
  const ask = async (order: object) => (await invoke('export-records', order)) as ExportReport;
  if (day === undefined) return ask({ action: 'status' });
  if (dryRun) return countAll(day, ask);
  let report = await ask({ action: 'again', day });
  while (report.days.some(({ finishedAt }) => finishedAt === null)) {
    tell(`${counted(totalOf(report.days), 'row')} written`);
    report = await ask({ action: 'again', day, begin: false });
  }
  return report;
};

const countAll = async (
  day: string,
  ask: (order: object) => Promise<ExportReport>,
): Promise<ExportReport> => {
  const order = { action: 'again', day, dryRun: true };
  let report = await ask(order);
  while (report.next !== undefined) {
    const { next, ...before } = report;
    const more = await ask({ ...order, from: next });
    report = { ...more, days: joined(before.days, more.days) };
  }
  return report;
};

/** Both have the one day. */
const joined = (
  before: readonly ExportDayReport[],
  more: readonly ExportDayReport[],
): readonly ExportDayReport[] =>
  more.map((one, index) => {
    const rows = before[index]?.rows ?? { calls: 0, messages: 0, bindings: 0, unreadable: 0 };
    return {
      ...one,
      rows: {
        calls: rows.calls + one.rows.calls,
        messages: rows.messages + one.rows.messages,
        bindings: rows.bindings + one.rows.bindings,
        unreadable: rows.unreadable + one.rows.unreadable,
      },
    };
  });

const totalOf = (days: readonly ExportDayReport[]): number =>
  days.reduce((sum, { rows }) => sum + rows.calls + rows.messages + rows.bindings, 0);

/** True when nothing is left, and everything could be opened. A dry run leaves nothing. */
export const isWhole = ({ days }: ExportReport, dryRun: boolean): boolean =>
  days.every(({ finishedAt, rows }) => (dryRun || finishedAt !== null) && rows.unreadable === 0);

/** The report for people, a line a day. */
export const describeExport = ({ form, days }: ExportReport, dryRun: boolean): string =>
  [
    form === 'off'
      ? 'Nothing is exported: the parameter exports is off.'
      : `Numbers are ${form} in what is exported.`,
    ...(days.length === 0 && form !== 'off' ? ['No day was exported yet.'] : []),
    ...days.map(dayLine),
    ...(dryRun ? ['Nothing was written (--dry-run).'] : []),
  ].join('\n');

const dayLine = ({ day, finishedAt, rows }: ExportDayReport): string =>
  [
    `${day}: ${counted(rows.calls, 'call')}, ${counted(rows.messages, 'message')}, ${counted(rows.bindings, 'binding')}`,
    ...(rows.unreadable > 0
      ? [`${rows.unreadable} could not be opened: bring the data key back, and export the day again`]
      : []),
    ...(finishedAt === null ? ['not finished'] : []),
  ].join('; ');
