import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { isDocumented, type Operation } from '../result-codes/result-codes.ts';
import type { AnswerMeaning } from './answers.ts';

/** The part of a call that is logged and counted. */
export type LoggedCall = Readonly<{
  operation: Operation;
  /** Metrics that count the refusals (not the faults) with certain result codes: the codes by the name of the metric. */
  counts?: Readonly<Record<string, readonly string[]>>;
}>;

/** The outcome of a call, and of its answer what is known. */
export type CallFacts<Value> = Partial<Omit<AnswerMeaning<Value>, 'result'>> &
  Readonly<{ result: PlatformResult<Value>; httpStatus?: number; durationMs?: number }>;

/** One line and one count for each call, made or held back. Nothing of the request is in it: that has numbers. */
export const logCall = <Value>(
  { logger }: Readonly<{ logger: Logger }>,
  { name }: Readonly<{ name: string }>,
  { operation, counts = {} }: LoggedCall,
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
  for (const [metric, codes] of Object.entries(counts))
    if (code !== undefined && codes.includes(code) && (httpStatus ?? 500) < 500)
      logger.metrics({ [metric]: 1 }, { app: name });
};

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
