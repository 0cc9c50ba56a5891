import * as v from 'valibot';
import { JOURNAL_REQUEST } from '../../shared/pushes/maintenance/journal-request.ts';

/** The platform pushes for five hours; an hour more is patience. */
const CDR_WITHIN_HOURS = 6;

/** The event of `npm run ops -- replay --gaps`. */
export const GapsEvent = v.strictObject({
  ...JOURNAL_REQUEST,
  cdrWithinHours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(744)), CDR_WITHIN_HOURS),
});
