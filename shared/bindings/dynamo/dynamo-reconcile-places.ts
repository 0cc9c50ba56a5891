import * as v from 'valibot';
import type { Documents } from '../../storage/documents.ts';
import type { ReconcilePlaces } from '../reconcile/reconcile-places.ts';

const KEY = { pk: 'RECONCILE', sk: 'PLACES' };

const Item = v.object({
  places: v.array(v.object({ app: v.string(), from: v.optional(v.string()) })),
});

/** One item in the bindings table. `from` is the look-up key of a number. */
export const createDynamoReconcilePlaces = (documents: Documents, table: string): ReconcilePlaces => ({
  async read() {
    const item = await documents.get({ purpose: 'reading the places of the comparison', table, key: KEY });
    return item === undefined ? [] : v.parse(Item, item).places;
  },

  async write(places) {
    const purpose = 'keeping the places of the comparison';
    await documents.put({ purpose, table, item: { ...KEY, places } });
  },
});
