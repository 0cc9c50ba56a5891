import * as v from 'valibot';
import { bindingIdOf, expiryShard } from '../bindings/dynamo/binding-keys.ts';
import { type BindingStore, SWEEP_SHARDS } from '../bindings/model/binding-store.ts';
import type { Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import type { ExpiredPage, ToldExpiries } from './tell-expiries.ts';

type Options = Readonly<{ documents: Documents; table: string; bindings: Pick<BindingStore, 'getAll'> }>;

const KEY = { pk: 'EXPIRIES', sk: 'TOLD' };
const Item = v.object({ toldTo: v.string() });
const Entry = v.object({ pk: v.string(), dueAt: v.string() });

/** The place up to which expiries are told, in the bindings table. */
export const createDynamoToldExpiries = ({
  documents,
  table,
}: Pick<Options, 'documents' | 'table'>): ToldExpiries => ({
  async toldTo() {
    const item = await documents.get({ purpose: 'reading how far expiries are told', table, key: KEY });
    return item && v.parse(Item, item).toldTo;
  },

  async move(to) {
    await documents.put({
      purpose: 'keeping how far expiries are told',
      table,
      item: { ...KEY, toldTo: to },
      condition: 'attribute_not_exists(pk) OR toldTo < :to',
      values: { ':to': to },
    });
  },
});

/** So many of a shard are read for one page. */
const MOST_OF_SHARD = 250;

/** Lists the bindings that ended by themselves, from the due index; those that have not, after all, are left out. */
export const createExpiredIn =
  (options: Options) =>
  async (after: string, until: string): Promise<ExpiredPage> => {
    const shards = Array.from({ length: SWEEP_SHARDS }, (_, shard) => expiryShard(shard));
    // Those at `after` were told: no instant lies between it and the lower end of the range.
    const pages = await Promise.all(
      shards.map((shard) => entriesOf(options, shard, `${after}+`, until, MOST_OF_SHARD)),
    );
    // A shard that may have more says how far this page goes.
    const ends = pages.flatMap((page) => (page.length < MOST_OF_SHARD ? [] : (page.at(-1)?.dueAt ?? [])));
    const upTo = ends.sort()[0] ?? until;
    // Of that very instant there may be more than the page has.
    const atEnd =
      ends.length === 0
        ? []
        : await Promise.all(shards.map((shard) => entriesOf(options, shard, upTo, upTo)));
    const entries = [...pages.flat().filter(({ dueAt }) => dueAt <= upTo), ...atEnd.flat()].sort(
      (one, other) => (one.dueAt < other.dueAt ? -1 : 1),
    );
    const ids = [...new Set(entries.map(({ pk }) => bindingIdOf(pk)))];
    const records = await options.bindings.getAll(ids);
    return {
      bindings: records.map(({ binding }) => binding).filter(({ status }) => status === 'expired'),
      upTo,
    };
  };

const entriesOf = async (
  { documents, table }: Options,
  shard: string,
  from: string,
  to: string,
  most?: number,
): Promise<readonly v.InferOutput<typeof Entry>[]> => {
  const query = {
    purpose: 'listing what has expired',
    table,
    index: 'due-index',
    where: 'dueShard = :shard AND dueAt BETWEEN :from AND :to',
    values: { ':shard': shard, ':from': from, ':to': to },
  };
  return (await queryAll(documents, query, { most })).map((item) => v.parse(Entry, item));
};
