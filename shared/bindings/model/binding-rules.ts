import type { E164, LineKind } from '../../kernel/e164.ts';
import { AppError, type FieldError } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindingTerms } from './binding.ts';

/** The part of an app that the rules need. */
export type AppSettings = Readonly<{
  name: string;
  mode: Mode;
  defaults: Readonly<{
    ttlSeconds: number;
    allowPermanent: boolean;
    record: boolean;
    recordTone?: string | undefined;
    areaMatch: 'strict' | 'loose';
  }>;
}>;

/** A number of a party, and which kind of line it is. */
export type PartyLine = Readonly<{ number: E164; line: LineKind }>;

/** A binding as it would be, with what its numbers are. */
export type Draft = Readonly<{
  mode: Mode;
  a: PartyLine;
  b: PartyLine | undefined;
  x: string | undefined;
  terms: BindingTerms;
  /** The tone that the request names; one that a binding has already may wait for a limit. */
  lastMinuteTone: string | undefined;
}>;

/**
 * Everything about a binding that one field alone cannot tell. The same rules hold for a new binding and for a changed
 * one.
 *
 * @throws {AppError} `invalid-request` naming every field that contradicts another one or the app's rules.
 */
export const checkDraft = (draft: Draft, app: AppSettings): void =>
  refuse([...pairErrors(draft.a.number, draft.b?.number), ...errorsOf(draft, app)]);

/** A binding as it is, as a change would have it, and the fields that the change names. */
export type Redraft = Readonly<{ former: Draft; next: Draft; named: readonly string[] }>;

/**
 * The rules of {@link checkDraft} without that of the pair, for a change: it is told only of one that would be made otherwise
 * ({@link refuseSamePerson}). A rule that the binding breaks already refuses no change but of that very field: the app may have become
 * stricter since, and an adopted binding never had to keep the rules.
 *
 * @throws {AppError} `invalid-request`, as there.
 */
export const checkChanged = ({ former, next, named }: Redraft, app: AppSettings): void => {
  const before = errorsOf(former, app);
  const isOld = ({ path, message }: FieldError) =>
    !named.includes(path) && before.some((error) => error.path === path && error.message === message);
  refuse(errorsOf(next, app).filter((error) => !isOld(error)));
};

/**
 * Nobody is joined with himself.
 *
 * @throws {AppError} `invalid-request` naming `b`.
 */
export const refuseSamePerson = ({ a, b }: Readonly<{ a: E164; b?: E164 | undefined }>): void =>
  refuse(pairErrors(a, b));

const errorsOf = (draft: Draft, app: AppSettings): readonly FieldError[] => [
  ...numberErrors(draft),
  ...directionErrors(draft),
  ...recordErrors(draft),
  ...limitErrors(draft),
  ...lifeErrors(draft, app),
];

const refuse = (errors: readonly FieldError[]): void => {
  if (errors.length === 0) return;
  const places = [...new Set(errors.map(({ path }) => path))].join(', ');
  throw new AppError('invalid-request', `the request is not valid: ${places}`, { errors });
};

const pairErrors = (a: E164, b: E164 | undefined): readonly FieldError[] =>
  a === b ? [{ path: 'b', message: 'must be another number than a' }] : [];

const numberErrors = ({ a, b, x }: Draft): readonly FieldError[] =>
  x !== undefined && (x === a.number || x === b?.number)
    ? [{ path: 'x', message: 'must be another number than a and b' }]
    : [];

/** Fixed lines can be called through a private number but cannot call it, so nobody could use such a binding. */
const directionErrors = ({ mode, a, b, terms: { callDirection } }: Draft): readonly FieldError[] => {
  if (mode === 'AXE') return [];
  const aCalls = callDirection !== 'to-a' && a.line === 'mobile';
  const othersCall = callDirection !== 'from-a' && b?.line !== 'fixed';
  return aCalls || othersCall
    ? []
    : [
        {
          path: 'callDirection',
          message: 'leaves only a fixed line to call, which cannot call a private number',
        },
      ];
};

const recordErrors = ({ terms }: Draft): readonly FieldError[] =>
  terms.record && terms.recordTone === undefined
    ? [
        {
          path: 'recordTone',
          message: 'is required with record, because carriers block recorded calls without one',
        },
      ]
    : [];

/** The platform plays the tone before a limit, so without one it would be lost in silence. */
const limitErrors = ({ lastMinuteTone, terms: { maxCallMinutes = 0 } }: Draft): readonly FieldError[] =>
  lastMinuteTone !== undefined && maxCallMinutes === 0
    ? [{ path: 'lastMinuteTone', message: 'needs maxCallMinutes, because it is played before that limit' }]
    : [];

const lifeErrors = ({ mode, terms }: Draft, { defaults }: AppSettings): readonly FieldError[] => {
  const { ttlSeconds, callbackTtlSeconds, ybTtlSeconds } = terms;
  const errors: FieldError[] = [];
  if (ttlSeconds === undefined && !defaults.allowPermanent)
    errors.push({ path: 'ttlSeconds', message: 'must be given: the app allows no permanent bindings' });
  if (mode === 'AXE') errors.push(...minuteErrors({ ttlSeconds, callbackTtlSeconds }));
  if (ttlSeconds !== undefined && (callbackTtlSeconds ?? 0) > ttlSeconds)
    errors.push({ path: 'callbackTtlSeconds', message: 'must not be longer than ttlSeconds' });
  if (ttlSeconds !== undefined && (ybTtlSeconds ?? 0) > ttlSeconds)
    errors.push({ path: 'ybTtlSeconds', message: 'must not be longer than ttlSeconds' });
  return errors;
};

/** AXE counts in minutes (`privatenumber_02_0022`, timeUnit). */
const minuteErrors = (lives: Readonly<Record<string, number | undefined>>): readonly FieldError[] =>
  Object.entries(lives)
    .filter(([, value]) => (value ?? 0) % 60 !== 0)
    .map(([path]) => ({ path, message: 'must be whole minutes in this mode' }));
