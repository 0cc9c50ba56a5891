import * as v from 'valibot';
import { CALL_DIRECTIONS } from '../bindings/model/binding.ts';
import { tooLong } from '../bindings/model/binding-limits.ts';
import { AreaCode, Tone } from '../kernel/platform-texts.ts';
import { strictObject } from '../kernel/strict-object.ts';
import { PartyNumber, PrivateNumberText } from './number-schemas.ts';
import { holdsPhoneNumber } from './phone-in-text.ts';

/** The fields of bindings in our API, each with the platform's limits, so that nothing is sent that it would refuse. */

const LEAST_TTL_SECONDS = 60;

/** Whole seconds from a minute to the mode's most. */
export const seconds = (most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be whole seconds'),
    v.minValue(LEAST_TTL_SECONDS, `must be at least ${LEAST_TTL_SECONDS} seconds`),
    v.maxValue(most, tooLong(most)),
  );

/** The life time; absent: the app's default; `null`: never ends. */
export const ttlSeconds = (most: number) => v.optional(v.nullable(seconds(most)));

/**
 * Text that comes back in events, CDRs and SMS pushes (`privatenumber_02_0002`): no braces, no circumflex, no Chinese.
 * Only printable ASCII is let through, because what else the platform mangles is not documented. No phone number:
 * the platform sends the text back in every push.
 */
export const UserData = v.pipe(
  v.string(),
  v.regex(
    /^[\x20-\x5d\x5f-\x7a|~]{1,256}$/,
    'must be 1 to 256 printable ASCII characters without { } ^; encode others in Base64',
  ),
  v.check((text) => !holdsPhoneNumber(text), 'must hold no phone number: put an id of yours there'),
);

/** The caller's own key for a binding, an order number for instance. */
export const Reference = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Cs}]{1,64}$/u, 'must be 1 to 64 characters without control characters'),
);

/** Minutes from the answer on; 0: no limit. */
export const CallMinutes = v.pipe(
  v.number(),
  v.integer('must be whole minutes'),
  v.minValue(0, 'must be from 0 to 1440'),
  v.maxValue(1440, 'must be from 0 to 1440'),
);

export const CallDirectionField = v.picklist(CALL_DIRECTIONS);

/** AXE: who or what answers A when nobody called before. */
export const CallbackField = v.union(
  [strictObject({ number: PartyNumber }), strictObject({ tone: Tone })],
  'must be {"number": …} or {"tone": …}',
);

/** The fields that every mode's bind takes. */
export const COMMON_FIELDS = {
  app: v.optional(v.pipe(v.string(), v.maxLength(32, 'must be at most 32 characters'))),
  a: PartyNumber,
  x: v.optional(PrivateNumberText),
  areaCode: v.optional(AreaCode),
  areaMatch: v.optional(v.picklist(['strict', 'loose'])),
  reference: v.optional(Reference),
  record: v.optional(v.boolean()),
  recordTone: v.optional(Tone),
  userData: v.optional(UserData),
};
