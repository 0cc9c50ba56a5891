import { type E164, parsePartyNumber } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import type { Binding } from '../model/binding.ts';
import { MOST_TTL_SECONDS, tooLong, WAITING_TONES } from '../model/binding-limits.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import { type AppSettings, checkChanged, type Draft, type PartyLine } from '../model/binding-rules.ts';
import { changedFieldsOf, checkChangeable } from './change-outcome.ts';

/** Fields of a binding that no mode can change; naming one is answered with `not-changeable`, not as an unknown field. */
export const NEVER_CHANGEABLE = [
  'mode',
  'app',
  'x',
  'y',
  'extension',
  'reference',
  'areaCode',
  'areaMatch',
  'ybTtlSeconds',
] as const;

/**
 * A change as it is made to that binding: the app's tone is filled in when recording is turned on without one.
 *
 * @param fixed The fields of {@link NEVER_CHANGEABLE} that were asked for as well.
 * @throws {AppError} `not-changeable` for fields that the mode cannot change, `invalid-request` when the changed binding
 *   would break a rule that it keeps now, or whose field the change names, whoever the two people are.
 */
export const completeChange = (
  asked: BindingChange,
  fixed: readonly string[],
  binding: Binding,
  app: AppSettings,
): BindingChange => {
  // Before any other rule: what cannot be changed at all breaks no rule of the changed binding.
  checkChangeable(binding.mode, asked, fixed);
  const change = withTone(asked, binding, app);
  checkLife(change, binding.mode);
  checkTones(change, binding.mode);
  checkNobody(change, binding.mode);
  const former = draftOf(binding);
  const next = { ...draftOf(changedBinding(binding, change)), lastMinuteTone: change.lastMinuteTone };
  checkChanged({ former, next, named: changedFieldsOf(change) }, app);
  return change;
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

/** Only A-X of AXYB lives without a second party. */
const checkNobody = ({ b }: BindingChange, mode: Mode): void => {
  if (b !== null || mode === 'AXYB') return;
  throw new AppError('invalid-request', 'the request is not valid: b', {
    errors: [{ path: 'b', message: 'must be a number in this mode' }],
  });
};

const draftOf = ({ mode, a, b, x, terms }: Binding): Draft => ({
  mode,
  a: lineOf(a),
  b: b && lineOf(b),
  x,
  terms,
  lastMinuteTone: undefined,
});

/** A stored number was parsed once, so it parses again. */
const lineOf = (number: E164): PartyLine => ({
  number,
  line: parsePartyNumber(number)?.line ?? 'mobile',
});
