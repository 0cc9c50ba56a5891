import { iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type BindingStore, SWEEP_SHARDS } from '../model/binding-store.ts';
import type { ExpiryCountStore } from './expiry-count-store.ts';

type Deps = Readonly<{
  bindings: Pick<BindingStore, 'countExpired'>;
  expiryCount: ExpiryCountStore;
  newId: IdSource;
}>;

/**
 * How many bindings have ended by themselves since they were counted last. Nothing is written for a binding; the place up to
 * which they are counted moves once in a run that finds any. The due index shows a binding long before its end.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const countExpiries = async ({ bindings, expiryCount, newId }: Deps, now: Date): Promise<number> => {
  const from = await expiryCount.countedTo();
  const until = iso(now);
  if (from !== undefined && from >= until) return 0;
  const shards = Array.from({ length: SWEEP_SHARDS }, (_, shard) => shard);
  const counts = await Promise.all(shards.map((shard) => bindings.countExpired(shard, from, until)));
  const count = counts.reduce((sum, inShard) => sum + inShard, 0);
  // Of two runs at once one counts them.
  return count > 0 && (await expiryCount.move(from, until, newId())) ? count : 0;
};
