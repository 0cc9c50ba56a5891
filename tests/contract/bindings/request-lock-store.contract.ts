import { beforeAll, describe, expect, it } from 'vitest';
import type { RequestLock, RequestLockStore } from '../../../shared/bindings/model/request-lock-store.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { atOnce } from './a-binding.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const TOMORROW = new Date('2026-03-02T08:00:00.000Z');
const DAY_AFTER = new Date('2026-03-03T08:00:00.000Z');

const aLock = (changes: Partial<RequestLock> = {}): RequestLock => ({
  bindingId: randomId(),
  fingerprint: 'fingerprint',
  leaseUntil: '2026-03-01T08:01:00.000Z',
  ...changes,
});

/** The contract of every store of locks. `makeStore` gives an empty one. */
export const requestLockStoreContract = (name: string, makeStore: () => RequestLockStore) =>
  describe(`RequestLockStore: ${name}`, () => {
    let store: RequestLockStore;
    beforeAll(() => {
      store = makeStore();
    });

    it('gives a lock to one of eight at once, and shows it to the others', async () => {
      const key = randomId();

      const results = await atOnce(8, (index) =>
        store.take(key, aLock({ bindingId: `binding-${index}` }), NOW, TOMORROW),
      );

      const lost = results.flatMap((result) => (result.taken ? [] : [result.lock.bindingId]));
      expect(lost).toHaveLength(7);
      expect(new Set(lost).size).toBe(1);
      expect(results.findIndex(({ taken }) => taken)).toBe(Number(lost[0]?.slice('binding-'.length)));
    });

    it('gives back the whole lock, answer and all', async () => {
      const key = randomId();
      const lock = aLock({ answer: 'sealed answer' });
      await store.take(key, lock, NOW, TOMORROW);

      const second = await store.take(key, aLock(), NOW, TOMORROW);

      expect(second).toEqual({ taken: false, lock });
      expect([await store.get(key), await store.get(randomId())]).toEqual([lock, undefined]);
    });

    it('is taken once more by the binding that has it, and stays as it was', async () => {
      const key = randomId();
      const lock = aLock({ bindingId: 'owner' });
      await store.take(key, lock, NOW, TOMORROW);

      const again = await store.take(
        key,
        aLock({ bindingId: 'owner', leaseUntil: '2026-03-01T09:00:00.000Z' }),
        NOW,
        TOMORROW,
      );

      expect(again).toEqual({ taken: true });
      expect(await store.take(key, aLock(), NOW, TOMORROW)).toEqual({ taken: false, lock });
    });

    it('holds until its end by the clock, and not until the engine removes it', async () => {
      const key = randomId();
      await store.take(key, aLock({ bindingId: 'first' }), NOW, TOMORROW);

      const before = await store.take(key, aLock(), new Date(TOMORROW.getTime() - 1), DAY_AFTER);
      const at = await store.take(key, aLock({ bindingId: 'second' }), TOMORROW, DAY_AFTER);
      const after = await store.take(key, aLock(), TOMORROW, DAY_AFTER);

      expect(before).toMatchObject({ taken: false, lock: { bindingId: 'first' } });
      expect(at).toEqual({ taken: true });
      expect(after).toMatchObject({ taken: false, lock: { bindingId: 'second' } });
    });

    it('lets one of eight replace a lock', async () => {
      const key = randomId();
      const old = aLock();
      await store.take(key, old, NOW, TOMORROW);

      const results = await atOnce(8, (index) =>
        store.replace(key, old, aLock({ bindingId: `heir-${index}` }), DAY_AFTER),
      );

      const held = await store.take(key, aLock(), NOW, TOMORROW);
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(held).toMatchObject({ lock: { bindingId: `heir-${results.indexOf(true)}` } });
    });

    it('replaces neither what is gone nor what has another lease', async () => {
      const key = randomId();
      const old = aLock();
      const gone = await store.replace(key, old, aLock(), TOMORROW);
      await store.take(key, old, NOW, TOMORROW);

      const renewed = { ...old, leaseUntil: '2026-03-01T08:05:00.000Z' };
      const first = await store.replace(key, old, renewed, TOMORROW);
      const second = await store.replace(key, old, aLock(), TOMORROW);

      expect([gone, first, second]).toEqual([false, true, false]);
    });

    it('is dropped by its own binding only, and dropping twice does no harm', async () => {
      const key = randomId();
      await store.take(key, aLock({ bindingId: 'owner' }), NOW, TOMORROW);

      await store.drop(key, 'stranger');
      const kept = await store.take(key, aLock(), NOW, TOMORROW);
      await store.drop(key, 'owner');
      await store.drop(key, 'owner');
      const free = await store.take(key, aLock(), NOW, TOMORROW);

      expect(kept.taken).toBe(false);
      expect(free).toEqual({ taken: true });
    });
  });
