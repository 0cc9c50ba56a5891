import * as v from 'valibot';
import type { ErrorCode } from '../../kernel/errors.ts';
import { RESULT_CLASSES, type Refused, type ResultClass } from '../../kernel/platform-outcome.ts';
import { redactText } from '../../observability/redact-text.ts';
import table from './result-codes.json' with { type: 'json' };

type ModeOperation = 'bind' | 'unbind' | 'modify' | 'query' | 'queryV2' | 'setTemporaryCallee';

/** The operations of the platform, named by mode; the names of `interfaces` in the table. */
export type Operation =
  | `${'ax' | 'axb' | 'axe' | 'axyb'}.${ModeOperation}`
  | 'recording.getUrl'
  | 'call.stop';

/** Our standing at the platform as an answer shows it, for the gate. `accepted`: the signature was right; `suspended`: the account is in arrears or frozen. */
export type Standing =
  | 'accepted'
  | 'authentication-failure'
  | 'lock-out'
  | 'throttle'
  | 'suspended'
  | 'unclear';

/** Words with a blank between, which is shorter in every bundle than a list. */
const Words = v.pipe(
  v.string(),
  v.transform((words) => words.split(' ')),
);

const Row = v.object({
  codes: Words,
  class: v.picklist(RESULT_CLASSES),
  /** Where it is not the problem of the class. */
  problem: v.optional(v.picklist(['platform-locked-out', 'account-suspended', 'party-limit'])),
  /** Where it is not the standing of the class. */
  gate: v.optional(v.picklist(['unclear', 'lock-out', 'throttle'])),
  /** Whether a repeat within seconds may succeed. */
  retryable: v.optional(v.boolean(), false),
  retryAfterSeconds: v.optional(v.union([v.number(), v.literal('next-day')])),
  /** The operations whose pages list the code; `*` stands for the rest of a name. Absent: all of them. */
  interfaces: v.optional(Words, '*'),
});
type Row = v.InferOutput<typeof Row>;

const BY_CODE = Object.entries(table).flatMap(([httpStatus, rows]) =>
  v.parse(v.array(Row), rows).flatMap((row) => row.codes.map((code) => ({ httpStatus, code, row }))),
);

/** Keyed by status and code together: 1010010 is a bad digest with 401 and throttling with 403. */
const ROWS: ReadonlyMap<string, Row> = new Map(
  BY_CODE.map(({ httpStatus, code, row }) => [`${httpStatus}/${code}`, row]),
);

/** No page of the vendor has a 429; where a gateway in front of the platform gives one it can mean nothing else. */
const THROTTLED = ROWS.get('403/1010010');

const PROBLEM_OF_CLASS = {
  auth: 'platform-rejected',
  validation: 'platform-rejected',
  account: 'platform-rejected',
  throttled: 'platform-throttled',
  exhausted: 'pool-exhausted',
  conflict: 'number-taken',
  'not-found': 'platform-rejected',
  platform: 'platform-unavailable',
  unknown: 'platform-rejected',
} satisfies Record<ResultClass, ErrorCode>;

/** Classes that the platform can only find after it has checked the signature. */
const AFTER_AUTHENTICATION: readonly ResultClass[] = ['validation', 'exhausted', 'conflict', 'not-found'];

const MAX_TEXT = 256;

const rowOf = ({ httpStatus, code }: Readonly<{ httpStatus: number; code: string }>): Row | undefined =>
  ROWS.get(`${httpStatus}/${code}`) ??
  (httpStatus === 200 ? onlyRowOf(code) : undefined) ??
  (httpStatus === 429 ? THROTTLED : undefined);

/** A refusal that comes with 200 means what the code means with its own status, if it has but one. */
const onlyRowOf = (code: string): Row | undefined => {
  const rows = BY_CODE.filter((one) => one.code === code);
  return rows.length === 1 ? rows[0]?.row : undefined;
};

/**
 * A refusal in our words. A code the table does not have is class `unknown`: a fault of theirs with 5xx, a refusal else.
 * Numbers are masked out of the text before anybody can log or pass it on.
 */
export const refusalOf = (
  answer: Readonly<{ httpStatus: number; code: string; text: string }>,
  now: Date,
): Refused => {
  const row = rowOf(answer);
  const unknownFault = row === undefined && answer.httpStatus >= 500;
  const resultClass = row?.class ?? 'unknown';
  return {
    kind: 'refused',
    httpStatus: answer.httpStatus,
    code: answer.code,
    text: redactText(answer.text).slice(0, MAX_TEXT),
    class: resultClass,
    problem: unknownFault ? 'platform-unavailable' : (row?.problem ?? PROBLEM_OF_CLASS[resultClass]),
    retryAfterSeconds: row?.retryAfterSeconds === 'next-day' ? secondsToNextDay(now) : row?.retryAfterSeconds,
  };
};

/** Whether the same request may succeed when it is repeated within seconds; what that may do twice is not considered. */
export const isRetryable = (refused: Refused): boolean =>
  rowOf(refused)?.retryable ?? refused.httpStatus >= 500;

/** Our standing as the refusal shows it. A 401 is a failed authentication whatever its code. */
export const standingOf = (refused: Refused): Standing => {
  const row = rowOf(refused);
  if (row === undefined) return refused.httpStatus === 401 ? 'authentication-failure' : 'unclear';
  if (row.class === 'auth') return row.gate ?? 'authentication-failure';
  if (row.problem === 'account-suspended') return 'suspended';
  return row.gate ?? (AFTER_AUTHENTICATION.includes(row.class) ? 'accepted' : 'unclear');
};

/** Whether the vendor's pages list this code for this operation; when not, the table wants a look. */
export const isDocumented = (refused: Refused, operation: Operation): boolean =>
  (rowOf(refused)?.interfaces ?? []).some((pattern) =>
    pattern.endsWith('*') ? operation.startsWith(pattern.slice(0, -1)) : operation === pattern,
  );

/** Whether the vendor's pages list this code at all. */
export const isKnownCode = (code: string): boolean => BY_CODE.some((one) => one.code === code);

const DAY_SECONDS = 24 * 3600;
const BEIJING_OFFSET_SECONDS = 8 * 3600;

/** The platform counts days where it stands, in Beijing, which knows no summer time. */
const secondsToNextDay = (now: Date): number =>
  DAY_SECONDS - ((Math.floor(now.getTime() / 1000) + BEIJING_OFFSET_SECONDS) % DAY_SECONDS);
