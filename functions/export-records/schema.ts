import * as v from 'valibot';
import { EXPORT_STEPS } from '../../shared/exports/export-days.ts';
import { isDay } from '../../shared/kernel/clock.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';

const Place = v.strictObject({
  step: v.picklist(EXPORT_STEPS),
  after: v.optional(v.string()),
  part: v.number(),
});

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Order = v.variant('action', [
  /** The schedule's. */
  v.strictObject({ action: v.literal('due') }),
  v.strictObject({ action: v.literal('status') }),
  v.strictObject({
    action: v.literal('again'),
    day: v.pipe(v.string(), v.check(isDay, 'must be a day such as 2026-03-01')),
    begin: v.optional(v.boolean(), true),
    dryRun: v.optional(v.boolean(), false),
    from: v.optional(Place),
    force: v.optional(v.boolean(), false),
    counted: v.optional(v.strictObject({ calls: Count, messages: Count, bindings: Count })),
  }),
]);

/** Reads what is ordered. Strict, because a misspelt field must not make a dry run write. @throws {AppError} `invalid-request`. */
export const readExportOrder = (event: unknown): v.InferOutput<typeof Order> =>
  parseEvent(Order, event, 'order');
