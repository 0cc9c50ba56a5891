import type { Clock } from '../../kernel/clock.ts';
import { AppError, hasCode } from '../../kernel/errors.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isLeased } from '../model/lifecycle.ts';

type Deps = Readonly<{ bindings: BindingStore; end: EndBinding; resolve: ResolvePending; clock: Clock }>;

/** `ended`: nothing of it is left at the platform. `accepted`: the account's state stops the unbind; it will be done. */
export type Release = Readonly<{ kind: 'ended' | 'accepted'; binding: Binding }>;

/** A binding changes hands a few times at most while several requests end it. */
const TRIES = 4;

/**
 * Ends a binding, whatever state it is in. Repeating is safe and answers the same.
 *
 * @throws {AppError} `not-found`; `binding-in-progress` while it is being made; what stopped the platform's answer, after
 *   which the binding is `releasing` and the sweeper goes on.
 */
export const createReleaseBinding = ({ bindings, end, resolve, clock }: Deps) => {
  const step = async (record: BindingRecord): Promise<Release | undefined> => {
    switch (record.binding.status) {
      case 'released':
      case 'expired':
      case 'failed':
        return { kind: 'ended', binding: record.binding };
      case 'pending':
        return resolveFirst(record);
      case 'active':
        return released(await end.release(record));
      case 'releasing':
        return again(record);
    }
  };

  const resolveFirst = async (record: BindingRecord): Promise<undefined> => {
    if (isLeased(record, clock()))
      throw new AppError('binding-in-progress', 'the binding is still being made', { retryAfterSeconds: 2 });
    const resolved = await resolve(record);
    if (resolved.kind === 'unresolved') throw platformError(resolved.failure);
    return undefined;
  };

  /** Unbinding by subscription id twice is harmless, so a second request need not wait for the first. */
  const again = async (record: BindingRecord): Promise<Release> => {
    const result = await end.finish(record);
    if (result.kind === 'ended') return result;
    const error = platformError(result);
    if (hasCode(error, 'account-suspended')) return { kind: 'accepted', binding: record.binding };
    throw error;
  };

  return async (bindingId: string): Promise<Release> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const record = await bindings.get(bindingId);
      if (record === undefined) throw new AppError('not-found', 'there is no binding with this id');
      try {
        const result = await step(record);
        if (result !== undefined) return result;
      } catch (error) {
        // Another request was faster: look again at what it made of the binding.
        if (!hasCode(error, 'version-conflict')) throw error;
      }
    }
    throw new AppError('binding-in-progress', 'other requests change the binding', { retryAfterSeconds: 1 });
  };
};

const released = ({ kind, binding }: Awaited<ReturnType<EndBinding['release']>>): Release => ({
  kind: kind === 'ended' ? 'ended' : 'accepted',
  binding,
});
