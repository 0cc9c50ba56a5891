import { redactText } from '../observability/redact-text.ts';
import type { Person } from './person.ts';

/**
 * Fields that are shown as they are: numbers of ours (X, Y), ids, hashes and links. The words of an SMS are the person's own,
 * or were sent to him.
 */
const SHOWN: ReadonlySet<string> = new Set([
  'x',
  'y',
  'extension',
  'subscriptionId',
  'reference',
  'sha256',
  'url',
  'content',
]);

/** A record with the person's own number in it and nobody else's: a copy for one person must not tell him of another. */
export const withOthersMasked = (value: unknown, person: Person): unknown => {
  if (typeof value === 'string') return masked(value, person);
  if (typeof value === 'number') return maskedDigits(value, person);
  if (Array.isArray(value)) return value.map((entry) => withOthersMasked(entry, person));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      SHOWN.has(name) ? entry : withOthersMasked(entry, person),
    ]),
  );
};

const E164_TEXT = /^\+\d{7,18}$/;

const masked = (text: string, person: Person): string => {
  if (text === person.number) return text;
  if (E164_TEXT.test(text)) return `${text.slice(0, 4)}****${text.slice(-4)}`;
  return person.isNamedIn(text) && text.length <= LONGEST_SPELLING ? text : redactText(text);
};

/** Numbers of telephones as the platform may write them in JSON, without quotes. */
const maskedDigits = (value: number, person: Person): number | string => {
  const text = String(value);
  const shown = redactText(text);
  return shown === text || person.isNamedIn(text) ? value : shown;
};

/** A text that is the number and nothing else, however it is spelled. */
const LONGEST_SPELLING = 24;
