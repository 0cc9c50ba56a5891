import { redactText } from '../../observability/redact-text.ts';

const E164 = /^\+\d{7,18}$/;

/** The fields of our answers that hold a number, in whatever form the platform wrote it. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set([
  ...['a', 'b', 'x', 'y', 'callee', 'caller', 'number', 'receiver', 'sender'],
]);

const NUMBER_FIELD = 'number';

/** Ids, names of apps, hashes and cursors: made by machines or by the operator, without a number, and spoilt by a star. */
const KEPT_FIELDS: ReadonlySet<string> = new Set([
  ...['bindingId', 'callId', 'messageId', 'subscriptionId', 'app', 'sha256', 'nextCursor', 'unreadable'],
]);

/** Its fields have the names of the parties, and hold names of files. */
const TONES_FIELD = 'waitingTones';

/** `anonymous`, for one. Digits are written in many ways, letters are not. */
const IS_WORD = /^[a-z _-]*$/i;

const STARS = '****';
const HEAD_DIGITS = 3;
const TAIL_DIGITS = 4;
const LEAST_HIDDEN_DIGITS = 4;

/**
 * A number in E.164 without its middle: `+8613800000001` is `+861****0001`, a fixed line the same. There are always four stars,
 * so that they do not tell the length; of a short number less is shown at the end, and at least four digits are hidden.
 */
export const maskNumber = (number: string): string => {
  const digits = number.slice(1);
  const tail = Math.min(TAIL_DIGITS, Math.max(0, digits.length - HEAD_DIGITS - LEAST_HIDDEN_DIGITS));
  return `+${digits.slice(0, HEAD_DIGITS)}${STARS}${tail === 0 ? '' : digits.slice(-tail)}`;
};

/** A number as it stands in a record, in whatever form the platform wrote it, without its middle. */
export const maskedNumber = (number: string): string => maskText(NUMBER_FIELD, number, () => false);

/** Tells whether a number or a text in a field may stay as it is. */
export type IsShown = (field: string, written: string) => boolean;

/**
 * A copy of an answer in which every number is masked, in whatever field it stands: what is not known by its exact name to be harmless
 * is redacted as a log line is, instants and codes excepted, so that a field that is added later is masked as well.
 */
export const withMaskedNumbers = (view: unknown, isShown: IsShown, field = ''): unknown => {
  if (typeof view === 'string') return maskText(field, view, isShown);
  if (Array.isArray(view)) return view.map((item) => withMaskedNumbers(item, isShown, field));
  if (!(view instanceof Object)) return view;
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => [
      name,
      withMaskedNumbers(value, isShown, fieldIn(field, name)),
    ]),
  );
};

const fieldIn = (field: string, name: string): string => (field === TONES_FIELD ? field : name);

/** Every text of an object, with the field that {@link withMaskedNumbers} says of it in an answer. */
export const textsOf = (
  named: unknown,
  field = '',
): readonly Readonly<{ field: string; written: string }>[] => {
  if (typeof named === 'string') return [{ field, written: named }];
  if (!(named instanceof Object)) return [];
  return Object.entries(named).flatMap(([name, value]) => textsOf(value, fieldIn(field, name)));
};

const maskText = (field: string, text: string, isShown: IsShown): string => {
  if (isShown(field, text)) return text;
  if (E164.test(text)) return maskNumber(text);
  // The platform sent something else than a number of a known form.
  if (NUMBER_FIELDS.has(field)) return IS_WORD.test(text) ? text : STARS;
  return KEPT_FIELDS.has(field) ? text : redactText(text);
};
