import { describe, expect, it } from 'vitest';
import { changeNumber } from '../../../shared/numbers/change-number.ts';
import type { NumberStore } from '../../../shared/numbers/number-store.ts';
import type { NumberState, PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const X = '+8617000000001';
const NOW = new Date('2026-03-01T08:00:00.000Z');
const aNumber = (app: string, changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app,
  x: X,
  sms: true,
  state: 'available',
  ...changes,
});

const setUp = (stored: readonly PrivateNumber[], seeds: readonly PrivateNumber[] = []) => {
  const requests: string[] = [];
  const saved: PrivateNumber[] = [];
  const added: PrivateNumber[] = [];
  const unexpected = () => Promise.reject(new Error('must not be asked'));
  const numbers: NumberStore = {
    ofApp: unexpected,
    report: unexpected,
    among: unexpected,
    async get(app, x) {
      requests.push(`get ${app} ${x}`);
      return [...stored, ...added].find((number) => number.app === app && number.x === x);
    },
    async addIfAbsent(number) {
      added.push(number);
    },
    async save(number) {
      saved.push(number);
      return true;
    },
  };
  const lines: unknown[] = [];
  const logger = createLogger({ clock: () => NOW, write: (line) => lines.push(JSON.parse(line)) });
  const deps = {
    apps: ['rides', 'shop'],
    numbers,
    seeds,
    countLive: async () => 3,
    openLoss: async () => undefined,
    keyOf: (x: string) => x,
    clock: () => NOW,
    logger,
  };
  const set = (change: Partial<Parameters<typeof changeNumber>[1]> = {}) =>
    changeNumber(deps, { x: X, state: 'suspended', cause: undefined, ...change });
  return { set, requests, saved, added, lines };
};

describe('changing a private number by hand', () => {
  it('reads one key in each app and no pool', async () => {
    const { set, requests } = setUp([aNumber('shop')]);

    await set();

    expect(requests).toEqual([`get rides ${X}`, `get shop ${X}`]);
  });

  it('stores the state with its time and answers the live bindings', async () => {
    const { set, saved, lines } = setUp([aNumber('shop', { areaCode: '0755' })]);

    const counted = await set({ cause: 'reported-by-callers' });

    const expected = {
      app: 'shop',
      x: X,
      areaCode: '0755',
      sms: true,
      state: 'suspended',
      cause: 'reported-by-callers',
      stateAt: '2026-03-01T08:00:00.000Z',
    };
    expect(counted).toEqual({ number: expected, liveBindings: 3 });
    expect(saved).toEqual([expected]);
    expect(lines).toMatchObject([
      {
        level: 'info',
        event: 'number-state-set',
        app: 'shop',
        state: 'suspended',
        cause: 'reported-by-callers',
      },
    ]);
  });

  it('drops the former cause when no new one is given', async () => {
    const { set } = setUp([aNumber('rides', { state: 'unavailable', cause: 'unusable-in-calls' })]);

    const counted = await set({ state: 'available' });

    expect(counted?.number).toEqual({
      app: 'rides',
      x: X,
      sms: true,
      state: 'available',
      stateAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it('asks for the app when two have the number, and takes the named one', async () => {
    const { set, saved } = setUp([aNumber('shop'), aNumber('rides')]);

    await expect(set()).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ path: 'app', message: 'is required: several apps have this number' }],
    });
    expect((await set({ app: 'shop' }))?.number.app).toBe('shop');
    expect(saved).toHaveLength(1);
  });

  it('means the app that has it when another one has retired it', async () => {
    const { set } = setUp([aNumber('rides', { state: 'retired' }), aNumber('shop')]);

    expect((await set())?.number.app).toBe('shop');
  });

  it('does not take a number up again that another app has by now', async () => {
    const { set, saved } = setUp([aNumber('rides', { state: 'retired' }), aNumber('shop')]);

    await expect(set({ app: 'rides', state: 'available' })).rejects.toMatchObject({
      code: 'number-of-another-app',
    });
    expect(saved).toEqual([]);
  });

  it('reserves it and leaves its state, its cause and their time', async () => {
    const former = { state: 'draining', cause: 'goes-back', stateAt: '2026-02-01T08:00:00.000Z' } as const;
    const { set } = setUp([aNumber('rides', former)]);

    const counted = await set({ state: undefined, reserved: true });

    expect(counted?.number).toEqual({ app: 'rides', x: X, sms: true, ...former, reserved: true });
  });

  const FEBRUARY = '2026-02-01T08:00:00.000Z';
  const NOW_WRITTEN = '2026-03-01T08:00:00.000Z';
  const reported = { state: 'unavailable', stateAt: '2026-02-03T08:00:00.000Z', key: 'report' } as const;
  const byHand = { state: 'available', stateAt: FEBRUARY } as const;
  const deleted = {
    state: 'unavailable',
    cause: 'deleted',
    stateAt: reported.stateAt,
    byHand,
    reported,
  } as const;
  it.each<[string, Partial<PrivateNumber>, NumberState, string | undefined]>([
    ['retired again', { state: 'retired', stateAt: FEBRUARY }, 'retired', FEBRUARY],
    ['retired again, nobody knows since when', { state: 'retired' }, 'retired', undefined],
    ['suspended again', { state: 'suspended', stateAt: FEBRUARY }, 'suspended', FEBRUARY],
    ['draining after suspended', { state: 'suspended', stateAt: FEBRUARY }, 'draining', NOW_WRITTEN],
    ['available again, which takes a report back', deleted, 'available', NOW_WRITTEN],
    ['retired when the platform has deleted it', deleted, 'retired', '2026-02-03T08:00:00.000Z'],
    ['retired when it was unavailable', { ...deleted, cause: 'arrears' }, 'retired', NOW_WRITTEN],
  ])('is, %s, in its state since then (%j, %s: %s)', async (_case, before, state, stateAt) => {
    const { set } = setUp([aNumber('rides', before)]);

    expect((await set({ state }))?.number.stateAt).toBe(stateAt);
  });

  it.each([
    ['is kept by a change of the state', undefined, true],
    ['ends when it is taken back', false, undefined],
  ])('reserved %s', async (_case, asked, reserved) => {
    const { set } = setUp([aNumber('rides', { reserved: true })]);

    expect((await set({ reserved: asked }))?.number.reserved).toBe(reserved);
  });

  it('adds a number of the configuration that the store does not have yet', async () => {
    const seed = aNumber('shop', { areaCode: '010' });
    const { set, added } = setUp([], [aNumber('rides', { x: '+8617000000002' }), seed]);

    const counted = await set();

    expect(added).toEqual([seed]);
    expect(counted?.number).toMatchObject({ app: 'shop', areaCode: '010', state: 'suspended' });
  });

  it('leaves a stored number as it is when the configuration names it too', async () => {
    const { set, added, saved } = setUp([aNumber('rides', { areaCode: '0755' })], [aNumber('rides')]);

    await set();

    expect(added).toEqual([]);
    expect(saved).toMatchObject([{ areaCode: '0755' }]);
  });

  it('stores nothing for a number that no app has', async () => {
    const { set, saved, lines } = setUp([aNumber('rides', { x: '+8617000000009' })]);

    expect(await set()).toBeUndefined();
    expect([saved, lines]).toEqual([[], []]);
  });
});
