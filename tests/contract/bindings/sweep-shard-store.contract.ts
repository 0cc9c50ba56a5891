import { beforeAll, describe, expect, it } from 'vitest';
import type { SweepShardStore } from '../../../shared/bindings/sweep/sweep-shard-store.ts';
import { atOnce } from './a-binding.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const SOON = new Date('2026-03-01T08:00:30.000Z');
const A_MINUTE_LATER = new Date('2026-03-01T08:01:00.000Z');

/** The contract of every store of the sweeper's leases. `makeStore` gives one without leases on the shards from 10 on. */
export const sweepShardStoreContract = (name: string, makeStore: () => SweepShardStore) =>
  describe(`SweepShardStore: ${name}`, () => {
    let store: SweepShardStore;
    beforeAll(() => {
      store = makeStore();
    });

    it('gives a shard to one of eight runs at once, for a minute', async () => {
      const taken = await atOnce(8, (index) => store.take(10, `run-${index}`, NOW));

      const leases = taken.filter((lease) => lease !== undefined);
      expect(leases).toEqual([
        {
          shard: 10,
          holder: `run-${taken.findIndex((lease) => lease !== undefined)}`,
          leaseUntil: '2026-03-01T08:01:00.000Z',
        },
      ]);
    });

    it('gives it to the next run when the minute is over or the lease was ended', async () => {
      const first = await store.take(11, 'first', NOW);
      const early = await store.take(11, 'second', SOON);
      const second = await store.take(11, 'second', A_MINUTE_LATER);
      if (first === undefined || second === undefined) throw new Error('not taken');
      await store.end(second, A_MINUTE_LATER);

      const third = await store.take(11, 'third', A_MINUTE_LATER);

      expect(early).toBeUndefined();
      expect(second.holder).toBe('second');
      expect(third).toMatchObject({ holder: 'third', leaseUntil: '2026-03-01T08:02:00.000Z' });
    });

    it('lasts a minute more for the run that takes it again', async () => {
      await store.take(12, 'first', NOW);

      const again = await store.take(12, 'first', SOON);

      expect(again?.leaseUntil).toBe('2026-03-01T08:01:30.000Z');
      expect(await store.take(12, 'second', A_MINUTE_LATER)).toBeUndefined();
    });

    it('is not ended by a run that lost it', async () => {
      const lost = await store.take(13, 'first', NOW);
      if (lost === undefined) throw new Error('not taken');
      await store.take(13, 'second', A_MINUTE_LATER);

      await store.end(lost, A_MINUTE_LATER);

      expect(await store.take(13, 'third', A_MINUTE_LATER)).toBeUndefined();
    });
  });
