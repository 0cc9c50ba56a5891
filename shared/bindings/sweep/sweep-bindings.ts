import type { IdSource } from '../../kernel/ids.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { type BindingStore, type DuePlace, SWEEP_SHARDS } from '../model/binding-store.ts';
import { readRecords } from '../read/read-records.ts';
import { countExpiries } from './count-expiries.ts';
import type { ExpiryCountStore } from './expiry-count-store.ts';
import { type LeasedShards, leasedShards } from './leased-shards.ts';
import { createSweepOne, type SweepOne, type SweepOneDeps, type Swept } from './sweep-one.ts';
import type { SweepShardStore } from './sweep-shard-store.ts';
import type { TryQueued } from './try-queued.ts';

/**
 * One run's report. `remaining`: of what was due when the run began, how many it did not get to or could not put off. Those
 * behind the place where it stopped are counted in the due index, which is a moment behind the table. A shard that another
 * run has at the time is in the report of that run.
 */
export type SweepReport = {
  expired: number;
  unbound: number;
  released: number;
  recovered: number;
  failed: number;
  remaining: number;
};

export type SweepDeps = Omit<SweepOneDeps, 'tryQueued'> &
  Readonly<{
    shards: SweepShardStore;
    expiryCount: ExpiryCountStore;
    /** The way of one run to try what waits in the queue. */
    newTryQueued: () => TryQueued;
    newId: IdSource;
  }>;

/** Bindings of one shard in one round; few, because the lease of a shard is looked at between two rounds. */
const PAGE = 25;

/** Bindings at a time, hence calls to the platform at a time, whose limit nobody publishes. */
const PARALLEL = 5;

/** A shard's queue and how far the run has come in it. */
type Lane = Readonly<{ shard: number; after: DuePlace | undefined }>;

/** The next bindings of a lane, none when it is at its end, and the lane behind them. */
type Page = Readonly<{ ids: readonly string[]; lane: Lane }>;

/**
 * Looks at every binding that is due, and counts those that ended by themselves: records the other expiries, ends what is
 * releasing, resolves what is pending. The shards take turns, and a run goes on behind what fails, so nothing starves behind
 * bad bindings. Stops when `hasTime` says so; the next run takes up what is left, because what was done is due no more. Any
 * number of runs may overlap: each leaves the shards alone that another one has.
 *
 * @throws {AppError} `store-unavailable` when what is due cannot be listed or a shard cannot be taken.
 */
export const createSweepBindings = (deps: SweepDeps) => {
  const { bindings, clock, logger } = deps;

  const sweepRound = async (
    sweepOne: SweepOne,
    ids: readonly string[],
    hasTime: () => boolean,
    tally: (swept: Swept) => void,
  ) => {
    const { records, unread } = await readRecords(bindings, ids, (bindingId, error) =>
      logger.error('binding-sweep-failed', { bindingId, error }),
    );
    for (let left = unread; left > 0; left -= 1) tally('left');
    let waiting = records;
    while (waiting.length > 0) {
      const { results, untouched } = await mapAtMost(
        { atMost: PARALLEL, hasTime },
        waiting,
        async (record) => ({ record, swept: await sweepOne(record) }),
      );
      for (const { swept } of results) tally(swept);
      for (const _ of untouched) tally('left');
      waiting = results.flatMap(({ record, swept }) => (swept === 'later' ? [record] : []));
    }
  };

  const sweepShards = async (
    shards: LeasedShards,
    hasTime: () => boolean,
    tally: (swept: Swept) => void,
  ): Promise<number> => {
    const startedAt = clock();
    const sweepOne = createSweepOne({ ...deps, tryQueued: deps.newTryQueued() });
    let lanes: readonly Lane[] = Array.from({ length: SWEEP_SHARDS }, (_, shard) => ({
      shard,
      after: undefined,
    }));
    while (lanes.length > 0 && hasTime()) {
      const pages = await Promise.all(lanes.map((lane) => nextPage(bindings, clock(), lane)));
      const ours = await held(shards, pages);
      await sweepRound(sweepOne, interleaved(ours.map(({ ids }) => ids)), hasTime, tally);
      lanes = ours.map(({ lane }) => lane);
    }
    return countBehind(bindings, startedAt, lanes);
  };

  return async (hasTime: () => boolean): Promise<SweepReport> => {
    const report = { expired: 0, unbound: 0, released: 0, recovered: 0, failed: 0, remaining: 0 };
    const tally = (swept: Swept): void => {
      if (swept === 'left') report.remaining += 1;
      else if (swept !== 'skipped' && swept !== 'postponed' && swept !== 'later') report[swept] += 1;
    };
    const shards = leasedShards(deps);
    try {
      const behind = await sweepShards(shards, hasTime, tally);
      report.remaining += behind;
      const ended = await countExpiries(deps, clock());
      report.expired += ended;
    } finally {
      await shards.leaveAll();
    }
    return report;
  };
};

/**
 * It also has those that fell due meanwhile, for the first time or again: no other run looks at them while this one has the shard.
 * Each time at which something is due is passed once.
 */
const nextPage = async (bindings: BindingStore, now: Date, { shard, after }: Lane): Promise<Page> => {
  const due = await bindings.due(shard, now, PAGE, after);
  return { ids: due.map(({ bindingId }) => bindingId), lane: { shard, after: due.at(-1) } };
};

/** The pages of the shards that are ours. A run that finds nothing due in a shard takes nothing, and leaves what it had. */
const held = async (shards: LeasedShards, pages: readonly Page[]): Promise<readonly Page[]> => {
  const ours = await Promise.all(
    pages.map(async (page) => {
      if (page.ids.length > 0) return (await shards.hold(page.lane.shard)) ? [page] : [];
      await shards.leave(page.lane.shard);
      return [];
    }),
  );
  return ours.flat();
};

const countBehind = async (
  bindings: BindingStore,
  startedAt: Date,
  lanes: readonly Lane[],
): Promise<number> => {
  const counts = await Promise.all(
    lanes.map(({ shard, after }) => bindings.countDue(shard, startedAt, after)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

/** One of each in turn, so that a run that is cut short has served all shards alike. */
const interleaved = (pages: readonly (readonly string[])[]): readonly string[] =>
  Array.from({ length: PAGE }, (_, index) => pages.flatMap((page) => page[index] ?? [])).flat();
