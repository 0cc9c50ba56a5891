import * as v from 'valibot';
import type { Attributes, Documents } from '../storage/documents.ts';
import { SEALED_TABLES, type SealedTable } from './sealed-places.ts';

/** A place between two pages: the table, and the key of the item behind which to go on; none: from its beginning. */
export const TablePlace = v.strictObject({
  table: v.picklist(SEALED_TABLES),
  pk: v.optional(v.string()),
  sk: v.optional(v.string()),
});
export type TablePlace = v.InferOutput<typeof TablePlace>;

export type TableWalkDeps = Readonly<{
  documents: Pick<Documents, 'scan'>;
  /** The names of the tables. */
  tables: Readonly<Record<SealedTable, string>>;
}>;

/** Items of a page; with parts of journaled bodies it is up to DynamoDB's megabyte. */
const PAGE = 200;

const Key = v.object({ pk: v.string(), sk: v.string() });

/**
 * Walks over every item of every table, or of those of `walked`, page by page while there is time, and for one page at least. The result is where to go
 * on, `undefined` at the end. An item that is written meanwhile may be met or not.
 *
 * @throws {AppError} `store-unavailable`; the same place may be walked from again.
 */
export const walkTables = async (
  { documents, tables }: TableWalkDeps,
  from: TablePlace | undefined,
  hasTime: () => boolean,
  work: (table: SealedTable, items: readonly Attributes[]) => Promise<void>,
  walked: readonly SealedTable[] = SEALED_TABLES,
): Promise<TablePlace | undefined> => {
  let place: TablePlace | undefined = from ?? nextTable(walked, undefined);
  while (place !== undefined) {
    const { table, pk, sk }: TablePlace = place;
    const start = pk === undefined || sk === undefined ? undefined : { pk, sk };
    const input = { purpose: 'walking over a table', table: tables[table], limit: PAGE, start };
    const { items, next } = await documents.scan(input);
    await work(table, items);
    place = next === undefined ? nextTable(walked, table) : { table, ...v.parse(Key, next) };
    if (!hasTime()) break;
  }
  return place;
};

const nextTable = (
  walked: readonly SealedTable[],
  table: SealedTable | undefined,
): TablePlace | undefined => {
  const next = walked[table === undefined ? 0 : walked.indexOf(table) + 1];
  return next && { table: next };
};
