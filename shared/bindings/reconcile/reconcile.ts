import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Mode } from '../../kernel/mode.ts';
import { type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import type { ReconcileLook, Verdict } from './reconcile-look.ts';
import { type CompareNumber, type Comparison, isAbandoned, type Suspect } from './reconcile-number.ts';
import type { RepairFinding } from './reconcile-repair.ts';
import {
  type Finding,
  type NumberName,
  numberName,
  type ReconcileReport,
  type UnreadNumber,
} from './reconcile-report.ts';

type Deps = Readonly<{
  compare: CompareNumber;
  look: ReconcileLook;
  repair: RepairFinding;
  resolve: ResolvePending;
  numbersOf: (app: string) => Promise<readonly E164[]>;
  lookup: LookupKeys;
  clock: Clock;
  logger: Logger;
}>;

/** What to do. `from` is `next` of a former report; `force` ends bindings here however many are missing there. */
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

/** With so many findings a run comes to its end, so that its report stays small and its repairs fit into the time. */
const MOST_FINDINGS = 500;

/** So many missing bindings are believed whatever their share is. */
const FEW = 5;

/** Faults for which the next number would only be refused as well. */
const STOPPING: readonly ErrorCode[] = [
  'platform-locked-out',
  'platform-throttled',
  'account-suspended',
  'platform-unavailable',
  'store-unavailable',
];

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };
type Run = Writable<Omit<ReconcileReport, 'findings' | 'unread'>> & {
  findings: Finding[];
  unread: UnreadNumber[];
};

/**
 * Compares an app's bindings with the platform's, number by number, while binds and unbinds go on: what disagrees at a
 * first glance is looked at again before it is called a finding, and once more before it is repaired.
 *
 * @throws {AppError} `store-unavailable` when the numbers cannot be read.
 */
export const createReconcile = (deps: Deps) => {
  const { compare, look, repair, resolve, numbersOf, lookup, clock, logger } = deps;

  const resolveAbandoned = async (run: Run, inProgress: readonly BindingRecord[]): Promise<void> => {
    for (const record of inProgress.filter((one) => isAbandoned(one, clock()))) {
      const { kind } = await resolve(record);
      if (kind === 'recovered' || kind === 'failed') run.resolved += 1;
    }
  };

  const judge = async (run: Run, number: NumberName, suspect: Suspect): Promise<void> => {
    try {
      const verdict =
        suspect.bindingId === undefined
          ? await look.atTheirs(run.app, suspect.theirs)
          : await look.atOurs(suspect.bindingId);
      const finding = findingOf(number, suspect, verdict);
      if (finding !== undefined) add(run, finding);
      else if (verdict.kind === 'in-progress') run.inProgress += 1;
    } catch (error) {
      if (isStopping(error)) throw error;
      run.unjudged += 1;
      logger.error('binding-not-compared', { app: run.app, bindingId: suspect.bindingId, error });
    }
  };

  const judgeAll = (run: Run, number: NumberName, { suspects }: Comparison, hasTime: () => boolean) =>
    mapAtMost({ atMost: PARALLEL, hasTime }, suspects, (suspect) => judge(run, number, suspect));

  /** `false`: not to its end, so the next run begins with it. The first number of a run never is begun in vain. */
  const lookAtNumber = async (
    run: Run,
    x: E164,
    number: NumberName,
    hasTime: () => boolean,
    isFirst: boolean,
  ): Promise<boolean> => {
    const compared = await compare(run.app, x, hasTime);
    if (compared.kind === 'no-time') {
      if (isFirst) run.unread.push({ number, code: 'too-large' });
      return isFirst;
    }
    if (compared.kind !== 'compared') {
      const error = platformError(compared);
      if (isOfApp(compared)) run.stoppedBy = stop(error);
      else run.unread.push(unread(number, error));
      return run.stoppedBy === undefined;
    }
    if (run.repair) await resolveAbandoned(run, compared.inProgress);
    const { untouched } = await judgeAll(run, number, compared, hasTime);
    if (untouched.length > 0 && !isFirst) return false;
    run.numbers += 1;
    run.theirs += compared.theirs;
    run.ours += compared.ours;
    run.inProgress += compared.inProgress.length;
    run.unjudged += compared.unread + untouched.length;
    return true;
  };

  /** Stops at the first fault that would meet every number. */
  const lookAtAll = async (run: Run, { from }: ReconcileOrder, hasTime: () => boolean): Promise<void> => {
    const numbers = await inOrder(run.app, from);
    for (const [index, { x, key }] of numbers.entries()) {
      const isFirst = index === 0;
      const mayContinue = isFirst || (hasTime() && run.findings.length < MOST_FINDINGS);
      try {
        if (mayContinue && (await lookAtNumber(run, x, numberName(x, key), hasTime, isFirst))) continue;
      } catch (error) {
        if (!isStopping(error)) throw error;
        run.stoppedBy = stop(error);
      }
      run.next = key;
      return;
    }
  };

  const inOrder = async (app: string, from = '') =>
    (await numbersOf(app))
      .map((x) => ({ x, key: lookup('private-number', x) }))
      .filter(({ key }) => key >= from)
      .sort((one, other) => (one.key < other.key ? -1 : 1));

  const repairAll = async (run: Run, force: boolean, hasTime: () => boolean): Promise<void> => {
    const isDoubted = !force && tooManyMissing(run);
    const repaired = new Map<Finding, Finding>();
    await mapAtMost({ atMost: PARALLEL, hasTime }, run.findings, async (finding) => {
      const withheld = isDoubted && finding.kind === 'missing-there';
      repaired.set(finding, withheld ? { ...finding, action: 'withheld' } : await repair(run.app, finding));
    });
    run.findings = run.findings.map((finding) => repaired.get(finding) ?? { ...finding, action: 'left' });
  };

  return async (order: ReconcileOrder, time: ReconcileTime): Promise<ReconcileReport> => {
    const { app, mode, repair: mayRepair } = order;
    const run: Run = { app, mode, repair: mayRepair, ...NOTHING, findings: [], unread: [] };
    await lookAtAll(run, order, time.toLook);
    if (mayRepair) await repairAll(run, order.force, time.toRepair);
    for (const { kind, number, bindingId, differences, action, code } of run.findings)
      logger.warn('reconcile-finding', {
        app,
        kind,
        numberKey: number.key,
        bindingId,
        differences,
        action,
        code,
      });
    return run;
  };
};

