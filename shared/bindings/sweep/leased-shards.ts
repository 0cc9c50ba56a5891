import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { Logger } from '../../observability/logger.ts';
import { SHARD_LEASE_SECONDS, type ShardLease, type SweepShardStore } from './sweep-shard-store.ts';

type Deps = Readonly<{ shards: SweepShardStore; clock: Clock; newId: IdSource; logger: Logger }>;

/** The shards that one run of the sweeper has for itself. */
export type LeasedShards = Readonly<{
  /**
   * Takes the shard, or keeps it: a lease that has run for half its time is prolonged. `false`: another run has it.
   *
   * @throws {AppError} `store-unavailable`.
   */
  hold(shard: number): Promise<boolean>;
  /** The run has nothing more to do in the shard. Never throws: a lease that is not ended is over in a minute. */
  leave(shard: number): Promise<void>;
  /** As `leave`, of every shard that is left. */
  leaveAll(): Promise<void>;
}>;

export const leasedShards = ({ shards, clock, newId, logger }: Deps): LeasedShards => {
  const holder = newId();
  const leases = new Map<number, ShardLease>();

  const leave = async (shard: number): Promise<void> => {
    const lease = leases.get(shard);
    if (lease === undefined) return;
    leases.delete(shard);
    await shards
      .end(lease, clock())
      .catch((error: unknown) => logger.error('sweep-shard-not-left', { shard, error }));
  };

  return {
    async hold(shard) {
      const now = clock();
      const former = leases.get(shard);
      if (former !== undefined && former.leaseUntil > iso(addSeconds(now, SHARD_LEASE_SECONDS / 2)))
        return true;
      const lease = await shards.take(shard, holder, now);
      if (lease === undefined) leases.delete(shard);
      else leases.set(shard, lease);
      return lease !== undefined;
    },
    leave,
    async leaveAll() {
      await Promise.all([...leases.keys()].map(leave));
    },
  };
};
