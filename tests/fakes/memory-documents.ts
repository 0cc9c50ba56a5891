import * as v from 'valibot';
import { fromWire, toWire } from '../../shared/storage/attributes.ts';
import type {
  Attributes,
  Documents,
  PutInput,
  QueryInput,
  QueryPage,
  WriteOutcome,
} from '../../shared/storage/documents.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { carryOut, documentsAround } from './documents-around.ts';
import { checkItem, checkQuery, checkReadKey } from './engine-limits.ts';
import { type Expression, fulfils, updated } from './memory-expressions.ts';

type Keys = readonly string[];
type Items = Map<string, Attributes>;
type Table = {
  keys: Keys;
  indexes: Readonly<Record<string, Keys>>;
  items: Items;
  /** The items by the value of a partition key, for the table's own and for each index's. */
  partitions: ReadonlyMap<string, Map<unknown, Items>>;
  past: Past[];
  nowMs: () => number;
};
/** The content of a place before a write, and when that was written, in ms. */
type Past = Readonly<{ id: string; before: Attributes | undefined; atMs: number }>;

/** How far the indexes are behind the table; asked for each query. */
export type IndexLag = Readonly<{
  /** How many of the last writes an index does not show yet. */
  writes?: () => number;
  /** The writes of so many of the last seconds by `clock` are not shown yet. */
  seconds?: (index: string) => number;
  clock?: () => Date;
}>;

/** The port in memory, and a look into its tables. */
export type MemoryDocuments = Documents &
  Readonly<{
    /** Every item of a table, as stored. */
    itemsOf: (table: string) => Attributes[];
    /** Empties a table. */
    clear: (table: string) => void;
  }>;

/** The same as `structuredClone` for what {@link fromWire} makes, in a part of its time. */
const copyOf = <Value>(value: Value): Value => copied(value) as Value;

const copied = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Set) return new Set(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copied(inner)]));
};

const KeySchema = v.pipe(
  v.array(v.object({ AttributeName: v.string() })),
  v.transform((schema) => schema.map(({ AttributeName }) => AttributeName)),
);
const TableProperties = v.object({
  TableName: v.string(),
  KeySchema,
  GlobalSecondaryIndexes: v.optional(v.array(v.object({ IndexName: v.string(), KeySchema })), []),
});

/** So many writes back an index may be at most, and so far back in time. */
const MOST_BEHIND = 20;
const LONGEST_LAG_MS = 60_000;

/**
 * DynamoDB as far as this project uses it, in memory: many times faster than the embedded engine, and its indexes can lag
 * behind as the real ones do, and it refuses keys and items as the real one does. It passes the contracts of the port and of our stores, and refuses whatever it does not
 * understand.
 */
export const createMemoryDocuments = (template: Template, lag: IndexLag = {}): MemoryDocuments => {
  const nowMs = () => lag.clock?.().getTime() ?? 0;
  const tables = tablesOf(template, nowMs);
  const tableOf = (name: string): Table => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`no table ${name}`);
    return table;
  };
  const documents: Documents = {
    async get({ table, key }) {
      return copyOf(itemAt(tableOf(table), key));
    },
    async put(input) {
      return write(tableOf(input.table), input.item, input, () => input.item);
    },
    async update(input) {
      const change = expressionOf(input.change, input);
      const outcome = write(tableOf(input.table), input.key, input, (item) =>
        updated(change, item ?? input.key),
      );
      if (!outcome.written || !input.returnItem) return outcome;
      return { written: true, item: copyOf(itemAt(tableOf(input.table), input.key)) };
    },
    async remove(input) {
      return write(tableOf(input.table), input.key, input, () => undefined);
    },
    async query(input) {
      return copyOf(query(input, tableOf(input.table), lag));
    },
    async batchGet({ table, keys }) {
      if (new Set(keys.map((key) => idOf(tableOf(table), key))).size < keys.length)
        throw new Error('a key is asked for twice');
      const items = keys.map((key) => itemAt(tableOf(table), key)).filter((item) => item !== undefined);
      return copyOf({ items, unread: [] });
    },
    async scan({ table, limit, start }) {
      return copyOf(scan(tableOf(table), limit, start));
    },
  };
  return {
    // An expression that is not understood fails as the port says.
    ...documentsAround((call) => carryOut(documents, call)),
    itemsOf: (table) => copyOf([...tableOf(table).items.values()]),
    clear(table) {
      for (const id of [...tableOf(table).items.keys()]) place(tableOf(table), id, undefined);
    },
  };
};

const tablesOf = ({ Resources }: Template, nowMs: () => number): ReadonlyMap<string, Table> => {
  const tables = new Map<string, Table>();
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::DynamoDB::Table') continue;
    const { TableName, KeySchema: keys, GlobalSecondaryIndexes } = v.parse(TableProperties, Properties);
    const indexes = Object.fromEntries(
      GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema }) => [IndexName, schema]),
    );
    const hashes = [keys, ...Object.values(indexes)].map(([hash = '']) => hash);
    const partitions = new Map(hashes.map((hash) => [hash, new Map<unknown, Items>()]));
    tables.set(TableName, { keys, indexes, items: new Map(), partitions, past: [], nowMs });
  }
  return tables;
};

