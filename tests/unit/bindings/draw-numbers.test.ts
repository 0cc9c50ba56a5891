import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesFor, type PairReservations } from '../../../shared/bindings/allocation/allocation.ts';
import {
  type DrawDeps,
  drawNumbers,
  drawnInOrder,
} from '../../../shared/bindings/allocation/draw-numbers.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import type { Reservation } from '../../../shared/bindings/model/reservation-store.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createNumberSamples } from '../../../shared/numbers/draw/number-samples.ts';
import type { KeyedNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createRandom } from '../../../simulator/state/random.ts';
import { aBindingRequest, privateNumber } from '../../builders/bind-request.ts';
import { sortedNumberDraw } from '../../fakes/sorted-number-draw.ts';

const PAST = '2026-03-01T07:00:00.000Z';
const FUTURE = '2026-03-01T09:00:00.000Z';

const LETTERS = 'abcdefghijkmnpqr';

/** So many numbers with random look-up keys; what differs is said for each place. */
const poolOf = (size: number, seed: number, change: (index: number) => Partial<KeyedNumber> = () => ({})) => {
  const random = createRandom(seed);
  return Array.from({ length: size }, (_, index): KeyedNumber => {
    const letters = Array.from({ length: 32 }, () => LETTERS.charAt(random.integer(16)));
    return {
      app: 'rides',
      x: privateNumber(`+86170${String(index).padStart(8, '0')}`),
      key: letters.join(''),
      areaCode: '0755',
      sms: true,
      state: 'available',
      ...change(index),
    };
  });
};

type Options = Readonly<{
  seed?: number;
  sticky?: 'prefer' | 'avoid' | 'off';
  /** AX: who has the numbers. */
  owned?: readonly Reservation[];
  live?: (x: string) => number;
}>;

/** A container that draws from a pool, which a test may change; `read` counts the numbers that it reads. */
const containerOf = (
  pool: { now: readonly KeyedNumber[] },
  { seed = 1, sticky = 'off', owned = [], live = () => 0 }: Options = {},
) => {
  const time = { now: new Date('2026-03-01T08:00:00.000Z') };
  const lines: Record<string, unknown>[] = [];
  const read = { requests: 0, numbers: 0, counts: 0, owners: 0 };
  const real = sortedNumberDraw(() => pool.now);
  const { next: random } = createRandom(seed);
  const counted = <Numbers extends readonly unknown[]>(numbers: Numbers): Numbers => {
    read.numbers += numbers.length;
    return numbers;
  };
  const draw: typeof real = {
    async atKeys(app, keys) {
      read.requests += 1;
      return counted(await real.atKeys(app, keys));
    },
    async window(stretch, size) {
      read.requests += 1;
      const { numbers, rest } = await real.window(stretch, size);
      return { numbers: async () => counted(await numbers()), rest };
    },
  };
  const deps: DrawDeps = {
    draw,
    samples: createNumberSamples({ draw, addSeeds: async () => false, clock: () => time.now, random }),
    reservations: {
      async ofOwner() {
        read.owners += owned.length;
        return owned;
      },
      async ownersOn(_app, keys) {
        read.owners += keys.length;
        return owned.filter(({ x }) => keys.includes(x));
      },
    },
    rulesOf: () => ({ allocation: 'pool', sticky, coolDownSeconds: 0 }),
    async countLive(x) {
      read.counts += 1;
      return live(x);
    },
    mostOnAxeNumber: 200,
    clock: () => time.now,
    random,
    logger: createLogger({ clock: () => time.now, write: (line) => lines.push(JSON.parse(line)) }),
  };
  return {
    time,
    read,
    /** The counts of the use of the pool, the last bind's last. */
    poolUse: () => lines.map(({ poolUsedPercent, app, area }) => [app, area, poolUsedPercent]),
    async choose(request: Partial<BindingRequest> = {}, pair: Partial<PairReservations> = {}) {
      const whole = aBindingRequest(request);
      const drawn = await drawNumbers(deps, whole);
      return drawnInOrder(deps, whole, { a: [], b: [], aKey: 'A', bKey: 'B', ...pair }, drawn);
    },
  };
};

const held = ({ key }: KeyedNumber, changes: Partial<Reservation> = {}): Reservation => ({
  x: key,
  bindingId: 'other',
  partner: 'C',
  freeAt: undefined,
  ...changes,
});

const xOf = ({ x }: KeyedNumber): string => x;

