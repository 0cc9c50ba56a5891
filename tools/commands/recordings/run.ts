import type { ManageReport } from '../../../functions/manage-recordings/handler.ts';
import { counted } from '../../../shared/status/counted.ts';

type Invoke = (functionFolder: string, event: object) => Promise<unknown>;
type Listed = Exclude<ManageReport, { archive: unknown }>;

/** Runs the function until it is through, and adds its reports up. */
export const runOrder = async (
  order: Readonly<Record<string, unknown>>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ManageReport> => {
  let report = (await invoke('manage-recordings', order)) as ManageReport;
  while ('next' in report && report.next !== undefined) {
    tell(`${counted(report.calls, 'call')}, back to ${report.next.startedAt}`);
    const more = (await invoke('manage-recordings', { ...order, from: report.next })) as Listed;
    report = joined(report, more);
  }
  return report;
};

const joined = ({ next: _, ...first }: Listed, more: Listed): Listed => {
  const names = new Set([...Object.keys(first.counts), ...Object.keys(more.counts)]);
  const sum = (name: string) => (first.counts[name] ?? 0) + (more.counts[name] ?? 0);
  return {
    ...more,
    calls: first.calls + more.calls,
    counts: Object.fromEntries([...names].map((name) => [name, sum(name)])),
    recordings: [...first.recordings, ...more.recordings],
  };
};

/**
 * Of an order: no call was met, or some could not be dealt with because an archiver had them, or because they cannot be opened;
 * the same order later does it.
 */
export const isUnfinished = (report: ManageReport): boolean =>
  'counts' in report &&
  report.action !== 'status' &&
  (report.calls === 0 ||
    ['in-hand', 'erasing', 'changed', 'unreadable'].some((outcome) => (report.counts[outcome] ?? 0) > 0));