const idOf = ({ keys }: Table, item: Attributes): string => JSON.stringify(keys.map((key) => item[key]));

const itemAt = (table: Table, key: Attributes): Attributes | undefined => {
  checkReadKey(table.keys, key);
  return table.items.get(idOf(table, key));
};

const expressionOf = (text: string, { names = {}, values = {} }: Pick<PutInput, 'names' | 'values'>) =>
  ({ text, names, values }) satisfies Expression;

/** Replaces the item under `key` by what `change` makes of it, if it fulfils the condition. */
const write = (
  table: Table,
  key: Attributes,
  input: Pick<PutInput, 'condition' | 'names' | 'values'>,
  change: (item: Attributes | undefined) => Attributes | undefined,
): WriteOutcome => {
  checkReadKey(table.keys, key);
  const id = idOf(table, key);
  const before = table.items.get(id);
  if (input.condition !== undefined && !fulfils(expressionOf(input.condition, input), before))
    return { written: false };
  const after = change(before);
  if (after !== undefined) checkItem(table.keys, Object.values(table.indexes), after);
  place(table, id, after);
  return { written: true };
};

const place = (table: Table, id: string, after: Attributes | undefined): void => {
  const before = table.items.get(id);
  const atMs = table.nowMs();
  table.past.push({ id, before, atMs });
  while (table.past.length > MOST_BEHIND && (table.past[0]?.atMs ?? 0) < Math.max(1, atMs - LONGEST_LAG_MS))
    table.past.shift();
  for (const [hash, items] of table.partitions) items.get(before?.[hash])?.delete(id);
  table.items.delete(id);
  if (after === undefined) return;
  // As on the wire: undefined is left out, nothing is shared with the caller.
  const item = fromWire(toWire(after));
  table.items.set(id, item);
  for (const [hash, items] of table.partitions) {
    if (item[hash] === undefined) continue;
    const partition = items.get(item[hash]) ?? new Map<string, Attributes>();
    items.set(item[hash], partition.set(id, item));
  }
};

/** A partition as an index sees it: without the last writes to the table. */
const asSeen = ({ partitions, past }: Table, hash: string, value: unknown, behind: number): Attributes[] => {
  const items = partitions.get(hash)?.get(value) ?? new Map<string, Attributes>();
  if (behind === 0) return [...items.values()];
  const seen = new Map(items);
  for (const { id, before } of past.slice(-behind).reverse())
    if (before !== undefined && before[hash] === value) seen.set(id, before);
    else seen.delete(id);
  return [...seen.values()];
};

/** The partition key that a query names. @throws for a query without one, as the engine does. */
const partitionOf = ({ where, names = {}, values = {} }: QueryInput, hash: string): unknown => {
  for (const [, name = '', value = ''] of where.matchAll(/([#\w]+) = (:\w+)/g))
    if ((names[name] ?? name) === hash) return values[value];
  throw new Error(`no partition in: ${where}`);
};

/** How many of the last writes an index does not show yet. */
const behindOf = ({ past, nowMs }: Table, index: string, { writes = () => 0, seconds }: IndexLag): number => {
  const shownUntilMs = nowMs() - (seconds?.(index) ?? 0) * 1000;
  const young = past.findIndex(({ atMs }) => atMs > shownUntilMs);
  return Math.max(writes(), young === -1 ? 0 : past.length - young);
};

/** Partitions one after the other, each in the order of its sort keys. */
const scan = (
  table: Table,
  limit = Number.POSITIVE_INFINITY,
  start: Attributes | undefined = undefined,
): QueryPage => {
  const from = start && idOf(table, start);
  const items = [...table.items]
    .filter(([id]) => from === undefined || id > from)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([, item]) => item);
  const last = items.length === limit ? items.at(-1) : undefined;
  const next = last && picked(last, table.keys);
  return { items, count: items.length, next };
};

const picked = (item: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(names.map((name) => [name, item[name]]));

const query = (input: QueryInput, table: Table, lag: IndexLag): QueryPage => {
  checkQuery(input.where, input.values ?? {});
  const { index, limit = Number.POSITIVE_INFINITY, start } = input;
  const keys = index === undefined ? table.keys : (table.indexes[index] ?? []);
  const [hash, range = ''] = keys;
  if (hash === undefined) throw new Error(`no index ${index}`);
  const condition = expressionOf(input.where, input);
  const placeOf = (item: Attributes): string => JSON.stringify([item[range] ?? '', idOf(table, item)]);
  const from = start && placeOf(start);
  const forward = !input.descending;
  const behind = index === undefined ? 0 : behindOf(table, index, lag);
  const found = asSeen(table, hash, partitionOf(input, hash), behind)
    .filter((item) => keys.every((key) => item[key] !== undefined) && fulfils(condition, item))
    .map((item) => ({ item, place: placeOf(item) }))
    .filter(({ place }) => from === undefined || (place !== from && place > from === forward))
    .sort((one, other) => (one.place < other.place === forward ? -1 : 1))
    .slice(0, limit)
    .map(({ item }) => item);
  const last = found.length === limit ? found.at(-1) : undefined;
  const shown = [...new Set([...table.keys, ...keys])];
  const items = index === undefined ? found : found.map((item) => picked(item, shown));
  return { items: input.countOnly ? [] : items, count: found.length, next: last && picked(last, shown) };
};
