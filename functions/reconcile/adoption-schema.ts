import * as v from 'valibot';
import { Reference, UserData } from '../../shared/http/binding-fields.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { isMoment, iso } from '../../shared/kernel/clock.ts';
import { MODES } from '../../shared/kernel/mode.ts';
import { Tone } from '../../shared/kernel/platform-texts.ts';

const Person = v.pipe(
  PartyNumber,
  v.transform(({ number }) => number),
);

const Moment = v.pipe(
  v.string(),
  v.check(isMoment, 'must be a moment with its zone, in ISO 8601'),
  v.transform((written) => iso(new Date(written))),
);

/** An id that a terminal, a log and a file can show as it is. */
export const VisibleId = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters without a blank'),
);

/** A line of an operator's file: a binding by its id at the platform, and what is known of it. A misspelt field is refused. */
export const AdoptionLineField = v.strictObject({
  subscriptionId: VisibleId,
  mode: v.optional(v.picklist(MODES)),
  a: v.optional(Person),
  b: v.optional(v.nullable(Person)),
  x: v.optional(PrivateNumberText),
  y: v.optional(PrivateNumberText),
  extension: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be 1 to 4 digits'))),
  reference: v.optional(Reference),
  record: v.optional(v.boolean()),
  recordTone: v.optional(Tone),
  userData: v.optional(UserData),
  expiresAt: v.optional(Moment),
});

/** The most bindings of one order: their calls, one behind the other, fit into a run. */
export const MOST_ADOPTIONS = 100;

/** An operator's order to adopt bindings of an app. The schedule has none. */
export const AdoptEvent = v.strictObject({
  app: v.string(),
  adopt: v.pipe(v.array(AdoptionLineField), v.minLength(1), v.maxLength(MOST_ADOPTIONS)),
  dryRun: v.optional(v.boolean(), false),
  operator: v.optional(OperatorName),
});
