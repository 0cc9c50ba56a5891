/** Decimal digits of every script, circled and raised ones, and the Chinese numerals that numbers are read out with. */
const DIGIT = String.raw`[\p{Nd}\p{No}〇零一二三四五六七八九幺]`;

/** A digit percent-encoded, a full-width one in its three bytes. */
const ENCODED_DIGIT = '%(?:25)*(?:3[0-9]|ef%(?:25)*bc%(?:25)*9[0-9])';

/** Anything that people or encodings put between two digits: every character but a letter, and the escapes of one. */
const SEPARATOR = String.raw`(?:%(?:25)*[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[nrtfv]|&(?:[a-z]{2,6}|#\d{1,5}|#x[0-9a-f]{1,5});|[^\p{L}\p{N}])`;

/** More than that between two digits, and no person reads them as one number. */
const MOST_SEPARATORS = 6;

const ANY_DIGIT = `(?:${ENCODED_DIGIT}|${DIGIT})`;
const RUN = new RegExp(`[+(]*${ANY_DIGIT}(?:${SEPARATOR}{0,${MOST_SEPARATORS}}?${ANY_DIGIT})*`, 'giu');
const ESCAPES =
  /%(?:25)*ef%(?:25)*bc%(?:25)*9([0-9])|%(?:25)*([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\[nrtfv]|&(?:[a-z]{2,6}|#\d{1,5}|#x[0-9a-f]{1,5});/giu;
const DIGITS = new RegExp(DIGIT, 'gu');

/** From here on a run may be a local number. */
const LEAST_DIGITS = 7;

const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d{3})?(?:[+-]\d\d:?\d\d)?`;
const DAY = String.raw`(?:19|20)\d\d([-/])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])`;
/** The platform's result codes are seven digits from 10 on, as no local number is. */
const RESULT_CODE = String.raw`10\d{5}`;
const LOOPBACK = String.raw`127\.0\.0\.1(?::\d{1,5})?`;
/** The whole run is one of these. */
const HARMLESS = new RegExp(
  `^(?:${DAY}(?: ?${CLOCK})?|(?:20\\d\\d )?${CLOCK}|${RESULT_CODE}(?:[ ,;/|]{1,3}${RESULT_CODE})*|${LOOPBACK})$`,
);

/** Line and column in a stack. */
const POSITION = /^\d{1,6}:\d{1,6}$/;
const BEFORE_POSITION = /(?:\.[cm]?[jt]s|node:[\w/]{1,80}):$/;

/**
 * Masks every run that a person may read as a phone number down to its last two digits: seven or more digits, whatever
 * stands between them and however they are encoded. Times, result codes and places in a stack stay; ids of this project
 * hold no digits (`shared/kernel/ids.ts`).
 */
export const redactText = (text: string): string =>
  text.replace(RUN, (run: string, offset: number) => {
    const plain = run.replace(ESCAPES, unescaped);
    const digits = plain.match(DIGITS) ?? [];
    if (digits.length < LEAST_DIGITS || HARMLESS.test(plain)) return run;
    if (POSITION.test(run) && BEFORE_POSITION.test(text.slice(Math.max(0, offset - 100), offset))) return run;
    return `***${digits.slice(-2).join('')}`;
  });

/** The character of an escape as far as it decides anything here: a digit or an ASCII one; another is a blank. */
const unescaped = (
  _escape: string,
  wideDigit?: string,
  percent?: string,
  unicode?: string,
  hex?: string,
): string => {
  const code = Number.parseInt(percent ?? unicode ?? hex ?? '20', 16);
  return wideDigit ?? (code < 0x80 ? String.fromCharCode(code) : ' ');
};
