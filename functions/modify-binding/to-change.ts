import {
  NINETY_DAYS_SECONDS,
  TEN_YEARS_SECONDS,
  THIRTY_DAYS_SECONDS,
  tooLong,
  WAITING_TONES,
} from '../../shared/api/binding-fields.ts';
import { type AppSettings, checkDraft } from '../../shared/api/binding-rules.ts';
import { checkChangeable } from '../../shared/bindings/change/change-outcome.ts';
import type { Binding } from '../../shared/bindings/model/binding.ts';
import type { BindingChange } from '../../shared/bindings/model/binding-platform.ts';
import { changedBinding } from '../../shared/bindings/model/lifecycle.ts';
import { type E164, type LineKind, parsePartyNumber } from '../../shared/kernel/e164.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import { type ChangeBody, NEVER_CHANGEABLE } from './schema.ts';

const MOST_TTL_SECONDS = {
  AX: TEN_YEARS_SECONDS,
  AXB: NINETY_DAYS_SECONDS,
  AXE: THIRTY_DAYS_SECONDS,
  AXYB: NINETY_DAYS_SECONDS,
  X: TEN_YEARS_SECONDS,
} satisfies Record<Mode, number>;

/**
 * A checked body as a change of that binding: the app's tone is filled in when recording is turned on without one.
 *
 * @throws {AppError} `not-changeable` for fields that the mode cannot change, `invalid-request` when the changed binding
 *   would break a rule.
 */
export const toChange = (body: ChangeBody, binding: Binding, app: AppSettings): BindingChange => {
  const asked = changeOf(body);
  // Before any other rule: what cannot be changed at all breaks no rule of the changed binding.
  checkChangeable(
    binding.mode,
    asked,
    NEVER_CHANGEABLE.filter((field) => body[field] !== undefined),
  );
  const change = withTone(asked, binding, app);
  checkLife(change, binding.mode);
  checkTones(change, binding.mode);
  const next = changedBinding(binding, change);
  checkDraft(
    { mode: next.mode, a: lineOf(next.a), b: next.b && lineOf(next.b), x: next.x, terms: next.terms },
    app,
  );
  return change;
};

/** Only the fields that were sent. */
const changeOf = ({ a, b, callback, ...body }: ChangeBody): BindingChange => {
  const simple = Object.entries(body).filter(
    ([field, value]) => value !== undefined && !NEVER_CHANGEABLE.some((fixed) => fixed === field),
  );
  const sent: BindingChange = Object.fromEntries(simple);
  return {
    ...sent,
    ...(a === undefined ? {} : { a: a.number }),
    ...(b === undefined ? {} : { b: b.number }),
    ...(callback === undefined
      ? {}
      : { callback: 'number' in callback ? { number: callback.number.number } : callback }),
  };
};

const withTone = (change: BindingChange, { terms }: Binding, { defaults }: AppSettings): BindingChange => {
  const { recordTone } = defaults;
  const isMissing =
    change.record === true && change.recordTone === undefined && terms.recordTone === undefined;
  return isMissing && recordTone !== undefined ? { ...change, recordTone } : change;
};

const checkLife = ({ ttlSeconds }: BindingChange, mode: Mode): void => {
  if ((ttlSeconds ?? 0) <= MOST_TTL_SECONDS[mode]) return;
  const message = tooLong(MOST_TTL_SECONDS[mode]);
  throw new AppError('invalid-request', 'the request is not valid: ttlSeconds', {
    errors: [{ path: 'ttlSeconds', message }],
  });
};

/** The body has the tones of every mode; one that the binding's mode does not have would be lost in silence. */
const checkTones = ({ waitingTones = {} }: BindingChange, mode: Mode): void => {
  const strange = Object.keys(waitingTones).filter(
    (name) => !WAITING_TONES[mode].some((known) => known === name),
  );
  if (strange.length === 0) return;
  throw new AppError('invalid-request', 'the request is not valid: waitingTones', {
    errors: strange.map((name) => ({ path: `waitingTones.${name}`, message: 'is not a tone of this mode' })),
  });
};

/** A stored number was parsed once, so it parses again. */
const lineOf = (number: E164): { number: string; line: LineKind } => ({
  number,
  line: parsePartyNumber(number)?.line ?? 'mobile',
});
