import type { E164 } from '../kernel/e164.ts';
import { legible } from '../observability/legible.ts';
import { type LookupKeys, lookupsOf } from '../sealing/lookup-keys.ts';

/** The person whose data is wanted, known by a phone number. */
export type Person = Readonly<{
  number: E164;
  /** The look-up keys under which indexes and reservations have the person: one, or two while `lookupKey` changes. */
  keys: readonly string[];
  /** Whether a value, or the text that it is written in, has the number in any spelling. */
  isNamedIn: (value: unknown) => boolean;
  /** Since when the person is in a binding, by the id under which the platform tells of it; ISO 8601 UTC, or empty: always. */
  memberships: Map<string, string>;
  /**
   * Whether a record of that moment names the person or one of his bindings: the platform asks about a text before it names
   * the receiver, and repeats what the maker wrote about a binding (`userData`) with every event.
   */
  isMeantBy: (value: unknown, at: string) => boolean;
}>;

/** As many characters may stand between two digits of one number; a letter or another digit never does. */
const BETWEEN = String.raw`[^\p{L}\p{N}]{0,6}`;

/** From so many digits on a run cannot be a part of something else by chance. */
const UNMISTAKABLE_DIGITS = 10;

/** Makes the person of a number in E.164. */
export const createPerson = (
  number: E164,
  lookup: LookupKeys,
  memberships: Map<string, string> = new Map(),
): Person => {
  const digits = number.startsWith('+86') ? number.slice('+86'.length) : number.slice(1);
  const spelled = [...digits].join(BETWEEN);
  const pattern = new RegExp(
    digits.length < UNMISTAKABLE_DIGITS ? `(?<!\\d)(?:86)?${spelled}(?!\\d)` : spelled,
    'u',
  );
  const isNamedIn = (value: unknown): boolean => {
    const text = textOf(value);
    return pattern.test(text) || pattern.test(plainDigits(text));
  };
  const isInBinding = (value: unknown, at: string): boolean =>
    memberships.size > 0 && (textOf(value).match(IDS) ?? []).some((id) => (memberships.get(id) ?? '~') <= at);
  return {
    number,
    keys: lookupsOf(lookup).map((each) => each('party', number)),
    isNamedIn,
    memberships,
    isMeantBy: (value, at) => isNamedIn(value) || isInBinding(value, at),
  };
};

/** All that may be an id of a binding. */
const IDS = /[\w-]{8,64}/g;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const PLAIN = /^[ -$'-[\]-~]*$/;

/** The text with its escapes read, and with the digits of every script as ASCII has them. */
const plainDigits = (text: string): string => {
  if (PLAIN.test(text)) return text;
  return legible(text)
    .text.normalize('NFKC')
    .replace(/[〇零一二三四五六七八九幺]/g, (numeral) => String(NUMERALS.get(numeral) ?? numeral))
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
};

const NUMERALS: ReadonlyMap<string, number> = new Map([
  ...[...'〇一二三四五六七八九'].map((numeral, value) => [numeral, value] as const),
  ['零', 0],
  ['幺', 1],
]);

/** Unicode has the ten digits of a script one behind the other, the zero first. */
const digitValue = (digit: string): number => {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (code - first < MOST_DIGITS_TOGETHER && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
};

/** The five mathematical sets of digits stand together. */
const MOST_DIGITS_TOGETHER = 50;
