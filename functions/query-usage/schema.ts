import * as v from 'valibot';
import { A_MOMENT, CursorText } from '../../shared/http/list-query.ts';
import { isMoment } from '../../shared/kernel/clock.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { USAGE_GROUPS } from '../../shared/usage/report/read-usage.ts';
import { isMonth } from '../../shared/usage/report/usage-span.ts';

const SpanEnd = v.pipe(
  v.string(),
  v.check((written) => isMonth(written) || isMoment(written), `must be a month, a day or ${A_MOMENT}`),
);

/** Rows of one answer: two years of days, and more. */
export const MOST_ROWS = 1000;

/** The query of `GET /usage`. */
export const UsageRequest = strictObject({
  app: v.optional(v.pipe(v.string(), v.maxLength(32, 'must be at most 32 characters'))),
  from: v.optional(SpanEnd),
  to: v.optional(SpanEnd),
  by: v.optional(v.picklist(USAGE_GROUPS), 'day'),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:[1-9]\d{0,2}|1000)$/, `must be an integer from 1 to ${MOST_ROWS}`),
      v.transform(Number),
    ),
  ),
  cursor: v.optional(CursorText),
});