describe('the numbers that a bind is given', () => {
  it('are spread evenly over a pool, by many containers with samples of their own', async () => {
    // 20 binds a number. A sample of a hundred is used by ten binds, so the counts vary a little more than by pure chance,
    // where the variance is 20: a number is in more or fewer samples (one part in ten), which makes it some 24.
    const pool = { now: poolOf(250, 3) };
    const loads = new Map<string, number>(pool.now.map(({ x }) => [x, 0]));
    for (let container = 0; container < 10; container += 1) {
      const { choose, time } = containerOf(pool, { seed: 100 + container });
      for (let bind = 0; bind < 500; bind += 1) {
        if (bind % 10 === 0) time.now = new Date(time.now.getTime() + 30_000);
        const [x = ''] = await choose();
        loads.set(x, (loads.get(x) ?? 0) + 1);
      }
    }
    const counts = [...loads.values()];
    const variance = counts.reduce((sum, count) => sum + (count - 20) ** 2, 0) / counts.length;

    expect(counts).toHaveLength(250);
    expect(variance).toBeLessThan(40);
    expect([Math.min(...counts) >= 3, Math.max(...counts) <= 45]).toEqual([true, true]);
  });

  it.each<Mode>(['AXB', 'AX', 'AXE'])(
    'are read the same in a small and in a large pool, in mode %s',
    async (mode) => {
      const costs = [];
      for (const size of [100, 10_000]) {
        const { choose, read } = containerOf({ now: poolOf(size, 5) });
        await choose({ mode });
        const before = { ...read };
        await choose({ mode });
        costs.push([
          read.requests - before.requests,
          read.numbers - before.numbers,
          read.counts - before.counts,
        ]);
      }

      expect(costs).toEqual([costs[0], mode === 'AXE' ? [1, 3, 3] : [1, 3, 0]]);
    },
  );

  const anyReservation = fc.record({
    place: fc.nat({ max: 299 }),
    partner: fc.constantFrom('A', 'B', 'C'),
    freeAt: fc.constantFrom(undefined, PAST, FUTURE),
  });
  const anyState = fc.constantFrom('available' as const, 'available' as const, 'suspended' as const);
  const anyWish = fc.record({
    mode: fc.constantFrom('AXB' as const, 'AX' as const, 'AXE' as const),
    areaCode: fc.constantFrom(undefined, '010', '0755', '020'),
    areaMatch: fc.constantFrom('strict' as const, 'loose' as const),
    terms: fc.record({
      callDirection: fc.constant('both' as const),
      record: fc.constant(false),
      sms: fc.boolean(),
    }),
  });

  it('begin with one of the best rank of the whole pool as it is now, and none only when all of it has none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 300 }),
        fc.nat(),
        anyWish,
        fc.constantFrom('prefer' as const, 'avoid' as const, 'off' as const),
        fc.array(anyReservation, { maxLength: 40 }),
        fc.array(anyReservation, { maxLength: 40 }),
        fc.array(
          fc.record({ areaCode: fc.constantFrom('010', '0755'), state: anyState, sms: fc.boolean() }),
          {
            minLength: 1,
            maxLength: 7,
          },
        ),
        fc.array(anyState, { minLength: 1, maxLength: 7 }),
        async (size, seed, wish, sticky, ofA, ofB, kinds, states) => {
          const before = poolOf(size, seed, (index) => kinds[index % kinds.length] ?? {});
          const onPool = (given: typeof ofA) =>
            given.flatMap(({ place, ...fields }) => {
              const number = before[place];
              return number === undefined ? [] : [held(number, fields)];
            });
          const isAlone = wish.mode === 'AX';
          const [a, b] = [onPool(ofA), onPool(ofB)];
          const pool = { now: before };
          const { choose } = containerOf(pool, { seed, sticky, owned: isAlone ? b : [] });
          await choose(wish);
          // The remembered sample is behind by now.
          pool.now = before.map((number, index) => ({
            ...number,
            state: states[index % states.length] ?? number.state,
          }));

          const chosen = await choose(wish, { a, b: isAlone ? [] : b });

          const whole = candidatesFor(
            pool.now.filter(({ state }) => state === 'available'),
            { ...wish, sms: wish.terms.sms, sticky, isOpenToAll: wish.mode !== 'AXB' },
            { a, b, aKey: 'A', bKey: 'B' },
            new Date('2026-03-01T08:00:00.000Z'),
            () => 0,
          );
          const rank = whole.find(({ x }) => x === chosen[0])?.rank;
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(rank === undefined).toBe(whole.length === 0);
          if (
            whole.length > 0 &&
            states.every((state) => state === 'available') &&
            kinds.every(({ state }) => state === 'available')
          )
            if (size <= 100 || !isAlone) expect(rank).toBe(whole[0]?.rank);
        },
      ),
      { numRuns: 150, seed: 11 },
    );
  });

  it('are none of a person who has all of them, and the last one that is left', async () => {
    const pool = poolOf(3_000, 9);
    const { choose } = containerOf({ now: pool });
    const [last, ...others] = pool;
    const a = others.map((number) => held(number));

    expect(await choose({}, { a })).toEqual([last?.x]);
    expect(await choose({}, { a: pool.map((number) => held(number)) })).toEqual([]);
  });

  it('are those of the wished area first, however few they are among many', async () => {
    const pool = poolOf(3_000, 13, (index) => ({ areaCode: index < 2 ? '020' : '0755' }));
    const { choose } = containerOf({ now: pool });

    const loose = await choose({ areaCode: '020' });
    const strict = await choose({ areaCode: '020', areaMatch: 'strict' });

    const two = pool.slice(0, 2).map(xOf).sort();
    expect([loose.slice(0, 2).sort(), [...strict].sort()]).toEqual([two, two]);
    expect(loose.length).toBeGreaterThanOrEqual(55);
  });

  it('are the former one of the pair where it is preferred, whatever the sample shows', async () => {
    const pool = poolOf(3_000, 17);
    const [former] = pool;
    if (former === undefined) throw new Error('no number');
    const left = {
      a: [held(former, { partner: 'B', freeAt: PAST })],
      b: [held(former, { partner: 'A', freeAt: PAST })],
    };

    for (const seed of [1, 2, 3]) {
      const { choose } = containerOf({ now: pool }, { seed, sticky: 'prefer' });
      expect((await choose({}, left))[0]).toBe(former.x);
    }
  });

  it('are for AX the former one of A where it is preferred, and not where somebody else has it by now', async () => {
    const pool = { now: poolOf(1500, 29) };
    const former = pool.now[700] ?? poolOf(1, 0)[0];
    if (former === undefined) throw new Error('no number');
    const ofA = held(former, { partner: 'B', freeAt: PAST, releasedAt: PAST });
    const left = held(former, { partner: 'A', freeAt: PAST, releasedAt: PAST });
    const ask = (owned: readonly Reservation[]) =>
      containerOf(pool, { sticky: 'prefer', owned }).choose({ mode: 'AX', b: undefined }, { a: [ofA] });

    expect((await ask([left]))[0]).toBe(former.x);
    expect(await ask([held(former)])).not.toContain(former.x);
  });

  it('are others than those that the two are known by, while there are any among a thousand', async () => {
    const pool = poolOf(1_000, 19);
    const fresh = pool[500];
    const a = pool.filter((number) => number !== fresh).map((number) => held(number, { freeAt: PAST }));

    expect((await containerOf({ now: pool }).choose({}, { a }))[0]).toBe(fresh?.x);
  });

  it.each([1, 2, 3, 4])(
    'are all that are left when most of the remembered ones were closed a moment ago: seed %s',
    async (seed) => {
      const pool = { now: poolOf(300, 37) };
      const { choose } = containerOf(pool, { seed });
      await choose();
      pool.now = pool.now.map((number, index) => (index < 10 ? number : { ...number, state: 'draining' }));

      const chosen = await choose();

      expect([...chosen].sort()).toEqual(pool.now.slice(0, 10).map(xOf).sort());
    },
  );

  it('are for AX those that nobody has, found in a large pool of which nearly all are taken', async () => {
    const pool = poolOf(3_000, 23);
    const free = pool[1_234];
    const owned = pool.filter((number) => number !== free).map((number) => held(number));

    expect((await containerOf({ now: pool }, { owned }).choose({ mode: 'AX' }))[0]).toBe(free?.x);
  });

  it('are for AXE the one of a hundred that is not full, and none of more when a hundred were full', async () => {
    const small = poolOf(100, 29);
    const large = { now: poolOf(2_000, 31) };
    const one = containerOf({ now: small }, { live: (x) => (x === small[77]?.x ? 199 : 200) });
    const none = containerOf(large, { live: () => 200 });

    expect((await one.choose({ mode: 'AXE' }))[0]).toBe(small[77]?.x);
    expect(await none.choose({ mode: 'AXE' })).toEqual([]);
    expect(none.read.counts).toBeLessThanOrEqual(102);
  });
});

