declare const e164: unique symbol;

/** A number in E.164 form: `+` and digits. Made by the parsers below only. */
export type E164 = string & { readonly [e164]: true };

/** `mobile` numbers call and are called; `fixed` lines can only be called through a private number. */
export type LineKind = 'mobile' | 'fixed';

/** Mainland mobile: 11 digits from 13 to 19. */
const MOBILE = /^1[3-9]\d{9}$/;

/**
 * Mainland fixed line without its trunk 0: area codes 10 and 2x take eight digits, the three-digit ones seven or eight.
 * The platform wants it without the 0 as well (`privatenumber_02_0002`, number format). 400, 800 and 950, 956 to 959 are
 * no area codes but service numbers, which cannot be bound.
 */
const FIXED = /^(?:(?:10|2\d)\d{8}|(?!400|800|95[06-9])[3-9]\d{2}\d{7,8})$/;

/** A private number: 11 digits like a mobile, but ranges such as 700 have from 7 to 15 digits after +86. */
const PRIVATE = /^\+86[1-9]\d{6,14}$/;

/** Blanks, dashes, dots, brackets, and the invisible marks that come along when a number is copied from a contact list. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}\u2212().[\]/_·]/gu;

const isE164 = (text: string): text is E164 => /^\+\d{7,18}$/.test(text);

/** Typed text without blanks, dashes, brackets and full-width digits; `undefined` when other characters remain. */
const compact = (written: string): string | undefined => {
  const text = written.normalize('NFKC').replace(SEPARATORS, '');
  return /^\+?\d{3,24}$/.test(text) ? text : undefined;
};

/** The digits after the country code, and whether a country code was written. */
const national = (text: string): { digits: string; international: boolean } | undefined => {
  if (text.startsWith('+86')) return { digits: text.slice(3), international: true };
  if (text.startsWith('+')) return undefined;
  if (text.startsWith('0086')) return { digits: text.slice(4), international: true };
  // 86 is neither an area code nor a mobile prefix, so a longer number that starts with it carries the country code.
  if (text.startsWith('86') && text.length >= 12) return { digits: text.slice(2), international: true };
  return { digits: text, international: false };
};

const lineOf = (digits: string, international: boolean): LineKind | undefined => {
  const trunk = digits.startsWith('0');
  // With a 0 it is dialled from another city.
  if (MOBILE.test(trunk ? digits.slice(1) : digits)) return 'mobile';
  if (!trunk && !international) return undefined;
  return FIXED.test(trunk ? digits.slice(1) : digits) ? 'fixed' : undefined;
};

/**
 * Reads a person's number as people write it (`13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`).
 * `undefined` for everything that is not a mainland mobile or fixed line; 400 and 95 numbers cannot be bound either.
 */
export const parsePartyNumber = (written: string): { number: E164; line: LineKind } | undefined => {
  const text = compact(written);
  const parts = text === undefined ? undefined : national(text);
  if (parts === undefined) return undefined;
  const line = lineOf(parts.digits, parts.international);
  if (line === undefined) return undefined;
  const number = `+86${parts.digits.replace(/^0/, '')}`;
  return isE164(number) ? { number, line } : undefined;
};

/** Service numbers: they cannot be bound, but may be called through X (`privatenumber_02_0015`). */
const SERVICE = /^(?:400\d{7}|95\d{3,6})$/;

/** Reads whom somebody may be put through to: a person's number, or a 400 or 95 service number. */
export const parseCalleeNumber = (written: string): E164 | undefined => {
  const party = parsePartyNumber(written);
  if (party !== undefined) return party.number;
  const text = compact(written);
  const parts = text === undefined ? undefined : national(text);
  if (parts === undefined || !SERVICE.test(parts.digits)) return undefined;
  const number = `+86${parts.digits}`;
  return isE164(number) ? number : undefined;
};

/** Reads a private number (X or Y), which always is a mainland number; `undefined` when it cannot be one. */
export const parsePrivateNumber = (written: string): E164 | undefined => {
  const text = compact(written);
  const parts = text === undefined ? undefined : national(text);
  if (parts === undefined) return undefined;
  const number = `+86${parts.digits}`;
  return PRIVATE.test(number) && isE164(number) ? number : undefined;
};

/**
 * Reads a number that the platform sent. Nothing is refused here that has digits: the platform may route numbers this
 * project knows nothing of (95, 400, foreign). `undefined` for an empty or unreadable one.
 */
export const readPlatformNumber = (sent: string): E164 | undefined => {
  // Nearly always it is in that form already, and a push has hundreds. A trunk 0 after +86 makes no other number.
  if (isE164(sent) && !sent.startsWith('+860')) return sent;
  const text = compact(sent);
  if (text === undefined) return undefined;
  const international = text.replace(/^(?:00(?=[1-9])|(?=86))/, '+');
  const number = international.startsWith('+') ? international : `+86${text}`;
  const withoutTrunk = number.replace(/^\+860(?=[1-9])/, '+86');
  return isE164(withoutTrunk) ? withoutTrunk : undefined;
};
