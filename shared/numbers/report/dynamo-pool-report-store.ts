import * as v from 'valibot';
import type { Documents } from '../../storage/documents.ts';
import { PoolReport } from './pool-report.ts';

const Item = v.object({ report: PoolReport });

/** Keeps the last report of each app. Each method throws {AppError} `store-unavailable`. */
export type PoolReportStore = Readonly<{
  get(app: string): Promise<PoolReport | undefined>;
  put(report: PoolReport): Promise<void>;
}>;

const keyOf = (app: string) => ({ pk: `APP#${app}`, sk: 'POOL' });

/** One item an app beside its numbers. It names cities and counts, and nobody. */
export const createDynamoPoolReportStore = (documents: Documents, table: string): PoolReportStore => ({
  async get(app) {
    const found = await documents.get({
      purpose: 'reading the report of the pool',
      table,
      key: keyOf(app),
    });
    // A report of another version is none; the next measurement writes it anew.
    const read = v.safeParse(Item, found);
    return read.success ? read.output.report : undefined;
  },

  async put(report) {
    await documents.put({
      purpose: 'storing the report of the pool',
      table,
      item: { ...keyOf(report.app), report },
    });
  },
});