describe('the use of the pool, as a bind meets it', () => {
  const four = poolOf(4, 1, (index) => ({ areaCode: index < 2 ? '0755' : '010' }));
  const [first, second] = four;
  const taken = [first, second].flatMap((number) => (number === undefined ? [] : [held(number)]));

  it.each<[string, Mode, object, object, unknown[]]>([
    ['its people hold half of it', 'AXB', {}, { a: taken }, ['rides', 'any', 50]],
    ['its people hold all of the city', 'AXB', { areaCode: '0755' }, { a: taken }, ['rides', '0755', 100]],
    ['they hold none of the city', 'AXB', { areaCode: '010' }, { a: taken }, ['rides', '010', 0]],
  ])('is counted where %s', async (_case, mode, wished, pair, counted) => {
    const { choose, poolUse } = containerOf({ now: four });

    await choose({ mode, ...wished }, pair);

    expect(poolUse()).toEqual(counted[2] === 0 ? [] : [counted]);
  });

  it('is counted in AX by whoever has a number', async () => {
    const { choose, poolUse } = containerOf({ now: four }, { owned: taken });

    await choose({ mode: 'AX' });

    expect(poolUse()).toEqual([['rides', 'any', 50]]);
  });

  it('is whole in AXE when every number is full', async () => {
    const { choose, poolUse } = containerOf({ now: four }, { live: () => 200 });

    await choose({ mode: 'AXE' });

    expect(poolUse().at(-1)).toEqual(['rides', 'any', 100]);
  });

  it('leaves out a city that the pool does not have', async () => {
    const { choose, poolUse } = containerOf({ now: four });

    await choose({ mode: 'AXB', areaCode: '020' });

    expect(poolUse()).toEqual([]);
  });
});
