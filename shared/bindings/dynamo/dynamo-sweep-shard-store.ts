import * as v from 'valibot';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { SHARD_LEASE_SECONDS, type ShardLease, type SweepShardStore } from '../sweep/sweep-shard-store.ts';
import { sweepShardKey } from './binding-keys.ts';

const Item = v.object({
  holder: v.string(),
  leaseUntil: v.string(),
});

/** The leases of the sweeper's runs in the bindings table: one small item a shard, for ever. */
export const createDynamoSweepShardStore = (documents: Documents, table: string): SweepShardStore => ({
  async take(shard, holder, now) {
    const outcome = await documents.update({
      purpose: 'taking the shard',
      table,
      key: sweepShardKey(shard),
      change: 'SET holder = :holder, leaseUntil = :until',
      // The run's own: it goes on, or the engine's client has repeated a write whose answer was lost.
      condition: 'attribute_not_exists(pk) OR leaseUntil <= :now OR holder = :holder',
      values: {
        ':holder': holder,
        ':until': iso(addSeconds(now, SHARD_LEASE_SECONDS)),
        ':now': iso(now),
      },
      returnItem: true,
    });
    return outcome.written ? leaseOf(shard, v.parse(Item, outcome.item)) : undefined;
  },

  async end({ shard, holder }, now) {
    await documents.update({
      purpose: 'ending the lease of the shard',
      table,
      key: sweepShardKey(shard),
      change: 'SET leaseUntil = :now',
      condition: 'holder = :holder',
      values: { ':holder': holder, ':now': iso(now) },
    });
  },
});

const leaseOf = (shard: number, { holder, leaseUntil }: v.InferOutput<typeof Item>): ShardLease => ({
  shard,
  holder,
  leaseUntil,
});
