import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import { type Binding, isActive } from '../model/binding.ts';
import { hasEnded, inProgress, unknownBinding } from '../model/binding-errors.ts';
import type { TemporaryCalleePlatform } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isLeased, leaseSeconds } from '../model/lifecycle.ts';

export type TemporaryCallee = Readonly<{ number: E164; ttlSeconds: number; userData: string | undefined }>;

type Deps = Readonly<{
  bindings: BindingStore;
  /** Absent for apps of other modes than AX. */
  platformOf: (app: string) => TemporaryCalleePlatform | undefined;
  clock: Clock;
}>;

/** It is stored again after another change of the binding; more often means that something else is wrong. */
const TRIES = 5;

/**
 * Tells the platform whom to ring when A calls X. Overwrites the former one; repeating is safe.
 *
 * @throws {AppError} `invalid-request` (a callee who is A), `not-found`, `not-changeable` (another mode), `binding-ended`, and what the
 *   platform answers.
 */
export const createSetTemporaryCallee =
  (deps: Deps) =>
  async (bindingId: string, callee: TemporaryCallee): Promise<Binding> => {
    const { platformOf, clock } = deps;
    const record = await read(deps, bindingId);
    const { binding } = record;
    const platform = platformOf(binding.app);
    if (platform === undefined)
      throw new AppError('not-changeable', 'only AX bindings have a temporary callee');
    if (isLeased(record, clock())) throw inProgress(leaseSeconds(record, clock()));
    if (binding.status === 'pending') throw inProgress();
    if (!isActive(binding, clock()) || binding.subscriptionId === undefined) throw hasEnded();
    if (callee.number === binding.a)
      throw new AppError('invalid-request', 'the request is not valid: callee', {
        errors: [{ path: 'callee', message: 'must be another number than a' }],
      });
    const expiresAt = iso(addSeconds(clock(), callee.ttlSeconds));
    const result = await platform.setTemporaryCallee(binding.subscriptionId, callee);
    if (result.kind !== 'ok') throw platformError(result);
    if (result.value === 'not-found')
      throw new AppError('platform-rejected', 'the platform does not have this binding any more');
    return persistCallee(deps, bindingId, { callee: callee.number, expiresAt });
  };

const read = async ({ bindings }: Deps, bindingId: string): Promise<BindingRecord> => {
  const record = await bindings.get(bindingId);
  if (record === undefined) throw unknownBinding();
  return record;
};

/** The platform has it already, so it is stored whatever else changed the binding in the meantime. */
const persistCallee = async (
  deps: Deps,
  bindingId: string,
  temporaryCallee: NonNullable<Binding['temporaryCallee']>,
): Promise<Binding> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const record = await read(deps, bindingId);
    const { binding } = record;
    // A binding that lived a moment ago is neither again.
    if (binding.status === 'pending' || binding.status === 'failed') throw inProgress();
    const changed = { ...binding, temporaryCallee, version: binding.version + 1 };
    const stored = await deps.bindings.replace(record, { ...record, binding: changed });
    if (stored !== undefined) return stored.binding;
  }
  throw new AppError('version-conflict', 'the binding changes all the time');
};
