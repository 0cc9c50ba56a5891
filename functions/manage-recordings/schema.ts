import * as v from 'valibot';
import { AnyPartyNumber } from '../../shared/http/number-schemas.ts';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import type { RecordingTarget } from '../../shared/recordings/maintenance/recording-target.ts';

const Id = v.pipe(v.string(), v.regex(/^[a-z]{1,64}$/, 'is not a valid id'));
const TARGET = {
  callId: v.optional(Id),
  bindingId: v.optional(Id),
  party: v.optional(AnyPartyNumber),
  /** `next` of the answer before: where a long list goes on. */
  from: v.optional(v.strictObject({ callId: Id, startedAt: v.string() })),
};
const ORDER = { ...TARGET, operator: OperatorName, dryRun: v.optional(v.boolean(), false) };

const Order = v.variant('action', [
  v.strictObject({ action: v.literal('status'), ...TARGET, operator: v.optional(OperatorName) }),
  v.strictObject({ action: v.literal('retry'), ...ORDER }),
  v.strictObject({ action: v.literal('rearchive'), ...ORDER, evenErased: v.optional(v.boolean(), false) }),
  v.strictObject({ action: v.literal('erase'), ...ORDER }),
  /** The schedule's: a second look after each erasure. */
  v.strictObject({ action: v.literal('erase-again') }),
]);
/** An order that an operator gives. */
export type Order = Exclude<v.InferOutput<typeof Order>, ScheduledOrder>;
type ScheduledOrder = Readonly<{ action: 'erase-again' }>;

/**
 * Reads what is asked for. Strict, because a misspelt field must not turn an erasure into something else.
 *
 * @throws {AppError} `invalid-request` naming the fields; never what was in them.
 */
export const readOrder = (event: unknown): Order | ScheduledOrder => parseEvent(Order, event, 'order');

/** @throws {AppError} `invalid-request` for more than one target. */
export const targetOf = ({ callId, bindingId, party }: Order): RecordingTarget | undefined => {
  const targets: RecordingTarget[] = [
    ...(callId === undefined ? [] : [{ by: 'call', callId } as const]),
    ...(bindingId === undefined ? [] : [{ by: 'binding', bindingId } as const]),
    ...(party === undefined ? [] : [{ by: 'party', party } as const]),
  ];
  if (targets.length > 1)
    throw new AppError('invalid-request', 'one of callId, bindingId and party says which recordings');
  return targets[0];
};
