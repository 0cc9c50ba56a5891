import * as v from 'valibot';
import type { Documents } from '../../storage/documents.ts';
import type { ExpiryCountStore } from '../sweep/expiry-count-store.ts';

const KEY = { pk: 'EXPIRIES', sk: 'COUNTED' };

const Item = v.object({ countedTo: v.string(), run: v.string() });

/** The place up to which expiries are counted, in the bindings table. */
export const createDynamoExpiryCountStore = (documents: Documents, table: string): ExpiryCountStore => {
  const read = async () => {
    const purpose = 'reading how far expiries are counted';
    const item = await documents.get({ purpose, table, key: KEY });
    return item && v.parse(Item, item);
  };
  return {
    countedTo: async () => (await read())?.countedTo,

    async move(from, to, run) {
      const { written } = await documents.put({
        purpose: 'keeping how far expiries are counted',
        table,
        item: { ...KEY, countedTo: to, run },
        condition: from === undefined ? 'attribute_not_exists(pk)' : 'countedTo = :from',
        ...(from === undefined ? {} : { values: { ':from': from } }),
      });
      // The engine's client repeats a write whose answer was lost, and then the condition fails because of the write itself.
      return written || (await read())?.run === run;
    },
  };
};
