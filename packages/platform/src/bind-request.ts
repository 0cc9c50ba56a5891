import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import {
  type E164,
  parseCalleeNumber,
  parsePartyNumber,
  parsePrivateNumber,
} from '../../../shared/kernel/e164.ts';

/** The fields of the requests of all modes. Their types per mode say which of them one has. */
export type AnyBind = AnyTerms &
  Readonly<{
    a: string;
    b?: string | undefined;
    x?: string | undefined;
    extension?: string | undefined;
    areaCode?: string | undefined;
    areaMatch?: 'strict' | 'loose' | undefined;
    ttlSeconds?: number | undefined;
  }>;

/** The fields of the changes of all modes. */
export type AnyChange = AnyTerms &
  Readonly<{ a?: string | undefined; b?: string | undefined; ttlSeconds?: number | null | undefined }>;

type AnyTerms = Readonly<{
  callDirection?: 'both' | 'from-a' | 'to-a' | undefined;
  record?: boolean | undefined;
  recordTone?: string | undefined;
  maxCallMinutes?: number | undefined;
  lastMinuteTone?: string | undefined;
  sms?: boolean | undefined;
  waitingTones?: Readonly<Partial<Record<'a' | 'b' | 'others' | 'x' | 'y', string>>> | undefined;
  userData?: string | undefined;
  callback?: Readonly<{ number: string } | { tone: string }> | undefined;
  callbackTtlSeconds?: number | undefined;
  ybTtlSeconds?: number | undefined;
}>;

/** @throws {TypeError} for a field that holds another number than it must; the message names the field, not the number. */
export const bindRequestOf = ({
  a,
  b,
  x,
  extension,
  areaCode,
  areaMatch,
  ttlSeconds,
  ...terms
}: AnyBind): BindRequest => ({
  a: party('a', a),
  b: b === undefined ? undefined : party('b', b),
  x: x === undefined ? undefined : privateNumber(x),
  extension,
  areaCode,
  areaMatch: areaMatch ?? 'loose',
  terms: { callDirection: 'both', record: false, ...termsOf(terms), ...given({ ttlSeconds }) },
});

/**
 * The change, and the terms that the platform reads together with it.
 *
 * @throws {TypeError} as {@link bindRequestOf}.
 */
export const changeOf = ({
  a,
  b,
  ttlSeconds,
  ...terms
}: AnyChange): readonly [BindingChange, BindingTerms] => {
  const changed = termsOf(terms);
  const change: BindingChange = {
    ...changed,
    ...given({ ttlSeconds }),
    ...(a === undefined ? {} : { a: party('a', a) }),
    ...(b === undefined ? {} : { b: party('b', b) }),
  };
  const after = {
    callDirection: 'both',
    record: false,
    ...changed,
    ...given({ ttlSeconds: ttlSeconds ?? undefined }),
  } as const;
  return [change, after];
};

type Terms = Partial<Omit<BindingTerms, 'ttlSeconds'>>;

const termsOf = ({ callback, waitingTones, ...terms }: AnyTerms): Terms => ({
  ...given(terms),
  ...(waitingTones === undefined ? {} : { waitingTones: { ...waitingTones } }),
  ...(callback === undefined ? {} : { callback: callbackOf(callback) }),
});

const callbackOf = (callback: NonNullable<AnyTerms['callback']>): NonNullable<BindingTerms['callback']> =>
  'number' in callback ? { number: callee('callback.number', callback.number) } : callback;

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that have a value; an `undefined` of the caller must not take the place of a default. */
const given = <Fields extends object>(fields: Fields): Given<Fields> => {
  const kept: Given<Fields> = { ...fields };
  for (const name in kept) if (kept[name] === undefined) delete kept[name];
  return kept;
};

/** The number of a person who can be bound. @throws {TypeError} */
export const party = (field: string, written: string): E164 =>
  parsePartyNumber(written)?.number ?? refuse(field, 'a mainland mobile or fixed-line number');

/** Whom somebody may be put through to. @throws {TypeError} */
export const callee = (field: string, written: string): E164 =>
  parseCalleeNumber(written) ?? refuse(field, 'a mainland number, or a 400 or 95 service number');

/** X. @throws {TypeError} */
export const privateNumber = (written: string): E164 =>
  parsePrivateNumber(written) ?? refuse('x', 'a private number');

const refuse = (field: string, wanted: string): never => {
  throw new TypeError(`${field} must be ${wanted}`);
};
