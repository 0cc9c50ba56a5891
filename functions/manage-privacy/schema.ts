import * as v from 'valibot';
import { AnyPartyNumber } from '../../shared/http/number-schemas.ts';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';

const ORDER = {
  party: AnyPartyNumber,
  operator: OperatorName,
  /** `next` of the answer before: where the walk goes on. */
  from: v.optional(v.string()),
};

const PrivacyOrder = v.variant('action', [
  v.strictObject({ action: v.literal('look'), ...ORDER }),
  v.strictObject({ action: v.literal('export'), ...ORDER }),
  v.strictObject({ action: v.literal('erase'), ...ORDER, endLive: v.optional(v.boolean(), false) }),
  /** The schedule's: a second look after each erasure. */
  v.strictObject({ action: v.literal('erase-again') }),
  /** The schedule's: CDRs end with their recordings. */
  v.strictObject({ action: v.literal('fit-cdr-ends') }),
]);
/** An order that an operator gives, or the schedule's. */
export type PrivacyOrder = v.InferOutput<typeof PrivacyOrder>;

/** @throws {AppError} `invalid-request` naming the fields; never what was in them. */
export const readPrivacyOrder = (event: unknown): PrivacyOrder => parseEvent(PrivacyOrder, event, 'order');
