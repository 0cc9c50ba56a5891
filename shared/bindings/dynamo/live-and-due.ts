import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Attributes, Documents, QueryInput } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { type BindingStore, type DuePlace, type LivePlace, SWEEP_SHARDS } from '../model/binding-store.ts';
import { bindingIdOf, bindingKey, dueShard, expiryShard } from './binding-keys.ts';

const LiveEntry = v.object({ pk: v.string(), liveUntil: v.string() });

const DueEntry = v.object({ pk: v.string(), dueAt: v.string() });

export type LiveAndDueOptions = Readonly<{
  documents: Documents;
  table: string;
  lookup: LookupKeys;
  clock: Clock;
}>;

/** The part of the store that lists and counts by time: what lives on an X, what is due, and what has ended by itself. */
export const liveAndDue = (
  options: LiveAndDueOptions,
): Pick<BindingStore, 'due' | 'countDue' | 'countExpired' | 'liveOn' | 'countLive'> => {
  const { documents } = options;
  return {
    async due(shard, now, limit, after) {
      const { items } = await documents.query({ ...listingDue(options, shard, now, after), limit });
      return items.map(toDuePlace);
    },

    countDue: (shard, now, after) => queryCount(documents, listingDue(options, shard, now, after)),

    countExpired: (shard, after, until) =>
      queryCount(documents, listingExpired(options, shard, after, until)),

    async liveOn(x, limit, after) {
      const { items } = await documents.query({ ...listingLive(options, x, after), limit });
      return items.map(toLivePlace);
    },

    countLive: (x, upTo) => queryCount(documents, listingLive(options, x, undefined), upTo),
  };
};

const PURPOSE = 'listing bindings';

/** Behind a place the list goes on from its end, which may have passed since. */
const listingLive = (
  { table, lookup, clock }: LiveAndDueOptions,
  x: string,
  after: LivePlace | undefined,
): QueryInput => {
  const liveX = lookup('private-number', x);
  return {
    purpose: PURPOSE,
    table,
    index: 'live-until-index',
    where: `liveX = :value AND liveUntil ${after === undefined ? '>' : '>='} :from`,
    values: { ':value': liveX, ':from': after?.liveUntil ?? iso(clock()) },
    start: after && { ...bindingKey(after.bindingId), liveX, liveUntil: after.liveUntil },
  };
};

const toLivePlace = (attributes: Attributes): LivePlace => {
  const { pk, liveUntil } = v.parse(LiveEntry, attributes);
  return { bindingId: bindingIdOf(pk), liveUntil };
};

/** Those at `after` were counted before: no instant lies between it and the lower end of the range. */
const listingExpired = (
  { table }: LiveAndDueOptions,
  shard: number,
  after = '',
  until: string,
): QueryInput => ({
  purpose: 'counting what has expired',
  table,
  index: 'due-index',
  where: 'dueShard = :shard AND dueAt BETWEEN :after AND :until',
  values: { ':shard': expiryShard(shard), ':after': `${after}+`, ':until': until },
});

const listingDue = (
  { table }: LiveAndDueOptions,
  shard: number,
  now: Date,
  after: DuePlace | undefined,
): QueryInput => {
  const partition = dueShard(shard);
  return {
    purpose: PURPOSE,
    table,
    index: 'due-index',
    where: 'dueShard = :shard AND dueAt <= :now',
    values: { ':shard': partition, ':now': iso(now) },
    start: after && { ...bindingKey(after.bindingId), dueAt: after.dueAt, dueShard: partition },
  };
};

const toDuePlace = (attributes: Attributes): DuePlace => {
  const { pk, dueAt } = v.parse(DueEntry, attributes);
  return { bindingId: bindingIdOf(pk), dueAt };
};

/**
 * Tells whether any binding lives now that will end: one with an end still to come has a place in the due index. Permanent
 * bindings have none.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const createHasLiveBinding =
  (documents: Documents, table: string, clock: Clock) => async (): Promise<boolean> => {
    const shards = Array.from({ length: SWEEP_SHARDS }, (_, shard) => [expiryShard(shard), dueShard(shard)]);
    for (const shard of shards.flat()) {
      const query = {
        purpose: 'looking for a live binding',
        table,
        index: 'due-index',
        where: 'dueShard = :shard AND dueAt > :now',
        values: { ':shard': shard, ':now': iso(clock()) },
      };
      if ((await queryCount(documents, query, { most: 1 })) > 0) return true;
    }
    return false;
  };

/** The work that waits for the sweeper. `due` stops at `countedUpTo`. */
export type DueBacklog = Readonly<{ due: number; countedUpTo: number; oldestDueAt?: string }>;

const COUNTED_A_SHARD = 2500;

/** Reads how much is due for the sweeper, and since when, by the index. @throws {AppError} `store-unavailable`. */
export const createReadBacklog =
  (documents: Documents, table: string, clock: Clock) => async (): Promise<DueBacklog> => {
    const shards = await Promise.all(
      Array.from({ length: SWEEP_SHARDS }, async (_, shard) => {
        const query = {
          purpose: 'counting what is due',
          table,
          index: 'due-index',
          where: 'dueShard = :shard AND dueAt <= :now',
          values: { ':shard': dueShard(shard), ':now': iso(clock()) },
        };
        const [count, oldest] = await Promise.all([
          queryCount(documents, query, { most: COUNTED_A_SHARD }),
          queryAll(documents, query, { most: 1 }),
        ]);
        return { count, oldest: oldest.map((entry) => v.parse(DueEntry, entry).dueAt) };
      }),
    );
    const [oldestDueAt] = shards.flatMap(({ oldest }) => oldest).sort();
    return {
      due: shards.reduce((sum, { count }) => sum + count, 0),
      countedUpTo: COUNTED_A_SHARD,
      ...(oldestDueAt === undefined ? {} : { oldestDueAt }),
    };
  };
