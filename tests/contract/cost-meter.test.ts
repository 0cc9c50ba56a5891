import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MeteredStore, startMeteredStore } from '../harness/cost-meter.ts';

describe('the meter of costs at the wire', () => {
  let store: MeteredStore;
  beforeAll(async () => {
    store = await startMeteredStore();
  });
  afterAll(() => store.stop());

  const get = (pk: string) =>
    store.documents.get({ purpose: `reading ${pk}`, table: store.tables.CALLS_TABLE, key: { pk, sk: 's' } });
  const put = (pk: string, more: object = {}) =>
    store.documents.put({
      purpose: `writing ${pk}`,
      table: store.tables.CALLS_TABLE,
      item: { pk, sk: 's', ...more },
      condition: 'attribute_not_exists(pk)',
    });

  it('counts requests that wait for nothing as one trip, however many turns each takes to leave', async () => {
    const { requests, trips } = await store.cost(() =>
      Promise.all([get('a'), Promise.resolve().then(() => get('b')), put('c').then(() => get('d'))]),
    );

    expect({ requests, trips }).toEqual({ requests: 4, trips: 2 });
  });

  it('tells the trip, the purpose and the units of each request', async () => {
    const { counted } = await store.cost(async () => {
      await put('e', { xKey: 'x', startedKey: '1' });
      await put('e');
      await get('e');
    });

    expect(counted).toEqual([
      { trip: 1, name: 'put', purpose: 'writing e', writeUnits: 2, readUnits: 0, storedBytes: 22 },
      { trip: 2, name: 'put', purpose: 'writing e', writeUnits: 1, readUnits: 0, storedBytes: 0 },
      { trip: 3, name: 'get', purpose: 'reading e', writeUnits: 0, readUnits: 1, storedBytes: 0 },
    ]);
  });

  it('passes failures on and counts what comes after them', async () => {
    const { requests, trips } = await store.cost(async () => {
      await expect(
        store.documents.get({ purpose: 'reading', table: 'nowhere', key: { pk: 'a', sk: 's' } }),
      ).rejects.toMatchObject({ code: 'store-unavailable' });
      await get('a');
    });

    expect({ requests, trips }).toEqual({ requests: 2, trips: 2 });
  });

  it('counts nothing outside of the work that is measured', async () => {
    await get('a');

    expect(await store.cost(async () => {})).toMatchObject({ requests: 0, trips: 0, counted: [] });
  });
});
