import { beforeAll, expect, it } from 'vitest';
import { type Open, type OpenedTable, openedTable, purpose } from './opened-table.ts';
import { indexContract, queryContract, scanContract } from './reads.contract.ts';
import { conditionContract, itemContract, updateContract } from './writes.contract.ts';

/**
 * The contract of the port `Documents`. `open` gives the calls table of the template, whose index of due recordings has the
 * keys `dueShard` and `dueAt` and shows keys alone.
 */
export const documentsContract = (name: string, open: Open): void => {
  for (const suite of SUITES) suite(name, openedTable(open));
};

const failureContract = (name: string, { begin, documents }: OpenedTable): void => {
  beforeAll(begin);
  it(`a failure of the ${name} store is one error that names the purpose`, async () => {
    const missing = { purpose, table: 'no-such-table' };
    const key = { pk: 'a', sk: 'a' };

    const results = await Promise.allSettled([
      documents().get({ ...missing, key }),
      documents().put({ ...missing, item: key }),
      documents().update({ ...missing, key, change: 'REMOVE former' }),
      documents().remove({ ...missing, key }),
      documents().query({ ...missing, where: 'pk = :pk', values: { ':pk': 'a' } }),
      documents().batchGet({ ...missing, keys: [key] }),
      documents().scan(missing),
    ]);

    const reason = {
      code: 'store-unavailable',
      message: 'working on an item failed',
      cause: expect.any(Error),
    };
    expect(results).toMatchObject(Array(7).fill({ status: 'rejected', reason }));
  });
};

const SUITES = [
  itemContract,
  updateContract,
  conditionContract,
  queryContract,
  indexContract,
  scanContract,
  failureContract,
];
