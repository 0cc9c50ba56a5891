import type {
  Finding,
  FindingAction,
  FindingKind,
  NumberName,
  ReconcileReport,
} from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { counted } from '../../../shared/status/counted.ts';
import { printableId } from '../printable.ts';
import { isAgreed } from './run.ts';

const KINDS = {
  'missing-there': 'Missing there: lives here, and the platform does not have it',
  'ended-here': 'Missing here: has ended here, and the platform still has it',
  'late-there': 'Made late: the platform made it after its bind was given up or ended here',
  'unknown-here': 'Missing here: the platform has it, and nobody here made it',
  different: 'Different',
} satisfies Record<FindingKind, string>;

const ACTIONS = {
  none: '',
  repairable: 'a repair would be tried',
  repaired: 'repaired',
  partly: 'repaired as far as a change can; the rest still differs',
  accepted: 'the account stops the unbind; the sweeper will do it',
  withheld: 'not ended, because so many are missing at once',
  overtaken: 'somebody changed it meanwhile',
  failed: 'failed',
  left: 'no time was left; run it again',
} satisfies Record<FindingAction, string>;

/** The report for people. Numbers are shown by their last two digits, bindings by their ids. */
export const describeReport = (report: ReconcileReport, dryRun: boolean): string => {
  const kinds = Object.keys(KINDS) as FindingKind[];
  return [
    summary(report),
    ...kinds.flatMap((kind) => section(kind, report.findings)),
    ...unreadLines(report),
    ...stopLines(report),
    ...adviceLines(report),
    dryRun ? '\nNothing was changed (--dry-run).' : '',
    isAgreed(report) ? '\nBoth sides agree.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
};

const summary = (report: ReconcileReport): string =>
  [
    `${report.app} (${report.mode}): ${counted(report.numbers, 'number')} compared`,
    `${counted(report.theirs, 'binding')} there, ${report.ours} live here`,
    `${report.inProgress} in progress${report.resolved > 0 ? `, ${report.resolved} resolved` : ''}`,
  ].join('; ');

const section = (kind: FindingKind, findings: readonly Finding[]): readonly string[] => {
  const ofKind = findings.filter((finding) => finding.kind === kind);
  return ofKind.length === 0 ? [] : [`\n${KINDS[kind]} (${kind}: ${ofKind.length})`, ...ofKind.map(line)];
};

const line = ({ number, bindingId, subscriptionId, differences, action, code }: Finding): string => {
  const id = bindingId === undefined ? `subscription ${printableId(subscriptionId)}` : `binding ${bindingId}`;
  const what = differences === undefined ? '' : `  ${differences.join(', ')}`;
  const done = [ACTIONS[action], code].filter(Boolean).join(': ');
  return `  X ${named(number)}  ${id}${what}${done === '' ? '' : `  - ${done}`}`;
};

const named = ({ lastDigits }: NumberName): string => `…${lastDigits}`;

/** The numbers and bindings that could not be compared or judged, a line each. */
export const unreadLines = ({
  unread,
  unjudged,
}: Pick<ReconcileReport, 'unread' | 'unjudged'>): readonly string[] => [
  ...(unread.length === 0 ? [] : [`\nNot compared (${unread.length})`]),
  ...unread.map(
    ({ number, code, platformCode }) =>
      `  X ${named(number)} (${number.key})  ${code}${platformCode === undefined ? '' : ` (${platformCode})`}`,
  ),
  ...(unjudged === 0
    ? []
    : [`\n${counted(unjudged, 'binding')} could not be judged; the function's log says why.`]),
];

/** Why a run ended early, and how to go on. */
export const stopLines = ({
  stoppedBy,
  next,
}: Pick<ReconcileReport, 'stoppedBy' | 'next'>): readonly string[] => {
  if (stoppedBy === undefined) return [];
  const { code, retryAfterSeconds } = stoppedBy;
  const wait = retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} s.`;
  return [`\nStopped: ${code}.${wait} ${next === undefined ? 'Run it again.' : `Go on with --from ${next}`}`];
};

const adviceLines = ({ repair, findings }: ReconcileReport): readonly string[] => {
  const isRepairable = findings.some(({ action }) => action === 'repairable');
  const isWithheld = findings.some(({ action }) => action === 'withheld');
  return [
    ...(!repair && isRepairable ? ['\nNothing was changed. Repair with --repair.'] : []),
    ...(isWithheld
      ? ['\nArrears and lost numbers look like this. When the account is fine: --repair --force.']
      : []),
  ];
};
