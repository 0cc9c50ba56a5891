import { gunzipSync } from 'node:zlib';

/** Encodings lie in each other: a number in an address in JSON in Base64. */
const MOST_ESCAPES = 4;
const MOST_ENCODINGS = 2;

/** Not so many characters of another kind stand between the digits of a number that a person reads as one. */
const BETWEEN_DIGITS = /(?<=\d)[^\p{L}\p{N}]{1,6}(?=\d)/gu;

const ESCAPE =
  /\\u\{?([\da-f]{4,6})\}?|\\x([\da-f]{2})|\\(["\\/bfnrt])|&#(?:x([\da-f]{1,6})|(\d{1,7}));|((?:%[\da-f]{2})+)/gi;

/** A text decoded as UTF-8 has it in place of bytes that were something else. */
const REPLACEMENT = 0xfffd;

/** A secret number has at least so many digits. */
const FEWEST_DIGITS = 8;

/** The spoken digits, one to nine, and the ways in which zero and one are said. */
const CHINESE = ['零〇', '一幺', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Readings that were made before: lines of a log share most of their words. */
export type KnownReadings = Map<string, string>;

/**
 * All that a person with patience could read in a text, in small letters: the text itself, its escapes of JSON and addresses
 * undone, what lies in it as Base64, hexadecimal, list of bytes or gzip; and each of these once more with all digits as 0 to 9
 * and nothing between them. It shares no code with the redactor, which it judges.
 */
export const readingsOf = (text: string, known: KnownReadings, encodings = MOST_ENCODINGS): string => {
  const key = `${encodings} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const layers = new Set<string>();
  let layer = text;
  for (let escapes = 0; escapes <= MOST_ESCAPES && !layers.has(layer); escapes += 1) {
    layers.add(layer);
    layer = layer.replaceAll(ESCAPE, meaning);
  }
  const readings = [...layers].flatMap((one) => [
    one.toLowerCase(),
    ...(mayHaveNumber(one) ? [digitsOf(one)] : []),
    ...(encodings === 0 ? [] : encodedIn(one).map((run) => readingsOfRun(run, known, encodings - 1))),
  ]);
  const all = readings.join('\n|\n');
  known.set(key, all);
  return all;
};

const readingsOfRun = ({ run, decode }: EncodedRun, known: KnownReadings, encodings: number): string => {
  const key = `${decode.name} ${encodings} ${run}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const all = decode(run)
    .map(unpacked)
    // Latin-1 keeps each byte, for keys in the middle of others; whatever else is in it is in the other text, too.
    .flatMap((bytes) => [
      readingsOf(bytes.toString('utf8'), new Map(), encodings),
      bytes.toString('latin1').toLowerCase(),
    ])
    .join('\n|\n');
  known.set(key, all);
  return all;
};

const meaning = (whole: string, ...groups: (string | undefined)[]): string => {
  const [unicode, byte, letter, entityHex, entity, percents] = groups;
  if (letter !== undefined) return /[bfnrt]/i.test(letter) ? ' ' : letter;
  if (percents !== undefined) return Buffer.from(percents.replaceAll('%', ''), 'hex').toString('utf8');
  const hex = unicode ?? byte ?? entityHex;
  const code = hex === undefined ? Number(entity) : Number.parseInt(hex, 16);
  return code > 0x10ffff ? whole : String.fromCodePoint(code);
};

type EncodedRun = Readonly<{ run: string; decode: (run: string) => readonly Buffer[] }>;

/** At an odd place of a run another group of letters begins. */
const fromBase64 = (run: string) => [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64'));

const fromHex = (run: string) => {
  const digits = run.replaceAll(/[ :]/g, '');
  return [Buffer.from(digits, 'hex'), Buffer.from(digits.slice(1), 'hex')];
};

const fromBytes = (run: string) => [Buffer.from(run.split(',').map(Number))];

/** Runs of the text that may stand for bytes. */
const encodedIn = (text: string): readonly EncodedRun[] => [
  ...runs(text, /[\w+/-]{10,}/g).map((run) => ({ run, decode: fromBase64 })),
  ...runs(text, /[\da-f](?:[ :]?[\da-f]){13,}/gi).map((run) => ({ run, decode: fromHex })),
  ...runs(text, /\d{1,3}(?:, ?\d{1,3}){6,}/g).map((run) => ({ run, decode: fromBytes })),
];

const runs = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

const unpacked = (bytes: Buffer): Buffer => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
};

/** Spares most texts the work on their digits. */
const mayHaveNumber = (text: string): boolean => {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f && code !== REPLACEMENT) return true;
    if (code >= 0x30 && code <= 0x39) digits += 1;
  }
  return digits >= FEWEST_DIGITS;
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
