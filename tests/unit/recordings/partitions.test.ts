import { createRequire } from 'node:module';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/recording-archiver/handler.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { everyPartition, partitionsOf } from '../../../shared/recordings/store/partitions.ts';
import { contextFor } from '../../harness/gateway.ts';

const ALL = Array.from({ length: 32 }, (_, partition) => partition);

const Schedules = v.array(v.object({ schedule: v.object({ rate: v.string(), input: v.unknown() }) }));
const require = createRequire(import.meta.url);

/** The framework's result of `resources/archiver-schedules.cjs` for that parameter. */
const schedulesFor = async (recordingShards: string) =>
  v.parse(
    Schedules,
    await require('../../../resources/archiver-schedules.cjs')({
      resolveVariable: async () => recordingShards,
    }),
  );

/** The partitions that a run works on. */
const workedOn = async (event: unknown, shards: number): Promise<readonly number[]> => {
  const seen: number[] = [];
  const nothing = { due: 0, archived: 0, retried: 0, lost: 0, skipped: 0, remaining: 0 };
  const handler = createHandler({
    run: async (partitions) => {
      seen.push(...partitions);
      return nothing;
    },
    shards,
    logger: createLogger({ clock: () => new Date(0), write: () => undefined }),
  });
  await handler(event, contextFor('recording-archiver'));
  return seen;
};

const ascending = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other);

describe('the partitions of due recordings', () => {
  it.each([1, 2, 3, 4, 5, 7, 16, 31, 32])('are each covered once by %i shards', (shards) => {
    const covered = Array.from({ length: shards }, (_, shard) => partitionsOf(shard, shards)).flat();

    expect(ascending(covered)).toEqual(ALL);
  });

  it('are divided evenly', () => {
    expect(partitionsOf(1, 4)).toEqual([1, 5, 9, 13, 17, 21, 25, 29]);
  });

  it('have a worker for a shard from an earlier, larger count', () => {
    expect(partitionsOf(6, 4)).toEqual(partitionsOf(2, 4));
  });
});

describe('a run of the archiver', () => {
  it.each([
    ['no event', undefined],
    ['an empty event', {}],
    ['no shard', { shard: null }],
  ])('covers every partition for %s', async (_case, event) => {
    expect(await workedOn(event, 4)).toEqual(ALL);
  });

  it('covers the share of its shard', async () => {
    expect(await workedOn({ shard: 3 }, 8)).toEqual([3, 11, 19, 27]);
  });

  it.each([{ shard: -1 }, { shard: 1.5 }, { shard: '0' }])('refuses %o', async (event) => {
    await expect(workedOn(event, 4)).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('the schedules of the archiver', () => {
  it.each(['1', '4', '32'])('cover every partition once, for a count of %s', async (recordingShards) => {
    const schedules = await schedulesFor(recordingShards);

    const runs = await Promise.all(
      schedules.map(({ schedule }) => workedOn(schedule.input, Number(recordingShards))),
    );

    expect(schedules).toHaveLength(Number(recordingShards));
    expect(ascending(runs.flat())).toEqual(everyPartition());
  });
});
