import * as v from 'valibot';
import { callIdOf, recordKeyOf } from '../calls/call-id.ts';
import { openCdrItem } from '../calls/dynamo/dynamo-call-reader.ts';
import { addSeconds, type Clock, epochSeconds, iso } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { openMessageItem } from '../messages/dynamo-message-reader.ts';
import { MESSAGE_SORT_KEY } from '../messages/dynamo-message-writer.ts';
import type { PushJournal } from '../pushes/intake/push-journal.ts';
import type { JournaledPushes } from '../pushes/maintenance/journaled-pushes.ts';
import type { PushApp, PushItem, ReadPush } from '../pushes/push.ts';
import { ifReadable, insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import type { ReadExportPage } from './export-page.ts';
import type { ExportRow } from './export-row.ts';
import type { MakeRowCells } from './number-cells.ts';
import { callRow, messageRow } from './record-rows.ts';

type Deps = Readonly<{
  documents: Documents;
  tables: Readonly<{ calls: string; messages: string }>;
  pushes: JournaledPushes;
  journal: Pick<PushJournal, 'read'>;
  read: ReadPush;
  appOf: (name: string) => PushApp | undefined;
  cellsOf: MakeRowCells;
  lookup: LookupKeys;
  sealer: Sealer;
  clock: Clock;
}>;

/** Pushes of a page; of fifty CDRs each it has as many rows as a part of an export (see `PART_ROWS`). */
const PAGE = 200;
const AT_MOST = 10;
const DAY_SECONDS = 24 * 3600;

type Key = Readonly<{ pk: string; sk: string }>;
/** The place of a record that a push brought, and when. */
type Named = Readonly<{ table: 'calls' | 'messages'; key: Key; receivedAt: string }>;

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  receivedAt: v.string(),
  ttl: v.optional(v.number()),
});

/**
 * Reads the CDRs and messages that came on a day. The journal of pushes says which, by its list of that day; what is in the row is
 * read from the stored record. A record is of the push that has its receipt, so one that came several times stands in one page.
 */
export const createReadJournaledRecords =
  (deps: Deps): ReadExportPage =>
  async (day, after) => {
    const from = `${day}T00:00:00.000Z`;
    const to = iso(addSeconds(new Date(from), DAY_SECONDS));
    const places = await deps.pushes.list({ from, to, after, limit: PAGE });
    const { results } = await mapAtMost({ atMost: AT_MOST }, places, ({ id }) => namedIn(deps, id));
    const named = results.flatMap((result) => (result === 'unreadable' ? [] : result));
    const { rows, unreadable } = await rowsOf(deps, named);
    const closed = results.filter((result) => result === 'unreadable').length;
    const last = places.length < PAGE ? undefined : places.at(-1);
    return { rows, unreadable: unreadable + closed, ...(last === undefined ? {} : { next: last.place }) };
  };

const namedIn = async (deps: Deps, id: string): Promise<readonly Named[] | 'unreadable'> => {
  const journaled = await insteadOfUnreadable(deps.journal.read(id), 'unreadable');
  if (journaled === 'unreadable') return journaled;
  const app = journaled && deps.appOf(journaled.app);
  // Of an app that was taken out of the configuration nobody knows how to read a push.
  if (journaled === undefined || app === undefined) return [];
  const { body, receivedAt } = journaled;
  const { items } = deps.read(body, app, new Date(receivedAt));
  return items.flatMap((item) => placeOfItem(deps, item, receivedAt));
};

const placeOfItem = ({ lookup }: Deps, item: PushItem, receivedAt: string): readonly Named[] => {
  if (item.kind === 'cdr') {
    const key = { pk: `C#${callIdOf(lookup, item.cdr)}`, sk: `CDR#${recordKeyOf(lookup, item.cdr)}` };
    return [{ table: 'calls', key, receivedAt }];
  }
  if (item.kind !== 'message') return [];
  const { app, identifier, notification } = item.message;
  const key = { pk: `M#${lookup('message', app, identifier, notification)}`, sk: MESSAGE_SORT_KEY };
  return [{ table: 'messages', key, receivedAt }];
};

type Rows = Readonly<{ rows: readonly ExportRow[]; unreadable: number }>;

const rowsOf = async (deps: Deps, named: readonly Named[]): Promise<Rows> => {
  const [calls, messages] = [await rowsIn(deps, named, 'calls'), await rowsIn(deps, named, 'messages')];
  return { rows: [...calls.rows, ...messages.rows], unreadable: calls.unreadable + messages.unreadable };
};

const rowsIn = async (deps: Deps, named: readonly Named[], table: Named['table']): Promise<Rows> => {
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
  for (const { key, receivedAt } of wanted) {
    const item = stored.get(textOf(key));
    if (item !== undefined && isOf(v.parse(Item, item), receivedAt, now)) meant.add(item);
  }
  const rows = [...meant].flatMap((item) => ifReadable(() => rowOf(deps, table, item)) ?? []);
  return { rows, unreadable: meant.size - rows.length };
};

/** A push that repeats a record has another receipt. */
const isOf = (item: v.InferOutput<typeof Item>, receivedAt: string, now: number): boolean =>
  item.receivedAt === receivedAt && (item.ttl === undefined || item.ttl > now);

const rowOf = ({ cellsOf, sealer }: Deps, table: Named['table'], item: Attributes): ExportRow =>
  table === 'messages'
    ? messageRow(cellsOf, openMessageItem(sealer, item))
    : callRow(cellsOf, v.parse(Item, item).pk.slice('C#'.length), openCdrItem(sealer, item));

const textOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
