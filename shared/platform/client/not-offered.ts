import type { ErrorCode } from '../../kernel/errors.ts';
import type { Refused } from '../../kernel/platform-outcome.ts';

/** A refusal without a call, because the platform has no such operation or parameter in this mode. */
export const notOffered = (text: string, problem: ErrorCode): Refused => ({
  kind: 'refused',
  httpStatus: 400,
  code: '',
  text,
  class: 'validation',
  problem,
  retryAfterSeconds: undefined,
});
