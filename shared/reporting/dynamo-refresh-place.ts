import * as v from 'valibot';
import type { Documents } from '../storage/documents.ts';
import type { RefreshPlace } from './refresh-reports.ts';

const KEY = { pk: 'REPORTS', sk: 'PLACE' };
const Place = v.object({ page: v.number() });

/** One item of the bindings table. */
export const createDynamoRefreshPlace = (documents: Documents, table: string): RefreshPlace => ({
  async read() {
    const item = await documents.get({
      purpose: 'reading how far the refresh of reports is',
      table,
      key: KEY,
    });
    return item === undefined ? 1 : v.parse(Place, item).page;
  },

  async write(page) {
    await documents.put({
      purpose: 'storing how far the refresh of reports is',
      table,
      item: { ...KEY, page },
    });
  },
});
