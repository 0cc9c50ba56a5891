import type { PlatformResult, Refused } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { isDocumented, isKnownCode, type Operation } from '../result-codes/result-codes.ts';
import type { AnswerMeaning } from './answers.ts';

/** The part of a call that is logged and counted. */
export type LoggedCall = Readonly<{
  operation: Operation;
  /** An unbind: the result codes of refusals (not of faults) that may say that there is none. They are counted. */
  notFoundCodes?: readonly string[];
}>;

/** The outcome of a call, and of its answer what is known. */
export type CallFacts<Value> = Partial<Omit<AnswerMeaning<Value>, 'result'>> &
  Readonly<{ result: PlatformResult<Value>; httpStatus?: number; durationMs?: number }>;

/** One line and one count for each call, made or held back. Nothing of the request is in it: that has numbers. */
export const logCall = <Value>(
  { logger }: Readonly<{ logger: Logger }>,
  { name }: Readonly<{ name: string }>,
  { operation, notFoundCodes = [] }: LoggedCall,
  { result, code, httpStatus, durationMs }: CallFacts<Value>,
): void => {
  const outcome = outcomeOf(result);
  logger[result.kind === 'ok' ? 'info' : 'warn']('platform-call', {
    operation,
    app: name,
    outcome,
    httpStatus,
    // A number for every code of the documents; a code of another form stays a string, which the redactor looks through.
    code: code !== undefined && /^\d{1,7}$/.test(code) ? Number(code) : code,
    durationMs,
    ...(result.kind === 'refused' && !isDocumented(result, operation) ? { documented: false } : {}),
  });
  logger.metrics({ platformCalls: 1 }, { operation, outcome });
  if (result.kind === 'refused') {
    logger.metrics({ platformRefusals: 1 }, { code: countedCode(result) });
    logger.metrics({ platformProblems: 1 }, { problem: result.problem });
  }
  if (code !== undefined && notFoundCodes.includes(code) && (httpStatus ?? 500) < 500)
    logger.metrics({ unbindNotFound: 1 }, { app: name });
};

/** A metric has few values: a code that the vendor's pages do not have, or none at all, is `other`. */
const countedCode = ({ code }: Refused): string => (isKnownCode(code) ? code : 'other');

const outcomeOf = (result: PlatformResult<unknown>): string => {
  switch (result.kind) {
    case 'ok':
      return 'ok';
    case 'refused':
      return result.class;
    case 'unanswered':
      return result.reason;
    case 'held-back':
      return `held-back-by-${result.by}`;
    case 'inconclusive':
    case 'not-offered':
      return result.kind;
  }
};
