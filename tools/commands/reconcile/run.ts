import type { RefusedOrder } from '../../../functions/reconcile/handler.ts';
import type { Finding, ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { ReconcileArguments } from './arguments.ts';

/** Runs the function until every number was compared, or until it is stopped. `tell` hears how far it is. */
export const runReconcile = async (
  {
    app,
    repair,
    dryRun,
    force,
    from,
  }: Pick<ReconcileArguments, 'app' | 'repair' | 'dryRun' | 'force' | 'from'>,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<ReconcileReport> => {
  const order = { app, repair: repair && !dryRun, force };
  let report = await page(invoke, { ...order, ...(from === undefined ? {} : { from }) });
  while (report.next !== undefined && report.stoppedBy === undefined) {
    tell(`${counted(report.numbers, 'number')} compared`);
    const following = await page(invoke, { ...order, from: report.next });
    report = joined(report, following);
  }
  return report;
};

const page = async (invoke: Invoke, event: object): Promise<ReconcileReport> => {
  const answer = (await invoke('reconcile', event)) as ReconcileReport | RefusedOrder;
  if ('refused' in answer) throw new Error(`refused: ${answer.refused}`);
  return answer;
};

/** A number that was too much for the rest of a run is met again in the next one: the later word counts. */
const joined = (one: ReconcileReport, { next, stoppedBy, ...other }: ReconcileReport): ReconcileReport => {
  const { next: _reached, stoppedBy: _none, ...former } = one;
  const findings = new Map<string, Finding>();
  for (const finding of [...former.findings, ...other.findings]) {
    const before = findings.get(finding.subscriptionId);
    if (before?.action !== 'repaired') findings.set(finding.subscriptionId, finding);
  }
  return {
    ...former,
    numbers: former.numbers + other.numbers,
    theirs: former.theirs + other.theirs,
    ours: former.ours + other.ours,
    inProgress: former.inProgress + other.inProgress,
    resolved: former.resolved + other.resolved,
    unjudged: former.unjudged + other.unjudged,
    findings: [...findings.values()],
    unread: [...former.unread, ...other.unread],
    ...(next === undefined ? {} : { next }),
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
};

/** True when nothing is left that the two sides disagree about, as far as was asked and could be seen. */
export const isAgreed = ({ findings, unread, unjudged, next }: ReconcileReport): boolean =>
  findings.every(({ action }) => action === 'repaired' || action === 'overtaken') &&
  unread.length === 0 &&
  unjudged === 0 &&
  next === undefined;
