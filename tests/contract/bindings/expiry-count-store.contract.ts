import { expect, it } from 'vitest';
import type { ExpiryCountStore } from '../../../shared/bindings/sweep/expiry-count-store.ts';

const EIGHT = '2026-03-01T08:00:00.000Z';
const NINE = '2026-03-01T09:00:00.000Z';

/** The contract of every store of the place up to which expiries are counted. `makeStore` gives one without a place. */
export const expiryCountStoreContract = (name: string, makeStore: () => ExpiryCountStore) =>
  it(`ExpiryCountStore: ${name}: moves the place for one run, which knows its own write when it is repeated`, async () => {
    const store = makeStore();
    const before = await store.countedTo();

    const first = await store.move(undefined, EIGHT, 'first');
    const late = await store.move(undefined, NINE, 'late');
    const repeated = await store.move(undefined, EIGHT, 'first');
    const second = await store.move(EIGHT, NINE, 'second');
    const tooLate = await store.move(EIGHT, NINE, 'too-late');

    expect(before).toBeUndefined();
    expect([first, late, repeated, second, tooLate]).toEqual([true, false, true, true, false]);
    expect(await store.countedTo()).toBe(NINE);
  });
