import * as v from 'valibot';
import { CALL_DIRECTIONS } from '../../shared/bindings/binding.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { MODES } from '../../shared/kernel/mode.ts';

/** The name of an uploaded voice file (`privatenumber_02_0002`: digits, letters and - _ . @). */
const Tone = v.pipe(v.string(), v.regex(/^[\w.@-]{1,128}$/, 'must be the name of an uploaded voice file'));

/** Ninety days: the platform's longest life of an AXB binding (`privatenumber_02_0002`, duration). */
const AXB_MOST_TTL_SECONDS = 7_776_000;

const ttlSeconds = (most: number) =>
  v.optional(
    v.nullable(
      v.pipe(
        v.number(),
        v.integer('must be whole seconds'),
        v.minValue(60, 'must be at least 60 seconds'),
        v.maxValue(most, `must be at most ${most} seconds`),
      ),
    ),
  );

/**
 * Text that comes back in events, CDRs and texts (`privatenumber_02_0002`): no braces, no circumflex, no Chinese. Only
 * printable ASCII is let through, because what else the platform mangles is not documented.
 */
const UserData = v.pipe(
  v.string(),
  v.regex(
    /^[\x20-\x5d\x5f-\x7a|~]{1,256}$/,
    'must be 1 to 256 printable ASCII characters without { } ^; encode others in Base64',
  ),
);

const Reference = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Cs}]{1,64}$/u, 'must be 1 to 64 characters without control characters'),
);

const minutes = v.pipe(v.number(), v.integer('must be whole minutes'), v.minValue(0), v.maxValue(1440));

const common = {
  app: v.optional(v.pipe(v.string(), v.maxLength(32))),
  a: PartyNumber,
  x: v.optional(PrivateNumberText),
  areaCode: v.optional(v.pipe(v.string(), v.regex(/^0\d{2,3}$/, 'must be an area code such as 0755'))),
  areaMatch: v.optional(v.picklist(['strict', 'loose'])),
  reference: v.optional(Reference),
  record: v.optional(v.boolean()),
  recordTone: v.optional(Tone),
  userData: v.optional(UserData),
};

/** `POST /bindings` in mode AXB. */
export const AxbBody = v.strictObject({
  ...common,
  mode: v.literal('AXB'),
  b: PartyNumber,
  ttlSeconds: ttlSeconds(AXB_MOST_TTL_SECONDS),
  callDirection: v.optional(v.picklist(CALL_DIRECTIONS), 'both'),
  maxCallMinutes: v.optional(minutes),
  lastMinuteTone: v.optional(Tone),
  sms: v.optional(v.boolean()),
  waitingTones: v.optional(v.strictObject({ a: v.optional(Tone), b: v.optional(Tone) })),
});
export type AxbBody = v.InferOutput<typeof AxbBody>;

/** The mode alone, read first: it decides which fields the body may have. */
export const ModeOfBody = v.looseObject({ mode: v.picklist(MODES) });

/** A key that makes repeats answer as the first time: 1 to 128 visible ASCII characters. */
export const IdempotencyKey = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters'),
);
