import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import { type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { Finding, NumberName, ReconcileReport, UnreadNumber } from './reconcile-report.ts';

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };

/** The report of a run while it is being written. */
export type Run = Writable<Omit<ReconcileReport, 'findings' | 'unread'>> & {
  findings: Finding[];
  unread: UnreadNumber[];
};

/** The counts with which a run begins. */
export const NOTHING = { numbers: 0, theirs: 0, ours: 0, inProgress: 0, resolved: 0, unjudged: 0 };

/** Adds a finding once: a binding that is on another number there than here is met on both. */
export const addFinding = ({ findings }: Run, finding: Finding): void => {
  if (!findings.some(({ subscriptionId }) => subscriptionId === finding.subscriptionId))
    findings.push(finding);
};

/** The count of missing bindings that is believed whatever their share is. */
const FEW = 5;

/**
 * True when so many are missing that the platform's answer is doubted. Arrears and a lost number answer as if there were
 * nothing. More than half of what lives with us missing at once is more likely that than so many ends unseen.
 */
export const tooManyMissing = ({ findings, ours }: Run): boolean => {
  const missing = findings.filter(({ kind }) => kind === 'missing-there').length;
  return missing > FEW && missing * 2 > ours;
};

/** Faults for which the next number would only be refused as well. */
const STOPPING: readonly ErrorCode[] = [
  'platform-locked-out',
  'platform-throttled',
  'account-suspended',
  'platform-unavailable',
  'store-unavailable',
];

/** True for a fault that the next number would meet as well. */
export const isStopping = (error: unknown): error is AppError =>
  error instanceof AppError && STOPPING.includes(error.code);

/** True for what the platform would answer for every number of the app. */
export const isOfApp = (failure: PlatformFailure): boolean =>
  (failure.kind === 'refused' && (failure.class === 'auth' || failure.class === 'account')) ||
  isStopping(platformError(failure));

/** How the report names the fault that ended a run. */
export const stopOf = ({ code, retryAfterSeconds }: AppError) => ({
  code,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

/** How the report names a number whose item cannot be opened, by its look-up key. */
export const unreadableNumber = (key: string): UnreadNumber => ({
  number: { key, lastDigits: '??' },
  code: 'item-unreadable',
});

/** How the report names a number that could not be read. */
export const unreadNumber = (number: NumberName, { code, platform }: AppError): UnreadNumber => ({
  number,
  code,
  ...(platform === undefined ? {} : { platformCode: platform.code }),
});
