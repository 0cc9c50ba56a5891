import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, candidatesFor, type Wish } from '../../../shared/bindings/allocation/allocation.ts';
import type { Reservation } from '../../../shared/bindings/model/reservation-store.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const PAST = '2026-03-01T08:00:00.000Z';
const FUTURE = '2026-03-01T08:00:00.001Z';

const aCandidate = (key: string, changes: Partial<Candidate> = {}): Candidate => ({
  key,
  areaCode: '0755',
  sms: true,
  ...changes,
});
const aWish = (changes: Partial<Wish> = {}): Wish => ({
  areaCode: undefined,
  areaMatch: 'loose',
  sms: false,
  sticky: 'off',
  isOpenToAll: false,
  ...changes,
});
const aReservation = (x: string, changes: Partial<Reservation> = {}): Reservation => ({
  x,
  bindingId: 'binding',
  partner: 'somebody',
  freeAt: undefined,
  ...changes,
});
const reservations = (a: readonly Reservation[] = [], b: readonly Reservation[] = []) => ({
  a,
  b,
  aKey: 'A',
  bKey: 'B',
});

/** No shuffle: each place keeps its own item. */
const asIs = () => 0.999_999;

const keysFor = (
  pool: readonly Candidate[],
  wish: Wish,
  held = reservations(),
  random: () => number = asIs,
): string[] => candidatesFor(pool, wish, held, NOW, random).map(({ key }) => key);

const POOL = [
  aCandidate('01', { areaCode: '010' }),
  aCandidate('02', { areaCode: '0755' }),
  aCandidate('03', { areaCode: undefined }),
  aCandidate('04', { areaCode: '0755', sms: false }),
];

