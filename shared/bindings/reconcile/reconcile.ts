import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Mode } from '../../kernel/mode.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { NumbersOfApp } from '../allocation/number-choice.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { findingOf } from './finding-of.ts';
import type { ReconcileLook } from './reconcile-look.ts';
import { type CompareNumber, type Comparison, isAbandoned, type Suspect } from './reconcile-number.ts';
import type { RepairFinding } from './reconcile-repair.ts';
import { type Finding, type NumberName, numberName, type ReconcileReport } from './reconcile-report.ts';
import {
  addFinding,
  isOfApp,
  isStopping,
  NOTHING,
  type Run,
  stopOf,
  tooManyMissing,
  unreadableNumber,
  unreadNumber,
} from './reconcile-run.ts';

type Deps = Readonly<{
  compare: CompareNumber;
  look: ReconcileLook;
  repair: RepairFinding;
  resolve: ResolvePending;
  numbersOf: (app: string) => Promise<NumbersOfApp>;
  lookup: LookupKeys;
  clock: Clock;
  logger: Logger;
}>;

/** One run's order. `from` is `next` of a former report; `force` ends bindings here however many are missing there. */
export type ReconcileOrder = Readonly<{
  app: string;
  mode: Mode;
  repair: boolean;
  force: boolean;
  from: string | undefined;
}>;

/** How long a run may go on looking, and how long repairing. */
export type ReconcileTime = Readonly<{ toLook: () => boolean; toRepair: () => boolean }>;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/** The count of findings at which a run ends, so that its report stays small and its repairs fit into the time. */
const MOST_FINDINGS = 500;

/**
 * Compares an app's bindings with the platform's, number by number, while binds and unbinds go on: what disagrees at a
 * first glance is looked at again before it is called a finding, and once more before it is repaired.
 *
 * @throws {AppError} `store-unavailable` when the numbers cannot be read.
 */
export const createReconcile =
  (deps: Deps) =>
  async (order: ReconcileOrder, time: ReconcileTime): Promise<ReconcileReport> => {
    const { app, mode, repair: mayRepair } = order;
    const run: Run = { app, mode, repair: mayRepair, ...NOTHING, findings: [], unread: [] };
    await lookAtAll(deps, run, order, time.toLook);
    if (!order.force) withholdDoubted(run);
    if (mayRepair) await repairAll(deps, run, time.toRepair);
    logFindings(deps, run);
    return run;
  };

const logFindings = ({ logger }: Deps, { app, findings }: Run): void => {
  for (const { kind, number, bindingId, differences, action, code } of findings)
    logger.warn('reconcile-finding', {
      app,
      kind,
      numberKey: number.key,
      bindingId,
      differences,
      action,
      code,
    });
};

/** Stops at the first fault that would meet every number. */
const lookAtAll = async (
  deps: Deps,
  run: Run,
  { from }: ReconcileOrder,
  hasTime: () => boolean,
): Promise<void> => {
  const { numbers: known, unreadable } = await deps.numbersOf(run.app);
  if (from === undefined) run.unread.push(...unreadable.map(unreadableNumber));
  const numbers = inOrder(deps, known, from);
  for (const [index, { x, key }] of numbers.entries()) {
    const isFirst = index === 0;
    const mayContinue = isFirst || (hasTime() && run.findings.length < MOST_FINDINGS);
    try {
      if (mayContinue && (await lookAtNumber(deps, run, x, numberName(x, key), hasTime, isFirst))) continue;
    } catch (error) {
      if (!isStopping(error)) throw error;
      run.stoppedBy = stopOf(error);
    }
    run.next = key;
    return;
  }
};

const inOrder = ({ lookup }: Deps, numbers: readonly E164[], from: string | undefined) =>
  numbers
    .map((x) => ({ x, key: lookup('private-number', x) }))
    .filter(({ key }) => from === undefined || key >= from)
    .sort((one, other) => (one.key < other.key ? -1 : 1));

/** `false`: not to its end, so the next run begins with it. The first number of a run never is begun in vain. */
const lookAtNumber = async (
  deps: Deps,
  run: Run,
  x: E164,
  number: NumberName,
  hasTime: () => boolean,
  isFirst: boolean,
): Promise<boolean> => {
  const compared = await deps.compare(run.app, x, hasTime);
  if (compared.kind === 'no-time') {
    if (isFirst) run.unread.push({ number, code: 'too-large' });
    return isFirst;
  }
  if (compared.kind !== 'compared') {
    const error = platformError(compared);
    if (isOfApp(compared)) run.stoppedBy = stopOf(error);
    else run.unread.push(unreadNumber(number, error));
    return run.stoppedBy === undefined;
  }
  if (run.repair) await resolveAbandoned(deps, run, compared.inProgress);
  const { untouched } = await judgeAll(deps, run, number, compared, hasTime);
  if (untouched.length > 0 && !isFirst) return false;
  run.numbers += 1;
  run.theirs += compared.theirs;
  run.ours += compared.ours;
  run.inProgress += compared.inProgress.length;
  run.unjudged += compared.unread + untouched.length;
  return true;
};

const resolveAbandoned = async (
  { resolve, clock }: Deps,
  run: Run,
  inProgress: readonly BindingRecord[],
): Promise<void> => {
  for (const record of inProgress.filter((one) => isAbandoned(one, clock()))) {
    const { kind } = await resolve(record);
    if (kind === 'recovered' || kind === 'failed') run.resolved += 1;
  }
};

const judgeAll = (
  deps: Deps,
  run: Run,
  number: NumberName,
  { suspects }: Comparison,
  hasTime: () => boolean,
) => mapAtMost({ atMost: PARALLEL, hasTime }, suspects, (suspect) => judge(deps, run, number, suspect));

const judge = async (
  { look, logger }: Deps,
  run: Run,
  number: NumberName,
  suspect: Suspect,
): Promise<void> => {
  try {
    const verdict =
      suspect.bindingId === undefined
        ? await look.atTheirs(run.app, suspect.theirs)
        : await look.atOurs(suspect.bindingId);
    const finding = findingOf(number, suspect, verdict);
    if (finding !== undefined) addFinding(run, finding);
    else if (verdict.kind === 'in-progress') run.inProgress += 1;
  } catch (error) {
    if (isStopping(error)) throw error;
    run.unjudged += 1;
    logger.error('binding-not-compared', { app: run.app, bindingId: suspect.bindingId, error });
  }
};

/** Also where nothing is repaired: whoever looks must not read that a repair would end them. */
const withholdDoubted = (run: Run): void => {
  if (!tooManyMissing(run)) return;
  run.findings = run.findings.map((finding) =>
    finding.kind === 'missing-there' ? { ...finding, action: 'withheld' } : finding,
  );
};

const repairAll = async ({ repair }: Deps, run: Run, hasTime: () => boolean): Promise<void> => {
  const repaired = new Map<Finding, Finding>();
  const wanted = run.findings.filter(({ action }) => action !== 'withheld');
  await mapAtMost({ atMost: PARALLEL, hasTime }, wanted, async (finding) => {
    repaired.set(finding, await repair(run.app, finding));
  });
  run.findings = run.findings.map((finding) =>
    finding.action === 'withheld' ? finding : (repaired.get(finding) ?? { ...finding, action: 'left' }),
  );
};
