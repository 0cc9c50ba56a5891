import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { LookAtLive } from '../../numbers/report/measure-pool.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { rulesOfMode } from '../model/mode-rules.ts';

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys; clock: Clock }>;

const Entry = v.object({ pk: v.string(), sk: v.string() });

/** The look-up keys that stand in the clear beside a sealed binding. */
const Keys = v.object({
  aKey: v.optional(v.string()),
  bKey: v.optional(v.string()),
  yKey: v.optional(v.string()),
});

const BATCH = 100;
const BATCHES_AT_A_TIME = 4;

/** Those who need an X of their own for each binding: in AXB and X both, elsewhere A. */
const peopleIn = (mode: Mode) => {
  const { reservations } = rulesOfMode(mode);
  return ({ aKey, bKey }: v.InferOutput<typeof Keys>): readonly string[] =>
    [aKey, reservations.includes('b') ? bKey : undefined].filter((key) => key !== undefined);
};

/** Reads who lives on a number, without opening a binding. More than `most` bindings are only counted. */
export const createLookAtLive =
  ({ documents, table, lookup, clock }: Options): LookAtLive =>
  async (x, mode, most) => {
    const query = {
      purpose: 'counting live bindings',
      table,
      index: 'live-until-index',
      where: 'liveX = :x AND liveUntil > :now',
      values: { ':x': lookup('private-number', x), ':now': iso(clock()) },
    };
    const liveBindings = await queryCount(documents, query);
    if (liveBindings === 0 || most === 0) return { liveBindings, read: 0, people: [], ys: [] };
    const entries = await queryAll(documents, query, { most: Math.min(most, liveBindings) });
    const keys = entries.map((entry) => v.parse(Entry, entry)).map(({ pk, sk }) => ({ pk, sk }));
    const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
      keys.slice(index * BATCH, (index + 1) * BATCH),
    );
    const { results } = await mapAtMost({ atMost: BATCHES_AT_A_TIME }, batches, (batch) =>
      batchGetAll(documents, { purpose: 'reading live bindings', table, keys: batch }),
    );
    const read = results.flat().map((item) => v.parse(Keys, item));
    const people = peopleIn(mode);
    return {
      liveBindings,
      read: entries.length,
      people: read.flatMap(people),
      ys: read.flatMap(({ yKey }) => (yKey === undefined ? [] : [yKey])),
    };
  };
