import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import { type Binding, statusAt } from '../model/binding.ts';
import type { TemporaryCalleePlatform } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';

export type TemporaryCallee = Readonly<{ number: E164; ttlSeconds: number; userData: string | undefined }>;

type Deps = Readonly<{
  bindings: BindingStore;
  /** Absent for apps of other modes than AX. */
  platformOf: (app: string) => TemporaryCalleePlatform | undefined;
  clock: Clock;
}>;

/** Noting it again after another change of the binding; more often means that something else is wrong. */
const TRIES = 5;

/**
 * Tells the platform whom to ring when A calls X. Overwrites the former one; repeating is safe.
 *
 * @throws {AppError} `not-found`, `not-changeable` (another mode, an ended binding), and what the platform answers.
 */
export const createSetTemporaryCallee = ({ bindings, platformOf, clock }: Deps) => {
  const find = async (bindingId: string): Promise<BindingRecord> => {
    const record = await bindings.get(bindingId);
    if (record === undefined) throw new AppError('not-found', 'there is no binding with this id');
    return record;
  };

  /** The platform has it already, so it is noted whatever else changed the binding in the meantime. */
  const note = async (bindingId: string, temporaryCallee: Binding['temporaryCallee']): Promise<Binding> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const record = await find(bindingId);
      const binding = { ...record.binding, temporaryCallee, version: record.binding.version + 1 };
      const stored = await bindings.replace(record, { ...record, binding });
      if (stored !== undefined) return stored.binding;
    }
    throw new AppError('version-conflict', 'the binding changes all the time');
  };

  return async (bindingId: string, callee: TemporaryCallee): Promise<Binding> => {
    const { binding } = await find(bindingId);
    const platform = platformOf(binding.app);
    if (platform === undefined)
      throw new AppError('not-changeable', 'only AX bindings have a temporary callee');
    if (statusAt(binding, clock()) === 'pending')
      throw new AppError('binding-in-progress', 'the binding is still being made', { retryAfterSeconds: 1 });
    if (statusAt(binding, clock()) !== 'active' || binding.subscriptionId === undefined)
      throw new AppError('not-changeable', 'the binding has ended');
    const expiresAt = iso(addSeconds(clock(), callee.ttlSeconds));
    const result = await platform.setTemporaryCallee(binding.subscriptionId, callee);
    if (result.kind !== 'ok') throw platformError(result);
    if (result.value === 'not-found')
      throw new AppError('platform-rejected', 'the platform does not have this binding any more');
    return note(bindingId, { callee: callee.number, expiresAt });
  };
};
