import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOccupied, type ReservationStore } from '../../../shared/bindings/model/reservation-store.ts';
import type { Clock } from '../../../shared/kernel/clock.ts';
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
export const reservationStoreContract = (name: string, makeStore: (clock: Clock) => ReservationStore) =>
  describe(`ReservationStore: ${name}`, () => {
    let store: ReservationStore;
    const time = { now: NOW };
    beforeAll(() => {
      store = makeStore(() => time.now);
    });
    beforeEach(() => {
      time.now = NOW;
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

    describe('that ends by itself', () => {
      const ENDS_AT = new Date('2026-03-01T09:00:00.000Z');
      const REST_OVER = new Date('2026-03-01T09:02:00.000Z');
      const SURELY = new Date('2026-03-01T09:06:00.000Z');
      const end = {
        endsAt: '2026-03-01T09:00:00.000Z',
        freeAt: '2026-03-01T09:02:00.000Z',
        surelyAt: '2026-03-01T09:06:00.000Z',
      };
      const reserved = async (more: object = {}) => {
        const key = aReservation();
        await store.reserve(key, { bindingId: 'one', partner: 'p', end, ...more }, NOW, false);
        return key;
      };

      it('is held to its end, and then left without a write', async () => {
        const key = await reserved();
        time.now = JUST_BEFORE;
        const before = await store.get(key);
        time.now = ENDS_AT;

        expect(before).toEqual({
          x: key.x,
          bindingId: 'one',
          partner: 'p',
          freeAt: undefined,
          releasedAt: undefined,
        });
        expect(await store.of(key.app, key.party)).toEqual([
          {
            x: key.x,
            bindingId: 'one',
            partner: 'p',
            freeAt: '2026-03-01T09:02:00.000Z',
            releasedAt: '2026-03-01T09:00:00.000Z',
            endedItself: true,
            mayBeHeld: true,
          },
        ]);
      });

      it('is in doubt until no request of its binding can be applied any more', async () => {
        const key = await reserved();
        time.now = SURELY;

        const after = await store.get(key);

        expect(after).toMatchObject({ bindingId: 'one', endedItself: true });
        expect(after).not.toHaveProperty('mayBeHeld');
      });

      it.each([
        ['held', JUST_BEFORE, false],
        ['over while it may be in doubt', REST_OVER, false],
        ['surely over', SURELY, true],
      ])('%s is open to others: %s, %s', async (_case, now, isOpen) => {
        const key = await reserved();

        expect(await store.reserve(key, { bindingId: 'two', partner: 'q' }, now, true)).toBe(isOpen);
        expect(await store.get(key)).toMatchObject({ bindingId: isOpen ? 'two' : 'one' });
      });

      it('is not open to the same pair while it may be in doubt', async () => {
        const key = await reserved();

        expect(await store.reserve(key, { bindingId: 'two', partner: 'p' }, REST_OVER, true)).toBe(false);
      });

      it('is released as any other, also after its end', async () => {
        const [early, late] = [await reserved(), await reserved()];

        await store.release(early, 'one', NOW, NOW);
        await store.release(late, 'one', REST_OVER, SURELY, 'all');
        time.now = REST_OVER;

        expect(await store.reserve(early, { bindingId: 'two', partner: 'q' }, NOW, false)).toBe(true);
        expect(await store.get(late)).toMatchObject({
          freeAt: '2026-03-01T09:06:00.000Z',
          releasedAt: '2026-03-01T09:02:00.000Z',
          restsForAll: true,
        });
      });

      it('gets another end, or none, as long as its binding has not released it', async () => {
        const [later, never, released] = [await reserved(), await reserved(), await reserved()];
        await store.release(released, 'one', NOW, NOW);
        const longer = { endsAt: end.surelyAt, freeAt: end.surelyAt, surelyAt: end.surelyAt };

        const moved = [
          await store.setEnd(later, 'one', longer),
          await store.setEnd(never, 'one', undefined),
          await store.setEnd(never, 'stranger', longer),
          await store.setEnd(released, 'one', longer),
        ];
        time.now = REST_OVER;

        expect(moved).toEqual([true, true, false, false]);
        for (const key of [later, never]) expect(await store.get(key)).toMatchObject({ freeAt: undefined });
        expect(await store.get(released)).toMatchObject({ freeAt: '2026-03-01T08:00:00.000Z' });
        expect(await store.reserve(never, { bindingId: 'two', partner: 'q' }, SURELY, true)).toBe(false);
        expect(await store.reserve(later, { bindingId: 'two', partner: 'q' }, SURELY, true)).toBe(true);
      });

      it('gets a new one from each attempt of the same binding', async () => {
        const key = await reserved();
        const again = { ...end, endsAt: '2026-03-01T09:05:00.000Z', freeAt: '2026-03-01T09:07:00.000Z' };

        await store.reserve(key, { bindingId: 'one', partner: 'p', end: again }, NOW, true);
        time.now = REST_OVER;

        expect(await store.get(key)).toMatchObject({ freeAt: undefined });
      });

      it('goes on resting for others when it ends in a cool-down that the same pair came back into', async () => {
        const key = aReservation();
        const until = new Date('2026-03-01T12:00:00.000Z');
        await store.reserve(key, { bindingId: 'zero', partner: 'p' }, NOW, false);
        await store.release(key, 'zero', NOW, until);
        await store.reserve(key, { bindingId: 'one', partner: 'p', end }, NOW, true);
        const first = await restOf(key);
        await store.setEnd(key, 'one', { ...end, endsAt: '2026-03-01T08:59:00.000Z' });

        expect([first, await restOf(key)]).toEqual(['2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.000Z']);
      });

      const restOf = async (key: ReturnType<typeof aReservation>) => {
        time.now = SURELY;
        const found = await store.get(key);
        time.now = NOW;
        return found?.freeAt;
      };

      it('is not prolonged as a rest while it is held', async () => {
        const key = await reserved();

        await store.restUntil(key, 'one', new Date('2026-03-01T12:00:00.000Z'));
        time.now = SURELY;

        expect(await store.get(key)).toMatchObject({ freeAt: '2026-03-01T09:02:00.000Z' });
      });
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
