import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { JOURNAL_REQUEST } from '../../shared/pushes/maintenance/journal-request.ts';

/** The event of `npm run replay`. */
export const ReplayEvent = v.strictObject({
  ...JOURNAL_REQUEST,
  quarantined: v.optional(v.boolean(), false),
  dryRun: v.optional(v.boolean(), false),
});

/** The event of `npm run ops -- quarantine discard`. */
export const DiscardEvent = v.strictObject({
  /** The id of an item in quarantine. */
  discard: v.pipe(v.string(), v.regex(/^[a-z]{1,64}$/, 'must be the id of an item in quarantine')),
  operator: OperatorName,
  dryRun: v.optional(v.boolean(), false),
});
