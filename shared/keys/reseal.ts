import * as v from 'valibot';
import type { Clock, Sleep } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { dataKeyIdOf, type Sealer } from '../sealing/sealer.ts';
import { SealFault } from '../sealing/unreadable-item.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { type SealedPlace, type SealedTable, sealedPlacesOf } from './sealed-places.ts';
import { type TablePlace, type TableWalkDeps, walkTables } from './walk-tables.ts';

/** The order of one run: everything that the data key `from` seals is sealed with the first one. */
export type ResealOrder = Readonly<{
  from: string;
  dryRun: boolean;
  /** Writes a second at most, so that the tables have enough left for their callers. */
  writesPerSecond: number;
  after: TablePlace | undefined;
}>;

/** The work of one run. */
export type ResealReport = Readonly<{
  /** Sealed anew; of a dry run: would be. */
  resealed: number;
  /** Somebody wrote them meanwhile: nothing was done, and another run sees them again. */
  changed: number;
  /** Cannot be opened, at most 100 of them; each has left a line. */
  unreadable: readonly string[];
  /** How many cannot be opened. */
  unreadableCount: number;
  next: TablePlace | null;
}>;

type Deps = TableWalkDeps &
  Readonly<{
    documents: Pick<Documents, 'scan' | 'update'>;
    sealer: Sealer;
    clock: Clock;
    sleep: Sleep;
  }>;

const WRITES_AT_ONCE = 5;

/** More of them help nobody. */
const MOST_NAMED = 100;

type Outcome = 'resealed' | 'changed' | Readonly<{ unreadable: string }>;

/**
 * Seals anew what another data key seals, for as long as `hasTime`. A value is replaced only while it is the one that was read,
 * and no other attribute is touched: versions, times to live and indexes stay, and no write of others is lost. Repeating is
 * safe.
 *
 * @throws {AppError} `store-unavailable`; the same run may be repeated.
 */
export const resealTables = async (
  deps: Deps,
  { from, dryRun, writesPerSecond, after }: ResealOrder,
  hasTime: () => boolean,
): Promise<ResealReport> => {
  const total = { resealed: 0, changed: 0, unreadableCount: 0 };
  const unreadable: string[] = [];
  const next = await walkTables(deps, after, hasTime, async (table, items) => {
    const startedMs = deps.clock().getTime();
    const meant = items.flatMap((item) =>
      sealedPlacesOf(table, item)
        .filter(({ sealed }) => dataKeyIdOf(sealed) === from)
        .map((place) => ({ item, place })),
    );
    const { results } = await mapAtMost({ atMost: WRITES_AT_ONCE }, meant, ({ item, place }) =>
      resealOne(deps, table, item, place, dryRun),
    );
    for (const outcome of results)
      if (typeof outcome === 'string') total[outcome] += 1;
      else {
        total.unreadableCount += 1;
        if (unreadable.length < MOST_NAMED) unreadable.push(outcome.unreadable);
      }
    if (!dryRun) await pause(deps, results.length / writesPerSecond, startedMs);
  });
  return { ...total, unreadable, next: next ?? null };
};

/** The rest of the time that so many writes may take. */
const pause = async ({ clock, sleep }: Deps, seconds: number, startedMs: number): Promise<void> => {
  const leftMs = seconds * 1000 - (clock().getTime() - startedMs);
  if (leftMs > 0) await sleep(leftMs);
};

const Key = v.object({ pk: v.string(), sk: v.string() });

const resealOne = async (
  { documents, tables, sealer }: Deps,
  table: SealedTable,
  item: Attributes,
  { kind, id, attribute, sealed, context }: SealedPlace,
  dryRun: boolean,
): Promise<Outcome> => {
  // Where no store seals, nothing is known of the context.
  if (kind === 'unknown' || context === undefined) return { unreadable: id };
  let resealed: string | undefined;
  try {
    resealed = sealer.reseal(sealed, context);
  } catch (error) {
    if (!(error instanceof SealFault)) throw error;
    sealer.tellUnreadable({ kind, id, dataKeyId: dataKeyIdOf(sealed), reason: error.reason });
    return { unreadable: id };
  }
  if (dryRun || resealed === undefined) return 'resealed';
  const { written } = await documents.update({
    purpose: 'sealing an item anew',
    table: tables[table],
    key: v.parse(Key, item),
    change: 'SET #sealed = :resealed',
    condition: '#sealed = :sealed',
    names: { '#sealed': attribute },
    values: { ':resealed': resealed, ':sealed': sealed },
  });
  return written ? 'resealed' : 'changed';
};
