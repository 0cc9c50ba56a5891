import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { ReportQueries } from '../../reporting/report.ts';
import type { SignatureCheck } from './check-signature.ts';

/**
 * Asks the platform's API for reports of A numbers for its first page, which changes nothing (`privatenumber_a_number_0005`). Nothing
 * of the answer is kept. It is sent once at most, through the gate of that API.
 */
export const checkReporting = async (platform: Pick<ReportQueries, 'page'>): Promise<SignatureCheck> =>
  meaningOf(await platform.page(1));

const meaningOf = (result: PlatformResult<unknown>): SignatureCheck => {
  if (result.kind === 'ok') return { outcome: 'accepted' };
  if (result.kind === 'held-back')
    return { outcome: 'held-back', by: result.by, retryAfterSeconds: result.retryAfterSeconds };
  if (result.kind !== 'refused') return { outcome: 'unanswered' };
  const { httpStatus, code } = result;
  return { outcome: httpStatus < 500 ? 'refused' : 'unclear', httpStatus, code };
};
