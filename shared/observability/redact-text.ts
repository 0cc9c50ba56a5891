import { type Legible, legible, withoutTags } from './legible.ts';

/** Decimal digits of every script, circled and raised ones, and the Chinese numerals that numbers are read out with. */
const DIGIT = String.raw`[\p{Nd}\p{No}〇零一二三四五六七八九幺]`;

/** More between two digits than so many characters, and no person reads them as one number. A letter always parts two. */
const MOST_BETWEEN = 6;

/** Linear whatever the text is: no character can be both a digit and between two of them. */
const RUN = new RegExp(`(?<![+(])[+(]*${DIGIT}(?:[^\\p{L}\\p{N}]{0,${MOST_BETWEEN}}${DIGIT})*`, 'giu');
const ANY_DIGIT = new RegExp(DIGIT, 'u');
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
 * stands between them (tags as well) and however they are encoded. Times, result codes and places in a stack stay; ids of
 * this project hold no digits (`shared/kernel/ids.ts`).
 */
export const redactText = (text: string): string => {
  // Encoded digits are written with digits, too.
  if (!ANY_DIGIT.test(text)) return text;
  const untagged = MAY_HAVE_TAGS.test(text) ? masked(text, withoutTags(legible(text))) : text;
  // Once more with the tags, because a number may be in one, and a mail's `<sip:...>` looks like one.
  return masked(untagged, legible(untagged));
};

/** Encoded ones as well. */
const MAY_HAVE_TAGS = /[<\\%&]/;

const masked = (written: string, { text, places }: Legible): string => {
  const parts: string[] = [];
  let done = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const digits = run.match(DIGITS) ?? [];
    if (digits.length < LEAST_DIGITS || HARMLESS.test(run)) continue;
    const [start = 0, end = 0] = [places[startOf(run, index, places)], places[index + run.length]];
    if (POSITION.test(run) && BEFORE_POSITION.test(written.slice(Math.max(0, start - 100), start))) continue;
    parts.push(written.slice(done, start), `***${digits.slice(-2).join('')}`);
    done = end;
  }
  parts.push(written.slice(done));
  return parts.join('');
};

/** The plus sign or bracket before a number is masked with it, and stays where it is encoded: `tel=%2B***78`. */
const startOf = (run: string, index: number, places: readonly number[]): number => {
  let start = index;
  while ('+('.includes(run.charAt(start - index)) && (places[start + 1] ?? 0) - (places[start] ?? 0) > 1)
    start += 1;
  return start;
};
