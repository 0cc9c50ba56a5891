import * as v from 'valibot';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import { LOOKUP_STEPS } from '../../shared/keys/lookup-step.ts';
import { TablePlace } from '../../shared/keys/walk-tables.ts';

/** Enough for a million items in three hours, and a small part of what an on-demand table takes. */
const DEFAULT_WRITES_PER_SECOND = 100;

/** An order of `npm run ops -- keys`. `after`: where the run before ended. */
const KeysOrder = v.variant('action', [
  v.strictObject({ action: v.literal('count'), after: v.optional(TablePlace) }),
  v.strictObject({
    action: v.literal('reseal'),
    from: v.string(),
    dryRun: v.optional(v.boolean(), false),
    writesPerSecond: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(1000)),
      DEFAULT_WRITES_PER_SECOND,
    ),
    after: v.optional(TablePlace),
  }),
  v.strictObject({
    action: v.literal('lookup'),
    step: v.picklist(LOOKUP_STEPS),
    dryRun: v.optional(v.boolean(), false),
    copiedBefore: v.optional(v.string()),
    after: v.optional(TablePlace),
  }),
]);
export type KeysOrder = v.InferOutput<typeof KeysOrder>;

/** @throws {AppError} `invalid-request`, naming every fault. */
export const readKeysOrder = (event: unknown): KeysOrder => parseEvent(KeysOrder, event, 'order');
