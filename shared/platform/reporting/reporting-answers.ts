import * as v from 'valibot';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { PlatformResult, Refused, ResultClass } from '../../kernel/platform-outcome.ts';
import type { Answered } from '../client/transport.ts';
import type { Standing } from '../result-codes/result-codes.ts';

/** `error_code` and `error_msg` of Huawei Cloud. The text is not read: it may repeat what was sent, a name for one. */
const Failure = v.object({ error_code: v.union([v.string(), v.number()]) });

/** The codes of the pages (`privatenumber_a_number_0004`), and of the gateway before all APIs of Huawei Cloud. */
const CLASSES: Readonly<Record<string, ResultClass>> = {
  'PPT.0001': 'platform',
  'PPT.0002': 'validation',
  'PPT.0007': 'auth',
  'PPT.0009': 'not-found',
  'PPT.00039': 'validation',
  'APIG.0301': 'auth',
  'APIG.0308': 'throttled',
};

const PROBLEMS: Partial<Record<ResultClass, ErrorCode>> = {
  throttled: 'platform-throttled',
  platform: 'platform-unavailable',
};

const THROTTLE_SECONDS = 60;

/** The meaning of an answer, and the code in it; empty without one. */
export type ReportingMeaning<Value> = Readonly<{
  result: PlatformResult<Value>;
  code: string;
  standing: Standing;
}>;

/**
 * Reads an answer. Only a 200 without a code is a success.
 *
 * @param read the value in a success; `undefined` where it is not there, which makes the answer an unreadable one
 */
export const reportingMeaning = <Value>(
  answer: Answered,
  read: (json: unknown) => Value | undefined,
): ReportingMeaning<Value> => {
  const { httpStatus, json } = answer;
  const parsed = v.safeParse(Failure, json);
  const code = parsed.success ? codeText(String(parsed.output.error_code)) : '';
  if (httpStatus === 200 && code === '') {
    const value = read(json);
    const result: PlatformResult<Value> =
      value === undefined ? unanswered('unreadable', httpStatus) : { kind: 'ok', value };
    return { result, code, standing: 'accepted' };
  }
  if (code === '' && (httpStatus < 400 || httpStatus >= 500))
    return { result: unanswered('http-status', httpStatus), code, standing: 'unclear' };
  const refused = refusalOf(httpStatus, code);
  return { result: refused, code, standing: standingOf(refused) };
};

/** Codes have letters, a dot and at most six digits. Anything else may be anything, and is not shown. */
const codeText = (code: string): string => (/^[A-Z]{2,8}\.\d{1,8}$/.test(code) ? code : 'other');

const refusalOf = (httpStatus: number, code: string): Refused => {
  const resultClass = CLASSES[code] ?? classOfStatus(httpStatus);
  return {
    kind: 'refused',
    httpStatus,
    code,
    text: '',
    class: resultClass,
    problem: PROBLEMS[resultClass] ?? 'platform-rejected',
    retryAfterSeconds: resultClass === 'throttled' ? THROTTLE_SECONDS : undefined,
  };
};

const classOfStatus = (httpStatus: number): ResultClass => {
  if (httpStatus === 401) return 'auth';
  if (httpStatus >= 500) return 'platform';
  return httpStatus === 429 ? 'throttled' : 'unknown';
};

const standingOf = ({ class: resultClass }: Refused): Standing => {
  if (resultClass === 'auth') return 'authentication-failure';
  if (resultClass === 'throttled') return 'throttle';
  return resultClass === 'validation' || resultClass === 'not-found' ? 'accepted' : 'unclear';
};

const unanswered = (reason: 'unreadable' | 'http-status', httpStatus: number): PlatformResult<never> => ({
  kind: 'unanswered',
  reason,
  mayHaveApplied: true,
  cause: new Error(`HTTP ${httpStatus} with nothing to read`),
});
