import { beforeAll, describe, expect, it } from 'vitest';
import { isOccupied, type SeatStore } from '../../../shared/bindings/model/seat-store.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { atOnce } from './a-binding.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const FREE_AT = new Date('2026-03-01T09:00:00.000Z');
const JUST_BEFORE = new Date('2026-03-01T08:59:59.999Z');

const aSeat = (changes: { app?: string; party?: string; x?: string } = {}) => ({
  app: 'rides',
  party: randomId(),
  x: randomId(),
  ...changes,
});

/** What every store of seats does. `makeStore` gives an empty one. */
export const seatStoreContract = (name: string, makeStore: () => SeatStore) =>
  describe(`SeatStore: ${name}`, () => {
    let store: SeatStore;
    beforeAll(() => {
      store = makeStore();
    });

    it('gives a seat to one of eight at once', async () => {
      const key = aSeat();

      const taken = await atOnce(8, (index) =>
        store.take(key, { bindingId: `binding-${index}`, partner: 'p' }, NOW, false),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.of(key.app, key.party)).toEqual([
        { x: key.x, bindingId: `binding-${taken.indexOf(true)}`, partner: 'p', freeAt: undefined },
      ]);
    });

    it('takes it again for the same binding', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      expect(await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false)).toBe(true);
      expect(await store.take(key, { bindingId: 'two', partner: 'p' }, NOW, false)).toBe(false);
    });

    it('keeps apps, parties and numbers apart', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      const others = [
        aSeat({ ...key, app: 'couriers' }),
        aSeat({ ...key, party: randomId() }),
        aSeat({ ...key, x: randomId() }),
      ];

      for (const other of others)
        expect(await store.take(other, { bindingId: 'two', partner: 'p' }, NOW, false)).toBe(true);
    });

    it('is free for others when the cool-down ends by the clock, and not before', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      await store.leave(key, 'one', FREE_AT);

      const before = await store.take(key, { bindingId: 'two', partner: 'p' }, JUST_BEFORE, false);
      const at = await store.take(key, { bindingId: 'two', partner: 'p' }, FREE_AT, false);

      expect([before, at]).toEqual([false, true]);
      expect(await store.of(key.app, key.party)).toMatchObject([{ bindingId: 'two', freeAt: undefined }]);
    });

    it('lets the same pair back in during the cool-down where that is allowed, and nobody else', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      const taken = await store.take(key, { bindingId: 'two', partner: 'p' }, NOW, true);
      await store.leave(key, 'one', FREE_AT);

      const stranger = await store.take(key, { bindingId: 'two', partner: 'q' }, NOW, true);
      const forbidden = await store.take(key, { bindingId: 'two', partner: 'p' }, NOW, false);
      const allowed = await store.take(key, { bindingId: 'two', partner: 'p' }, NOW, true);

      expect([taken, stranger, forbidden, allowed]).toEqual([false, false, false, true]);
    });

    it('gives a seat that is free again to one of eight', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'old', partner: 'p' }, NOW, false);
      await store.leave(key, 'old', FREE_AT);

      const taken = await atOnce(8, (index) =>
        store.take(key, { bindingId: `new-${index}`, partner: 'p' }, FREE_AT, index % 2 === 0),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('is left by its own binding only, once: a repeat does not prolong the cool-down', async () => {
      const key = aSeat();
      await store.take(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      await store.leave(key, 'stranger', NOW);
      const afterStranger = await store.of(key.app, key.party);
      await store.leave(key, 'one', FREE_AT);
      await store.leave(key, 'one', new Date('2026-03-09T00:00:00.000Z'));

      expect(afterStranger).toMatchObject([{ freeAt: undefined }]);
      expect(await store.of(key.app, key.party)).toMatchObject([{ freeAt: '2026-03-01T09:00:00.000Z' }]);
    });

    it('makes no seat by leaving one that was never taken', async () => {
      const key = aSeat();

      await store.leave(key, 'one', NOW);

      expect(await store.of(key.app, key.party)).toEqual([]);
    });

    it('lists every seat of a party, also many', async () => {
      const party = randomId();
      const seats = await atOnce(120, async () => {
        const key = aSeat({ party });
        await store.take(key, { bindingId: 'one', partner: randomId() }, NOW, false);
        return key.x;
      });

      const listed = await store.of('rides', party);

      expect(listed.map(({ x }) => x).sort()).toEqual([...seats].sort());
    });

    it.each([
      [undefined, true],
      ['2026-03-01T08:00:00.001Z', true],
      ['2026-03-01T08:00:00.000Z', false],
      ['2026-03-01T07:59:59.999Z', false],
    ])('calls a seat that is free from %s on occupied: %s', (freeAt, occupied) => {
      expect(isOccupied({ x: 'x', bindingId: 'b', partner: 'p', freeAt }, NOW)).toBe(occupied);
    });
  });