/** One that is on another number there than here is met on both. */
const add = ({ findings }: Run, finding: Finding): void => {
  if (!findings.some(({ subscriptionId }) => subscriptionId === finding.subscriptionId))
    findings.push(finding);
};

const NOTHING = { numbers: 0, theirs: 0, ours: 0, inProgress: 0, resolved: 0, unjudged: 0 };

/**
 * Arrears and a lost number answer as if there were nothing. More than half of what lives with us missing at once is
 * more likely that than so many ends unseen.
 */
const tooManyMissing = ({ findings, ours }: Run): boolean => {
  const missing = findings.filter(({ kind }) => kind === 'missing-there').length;
  return missing > FEW && missing * 2 > ours;
};

const findingOf = (number: NumberName, suspect: Suspect, verdict: Verdict): Finding | undefined => {
  switch (verdict.kind) {
    case 'agrees':
    case 'in-progress':
      return undefined;
    case 'unknown-here':
      return suspect.bindingId === undefined
        ? { kind: verdict.kind, number, subscriptionId: suspect.theirs.subscriptionId, action: 'none' }
        : undefined;
    default: {
      const { bindingId, subscriptionId = '' } = verdict.record.binding;
      const differences = verdict.kind === 'different' ? { differences: verdict.differences } : {};
      return { kind: verdict.kind, number, subscriptionId, bindingId, ...differences, action: 'none' };
    }
  }
};

/** What would be the answer for every number of the app. */
const isOfApp = (failure: PlatformFailure): boolean =>
  (failure.kind === 'refused' && (failure.class === 'auth' || failure.class === 'account')) ||
  isStopping(platformError(failure));

const isStopping = (error: unknown): error is AppError =>
  error instanceof AppError && STOPPING.includes(error.code);

const stop = ({ code, retryAfterSeconds }: AppError) => ({
  code,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

const unread = (number: NumberName, { code, platform }: AppError): UnreadNumber => ({
  number,
  code,
  ...(platform === undefined ? {} : { platformCode: platform.code }),
});
