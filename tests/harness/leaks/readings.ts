import { gunzipSync } from 'node:zlib';

/** Encodings lie in each other: a number in an address in JSON in Base64. */
const MOST_ESCAPES = 4;
const MOST_ENCODINGS = 2;

/** Not so many characters of another kind stand between the digits of a number that a person reads as one. */
const BETWEEN_DIGITS = /(?<=\d)[^\p{L}\p{N}]{1,6}(?=\d)/gu;

const ESCAPE =
  /\\u\{?([\da-f]{4,6})\}?|\\x([\da-f]{2})|\\(["\\/bfnrt])|&#(?:x([\da-f]{1,6})|(\d{1,7}));|((?:%[\da-f]{2})+)/gi;

/** The spoken digits, one to nine, and the ways in which zero and one are said. */
const CHINESE = ['零〇', '一幺', '二', '三', '四', '五', '六', '七', '八', '九'];

/**
 * All that a person with patience could read in a text, in small letters: the text itself, its escapes of JSON and addresses
 * undone, what lies in it as Base64, hexadecimal, list of bytes or gzip; and each of these once more with all digits as 0 to 9
 * and nothing between them. It shares no code with the redactor, which it judges.
 */
export const readingsOf = (text: string): string => {
  const readings = new Set<string>();
  read(text, MOST_ENCODINGS, readings);
  return [...readings].flatMap((reading) => [reading.toLowerCase(), digitsOf(reading)]).join('\n|\n');
};

const read = (text: string, encodings: number, readings: Set<string>): void => {
  let layer = text;
  for (let escapes = 0; escapes <= MOST_ESCAPES; escapes += 1) {
    if (readings.has(layer)) return;
    readings.add(layer);
    if (encodings > 0)
      for (const bytes of encodedIn(layer))
        for (const inner of textsOf(bytes)) read(inner, encodings - 1, readings);
    layer = layer.replaceAll(ESCAPE, meaning);
  }
};

const meaning = (whole: string, ...groups: (string | undefined)[]): string => {
  const [unicode, byte, letter, entityHex, entity, percents] = groups;
  if (letter !== undefined) return /[bfnrt]/i.test(letter) ? ' ' : letter;
  if (percents !== undefined) return Buffer.from(percents.replaceAll('%', ''), 'hex').toString('utf8');
  const hex = unicode ?? byte ?? entityHex;
  const code = hex === undefined ? Number(entity) : Number.parseInt(hex, 16);
  return code > 0x10ffff ? whole : String.fromCodePoint(code);
};

/** Bytes that runs of the text may stand for; at an odd place of a run another group of letters begins. */
const encodedIn = (text: string): Buffer[] => [
  ...runs(text, /[\w+/-]{10,}/g).flatMap((run) =>
    [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64')),
  ),
  ...runs(text, /[\da-f](?:[ :]?[\da-f]){13,}/gi).flatMap((run) => {
    const digits = run.replaceAll(/[ :]/g, '');
    return [Buffer.from(digits, 'hex'), Buffer.from(digits.slice(1), 'hex')];
  }),
  ...runs(text, /\d{1,3}(?:, ?\d{1,3}){6,}/g).map((run) => Buffer.from(run.split(',').map(Number))),
];

const runs = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

const textsOf = (bytes: Buffer): string[] => {
  const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipped(bytes) : bytes;
  return [unpacked.toString('utf8'), unpacked.toString('latin1')];
};

const gunzipped = (bytes: Buffer): Buffer => {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
};

/** Full-width, circled, Arabic and Chinese digits as 0 to 9, and the digits of one number side by side. */
const digitsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[零〇一幺二三四五六七八九]/g, (digit) =>
      String(CHINESE.findIndex((digits) => digits.includes(digit))),
    )
    .replaceAll(/\p{Nd}/gu, asciiDigit)
    .replaceAll(BETWEEN_DIGITS, '');

/** Decimal digits of a script stand in tens in Unicode, zero first. */
const asciiDigit = (digit: string): string => {
  if (digit <= '9') return digit;
  let zero = digit.codePointAt(0) ?? 0;
  const code = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
};
