import * as v from 'valibot';
import type { PlatformResult, Unanswered } from '../../kernel/platform-outcome.ts';
import { redactText } from '../../observability/redact-text.ts';
import { refusalOf } from '../result-codes/result-codes.ts';
import type { Answered } from './transport.ts';

/** Result codes have at most seven digits. Anything longer may hold a phone number, so it is redacted and cut. */
const LONGEST_CODE = 7;

/** `resultcode` is documented as text, and some answers have numbers where the pages have text. */
const Result = v.object({
  resultcode: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
  resultdesc: v.fallback(v.string(), ''),
});

/** How one operation's answers are told apart. */
export type AnswerReading<Value> = Readonly<{
  /** `result`: HTTP 200 with resultcode 0. `redirect`: any 3xx, the recording URL's success. */
  success: 'result' | 'redirect';
  /** The value in a success; `undefined` when it is not there, which makes the answer an unreadable one. */
  read: (answer: Answered) => Value | undefined;
  /**
   * The codes of a refusal (never of a fault) that mean "there is none", and the value that says so. `httpStatus`: that
   * of such refusals where it is not 403.
   */
  none?: Readonly<{ codes: readonly string[]; value: Value; httpStatus?: number }>;
}>;

/** The meaning of an answer, and its result code; empty where it has none. */
export type AnswerMeaning<Value> = Readonly<{ result: PlatformResult<Value>; code: string }>;

/** Reads an answer of any status. A body without a result code decides nothing in a 5xx, and refuses in a 4xx. */
export const meaningOf = <Value>(
  answer: Answered,
  reading: AnswerReading<Value>,
  now: Date,
): AnswerMeaning<Value> => {
  const parsed = v.safeParse(Result, answer.json);
  const code = parsed.success ? shortened(parsed.output.resultcode) : '';
  if (isSuccess(answer, code, reading)) return { result: readSuccess(answer, reading), code };
  if (reading.none?.codes.includes(code) && isNoneStatus(answer, reading.none.httpStatus))
    return { result: { kind: 'ok', value: reading.none.value }, code };
  if (!isRefusal(answer.httpStatus, code)) return { result: undecided(answer), code };
  const text = parsed.success ? parsed.output.resultdesc : '';
  return { result: refusalOf({ httpStatus: answer.httpStatus, code, text }, now), code };
};

/** Refusals are documented as 403 nearly everywhere; the same code with 200 can mean nothing else. */
const isNoneStatus = ({ httpStatus }: Answered, documented = 403): boolean =>
  httpStatus === documented || httpStatus === 200;

const shortened = (code: string): string =>
  code.length > LONGEST_CODE ? redactText(code).slice(0, 32) : code;

const isSuccess = ({ httpStatus }: Answered, code: string, { success }: AnswerReading<unknown>): boolean =>
  success === 'result' ? httpStatus === 200 && code === '0' : httpStatus >= 300 && httpStatus < 400;

/** A code that says "no", or a client fault such as the bare 404 of a wrong access address (`privatenumber_04_0009_1`). */
const isRefusal = (httpStatus: number, code: string): boolean =>
  code !== '' ? code !== '0' : httpStatus >= 400 && httpStatus < 500;

const readSuccess = <Value>(answer: Answered, { read }: AnswerReading<Value>): PlatformResult<Value> => {
  const value = read(answer);
  return value === undefined
    ? unanswered('unreadable', 'a success without the fields it must have')
    : { kind: 'ok', value };
};

const undecided = ({ httpStatus }: Answered): Unanswered =>
  unanswered(
    httpStatus === 200 ? 'unreadable' : 'http-status',
    `HTTP ${httpStatus} with no result code to read`,
  );

const unanswered = (reason: Unanswered['reason'], message: string): Unanswered => ({
  kind: 'unanswered',
  reason,
  mayHaveApplied: true,
  cause: new Error(message),
});
