import { dataKeyIdOf } from '../sealing/sealer.ts';
import { type SealedPlace, type SealedTable, sealedPlacesOf } from './sealed-places.ts';
import { type TablePlace, type TableWalkDeps, walkTables } from './walk-tables.ts';

/** How many values of a kind a data key seals in a table. */
export type SealedCount = Readonly<{
  dataKeyId: string;
  table: SealedTable;
  kind: SealedPlace['kind'];
  count: number;
}>;

/** The counts of one run; `next` is where to go on, `null` at the end. */
export type SealedCounts = Readonly<{ counts: readonly SealedCount[]; next: TablePlace | null }>;

/**
 * Counts by which data key everything is sealed, for as long as `hasTime`. Opens nothing.
 *
 * @throws {AppError} `store-unavailable`; the same run may be repeated.
 */
export const countSealed = async (
  deps: TableWalkDeps,
  from: TablePlace | undefined,
  hasTime: () => boolean,
): Promise<SealedCounts> => {
  const counts = new Map<string, SealedCount>();
  const next = await walkTables(deps, from, hasTime, async (table, items) => {
    for (const item of items)
      for (const { kind, sealed } of sealedPlacesOf(table, item)) {
        const dataKeyId = dataKeyIdOf(sealed);
        const place = `${dataKeyId} ${table} ${kind}`;
        const count = (counts.get(place)?.count ?? 0) + 1;
        counts.set(place, { dataKeyId, table, kind, count });
      }
  });
  return { counts: [...counts.values()], next: next ?? null };
};
