import { beforeAll, describe, expect, it } from 'vitest';
import type { NumberStore } from '../../../shared/numbers/number-store.ts';
import { createAddSeeds } from '../../../shared/numbers/pool.ts';
import type { PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { atOnce } from './a-binding.ts';

const aNumber = (index: number, changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app: 'rides',
  x: `+86170${String(index).padStart(8, '0')}`,
  areaCode: '0755',
  sms: true,
  state: 'available',
  ...changes,
});

const byX = (left: PrivateNumber, right: PrivateNumber) => (left.x < right.x ? -1 : 1);

/** The contract of every store of private numbers, and of the pool over it. `makeStore` gives an empty one. */
export const numberStoreContract = (name: string, makeStore: () => NumberStore) =>
  describe(`NumberStore: ${name}`, () => {
    let store: NumberStore;
    beforeAll(() => {
      store = makeStore();
    });

    it('adds a number once: what is there stays as it is', async () => {
      const app = 'adds';
      await store.addIfAbsent(aNumber(1, { app, state: 'draining' }));

      await atOnce(8, () => store.addIfAbsent(aNumber(1, { app })));

      expect((await store.ofApp(app)).numbers).toEqual([aNumber(1, { app, state: 'draining' })]);
    });

    it('keeps apps apart, also when one name begins like the other', async () => {
      await store.addIfAbsent(aNumber(2, { app: 'ride' }));
      await store.addIfAbsent(aNumber(3, { app: 'ride-long' }));

      expect((await store.ofApp('ride')).numbers).toEqual([aNumber(2, { app: 'ride' })]);
      expect((await store.ofApp('nobody')).numbers).toEqual([]);
    });

    it('gives more numbers than fit into one answer of the engine', async () => {
      const app = 'many';
      // Each sealed item has some 5 kB, and an answer holds 1 MB.
      const cause = 'c'.repeat(4_000);
      for (let start = 0; start < 300; start += 50)
        await atOnce(50, (index) => store.addIfAbsent(aNumber(start + index, { app, cause })));

      const { numbers } = await store.ofApp(app);

      expect(numbers).toHaveLength(300);
      expect(new Set(numbers.map(({ x }) => x)).size).toBe(300);
    });

    it('is given the numbers of the configuration that it does not have, until it has all of them', async () => {
      const app = 'seeded';
      await store.addIfAbsent(aNumber(10, { app, state: 'retired' }));
      const seeds = [aNumber(10, { app }), aNumber(11, { app }), aNumber(12, { app: 'others' })];
      const looks: string[] = [];
      const looking: NumberStore = {
        ...store,
        among: (apps, numbers) => {
          looks.push(...numbers);
          return store.among(apps, numbers);
        },
      };
      const addSeeds = createAddSeeds(looking, seeds);

      const added = [await addSeeds(app), await addSeeds(app), await addSeeds(app)];

      const both = ['+8617000000010', '+8617000000011'];
      expect([added, looks]).toEqual([
        [true, false, false],
        [...both, ...both],
      ]);
      expect([...(await store.ofApp(app)).numbers].sort(byX)).toEqual([
        aNumber(10, { app, state: 'retired' }),
        aNumber(11, { app }),
      ]);
      expect((await store.ofApp('others')).numbers).toEqual([]);
    });
  });
