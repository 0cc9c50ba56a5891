import { type E164, readPlatformNumber } from '../../kernel/e164.ts';
import { readPlatformTime } from './platform-time.ts';
import { type PossibleTime, placesInOrder } from './possible-time.ts';

export type Sent = Readonly<Record<string, unknown>>;

/** True for a JSON object, false for arrays and `null`. */
export const isObject = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own field; names such as `constructor` never reach the prototype. */
export const own = (sent: Sent, name: string): unknown =>
  Object.hasOwn(sent, name) ? sent[name] : undefined;

/** The platform leaves a value out, sends it empty or as `null`; all three mean the same. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A scalar as trimmed text; `undefined` for an empty one and for objects. */
export const asText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** A whole number, also written as digits. */
const asInteger = (value: unknown): number | undefined => {
  const text = asText(value);
  // Adding 0 turns -0 into 0, which compares and prints as people expect.
  return text !== undefined && /^[+-]?\d{1,15}$/.test(text) ? Number(text) + 0 : undefined;
};

/** Binding ids become index keys of the store, so only what can be one is taken. */
const asId = (value: unknown): string | undefined => {
  const text = asText(value);
  return text !== undefined && /^[\x21-\x7e]{1,128}$/.test(text) ? text : undefined;
};

/** A moment that cannot be one of this push is as good as missing. */
const timeReader =
  (isPossible: PossibleTime) =>
  (value: unknown): string | undefined => {
    const at = readPlatformTime(asText(value) ?? '');
    return at !== undefined && isPossible(at) ? at : undefined;
  };
const asNumber = (value: unknown): E164 | undefined => readPlatformNumber(asText(value) ?? '');
const asVerbatim = (value: unknown): string | undefined =>
  typeof value === 'string' && !isEmpty(value) ? value : asText(value);

/** Names that an object must not get from outside. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the fields of one object of a push. Each method takes the first of its names that can be read; what is never
 * taken (unknown names, values of another kind) is left for {@link Fields.rest}, so nothing is lost without a trace.
 */
export type Fields = Readonly<{
  text(...names: readonly string[]): string | undefined;
  /** As sent, blanks included. */
  verbatim(...names: readonly string[]): string | undefined;
  id(...names: readonly string[]): string | undefined;
  integer(...names: readonly string[]): number | undefined;
  /** An integer of which `isPossible` is true; any other stays in the rest, as sent. */
  count(name: string, isPossible: (value: number) => boolean): number | undefined;
  /** ISO 8601 UTC; an impossible moment is not taken. */
  time(...names: readonly string[]): string | undefined;
  /** The moments of one record under the names of its fields, in the order in which they come; one out of order is not taken. */
  timesInOrder<Name extends string>(...names: readonly Name[]): Readonly<Partial<Record<Name, string>>>;
  number(...names: readonly string[]): E164 | undefined;
  object(name: string): Sent | undefined;
  /** The meaning of a code; a code without one stays in the rest. */
  coded<Meaning>(name: string, meanings: Readonly<Record<number, Meaning>>): Meaning | undefined;
  /** Takes a field that says nothing new when its text or number is `expected`; any other value stays in the rest. */
  ignore(name: string, expected: string | undefined): void;
  /** Everything not taken and not empty, as sent; `undefined` when that is nothing. */
  rest(): Record<string, unknown> | undefined;
}>;

export const fieldsOf = (sent: Sent, isPossible: PossibleTime): Fields => {
  const asTime = timeReader(isPossible);
  const taken = new Set<string>();
  const take = <Value>(names: readonly string[], read: (value: unknown) => Value | undefined) => {
    for (const name of names) {
      const value = read(own(sent, name));
      if (value === undefined) continue;
      taken.add(name);
      return value;
    }
    return undefined;
  };
  return {
    text: (...names) => take(names, asText),
    verbatim: (...names) => take(names, asVerbatim),
    id: (...names) => take(names, asId),
    integer: (...names) => take(names, asInteger),
    count: (name, isCount) =>
      take([name], (value) => {
        const count = asInteger(value);
        return count !== undefined && isCount(count) ? count : undefined;
      }),
    time: (...names) => take(names, asTime),
    timesInOrder<Name extends string>(...names: readonly Name[]) {
      const kept: Partial<Record<Name, string>> = {};
      for (const place of placesInOrder(names.map((name) => asTime(own(sent, name))))) {
        const name = names[place];
        if (name !== undefined) kept[name] = take([name], asTime);
      }
      return kept;
    },
    number: (...names) => take(names, asNumber),
    object: (name) => take([name], (value) => (isObject(value) ? value : undefined)),
    coded: (name, meanings) =>
      take([name], (value) => {
        const code = asInteger(value);
        return code === undefined || !Object.hasOwn(meanings, code) ? undefined : meanings[code];
      }),
    ignore(name, expected) {
      const value = own(sent, name);
      if (asText(value) === expected || asNumber(value) === expected) taken.add(name);
    },
    rest() {
      const left = Object.keys(sent).filter(
        (name) => !taken.has(name) && !UNSAFE.has(name) && !isEmpty(sent[name]),
      );
      return left.length === 0 ? undefined : Object.fromEntries(left.map((name) => [name, sent[name]]));
    },
  };
};
