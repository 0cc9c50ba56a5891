import type { PrivacyReport } from '../../../functions/manage-privacy/handler.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { PrivacyArguments } from './arguments.ts';

type Invoke = (functionFolder: string, event: object) => Promise<unknown>;
type Order = Pick<PrivacyArguments, 'action' | 'operator' | 'dryRun' | 'endLive'>;

/**
 * `refused`: a binding lives, and nothing was changed. `isUnknown`: nothing at all is there about the person, so that the number
 * may be a mistyped one. `wouldEnd`: of a dry run, the live bindings that the order would end.
 */
export type PrivacyResult = Readonly<{
  report: PrivacyReport;
  refused: boolean;
  isUnknown: boolean;
  wouldEnd: PrivacyReport['left'];
}>;

/**
 * Looks at everything first where something is to be erased, so that nothing is erased while a binding lives, or of a number that
 * nothing is stored about: an order stands for 30 hours, and would act on whoever has a mistyped number. Then goes on until every
 * item was looked at.
 *
 * @throws {Error} with what the function said.
 */
export const runPrivacyOrder = async (
  { action, operator, dryRun, endLive }: Order,
  party: string,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<PrivacyResult> => {
  const order = { party, operator };
  const untouched = { refused: false, wouldEnd: [] };
  if (action === 'export' && !dryRun) {
    const report = await walk({ ...order, action }, invoke, tell);
    return { ...untouched, report, isUnknown: isEmpty(report) };
  }
  const report = await walk({ ...order, action: 'look' }, invoke, tell);
  const isUnknown = isEmpty(report);
  const live = action === 'erase' ? report.left.filter(({ why }) => why === 'live') : [];
  if (live.length > 0 && !endLive) return { ...untouched, report, refused: true, isUnknown };
  if (dryRun) {
    const left = report.left.filter((entry) => !live.includes(entry));
    return { ...untouched, report: { ...report, left }, isUnknown, wouldEnd: live };
  }
  if (isUnknown) return { ...untouched, report, isUnknown };
  return { ...untouched, report: await walk({ ...order, action, endLive }, invoke, tell), isUnknown };
};

const isEmpty = ({ found, left, unreadable }: PrivacyReport): boolean =>
  Object.keys(found).length === 0 && left.length === 0 && unreadable === 0;

/** The function's runs one after the other, their reports added up. */
const walk = async (
  order: Readonly<{ action: string; party: string; operator: string; endLive?: boolean }>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<PrivacyReport> => {
  let report = (await invoke('manage-privacy', order)) as PrivacyReport;
  while (report.next !== undefined) {
    tell(`${order.action}: ${counted(report.looked, 'item')} looked at`);
    const more = (await invoke('manage-privacy', { ...order, from: report.next })) as PrivacyReport;
    report = joined(report, more);
  }
  return report;
};

const joined = ({ next: _, ...first }: PrivacyReport, more: PrivacyReport): PrivacyReport => ({
  ...more,
  looked: first.looked + more.looked,
  unreadable: first.unreadable + more.unreadable,
  found: summed(first.found, more.found),
  erased: summed(first.erased, more.erased),
  left: distinct([...first.left, ...more.left]),
  records: distinct([...first.records, ...more.records]),
});

const summed = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((kind) => [
      kind,
      (one[kind] ?? 0) + (other[kind] ?? 0),
    ]),
  );

/** A page that a run did not end is looked at again, and several items are of one call. The last look counts. */
const distinct = <Entry extends Readonly<{ kind: string; id: string }>>(
  entries: readonly Entry[],
): Entry[] => [...new Map(entries.map((entry) => [`${entry.kind} ${entry.id}`, entry])).values()];

/** Whether something needs another run or somebody's decision; an order that acts goes by itself. */
export const isLeftOver = ({ left, unreadable }: PrivacyReport): boolean =>
  unreadable > 0 || left.some(({ why }) => why !== 'order-in-force');
