import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerWith, person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const KEY = 'test-api-key-of-one-app';
const MASKED = 'test-api-key-read-masked';

const app = (name: string, mode: string, first: number, more: object = {}) => ({
  name,
  mode,
  appKey: `TestAppKeyPool${name}`,
  appSecret: `test-app-secret-${name}`,
  numbers: poolNumbers(4, first),
  ...more,
});

const APPS = [
  app('rides', 'AXB', 1),
  app('shops', 'AX', 11),
  app('desks', 'AXE', 21),
  app('taxis', 'AXYB', 31, {
    numbers: poolNumbers(4, 31).map((number) => ({ ...number, areaCode: '0755' })),
  }),
  app('lines', 'X', 41, { numbers: [{ x: xNumber(41), sms: true }] }),
];

type City = Readonly<{
  app: string;
  areaCode: string | null;
  numbers: Record<string, number>;
  causes: Record<string, number>;
  usable: number;
  inUse: number;
  liveBindings: number;
  fill: number;
  needed: number;
  low: boolean;
  lowSince: string | null;
  measuredAt: string;
  ageSeconds: number;
  complete: boolean;
}>;

describe('GET /pool', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: APPS,
      platformApps: APPS.map((each) => ({ ...each, pushUrls: {} })) as never,
      callers: [
        callerWith('one-app', KEY, { apps: ['shops'], scopes: ['numbers'] }),
        callerWith('reader', MASKED, { scopes: ['read:masked'] }),
      ],
    });
  });
  afterEach(() => stack.close());

  const bind = async (body: object) => {
    const { status, body: answer } = await stack.request('POST', '/bindings', { body });
    expect([status, answer]).toEqual([201, expect.anything()]);
    return (answer as { bindingId: string }).bindingId;
  };
  const pool = async (query = '', headers: Record<string, string> = {}) => {
    const { status, body } = await stack.request('GET', `/pool${query}`, { headers });
    return { status, items: (body as { items: City[] }).items, body: body as { code: string } };
  };
  const city = async (name: string, areaCode: string | null = '0755') =>
    (await pool(`?app=${name}`)).items.find((item) => item.areaCode === areaCode);

  it('counts an empty pool by app and city, without any number in the answer', async () => {
    const { status, items, body } = await pool();

    expect(status).toBe(200);
    expect(items.map((item) => [item.app, item.areaCode])).toEqual([
      ['rides', '010'],
      ['rides', '0755'],
      ['shops', '010'],
      ['shops', '0755'],
      ['desks', '010'],
      ['desks', '0755'],
      ['taxis', '0755'],
      ['lines', null],
    ]);
    expect(items[1]).toEqual({
      app: 'rides',
      mode: 'AXB',
      areaCode: '0755',
      numbers: { available: 2, draining: 0, suspended: 0, unavailable: 0, retired: 0 },
      causes: {},
      usable: 2,
      inUse: 0,
      liveBindings: 0,
      fill: 0,
      needed: 0,
      low: false,
      lowSince: null,
      measuredAt: '2026-03-01T08:00:00.000Z',
      ageSeconds: 0,
      complete: true,
    });
    expect(JSON.stringify(body)).not.toMatch(/\+86/);
  });

  it('counts the numbers by state and cause, and not those that are reserved as usable', async () => {
    const change = (x: string, body: object) =>
      stack.request('PATCH', `/numbers/${encodeURIComponent(x)}?app=rides`, { body });
    await change(xNumber(1), { state: 'draining' });
    await change(xNumber(2), { reserved: true });
    await change(xNumber(3), { state: 'unavailable', cause: 'given-back' });

    expect(await city('rides', '010')).toMatchObject({
      numbers: { available: 1, unavailable: 1 },
      causes: { 'given-back': 1 },
      usable: 1,
    });
    expect(await city('rides')).toMatchObject({
      numbers: { available: 1, draining: 1 },
      causes: { draining: 1 },
      usable: 0,
      fill: 1,
      low: true,
    });
  });

  it.each([
    [
      'rides',
      [
        { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) },
        { mode: 'AXB', a: person(3), b: person(1), x: xNumber(2) },
        { mode: 'AXB', a: person(4), b: person(5), x: xNumber(2) },
      ],
      '0755',
      { inUse: 2, liveBindings: 3, fill: 1, needed: 2, low: true },
    ],
    [
      'shops',
      [{ mode: 'AX', a: person(1), x: xNumber(11) }],
      '0755',
      { inUse: 1, liveBindings: 1, fill: 0.5, needed: 1, low: false },
    ],
    [
      'desks',
      [
        { mode: 'AXE', a: person(1), x: xNumber(21) },
        { mode: 'AXE', a: person(2), x: xNumber(21) },
      ],
      '0755',
      // Two of the 400 places of two numbers.
      { inUse: 1, liveBindings: 2, fill: 0.005, needed: 1, low: false },
    ],
    [
      'taxis',
      [{ mode: 'AXYB', a: person(1), b: person(2), areaCode: '0755' }],
      '0755',
      // X and Y.
      { inUse: 2, liveBindings: 1, fill: 0.5, needed: 1, low: false },
    ],
    [
      'lines',
      [{ mode: 'X', a: person(1), b: person(2), x: xNumber(41) }],
      null,
      { inUse: 1, liveBindings: 1, fill: 1, needed: 1, low: true },
    ],
  ])(
    'counts the live bindings of %s, and the most of one person',
    async (name, bodies, areaCode, expected) => {
      for (const body of bodies) await bind(body);

      expect(await city(name, areaCode)).toMatchObject(expected);
    },
  );

  it('forgets a binding that ended', async () => {
    const ids = [
      await bind({ mode: 'AXB', a: person(1), b: person(2), areaCode: '0755' }),
      await bind({ mode: 'AXB', a: person(1), b: person(3), areaCode: '0755' }),
    ];
    const before = await city('rides');
    await stack.request('DELETE', `/bindings/${ids[0]}`);
    const after = await city('rides');
    await stack.advance(3 * 3600);

    expect([before?.needed, after?.needed, (await city('rides'))?.needed]).toEqual([2, 1, 0]);
  });

  it('shows the apps of the key alone, and refuses other scopes and queries', async () => {
    const mine = { authorization: `Bearer ${KEY}` };

    expect((await pool('', mine)).items.map(({ app: name }) => name)).toEqual(['shops', 'shops']);
    expect((await pool('?app=rides', mine)).status).toBe(400);
    expect((await pool('?city=0755')).body.code).toBe('invalid-request');
    expect((await pool('', { authorization: `Bearer ${MASKED}` })).status).toBe(403);
    expect((await pool('', { authorization: 'Bearer nobody' })).status).toBe(401);
  });

  it('stores a report each quarter of an hour in which a city becomes low once, and recovers below', async () => {
    const lows = async () => {
      await stack.invoke('measure-state');
      const stored = (await stack.items('NUMBERS_TABLE')).find(
        ({ pk, sk }) => pk === 'APP#rides' && sk === 'POOL',
      );
      const { cities } = Object(stored?.['report']) as { cities: City[] };
      return cities.map(({ areaCode, low, lowSince }) => [areaCode, low, lowSince ?? null]);
    };
    const shown = async () => {
      const { low, lowSince } = (await city('rides')) ?? {};
      return [low, lowSince];
    };
    const first = await lows();
    const ids = [
      await bind({ mode: 'AXB', a: person(1), b: person(2), areaCode: '0755', areaMatch: 'strict' }),
      await bind({ mode: 'AXB', a: person(1), b: person(3), areaCode: '0755', areaMatch: 'strict' }),
    ];
    const unmeasured = await shown();
    const full = await lows();
    const measured = await shown();
    await stack.advance(900);
    const still = await lows();
    await stack.request('DELETE', `/bindings/${ids[0]}`);

    expect(first).toEqual([
      ['010', false, null],
      ['0755', false, null],
    ]);
    expect(full[1]).toEqual(['0755', true, '2026-03-01T08:00:00.000Z']);
    expect([unmeasured, measured]).toEqual([
      [true, null],
      [true, '2026-03-01T08:00:00.000Z'],
    ]);
    expect(still).toEqual(full);
    expect((await lows())[1]).toEqual(['0755', false, null]);
    expect(JSON.stringify(await stack.items('NUMBERS_TABLE'))).not.toMatch(/\+86/);
  });
});
