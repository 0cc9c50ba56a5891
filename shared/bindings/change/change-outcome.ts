import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import { inconclusive, type PlatformFailure } from '../../kernel/platform-outcome.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import { isLeased, leaseSeconds } from '../lifecycle/lease.ts';
import { type ActiveBinding, isActive } from '../model/binding.ts';
import { hasEnded, inProgress, otherVersion, unknownBinding } from '../model/binding-errors.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import { refuseSamePerson } from '../model/binding-rules.ts';
import { type BindingRecord, hasStatus } from '../model/binding-store.ts';
import { type ChangeableField, rulesOfMode } from '../model/mode-rules.ts';
import { notMadeYet } from '../queue/queued-bind.ts';
import { refuseCalleeAsA } from './callee-and-a.ts';

/** The platform shows a binding that it does not know when it is to be changed. */
export const contradiction = inconclusive(
  'a binding that can be read is not found when it is to be changed',
  {
    problem: 'platform-rejected',
  },
);

/**
 * True for refusals of this very change, which was then never applied. Others (arrears, throttling, bad credentials) say
 * nothing about an earlier attempt.
 */
export const isAboutChange = (failure: PlatformFailure): boolean =>
  failure.kind === 'not-offered' ||
  (failure.kind === 'refused' &&
    (failure.class === 'validation' || failure.class === 'conflict' || failure.class === 'exhausted'));

/**
 * Refuses a change of what the mode cannot change.
 *
 * @param never fields that no mode can change and that were asked for as well
 * @throws {AppError} `not-changeable`, naming every such field
 */
export const checkChangeable = (mode: Mode, change: BindingChange, never: readonly string[] = []): void => {
  const { changeable } = rulesOfMode(mode);
  const fields = [...never, ...changedFieldsOf(change).filter((field) => !changeable.includes(field))];
  if (fields.length === 0) return;
  throw new AppError('not-changeable', `this mode cannot change that: ${fields.join(', ')}`, {
    errors: fields.map((path) => ({
      path,
      message: never.includes(path) ? 'cannot be changed' : 'cannot be changed in this mode',
    })),
  });
};

/** The people whom a change names, the call-back number of AXE among them. */
export const newcomersOf = ({ a, b, callback }: BindingChange): readonly E164[] =>
  [a, b, callback !== undefined && 'number' in callback ? callback.number : undefined].filter(
    (person) => typeof person === 'string',
  );

/** Those of them who reserve nothing in that mode, so that no reservation leads from them to the binding. */
export const unreservedOf = (mode: Mode, { b, callback }: BindingChange): readonly E164[] =>
  newcomersOf({
    ...(b === undefined || rulesOfMode(mode).reservations.includes('b') ? {} : { b }),
    ...(callback === undefined ? {} : { callback }),
  });

/** The fields that a change names. */
export const changedFieldsOf = (change: BindingChange): readonly ChangeableField[] =>
  (Object.keys(change) as ChangeableField[]).filter((field) => change[field] !== undefined);

/**
 * The record of a binding that can be changed so, now. The rules of who is who come last: a caller who may not see a party must not find him by
 * changes that are refused anyhow.
 *
 * @throws {AppError} `not-found`, `version-conflict`, `binding-in-progress`, `binding-ended`, `not-changeable`,
 *   `invalid-request` (a new A who is the temporary callee, two parties who are the same person).
 */
export const changeable = (
  record: BindingRecord | undefined,
  change: BindingChange,
  version: number | undefined,
  now: Date,
): BindingRecord<ActiveBinding> => {
  if (record === undefined) throw unknownBinding();
  const { binding } = record;
  if (version !== undefined && version !== binding.version) throw otherVersion();
  if (isLeased(record, now)) throw inProgress(leaseSeconds(record, now));
  if (hasStatus(record, 'pending')) throw notMadeYet(record, now);
  if (!isActive(binding, now)) throw hasEnded();
  checkChangeable(binding.mode, change);
  refuseCalleeAsA(record, change, now);
  refuseSamePerson(changedBinding(binding, change));
  return { ...record, binding };
};
