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

const erasedNumber = (): E164 => {
  // No country has the code 0, so nobody has this number, and no parser below makes it of what is typed for a party.
  const text = '+0000000000';
  if (!isE164(text)) throw new TypeError('the number of the erased is not a valid E.164 number');
  return text;
};

/** Stands in a stored record where the number of a person was who had it erased. */
export const ERASED_NUMBER = erasedNumber();

/** Full-width characters, and the digits of Arabic and Persian. */
const FOREIGN_CHARACTERS = /[\uFF01-\uFF5E\u0660-\u0669\u06F0-\u06F9]/g;

/** The same characters as ASCII has them. All other characters, digits of other scripts among them, stay as they are. */
export const asciiForm = (written: string): string =>
  written.replace(FOREIGN_CHARACTERS, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code >= 0xff01 ? code - 0xfee0 : (code & 0xf) + 0x30);
  });

/** A number that a program has kept as a fraction: behind the dot are zeros alone. */
const WHOLE_FRACTION = /(\d{7})\.0{1,2}\s*$/;
/** Behind a number that is long enough alone, so few digits do not belong to it, and zeros alone may be either. */
const FRACTION = /\d{7}\.(?:\d{1,2}|0+)\s*$/;

/** Typed text as `+` and digits, without separators; `undefined` when other characters remain. */
const compact = (written: string): string | undefined => {
  const plain = asciiForm(written).replace(WHOLE_FRACTION, '$1');
  if (FRACTION.test(plain)) return undefined;
  const text = plain.replace(SEPARATORS, '');
  return /^\+?\d{3,24}$/.test(text) ? text : undefined;
};

/** `national`: the digits behind +86, or all digits of a number of another country. */
type Read = Readonly<{
  national: string;
  isMainland: boolean;
  /** A country code was written. */
  isInternational: boolean;
  /** A trunk 0 was written, as when a number is dialled from another city. */
  hasTrunk: boolean;
}>;

/**
 * The one place where spellings become one number, for all that is typed and all that the platform sends. 86 is neither an
 * area code nor the beginning of any other mainland number, so a number that begins with it carries the country code.
 */
const readSpelling = (written: string): Read | undefined => {
  const text = compact(written)?.replace(/^(?:00(?=[1-9])|(?=86\d{5}))/, '+');
  if (text === undefined) return undefined;
  const isInternational = text.startsWith('+');
  const isMainland = !isInternational || text.startsWith('+86');
  if (!isMainland) return { national: text.slice(1), isMainland, isInternational, hasTrunk: false };
  const digits = isInternational ? text.slice(3) : text;
  const hasTrunk = /^0[1-9]/.test(digits);
  return { national: hasTrunk ? digits.slice(1) : digits, isMainland, isInternational, hasTrunk };
};

const e164Of = ({ national, isMainland }: Read): E164 | undefined => {
  const number = `+${isMainland ? '86' : ''}${national}`;
  return isE164(number) ? number : undefined;
};

const lineOf = ({ national, isMainland, isInternational, hasTrunk }: Read): LineKind | undefined => {
  if (!isMainland) return undefined;
  if (MOBILE.test(national)) return 'mobile';
  if (!hasTrunk && !isInternational) return undefined;
  return FIXED.test(national) ? 'fixed' : undefined;
};

/**
 * Reads a person's number as people write it (`13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`).
 * `undefined` for everything that is not a mainland mobile or fixed line; 400 and 95 numbers cannot be bound either.
 */
export const parsePartyNumber = (written: string): { number: E164; line: LineKind } | undefined => {
  const read = readSpelling(written);
  const line = read && lineOf(read);
  const number = read && e164Of(read);
  return line === undefined || number === undefined ? undefined : { number, line };
};

/** Service numbers that cannot be bound, but may be called through X (`privatenumber_02_0015`). */
const CALLEE_SERVICE = /^(?:400\d{7}|95\d{3,6})$/;

/** All service numbers: 400 and 800, 95 and those of the carriers and the state, such as 10086 and 12345. */
const ANY_SERVICE = /^(?:[48]00\d{7}|95\d{3,6}|1\d{4,5})$/;

const parseService = (written: string, services: RegExp): E164 | undefined => {
  const read = readSpelling(written);
  const isService = read?.isMainland && !read.hasTrunk && services.test(read.national);
  return isService ? e164Of(read) : undefined;
};

/** Reads whom somebody may be put through to: a person's number, or a 400 or 95 service number. */
export const parseCalleeNumber = (written: string): E164 | undefined =>
  parsePartyNumber(written)?.number ?? parseService(written, CALLEE_SERVICE);

/** Reads a number to search for: a person's, a service number, or one of another country with its `+` or 00. */
export const parseSearchedNumber = (written: string): E164 | undefined => {
  const known = parsePartyNumber(written)?.number ?? parseService(written, ANY_SERVICE);
  if (known !== undefined) return known;
  const read = readSpelling(written);
  return read?.isInternational ? e164Of(read) : undefined;
};

/** Reads a private number (X or Y), which always is a mainland number; `undefined` when it cannot be one. */
export const parsePrivateNumber = (written: string): E164 | undefined => {
  const read = readSpelling(written);
  if (read === undefined || !read.isMainland) return undefined;
  // A trunk 0 stands before an area code or a mobile number alone.
  if (read.hasTrunk && lineOf(read) === undefined) return undefined;
  const number = e164Of(read);
  return number !== undefined && PRIVATE.test(number) ? number : undefined;
};

/**
 * True for the shape of a fixed line, which no private number has: they look like mobiles (`privatenumber_02_0002`, number
 * format). 700 is not an area code but a range of private numbers.
 */
export const isShapedAsFixedLine = (x: E164): boolean => FIXED.test(x.slice(3)) && !x.startsWith('+86700');

/**
 * Reads a number that the platform sent. Nothing is refused here that has digits: the platform may route numbers this
 * project knows nothing of (95, 400, foreign). `undefined` for an empty or unreadable one.
 */
export const readPlatformNumber = (sent: string): E164 | undefined => {
  // Nearly always it is in that form already, and a push has hundreds. A trunk 0 after +86 makes no other number.
  if (isE164(sent) && !sent.startsWith('+860')) return sent;
  const read = readSpelling(sent);
  return read && e164Of(read);
};
