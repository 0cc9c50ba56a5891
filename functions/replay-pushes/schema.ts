import * as v from 'valibot';
import { JOURNAL_REQUEST } from '../../shared/pushes/maintenance/journal-request.ts';

/** The event of `npm run replay`. */
export const ReplayEvent = v.strictObject({
  ...JOURNAL_REQUEST,
  quarantined: v.optional(v.boolean(), false),
  dryRun: v.optional(v.boolean(), false),
});
