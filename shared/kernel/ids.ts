import { randomBytes } from 'node:crypto';

/** Makes a fresh id on each call. An argument wherever ids are made, so that tests can foresee them. */
export type IdSource = () => string;

const LETTER_OF_DIGIT: Readonly<Record<string, string>> = {
  '0': 'g',
  '1': 'h',
  '2': 'i',
  '3': 'j',
  '4': 'k',
  '5': 'm',
  '6': 'n',
  '7': 'p',
  '8': 'q',
  '9': 'r',
};

/** The two letters of each byte. */
const LETTERS_OF_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte
    .toString(16)
    .padStart(2, '0')
    .replace(/[0-9]/g, (digit) => LETTER_OF_DIGIT[digit] ?? digit),
);

/**
 * Writes bytes with letters only, two a byte. Ids and look-up keys carry no digit, so no id can ever hold (or look
 * like) a phone number and the redactor of `shared/observability` can mask every run of digits without spoiling an id.
 */
export const lettersOf = (bytes: Uint8Array): string =>
  lettersOfLatin1(Buffer.from(bytes).toString('latin1'));

/** As {@link lettersOf}, of bytes that are written as one character each. */
export const lettersOfLatin1 = (bytes: string): string => {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 1) letters += LETTERS_OF_BYTE[bytes.charCodeAt(at)];
  return letters;
};

const DIGIT_OF_LETTER = new Map(Object.entries(LETTER_OF_DIGIT).map(([digit, letter]) => [letter, digit]));

/** The bytes that {@link lettersOf} has written. */
export const bytesOfLetters = (letters: string): Buffer =>
  Buffer.from(
    letters.replace(/[g-r]/g, (letter) => DIGIT_OF_LETTER.get(letter) ?? ''),
    'hex',
  );

/** 128 random bits as 32 letters. */
export const randomId: IdSource = () => lettersOf(randomBytes(16));
