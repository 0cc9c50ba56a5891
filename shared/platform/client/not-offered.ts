import type { ErrorCode } from '../../kernel/errors.ts';
import type { NotOffered } from '../../kernel/platform-outcome.ts';

/** The answer of a mode adapter without a call, because the platform has no such operation or parameter in its mode. */
export const notOffered = (detail: string, problem: ErrorCode): NotOffered => ({
  kind: 'not-offered',
  detail,
  problem,
});
