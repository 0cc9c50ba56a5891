import { mapAtMost } from '../../kernel/map-at-most.ts';
import { type BindingStore, type DuePlace, SWEEP_SHARDS } from '../model/binding-store.ts';
import { readRecords } from '../read/read-records.ts';
import { createSweepOne, type SweepOneDeps, type Swept } from './sweep-one.ts';

/**
 * One run's report. `remaining`: of what was due when the run began, how many it did not get to or could not put off. Those
 * behind the place where it stopped are counted in the due index, which is a moment behind the table.
 */
export type SweepReport = {
  expired: number;
  unbound: number;
  released: number;
  recovered: number;
  failed: number;
  remaining: number;
};

/** Bindings of one shard in one round. */
const PAGE = 100;

/** Bindings at a time, hence calls to the platform at a time, whose limit nobody publishes. */
const PARALLEL = 5;

/** A shard's queue and how far the run has come in it. */
type Lane = Readonly<{ shard: number; after: DuePlace | undefined }>;

/**
 * Looks at every binding that is due, each once: records expiries, ends what is releasing, resolves what is pending. The
 * shards take turns, and a run goes on behind what fails, so nothing starves behind bad bindings. Stops when `hasTime`
 * says so; the next run takes up what is left, because what was done is due no more. Any number of runs may overlap.
 *
 * @throws {AppError} `store-unavailable` when what is due cannot be listed.
 */
export const createSweepBindings = (deps: SweepOneDeps) => {
  const { bindings, clock, logger } = deps;
  const sweepOne = createSweepOne(deps);

  const sweepRound = async (
    ids: readonly string[],
    hasTime: () => boolean,
    tally: (swept: Swept) => void,
  ) => {
    const { records, unread } = await readRecords(bindings, ids, (bindingId, error) =>
      logger.error('binding-sweep-failed', { bindingId, error }),
    );
    const { untouched } = await mapAtMost({ atMost: PARALLEL, hasTime }, records, async (record) => {
      tally(await sweepOne(record));
    });
    for (let left = unread + untouched.length; left > 0; left -= 1) tally('left');
  };

  return async (hasTime: () => boolean): Promise<SweepReport> => {
    const report = { expired: 0, unbound: 0, released: 0, recovered: 0, failed: 0, remaining: 0 };
    const tally = (swept: Swept): void => {
      if (swept === 'left') report.remaining += 1;
      else if (swept !== 'skipped' && swept !== 'postponed') report[swept] += 1;
    };
    // A binding that falls due during the run is for the next run, so a run has an end and meets nothing twice.
    const startedAt = clock();
    let lanes: readonly Lane[] = Array.from({ length: SWEEP_SHARDS }, (_, shard) => ({
      shard,
      after: undefined,
    }));
    while (lanes.length > 0 && hasTime()) {
      const pages = await Promise.all(lanes.map((lane) => nextPage(bindings, startedAt, lane)));
      await sweepRound(interleaved(pages.map(({ ids }) => ids)), hasTime, tally);
      lanes = pages.flatMap(({ lane }) => lane ?? []);
    }
    report.remaining += await countBehind(bindings, startedAt, lanes);
    return report;
  };
};

/** The next bindings of a lane, and the lane behind them while there is more. */
const nextPage = async (bindings: BindingStore, startedAt: Date, { shard, after }: Lane) => {
  const due = await bindings.due(shard, startedAt, PAGE, after);
  const last = due.at(-1);
  const lane: Lane | undefined = due.length < PAGE || last === undefined ? undefined : { shard, after: last };
  return { ids: due.map(({ bindingId }) => bindingId), lane };
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
