import { beforeAll, describe, expect, it } from 'vitest';
import { isOccupied, type ReservationStore } from '../../../shared/bindings/model/reservation-store.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { atOnce } from './a-binding.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const FREE_AT = new Date('2026-03-01T09:00:00.000Z');
const JUST_BEFORE = new Date('2026-03-01T08:59:59.999Z');

const aReservation = (changes: { app?: string; party?: string; x?: string } = {}) => ({
  app: 'rides',
  party: randomId(),
  x: randomId(),
  ...changes,
});

/** The contract of every store of reservations. `makeStore` gives an empty one. */
export const reservationStoreContract = (name: string, makeStore: () => ReservationStore) =>
  describe(`ReservationStore: ${name}`, () => {
    let store: ReservationStore;
    beforeAll(() => {
      store = makeStore();
    });

    it('gives a reservation to one of eight at once', async () => {
      const key = aReservation();

      const taken = await atOnce(8, (index) =>
        store.reserve(key, { bindingId: `binding-${index}`, partner: 'p' }, NOW, false),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.of(key.app, key.party)).toEqual([
        { x: key.x, bindingId: `binding-${taken.indexOf(true)}`, partner: 'p', freeAt: undefined },
      ]);
    });

    it('reserves again for the same binding', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      expect(await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false)).toBe(true);
      expect(await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, false)).toBe(false);
    });

    it('keeps apps, parties and numbers apart', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      const others = [
        aReservation({ ...key, app: 'couriers' }),
        aReservation({ ...key, party: randomId() }),
        aReservation({ ...key, x: randomId() }),
      ];

      for (const other of others)
        expect(await store.reserve(other, { bindingId: 'two', partner: 'p' }, NOW, false)).toBe(true);
    });

    it('is free for others when the cool-down ends by the clock, and not before', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      await store.release(key, 'one', NOW, FREE_AT);

      const before = await store.reserve(key, { bindingId: 'two', partner: 'p' }, JUST_BEFORE, false);
      const at = await store.reserve(key, { bindingId: 'two', partner: 'p' }, FREE_AT, false);

      expect([before, at]).toEqual([false, true]);
      expect(await store.of(key.app, key.party)).toMatchObject([{ bindingId: 'two', freeAt: undefined }]);
    });

    it('lets the same pair back in during the cool-down where that is allowed, and nobody else', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      const taken = await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, true);
      await store.release(key, 'one', NOW, FREE_AT);

      const stranger = await store.reserve(key, { bindingId: 'two', partner: 'q' }, NOW, true);
      const forbidden = await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, false);
      const allowed = await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, true);

      expect([taken, stranger, forbidden, allowed]).toEqual([false, false, false, true]);
    });

    it.each([
      ['at once', NOW, '2026-03-01T09:00:00.000Z'],
      ['with a shorter cool-down', JUST_BEFORE, '2026-03-01T09:00:00.000Z'],
      ['with a longer cool-down', new Date('2026-03-01T10:00:00.000Z'), '2026-03-01T10:00:00.000Z'],
    ])(
      'goes on with the cool-down that the same pair came back into when they leave %s',
      async (_case, freeAt, until) => {
        const key = aReservation();
        await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
        await store.release(key, 'one', NOW, FREE_AT);
        await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, true);
        // A repeat of the same bind, and one that was left before.
        await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, true);
        await store.release(key, 'two', NOW, NOW);
        await store.reserve(key, { bindingId: 'two', partner: 'p' }, NOW, true);

        await store.release(key, 'two', NOW, freeAt);

        expect(await store.get(key)).toMatchObject({ bindingId: 'two', freeAt: until });
      },
    );

    it('rests for the same pair too where that is said', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      await store.release(key, 'one', NOW, FREE_AT, 'all');
      const resting = await store.get(key);

      const during = await store.reserve(key, { bindingId: 'two', partner: 'p' }, JUST_BEFORE, true);
      const after = await store.reserve(key, { bindingId: 'two', partner: 'p' }, FREE_AT, true);

      // The pair is still known, for whoever prefers or avoids a former number.
      expect(resting).toMatchObject({ partner: 'p', restsForAll: true });
      expect([during, after]).toEqual([false, true]);
      expect(await store.get(key)).not.toHaveProperty('restsForAll');
    });

    it('prolongs the cool-down of what a binding held last, and of nothing else', async () => {
      const [own, taken, held] = [aReservation(), aReservation(), aReservation()];
      for (const key of [own, taken, held])
        await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      for (const key of [own, taken]) await store.release(key, 'one', NOW, FREE_AT);
      await store.reserve(taken, { bindingId: 'two', partner: 'q' }, FREE_AT, false);
      const until = new Date('2026-03-01T10:00:00.000Z');

      for (const key of [own, taken, held]) await store.restUntil(key, 'one', until);
      await store.restUntil(own, 'one', NOW);

      expect(await store.get(own)).toMatchObject({ freeAt: '2026-03-01T10:00:00.000Z' });
      expect(await store.get(taken)).toMatchObject({ bindingId: 'two', freeAt: undefined });
      expect(await store.get(held)).toMatchObject({ freeAt: undefined });
    });

    it('puts another partner on what the binding holds, and nothing on what it left', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p', route: 'r' }, NOW, false);
      await store.rewrite(key, { bindingId: 'stranger', partner: 'q', route: 's' });
      const untouched = [(await store.get(key))?.partner, await store.routeOn(key)];
      await store.rewrite(key, { bindingId: 'one', partner: 'q' });
      const partnerOnly = [(await store.get(key))?.partner, await store.routeOn(key)];
      await store.rewrite(key, { bindingId: 'one', partner: 'q', route: 's' });
      const both = [(await store.get(key))?.partner, await store.routeOn(key)];
      await store.release(key, 'one', NOW, FREE_AT);
      await store.rewrite(key, { bindingId: 'one', partner: 'z', route: 't' });

      expect({ untouched, partnerOnly, both }).toEqual({
        untouched: ['p', 'r'],
        partnerOnly: ['q', 'r'],
        both: ['q', 's'],
      });
      expect(await store.get(key)).toMatchObject({ partner: 'q' });
    });

    it('gives a reservation that is free again to one of eight', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'old', partner: 'p' }, NOW, false);
      await store.release(key, 'old', NOW, FREE_AT);

      const taken = await atOnce(8, (index) =>
        store.reserve(key, { bindingId: `new-${index}`, partner: 'p' }, FREE_AT, index % 2 === 0),
      );

      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('releases for the own binding only, once: a repeat does not prolong the cool-down', async () => {
      const key = aReservation();
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);

      await store.release(key, 'stranger', NOW, NOW);
      const afterStranger = await store.of(key.app, key.party);
      await store.release(key, 'one', NOW, FREE_AT);
      await store.release(key, 'one', NOW, new Date('2026-03-09T00:00:00.000Z'));

      expect(afterStranger).toMatchObject([{ freeAt: undefined }]);
      expect(await store.of(key.app, key.party)).toMatchObject([{ freeAt: '2026-03-01T09:00:00.000Z' }]);
    });

    it('tells who held it last, and since when no more', async () => {
      const key = aReservation();
      const never = await store.get(key);
      await store.reserve(key, { bindingId: 'one', partner: 'p' }, NOW, false);
      const held = await store.get(key);
      await store.release(key, 'one', NOW, FREE_AT);
      const released = await store.get(key);
      await store.reserve(key, { bindingId: 'two', partner: 'p' }, FREE_AT, false);

      expect(never).toBeUndefined();
      expect(held).toMatchObject({ bindingId: 'one', releasedAt: undefined });
      expect(released).toMatchObject({ bindingId: 'one', releasedAt: '2026-03-01T08:00:00.000Z' });
      expect(await store.get(key)).toMatchObject({ bindingId: 'two', releasedAt: undefined });
    });

    it('remembers the former holders of each reservation, the last one first', async () => {
      const key = aReservation();
      await store.persistFormer(key, 'one', NOW);
      await store.persistFormer(key, 'two', FREE_AT);
      await store.persistFormer(aReservation({ ...key, x: randomId() }), 'three', NOW);

      expect(await store.formerHoldersOf(key)).toEqual([
        { bindingId: 'two', releasedAt: '2026-03-01T09:00:00.000Z' },
        { bindingId: 'one', releasedAt: '2026-03-01T08:00:00.000Z' },
      ]);
      expect(await store.of(key.app, key.party)).toEqual([]);
    });

    it('makes no reservation by leaving one that was never taken', async () => {
      const key = aReservation();

      await store.release(key, 'one', NOW, NOW);

      expect(await store.of(key.app, key.party)).toEqual([]);
    });

    it('lists every reservation of a party, also many', async () => {
      const party = randomId();
      const reservations = await atOnce(120, async () => {
        const key = aReservation({ party });
        await store.reserve(key, { bindingId: 'one', partner: randomId() }, NOW, false);
        return key.x;
      });

      const listed = await store.of('rides', party);

      expect(listed.map(({ x }) => x).sort()).toEqual([...reservations].sort());
    });

    it.each([
      [undefined, true],
      ['2026-03-01T08:00:00.001Z', true],
      ['2026-03-01T08:00:00.000Z', false],
      ['2026-03-01T07:59:59.999Z', false],
    ])('calls a reservation that is free from %s on occupied: %s', (freeAt, occupied) => {
      expect(isOccupied({ x: 'x', bindingId: 'b', partner: 'p', freeAt }, NOW)).toBe(occupied);
    });
  });
