import * as v from 'valibot';
import { NEVER_CHANGEABLE } from '../../shared/bindings/change/complete-change.ts';
import { SEVEN_DAYS_SECONDS, TEN_YEARS_SECONDS } from '../../shared/bindings/model/binding-limits.ts';
import {
  CallbackField,
  CallDirectionField,
  CallMinutes,
  seconds,
  ttlSeconds,
  UserData,
} from '../../shared/http/binding-fields.ts';
import { PartyNumber } from '../../shared/http/number-schemas.ts';
import { Tone } from '../../shared/kernel/platform-texts.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** `PATCH /bindings/{bindingId}`: what any mode can change; which of them the binding's mode can is checked later. */
export const ChangeBody = strictObject({
  ...v.entriesFromList(NEVER_CHANGEABLE, v.optional(v.unknown())),
  a: v.optional(PartyNumber),
  b: v.optional(v.nullable(PartyNumber)),
  callDirection: v.optional(CallDirectionField),
  ttlSeconds: ttlSeconds(TEN_YEARS_SECONDS),
  record: v.optional(v.boolean()),
  recordTone: v.optional(Tone),
  maxCallMinutes: v.optional(CallMinutes),
  lastMinuteTone: v.optional(Tone),
  sms: v.optional(v.boolean()),
  waitingTones: v.optional(
    strictObject({
      a: v.optional(Tone),
      b: v.optional(Tone),
      others: v.optional(Tone),
      x: v.optional(Tone),
      y: v.optional(Tone),
    }),
  ),
  userData: v.optional(UserData),
  callback: v.optional(CallbackField),
  callbackTtlSeconds: v.optional(seconds(SEVEN_DAYS_SECONDS)),
});
export type ChangeBody = v.InferOutput<typeof ChangeBody>;

/** `If-Match`: the version, as a number or an entity tag. */
export const IfMatch = v.pipe(
  v.string(),
  v.regex(/^"?\d{1,9}"?$/, 'must be the version of the binding'),
  v.transform((text) => Number(text.replaceAll('"', ''))),
);
