import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { holdsPhoneNumber } from '../../shared/http/phone-in-text.ts';
import { isMoment } from '../../shared/kernel/clock.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import { RebuildPlace } from '../../shared/usage/count/rebuild-usage.ts';
import { USAGE_GROUPS } from '../../shared/usage/report/read-usage.ts';
import { isMonth } from '../../shared/usage/report/usage-span.ts';

/** Also of an app that is not configured any more. It becomes a part of keys, so a phone number by mistake is refused. */
const AppName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -'),
  v.check((name) => !holdsPhoneNumber(name), 'must be the name of an app'),
);
const Month = v.pipe(v.string(), v.check(isMonth, 'must be a month such as 2026-11'));
const SpanEnd = v.pipe(
  v.string(),
  v.check((written) => isMonth(written) || isMoment(written), 'must be a month, a day or a moment'),
);
const SPAN = { from: SpanEnd, to: SpanEnd, app: v.optional(AppName) };

const UsageOrder = v.variant('action', [
  v.strictObject({ action: v.literal('report'), ...SPAN, by: v.picklist(USAGE_GROUPS) }),
  v.strictObject({
    action: v.literal('rebuild'),
    ...SPAN,
    dryRun: v.boolean(),
    after: v.optional(RebuildPlace),
  }),
  v.strictObject({
    action: v.literal('freeze'),
    month: Month,
    app: v.optional(AppName),
    operator: OperatorName,
    dryRun: v.boolean(),
  }),
  v.strictObject({
    action: v.literal('frozen'),
    month: Month,
    // References stand in bindings, which end: a frozen month has none.
    by: v.picklist(['day', 'app', 'x']),
    app: v.optional(AppName),
  }),
  v.strictObject({ action: v.literal('compare'), month: Month, app: v.optional(AppName) }),
]);
/** An order of `npm run ops -- usage`. */
export type UsageOrder = v.InferOutput<typeof UsageOrder>;

/** @throws {AppError} `invalid-request`, naming every fault. */
export const readUsageOrder = (event: unknown): UsageOrder => parseEvent(UsageOrder, event, 'order');
