import { iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';

/**
 * A temporary callee is not A: A would call himself. Refuses a new A who is the callee, or whom any request may have set.
 *
 * @throws {AppError} `invalid-request` naming `a`; `binding-in-progress` while one without an answer may have set him.
 */
export const refuseCalleeAsA = (
  { binding: { temporaryCallee }, openChange }: BindingRecord,
  { a }: BindingChange,
  now: Date,
): void => {
  if (a === undefined) return;
  if (temporaryCallee?.callee === a && temporaryCallee.expiresAt > iso(now))
    throw invalid('a', 'must be another number than the temporary callee');
  // The sweeper takes him away.
  if (openChange?.callees?.includes(a) === true)
    throw inProgress(Math.max(openSeconds(openChange, now), NEXT_SWEEP_SECONDS));
};

/**
 * Refuses a callee who is A, or whom a change under way makes A. During such a change no callee is set: nobody knows who A
 * is, and so whom he would be connected with.
 *
 * @throws {AppError} `invalid-request` naming `callee`; `binding-in-progress`.
 */
export const refuseAAsCallee = ({ binding, change }: BindingRecord, callee: string): void => {
  const { a = binding.a } = change ?? {};
  if (callee === binding.a || callee === a) throw invalid('callee', 'must be another number than a');
  if (a !== binding.a) throw inProgress(NEXT_SWEEP_SECONDS);
};

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `the request is not valid: ${path}`, { errors: [{ path, message }] });
