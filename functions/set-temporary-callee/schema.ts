import * as v from 'valibot';
import { UserData } from '../../shared/http/binding-fields.ts';
import { CalleeNumber } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** Three days (`privatenumber_02_0015`, duration). */
const MOST_TTL_SECONDS = 259_200;

/** The platform's own default, long enough to dial (`privatenumber_02_0015`). */
const DEFAULT_TTL_SECONDS = 60;

/** `PUT /bindings/{bindingId}/temporary-callee`. */
export const CalleeBody = strictObject({
  callee: CalleeNumber,
  ttlSeconds: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be whole seconds'),
      v.minValue(1, `must be from 1 to ${MOST_TTL_SECONDS} seconds`),
      v.maxValue(MOST_TTL_SECONDS, `must be from 1 to ${MOST_TTL_SECONDS} seconds`),
    ),
    DEFAULT_TTL_SECONDS,
  ),
  userData: v.optional(UserData),
});
