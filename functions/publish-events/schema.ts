import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';

const Order = v.variant('action', [
  /** The schedule's. */
  v.strictObject({ action: v.literal('tell-expiries') }),
  v.strictObject({ action: v.literal('status') }),
  v.strictObject({
    action: v.literal('redrive'),
    operator: OperatorName,
    dryRun: v.optional(v.boolean(), false),
  }),
]);
export type EventsOrder = v.InferOutput<typeof Order>;

/** @throws {AppError} `invalid-request` naming the fields. */
export const readEventsOrder = (event: unknown): EventsOrder => parseEvent(Order, event, 'order');

const Changes = v.object({ Records: v.array(v.looseObject({})) });

/** The records of a stream; `undefined` for an event of another kind. */
export const recordsIn = (event: unknown): readonly object[] | undefined =>
  v.is(Changes, event) ? event.Records : undefined;
