import * as v from 'valibot';
import type { Documents } from '../storage/documents.ts';
import { ReportPlace } from './list-reports.ts';
import type { RefreshPlaceStore } from './refresh-reports.ts';

const KEY = { pk: 'REPORTS', sk: 'PLACE' };

/** `after`: all pages are read. The version before this one does not know it, and begins with page 1. */
const Place = v.object({ page: v.number(), after: v.optional(ReportPlace) });

/** One item of the bindings table. */
export const createDynamoRefreshPlace = (documents: Documents, table: string): RefreshPlaceStore => ({
  async read() {
    const item = await documents.get({
      purpose: 'reading how far the refresh of reports is',
      table,
      key: KEY,
    });
    if (item === undefined) return { page: 1 };
    const { page, after } = v.parse(Place, item);
    return after === undefined ? { page } : { after };
  },

  async write(place) {
    await documents.put({
      purpose: 'storing how far the refresh of reports is',
      table,
      item: { ...KEY, page: 1, ...place },
    });
  },
});
