import type { ExportDayReport, ExportReport } from '../../../shared/exports/export-records.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { ExportArguments } from './arguments.ts';

/**
 * Looks, or exports a day again until it is finished. `tell` hears how far it is, and what the files have before.
 *
 * @throws {Error} when the function refuses, because the day would have fewer rows than its files have, for one.
 */
export const runExport = async (
  { day, dryRun, force }: Pick<ExportArguments, 'day' | 'dryRun' | 'force'>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ExportReport> => {
  const ask = async (order: object) => (await invoke('export-records', order)) as ExportReport;
  if (day === undefined) return ask({ action: 'status' });
  const counts = dryRun || !force;
  const former = counts ? await formerOf(day, ask) : undefined;
  const present = counts ? await countAll(day, ask) : undefined;
  if (former !== undefined) tell(`the files of ${day} have ${rowsOf(former)}`);
  if (dryRun && present !== undefined) return present;
  // A large day takes longer to count than the function that writes it has.
  let report = await ask({ action: 'again', day, ...(force ? { force } : countedIn(present)) });
  while (report.days.some(({ finishedAt }) => finishedAt === null)) {
    tell(`${counted(totalOf(report.days), 'row')} written`);
    report = await ask({ action: 'again', day, begin: false });
  }
  return report;
};

/** The day as it was exported, if that was finished. */
const formerOf = async (
  day: string,
  ask: (order: object) => Promise<ExportReport>,
): Promise<ExportDayReport | undefined> => {
  const { days } = await ask({ action: 'status' });
  return days.find((known) => known.day === day && known.finishedAt !== null);
};

const countedIn = (present: ExportReport | undefined): object => {
  const rows = present?.days[0]?.rows;
  if (rows === undefined) return {};
  const { calls, messages, bindings } = rows;
  return { counted: { calls, messages, bindings } };
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

const rowsOf = ({ rows }: Pick<ExportDayReport, 'rows'>): string =>
  `${counted(rows.calls, 'call')}, ${counted(rows.messages, 'message')}, ${counted(rows.bindings, 'binding')}`;

const dayLine = ({ day, finishedAt, rows }: ExportDayReport): string =>
  [
    `${day}: ${rowsOf({ rows })}`,
    ...(rows.unreadable > 0
      ? [`${rows.unreadable} could not be opened: bring the data key back, and export the day again`]
      : []),
    ...(finishedAt === null ? ['not finished'] : []),
  ].join('; ');
