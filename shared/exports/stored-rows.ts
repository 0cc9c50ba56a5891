import * as v from 'valibot';
import { openCdrItem } from '../calls/dynamo/dynamo-call-reader.ts';
import { type Clock, epochSeconds } from '../kernel/clock.ts';
import { openMessageItem } from '../messages/dynamo-message-reader.ts';
import type { RecordPlace } from '../pushes/record-names.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import type { ExportRow } from './export-row.ts';
import type { MakeRowCells } from './number-cells.ts';
import { callRow, messageRow } from './record-rows.ts';

export type StoredRowsDeps = Readonly<{
  documents: Documents;
  tables: Readonly<{ calls: string; messages: string }>;
  cellsOf: MakeRowCells;
  sealer: Sealer;
  clock: Clock;
}>;

/** The place of a record, and when whatever names it came: a push that repeats it has another receipt. */
export type NamedRecord = RecordPlace & Readonly<{ at: string }>;

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  receivedAt: v.string(),
  storedAt: v.optional(v.string()),
  ttl: v.optional(v.number()),
});

type Rows = Readonly<{ rows: readonly ExportRow[]; unreadable: number }>;

/** The rows of stored records, in the order of their names. A record that is gone, or came at another moment, has none. @throws {AppError} `store-unavailable`. */
export const storedRows = async (deps: StoredRowsDeps, named: readonly NamedRecord[]): Promise<Rows> => {
  const [calls, messages] = [await rowsIn(deps, named, 'calls'), await rowsIn(deps, named, 'messages')];
  return { rows: [...calls.rows, ...messages.rows], unreadable: calls.unreadable + messages.unreadable };
};

const rowsIn = async (
  deps: StoredRowsDeps,
  named: readonly NamedRecord[],
  table: NamedRecord['table'],
): Promise<Rows> => {
  const { documents, tables, clock } = deps;
  const wanted = named.filter((each) => each.table === table);
  const input = {
    purpose: 'reading the records of a day',
    table: tables[table],
    keys: wanted.map(({ key }) => key),
  };
  const found = await batchGetAll(documents, input);
  const stored = new Map(found.map((item) => [textOf(v.parse(Item, item)), item]));
  const now = epochSeconds(clock());
  const meant = new Set<Attributes>();
  // In the order of the pushes, so that a part is the same each time.
  for (const { key, at } of wanted) {
    const item = stored.get(textOf(key));
    if (item !== undefined && isOf(v.parse(Item, item), at, now)) meant.add(item);
  }
  const rows = [...meant].flatMap((item) => ifReadable(() => rowOf(deps, table, item)) ?? []);
  return { rows, unreadable: meant.size - rows.length };
};

/** A record is of the push that has its receipt, or, stored on a later day, of the list of that moment (ADR 67). */
const isOf = ({ receivedAt, storedAt, ttl }: v.InferOutput<typeof Item>, at: string, now: number): boolean =>
  (storedAt ?? receivedAt) === at && (ttl === undefined || ttl > now);

const rowOf = (
  { cellsOf, sealer }: StoredRowsDeps,
  table: NamedRecord['table'],
  item: Attributes,
): ExportRow =>
  table === 'messages'
    ? messageRow(cellsOf, openMessageItem(sealer, item))
    : callRow(cellsOf, v.parse(Item, item).pk.slice('C#'.length), openCdrItem(sealer, item));

const textOf = ({ pk, sk }: RecordPlace['key']): string => `${pk} ${sk}`;