describe('the candidates for a binding', () => {
  it.each<[string, Partial<Wish>, string[]]>([
    ['all, when nothing is wished', {}, ['01', '02', '03', '04']],
    ['those of the area first, then the others', { areaCode: '0755' }, ['02', '04', '01', '03']],
    ['those of the area alone, when strict', { areaCode: '0755', areaMatch: 'strict' }, ['02', '04']],
    ['none, when strict and the area has none', { areaCode: '021', areaMatch: 'strict' }, []],
    ['all, when strict without an area', { areaMatch: 'strict' }, ['01', '02', '03', '04']],
    ['those that carry texts', { sms: true }, ['01', '02', '03']],
    ['both rules at once', { sms: true, areaCode: '0755', areaMatch: 'strict' }, ['02']],
  ])('are %s', (_case, wish, keys) => {
    expect(keysFor(POOL, aWish(wish))).toEqual(keys);
  });

  it.each<[string, ReturnType<typeof reservations>]>([
    ['A holds it', reservations([aReservation('02')])],
    ['B holds it', reservations([], [aReservation('02')])],
    [
      'both hold it together',
      reservations([aReservation('02', { partner: 'B' })], [aReservation('02', { partner: 'A' })]),
    ],
    ['A cools down there', reservations([aReservation('02', { freeAt: FUTURE })])],
    ['B cools down there', reservations([], [aReservation('02', { freeAt: FUTURE })])],
  ])('leave a number out where %s, whatever the role', (_case, held) => {
    expect(keysFor(POOL, aWish(), held)).toEqual(['01', '03', '04']);
  });

  it('take a number back at the end of its cool-down', () => {
    const held = reservations([aReservation('02', { freeAt: PAST })], [aReservation('02', { freeAt: PAST })]);

    // Last, because the former partners still know it.
    expect(keysFor(POOL, aWish(), held)).toEqual(['01', '03', '04', '02']);
  });

  const left = (freeAt: string, partners = ['B', 'A']) =>
    reservations(
      [aReservation('03', { freeAt, partner: partners[0] ?? '' })],
      [aReservation('03', { freeAt, partner: partners[1] ?? '' })],
    );

  it.each<[string, Wish['sticky'], ReturnType<typeof reservations>, string[]]>([
    ['prefer puts the former number first', 'prefer', left(PAST), ['03', '01', '02', '04']],
    ['prefer takes it even out of their own cool-down', 'prefer', left(FUTURE), ['03', '01', '02', '04']],
    ['avoid puts it last', 'avoid', left(PAST), ['01', '02', '04', '03']],
    ['avoid puts it last during their own cool-down', 'avoid', left(FUTURE), ['01', '02', '04', '03']],
    ['off does not care', 'off', left(PAST), ['01', '02', '03', '04']],
    ['off lets the pair return during its own cool-down', 'off', left(FUTURE), ['01', '02', '03', '04']],
    ['off puts a number last that a former B knows', 'off', left(PAST, ['C', 'A']), ['01', '02', '04', '03']],
    ['off waits for the cool-down with others', 'off', left(FUTURE, ['C', 'A']), ['01', '02', '04']],
    [
      'prefer does not take it out of a cool-down with others',
      'prefer',
      left(FUTURE, ['C', 'A']),
      ['01', '02', '04'],
    ],
    ['nor when B left somebody else there', 'prefer', left(FUTURE, ['B', 'C']), ['01', '02', '04']],
    [
      'nor when they still hold it',
      'prefer',
      reservations([aReservation('03', { partner: 'B' })], [aReservation('03', { partner: 'A' })]),
      ['01', '02', '04'],
    ],
    [
      'nor when one of them has reserved it again',
      'prefer',
      reservations(
        [aReservation('03', { partner: 'B', freeAt: FUTURE })],
        [aReservation('03', { partner: 'A' })],
      ),
      ['01', '02', '04'],
    ],
  ])('%s', (_case, sticky, held, keys) => {
    expect(keysFor(POOL, aWish({ sticky }), held)).toEqual(keys);
  });

  it.each<[string, ReturnType<typeof reservations>, string[]]>([
    [
      'whose cool-down with somebody else is over, while A holds another one',
      reservations([aReservation('01'), aReservation('02', { freeAt: PAST })]),
      ['03', '04', '02'],
    ],
    [
      'in the own cool-down of the two, while each of them holds another one',
      reservations(
        [aReservation('03', { freeAt: FUTURE, partner: 'B' }), aReservation('01')],
        [aReservation('03', { freeAt: FUTURE, partner: 'A' }), aReservation('02')],
      ),
      ['03', '04'],
    ],
    [
      'in the cool-down of an A who was alone',
      { ...reservations([aReservation('03', { freeAt: FUTURE, partner: '' })]), bKey: '' },
      ['01', '02', '03', '04'],
    ],
    [
      'that only B left, and A’s side is forgotten',
      reservations([], [aReservation('02', { freeAt: PAST, partner: 'A' })]),
      ['01', '02', '03', '04'],
    ],
  ])('have a number %s', (_case, held, keys) => {
    expect(keysFor(POOL, aWish(), held)).toEqual(keys);
  });

  it.each<[string, Wish['sticky'], string[]]>([
    ['last without a wish, because strangers of a former order know it', 'off', ['01', '02', '04', '03']],
    ['last when it is to be avoided', 'avoid', ['01', '02', '04', '03']],
    ['first when it is preferred', 'prefer', ['03', '01', '02', '04']],
  ])('of an A whom anybody may call have the former number %s', (_case, sticky, keys) => {
    expect(keysFor(POOL, aWish({ sticky, isOpenToAll: true }), left(PAST))).toEqual(keys);
  });

  it('of an A whom anybody may call have a number that others left before A’s own', () => {
    const held = reservations(
      [aReservation('03', { freeAt: PAST, partner: 'B' })],
      [
        aReservation('03', { freeAt: PAST, partner: 'A' }),
        aReservation('02', { freeAt: PAST, partner: 'C' }),
      ],
    );

    expect(keysFor(POOL, aWish({ isOpenToAll: true }), held)).toEqual(['01', '04', '02', '03']);
  });

  it('prefer the wished area to the former number', () => {
    const wish = aWish({ sticky: 'prefer', areaCode: '0755' });

    expect(keysFor(POOL, wish, left(PAST))).toEqual(['02', '04', '03', '01']);
  });

  it('prefer the former number in the wished area to another area, although it is to be avoided', () => {
    const held = reservations(
      [aReservation('02', { freeAt: PAST, partner: 'B' })],
      [aReservation('02', { freeAt: PAST, partner: 'A' })],
    );

    expect(keysFor(POOL, aWish({ sticky: 'avoid', areaCode: '0755' }), held)).toEqual([
      '04',
      '02',
      '01',
      '03',
    ]);
  });

  it('come in a random order, every order about equally often', () => {
    const pool = POOL.slice(0, 3);
    const counts = new Map<string, number>();
    let state = 42;
    const random = () => {
      // Lehmer's generator, so that the test is the same each time.
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    for (let run = 0; run < 6_000; run += 1) {
      const order = keysFor(pool, aWish(), reservations(), random).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }

    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(count).toBeGreaterThan(850);
  });

  const key = fc.constantFrom('01', '02', '03', '04', '05');
  const anyReservation = fc.record({
    x: key,
    bindingId: fc.constantFrom('one', 'two'),
    partner: fc.constantFrom('A', 'B', 'C'),
    freeAt: fc.constantFrom(undefined, PAST, FUTURE),
  });
  const anyPool = fc.uniqueArray(
    fc.record({
      key,
      x: fc.constant('+8617000000001'),
      areaCode: fc.constantFrom(undefined, '010', '0755'),
      sms: fc.boolean(),
    }),
    { selector: ({ key }) => key },
  );

  const faultsOf = (number: Candidate, wish: Wish, held: readonly Reservation[]): string[] => {
    const here = held.filter(({ x }) => x === number.key);
    const faults = {
      'somebody holds it': here.some(({ freeAt }) => freeAt === undefined),
      'it cools down': here.some(({ freeAt, partner }) => freeAt === FUTURE && partner === 'C'),
      'it carries no texts': wish.sms && !number.sms,
      'it is elsewhere': wish.areaMatch === 'strict' && ![undefined, number.areaCode].includes(wish.areaCode),
    };
    return Object.entries(faults).flatMap(([name, found]) => (found ? [name] : []));
  };

  it('never have a number that somebody holds, or that breaks the wish', () => {
    fc.assert(
      fc.property(
        anyPool,
        fc.record({
          areaCode: fc.constantFrom(undefined, '010', '0755'),
          areaMatch: fc.constantFrom('strict' as const, 'loose' as const),
          sms: fc.boolean(),
          sticky: fc.constantFrom('prefer' as const, 'avoid' as const, 'off' as const),
          isOpenToAll: fc.boolean(),
        }),
        fc.array(anyReservation, { maxLength: 5 }),
        fc.array(anyReservation, { maxLength: 5 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (pool, wish, a, b, chance) => {
          const found = candidatesFor(pool, wish, reservations(a, b), NOW, () => chance);

          expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
          expect(found.map(({ rank }) => rank)).toEqual(found.map(({ rank }) => rank).sort());
          for (const number of found) expect(faultsOf(number, wish, [...a, ...b])).toEqual([]);
        },
      ),
    );
  });
});
