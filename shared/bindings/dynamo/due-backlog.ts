import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { SWEEP_SHARDS } from '../model/binding-store.ts';
import { dueShard } from './binding-keys.ts';

/** The work that waits for the sweeper. `due` stops at `countedUpTo`. */
export type DueBacklog = Readonly<{ due: number; countedUpTo: number; oldestDueAt?: string }>;

const Entry = v.object({ dueAt: v.string() });

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
        return { count, oldest: oldest.map((entry) => v.parse(Entry, entry).dueAt) };
      }),
    );
    const [oldestDueAt] = shards.flatMap(({ oldest }) => oldest).sort();
    return {
      due: shards.reduce((sum, { count }) => sum + count, 0),
      countedUpTo: COUNTED_A_SHARD,
      ...(oldestDueAt === undefined ? {} : { oldestDueAt }),
    };
  };
