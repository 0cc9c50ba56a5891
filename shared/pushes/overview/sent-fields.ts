import { redactText } from '../../observability/redact-text.ts';

/**
 * A field of what was sent, without its value. `form`: of a short text, each digit as `#`, each letter as `a`, so that a time looks
 * like a time and nobody reads a number; one of several words has none. `length`: of a text, or how many entries a list has. `value` stands there only where it
 * cannot be about anybody: true, false, and numbers of three digits.
 */
export type SentField = Readonly<{
  path: string;
  type: 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object';
  length?: number;
  form?: string;
  value?: number | boolean;
}>;

/** The fields, in the order in which they were sent. `truncated`: there are more. */
export type SentFields = Readonly<{ fields: readonly SentField[]; truncated: boolean }>;

const MOST_FIELDS = 200;
const MOST_DEPTH = 8;
const LONGEST_FORM = 40;
const LONGEST_NAME = 40;
const LARGEST_SHOWN = 999;
const HAS_WORDS = /\p{L}\s|\s\p{L}/u;

/** The names of the fields of what was sent, and the form of their values. A name with a number in it is masked. */
export const sentFields = (sent: unknown): SentFields => {
  const fields: SentField[] = [];
  let isCut = false;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (fields.length >= MOST_FIELDS || depth > MOST_DEPTH) {
      isCut = true;
      return;
    }
    if (path !== '' || !(value instanceof Object)) fields.push({ path, ...shapeOf(value) });
    for (const [name, inner] of innerOf(value)) walk(inner, pathOf(path, name), depth + 1);
  };
  walk(sent, '', 0);
  return { fields, truncated: isCut };
};

const innerOf = (value: unknown): readonly (readonly [string | number, unknown])[] => {
  if (Array.isArray(value)) return value.map((inner: unknown, index) => [index, inner]);
  return value instanceof Object ? Object.entries(value) : [];
};

const pathOf = (path: string, name: string | number): string => {
  if (typeof name === 'number') return `${path}[${name}]`;
  const shown = /^[A-Za-z]\w*$/.test(name) ? redactText(name.slice(0, LONGEST_NAME)) : formOf(name);
  return path === '' ? shown : `${path}.${shown}`;
};

const shapeOf = (value: unknown): Omit<SentField, 'path'> => {
  if (value === null || value === undefined) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'list', length: value.length };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'object') return { type: 'object' };
  if (typeof value === 'number' && Math.abs(value) <= LARGEST_SHOWN && Number.isInteger(value))
    return { type: 'number', value };
  const text = String(value);
  return {
    type: typeof value === 'string' ? 'text' : 'number',
    length: text.length,
    ...(text.length > LONGEST_FORM || HAS_WORDS.test(text) ? {} : { form: formOf(text) }),
  };
};

const formOf = (text: string): string =>
  text.slice(0, LONGEST_NAME).replaceAll(/\p{N}/gu, '#').replaceAll(/\p{L}/gu, 'a');
