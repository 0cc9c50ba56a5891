import * as v from 'valibot';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { type Index, indexesFor } from './binding-indexes.ts';
import { bindingIdOf, bindingKey, subscriptionIn } from './binding-keys.ts';
import { findBindingId } from './find-binding-id.ts';

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

type Of = Readonly<{ until: string | undefined } & ({ party: string } | { x: string })>;

const IndexEntry = v.object({ pk: v.string(), createdAt: v.string() });
const AtPlatform = v.object({ pk: v.string(), app: v.string(), subscriptionKey: v.string() });

/** As many as one batch reads. */
const MOST_AT_ONCE = 100;

/**
 * Finds the binding of a CDR, an event or a message, and back; ended bindings count, because their CDRs come late. A page of
 * a list asks this for each of its rows, so a row costs one entry of the index at most, and no record is opened.
 */
export const createDynamoBindingLookup = (options: Options) => ({
  bySubscription: (app: string, subscriptionId: string): Promise<string | undefined> =>
    findBindingId(options, app, subscriptionId),

  async subscriptionOf(
    bindingId: string,
  ): Promise<Readonly<{ app: string; subscriptionId: string }> | undefined> {
    const { documents, table } = options;
    const key = bindingKey(bindingId);
    const item = await documents.get({ purpose: 'reading the subscription of a binding', table, key });
    const [found] = item === undefined ? [] : subscribed(item);
    return found && { app: found.app, subscriptionId: found.subscriptionId };
  },

  async madeLast(of: Of, most: number) {
    const { documents, table } = options;
    // Some bindings have no call.
    const limit = Math.min(MOST_AT_ONCE, 2 * most);
    const entries = (
      await Promise.all(indexesOf(options, of).map((index) => newestIn(options, index, of.until, limit)))
    ).flat();
    const newest = entries.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
    // An index that is behind may show a binding under two keys.
    const ids = [...new Set(newest.map(({ pk }) => bindingIdOf(pk)))].slice(0, limit);
    const keys = ids.map(bindingKey);
    const items = await batchGetAll(documents, { purpose: 'reading the bindings of a list', table, keys });
    return items.flatMap(subscribed);
  },
});

/** A binding that the platform never accepted has no such key. */
const subscribed = (item: Attributes) => {
  if (item['subscriptionKey'] === undefined) return [];
  const { pk, app, subscriptionKey } = v.parse(AtPlatform, item);
  return [{ bindingId: bindingIdOf(pk), app, subscriptionId: subscriptionIn(app, subscriptionKey) }];
};

const indexesOf = ({ lookup }: Options, of: Of): readonly Index[] =>
  'x' in of
    ? indexesFor({ x: of.x }, lookup)
    : [...indexesFor({ a: of.party }, lookup), ...indexesFor({ b: of.party }, lookup)];

const newestIn = async (
  { documents, table }: Options,
  { name, attribute, value }: Index,
  until: string | undefined,
  limit: number,
) => {
  const { items } = await documents.query({
    purpose: 'listing the bindings of a list',
    table,
    index: name,
    where: `${attribute} = :value${until === undefined ? '' : ' AND createdAt <= :until'}`,
    values: { ':value': value, ...(until === undefined ? {} : { ':until': until }) },
    descending: true,
    limit,
  });
  return items.map((item) => v.parse(IndexEntry, item));
};
