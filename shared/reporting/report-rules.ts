import { addSeconds, iso, secondsUntil } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import { AppError } from '../kernel/errors.ts';
import type { ReportRecord, SaidState } from './report.ts';

/** After a failure the platform takes no report of the number for so long. */
const WAIT_SECONDS = 24 * 3600;

/** After so many failures in a row the platform takes none any more. */
const BARRED_AFTER = 2;

/** That a number is reported is written anew at least so often, so that it does not grow old while it is true. */
const RENEWED_SECONDS = 12 * 3600;

/** For so long a reported number counts as reported without another word of the platform: some passes of the hourly refresh may fail. */
const TRUSTED_SECONDS = 48 * 3600;

/** A number that is not reported is asked for again at a bind after so long. */
const ASK_AGAIN_SECONDS = 60;

/** No submission lasts longer until it has left: three calls of six seconds. */
const LEASE_SECONDS = 60;

const isBefore = (instant: string | undefined, seconds: number, now: Date): boolean =>
  instant !== undefined && instant !== '' && iso(addSeconds(new Date(instant), seconds)) <= iso(now);

const isUnderWay = ({ leaseUntil }: ReportRecord, now: Date): boolean =>
  leaseUntil !== undefined && leaseUntil > iso(now);

/** A number of which nothing is known. */
export const unknownReport = (number: E164): ReportRecord => ({
  number,
  state: 'unknown',
  failures: 0,
  checkedAt: '',
  version: 0,
});

/**
 * A record after the platform's word, `undefined` where nothing has to be written.
 *
 * @param said the word; `undefined`: it does not have the number
 * @param askedAt when it was asked: what it said before a submission tells nothing of that
 */
export const afterWord = (
  number: E164,
  record: ReportRecord | undefined,
  said: SaidState | undefined,
  askedAt: Date,
): ReportRecord | undefined => {
  if (record === undefined) {
    return heard(unknownReport(number), said, askedAt);
  }
  const isOpen = isUnderWay(record, askedAt) && !hasArrived(said);
  if (isOpen || (record.submittedAt ?? '') > iso(askedAt)) return undefined;
  if (record.checkedAt > iso(askedAt)) return undefined;
  const next = heard(record, said, askedAt);
  const isNews = next.state !== record.state || next.failReason !== record.failReason;
  const seconds = next.state === 'reported' ? RENEWED_SECONDS : ASK_AGAIN_SECONDS;
  return isNews || record.leaseUntil !== undefined || isBefore(record.checkedAt, seconds, askedAt)
    ? next
    : undefined;
};

/** A submission is sent of a number only that is neither verified nor reported, so these two states are its own. */
const hasArrived = (said: SaidState | undefined): boolean =>
  said?.state === 'in-progress' || said?.state === 'reported';

const heard = (
  { leaseUntil: _over, ...record }: ReportRecord,
  { state, failReason }: SaidState = { state: 'unknown' },
  askedAt: Date,
): ReportRecord => {
  const next = { ...record, state, failReason, checkedAt: iso(askedAt) };
  if (state === 'reported') return { ...next, failures: 0, failedAt: undefined };
  // The same failure is seen by every refresh, and counts once.
  if (state !== 'failed' || record.state === 'failed') return next;
  return { ...next, failures: record.failures + 1, failedAt: iso(askedAt) };
};

/**
 * The record while a submission is on its way. Without an answer the platform may still carry it out `latestSeconds` after it has left, and a
 * second one beside it would count twice.
 */
export const submitting = (
  number: E164,
  record: ReportRecord | undefined,
  now: Date,
  latestSeconds: number,
): ReportRecord => ({
  ...(record ?? unknownReport(number)),
  state: 'in-progress',
  failReason: undefined,
  leaseUntil: iso(addSeconds(now, LEASE_SECONDS + latestSeconds)),
});

/** The record when the platform has taken the submission. */
export const submitted = ({ leaseUntil: _over, ...record }: ReportRecord, now: Date): ReportRecord => ({
  ...record,
  submittedAt: iso(now),
  checkedAt: iso(now),
});

/**
 * The reason why a number must not be submitted now, `undefined` when it may be: while it is verified, for 24 hours after a failure, and
 * after two in a row (`privatenumber_a_number_0005`).
 */
export const submissionRefusal = (record: ReportRecord | undefined, now: Date): AppError | undefined => {
  if (record === undefined || record.state === 'reported') return undefined;
  if (record.state === 'in-progress' || isUnderWay(record, now))
    return new AppError('report-in-progress', 'a report of the number is being verified');
  if (isBarred(record))
    return new AppError(
      'report-barred',
      'two reports of the number failed in a row; an operator has to lift it',
    );
  const nextAt = nextReportAt(record, now);
  if (nextAt === undefined) return undefined;
  return new AppError('report-too-soon', 'a report of the number failed less than 24 hours ago', {
    retryAfterSeconds: secondsUntil(nextAt, now),
  });
};

/** Whether the platform takes no further report of the number by itself. */
export const isBarred = ({ failures }: ReportRecord): boolean => failures >= BARRED_AFTER;

/** When a number may be submitted again that failed; `undefined`: now, as far as this is the reason. ISO 8601 UTC. */
export const nextReportAt = ({ failedAt }: ReportRecord, now: Date): string | undefined => {
  if (failedAt === undefined || isBefore(failedAt, WAIT_SECONDS, now)) return undefined;
  return iso(addSeconds(new Date(failedAt), WAIT_SECONDS));
};

/** Whether the actual user of a number is reported, as far as a record tells. `ask`: it is too old, or there is none. */
export const reportStandingOf = (
  record: ReportRecord | undefined,
  now: Date,
): 'reported' | 'not-reported' | 'ask' => {
  if (record === undefined) return 'ask';
  if (record.state === 'reported')
    return isBefore(record.checkedAt, TRUSTED_SECONDS, now) ? 'ask' : 'reported';
  return record.checkedAt === '' || isBefore(record.checkedAt, ASK_AGAIN_SECONDS, now)
    ? 'ask'
    : 'not-reported';
};
