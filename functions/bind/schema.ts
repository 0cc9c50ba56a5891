import * as v from 'valibot';
import {
  MOST_TTL_SECONDS,
  SEVEN_DAYS_SECONDS,
  WAITING_TONES,
} from '../../shared/bindings/model/binding-limits.ts';
import {
  CallbackField,
  CallDirectionField,
  CallMinutes,
  COMMON_FIELDS,
  seconds,
  ttlSeconds,
} from '../../shared/http/binding-fields.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { MODES, type Mode } from '../../shared/kernel/mode.ts';
import { Tone } from '../../shared/kernel/platform-texts.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

const tones = <Names extends readonly string[]>(names: Names) =>
  v.optional(strictObject(v.entriesFromList(names, v.optional(Tone))));

const limits = { maxCallMinutes: v.optional(CallMinutes), lastMinuteTone: v.optional(Tone) };
const callDirection = v.optional(CallDirectionField);

/** Two people joined through X. */
export const AxbBody = strictObject({
  ...COMMON_FIELDS,
  ...limits,
  mode: v.literal('AXB'),
  b: PartyNumber,
  ttlSeconds: ttlSeconds(MOST_TTL_SECONDS.AXB),
  callDirection,
  sms: v.optional(v.boolean()),
  waitingTones: tones(WAITING_TONES.AXB),
});

/** One person behind X: anybody calls X and reaches A. */
export const AxBody = strictObject({
  ...COMMON_FIELDS,
  ...limits,
  mode: v.literal('AX'),
  ttlSeconds: ttlSeconds(MOST_TTL_SECONDS.AX),
  callDirection,
  sms: v.optional(v.boolean()),
  waitingTones: tones(WAITING_TONES.AX),
});

/** Many people behind one X, told apart by the extension that callers dial. */
export const AxeBody = strictObject({
  ...COMMON_FIELDS,
  mode: v.literal('AXE'),
  ttlSeconds: ttlSeconds(MOST_TTL_SECONDS.AXE),
  extension: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be 1 to 4 digits'))),
  callback: v.optional(CallbackField),
  callbackTtlSeconds: v.optional(seconds(SEVEN_DAYS_SECONDS)),
});

const { x: _chosenByThePlatform, ...axybCommon } = COMMON_FIELDS;

/** A shown to B as X, B shown to A as Y; the platform chooses both numbers. */
export const AxybBody = strictObject({
  ...axybCommon,
  mode: v.literal('AXYB'),
  b: v.optional(PartyNumber),
  ttlSeconds: ttlSeconds(MOST_TTL_SECONDS.AXYB),
  ybTtlSeconds: v.optional(seconds(MOST_TTL_SECONDS.AXYB)),
  callDirection,
  waitingTones: tones(WAITING_TONES.AXYB),
});

/** A route of ours that answers live calls to X; nothing is stored at the platform. */
export const XBody = strictObject({
  ...COMMON_FIELDS,
  ...limits,
  mode: v.literal('X'),
  b: PartyNumber,
  x: PrivateNumberText,
  ttlSeconds: ttlSeconds(MOST_TTL_SECONDS.X),
  callDirection,
  waitingTones: tones(WAITING_TONES.X),
});

/** `POST /bindings`, by mode. */
export const BIND_BODIES = {
  AX: AxBody,
  AXB: AxbBody,
  AXE: AxeBody,
  AXYB: AxybBody,
  X: XBody,
} satisfies Record<Mode, v.GenericSchema>;
export type BindBody = v.InferOutput<(typeof BIND_BODIES)[Mode]>;

/** The mode alone, read first: it decides which fields the body may have. */
export const ModeOfBody = v.looseObject({ mode: v.picklist(MODES) });

/** A key that makes repeats answer as the first time: 1 to 128 visible ASCII characters. */
export const IdempotencyKey = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters'),
);
