import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { importNumbers, type NumberImport } from '../../../shared/numbers/import-numbers.ts';
import type { NumberStore } from '../../../shared/numbers/number-store.ts';
import type { PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const xOf = (number: number): string => `+86170000000${String(number).padStart(2, '0')}`;
const stored = (number: number, changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app: 'rides',
  x: xOf(number),
  sms: true,
  state: 'available',
  ...changes,
});
const listed = (number: number) => ({
  x: xOf(number),
  areaCode: undefined,
  sms: true,
  place: `row ${number}`,
});

type Setting = {
  live?: readonly string[];
  save?: (number: PrivateNumber, nth: number) => Promise<boolean>;
  unreadable?: Readonly<Record<string, readonly string[]>>;
};

const setUp = (pool: readonly PrivateNumber[], { live = [], save, unreadable = {} }: Setting = {}) => {
  const saved: PrivateNumber[] = [];
  let atOnce = 0;
  let most = 0;
  const unexpected = () => Promise.reject(new Error('must not be asked'));
  const numbers: NumberStore = {
    ofApp: async (app) => ({
      numbers: pool.filter((number) => number.app === app),
      unreadable: unreadable[app] ?? [],
    }),
    get: async (_app, x) => pool.find((number) => number.x === x),
    among: unexpected,
    addIfAbsent: unexpected,
    report: unexpected,
    async save(number) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      const written = (await save?.(number, saved.length)) ?? true;
      saved.push(number);
      return written;
    },
  };
  const lines: unknown[] = [];
  const logger = createLogger({ clock: () => NOW, write: (line) => lines.push(JSON.parse(line)) });
  const run = (wanted: Partial<NumberImport>) =>
    importNumbers(
      {
        apps: ['rides', 'shop'],
        numbers,
        seeds: [],
        countLive: async (x) => (live.includes(x) ? 1 : 0),
        keyOf: (x) => `key of ${x}`,
        clock: () => NOW,
        logger,
      },
      {
        app: 'rides',
        appsOfCaller: ['rides', 'shop'],
        listed: [],
        dryRun: false,
        force: true,
        ...wanted,
      },
    );
  return { run, saved, lines, most: () => most };
};

describe('an import of numbers', () => {
  it('leaves a number alone that cannot be opened, and names it', async () => {
    const unreadable = { rides: [`key of ${xOf(4)}`] };
    const { run, saved } = setUp([stored(1)], { unreadable });

    const report = await run({ listed: [listed(1), listed(4)] });

    expect(report.counts).toEqual({ added: 0, changed: 0, retired: 0, unchanged: 1 });
    expect(report.unreadable).toEqual([`key of ${xOf(4)}`]);
    expect(saved).toEqual([]);
  });

  it('takes a number that cannot be opened in another app for one of that app', async () => {
    const { run } = setUp([stored(1)], { unreadable: { shop: [`key of ${xOf(4)}`] } });

    await expect(run({ listed: [listed(1), listed(4)] })).rejects.toMatchObject({
      code: 'number-of-another-app',
      errors: [
        { path: 'row 4', message: 'belongs to the app shop', code: 'of-app', values: { app: 'shop' } },
      ],
    });
  });

  it('does not name another app to a caller for whom that app does not exist', async () => {
    const { run } = setUp([stored(1, { app: 'shop' })]);

    await expect(run({ listed: [listed(1)], appsOfCaller: ['rides'] })).rejects.toMatchObject({
      errors: [{ path: 'row 1', message: 'belongs to another app', code: 'of-another-app' }],
    });
  });

  it('stores what differs, counts the rest and tells the log', async () => {
    const { run, saved, lines } = setUp([stored(1), stored(2), stored(3, { app: 'shop' })]);

    const report = await run({ listed: [listed(1), listed(4)] });

    const added = stored(4, { stateAt: '2026-03-01T08:00:00.000Z' });
    const retired = stored(2, { state: 'retired', stateAt: '2026-03-01T08:00:00.000Z' });
    expect(report.counts).toEqual({ added: 1, changed: 0, retired: 1, unchanged: 1 });
    expect(report.changes).toEqual([
      { kind: 'added', fields: [], number: added, takenBack: { seen: undefined } },
      { kind: 'retired', fields: ['state'], number: retired, takenBack: { seen: undefined } },
    ]);
    expect(saved).toEqual([added, retired]);
    expect(lines).toMatchObject([
      { level: 'info', event: 'numbers-imported', app: 'rides', dryRun: false, added: 1, retired: 1 },
    ]);
  });

  it('has a number that the platform deleted retired since then', async () => {
    const reported = { state: 'unavailable', cause: 'deleted', stateAt: '2026-02-03T08:00:00.000Z' } as const;
    const byHand = { state: 'available', stateAt: '2026-02-01T08:00:00.000Z' } as const;
    const { run, saved } = setUp([stored(2, { ...reported, byHand, reported: { ...reported, key: 'it' } })]);

    await run({ listed: [] });

    expect(saved).toEqual([stored(2, { state: 'retired', stateAt: '2026-02-03T08:00:00.000Z' })]);
  });

  it('stores nothing when it is dry, and reports the same', async () => {
    const { run, saved, lines } = setUp([stored(1)]);

    const report = await run({ listed: [listed(2)], dryRun: true });

    expect(report.counts).toEqual({ added: 1, changed: 0, retired: 1, unchanged: 0 });
    expect(saved).toEqual([]);
    expect(lines).toMatchObject([{ event: 'numbers-imported', dryRun: true }]);
  });

  it('names the same difference alike in any order, and another one otherwise', async () => {
    const { run } = setUp([stored(1)]);
    const of = async (...numbers: number[]) =>
      (await run({ listed: numbers.map(listed), dryRun: true })).fingerprint;
    const withoutTexts = await run({
      listed: [1, 2, 3].map((n) => ({ ...listed(n), sms: n === 1 })),
      dryRun: true,
    });

    expect(await of(1, 2, 3)).toBe(await of(3, 2, 1));
    expect(await of(1, 2)).not.toBe(await of(1, 3));
    expect(await of(1, 2)).not.toBe(await of(2));
    expect(withoutTexts.fingerprint).not.toBe(await of(1, 2, 3));
  });

  it('stores nothing when the difference is another one, also with force', async () => {
    const { run, saved } = setUp([stored(1), stored(2)]);
    const ifDifference = 'f'.repeat(64);

    const importing = run({ listed: [listed(1)], force: true, ifDifference });

    await expect(importing).rejects.toMatchObject({ code: 'version-conflict' });
    expect(saved).toEqual([]);
  });

  it('stores many numbers, at most ten at a time', async () => {
    const { run, saved, most } = setUp([]);

    await run({ listed: Array.from({ length: 25 }, (_, number) => listed(number)) });

    expect([saved.length, most()]).toEqual([25, 10]);
  });

  it.each([
    [
      'two of nine numbers',
      9,
      [1, 2, 3, 4, 5, 6, 7],
      'the import would retire 2 of the 9 numbers of the app',
    ],
    ['the only number', 1, [], 'the import would retire 1 of the 1 numbers of the app'],
  ])('retires %s only with force', async (_what, size, kept, danger) => {
    const pool = Array.from({ length: size }, (_, index) => stored(index + 1));
    const { run, saved } = setUp(pool);
    const wanted = { listed: kept.map(listed) };

    await expect(run({ ...wanted, force: false })).rejects.toMatchObject({
      code: 'would-retire',
      message: `${danger}: repeat with force=true if that is meant`,
    });
    const dry = await run({ ...wanted, force: false, dryRun: true });
    const nothing = saved.length;
    const forced = await run(wanted);

    expect([dry.forceNeeded, nothing, forced.forceNeeded]).toEqual([true, 0, false]);
    expect(saved.map(({ state }) => state)).toEqual(pool.slice(kept.length).map(() => 'retired'));
  });

  it('retires a fifth of the pool without force, counted without what is retired already', async () => {
    const pool = [...[1, 2, 3, 4, 5].map((number) => stored(number)), stored(6, { state: 'retired' })];
    const { run, saved } = setUp(pool);

    const report = await run({ listed: [1, 2, 3, 4].map(listed), force: false });

    expect([report.counts.retired, saved.map(({ x }) => x)]).toEqual([1, [xOf(5)]]);
  });

  it('retires a single number with live bindings only with force', async () => {
    const pool = [1, 2, 3, 4, 5].map((number) => stored(number));
    const { run, saved } = setUp(pool, { live: [xOf(5)] });

    await expect(run({ listed: [1, 2, 3, 4].map(listed), force: false })).rejects.toMatchObject({
      code: 'would-retire',
      message:
        'the import would retire numbers with live bindings, 1 in all: repeat with force=true if that is meant',
    });

    expect(saved).toEqual([]);
  });

  it('refuses numbers of another app by their places, also with force, and takes those that it has retired', async () => {
    const { run, saved } = setUp([stored(1, { app: 'shop' }), stored(2, { app: 'shop', state: 'retired' })]);

    await expect(run({ listed: [listed(1), listed(2)] })).rejects.toMatchObject({
      code: 'number-of-another-app',
      errors: [
        { path: 'row 1', message: 'belongs to the app shop', code: 'of-app', values: { app: 'shop' } },
      ],
    });
    const nothing = saved.length;
    const report = await run({ listed: [listed(2)] });

    expect([nothing, report.counts.added]).toEqual([0, 1]);
  });

  it('leaves what the list does not say as it is stored', async () => {
    const { run } = setUp([stored(1, { areaCode: '0755' }), stored(2, { areaCode: '0755' })]);
    const silent = { ...listed(1), sms: undefined };

    const report = await run({
      listed: [silent, { ...listed(2), areaCode: null }, { ...silent, x: xOf(3) }],
    });

    expect(report.changes).toEqual([
      { kind: 'changed', fields: ['areaCode'], number: stored(2) },
      {
        kind: 'added',
        fields: [],
        number: stored(3, { sms: false, stateAt: '2026-03-01T08:00:00.000Z' }),
        takenBack: { seen: undefined },
      },
    ]);
  });

  it('tells how many changes are stored when the store fails half-way', async () => {
    const { run } = setUp([], {
      save: async (number) => {
        if (number.x === xOf(3)) throw new AppError('store-unavailable', 'storing failed');
        return true;
      },
    });

    await expect(run({ listed: [1, 2, 3, 4, 5].map(listed) })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: '4 of 5 changes are stored: import the same list again',
    });
  });

  it('plans a number again that was changed meanwhile, and gives up after three refusals', async () => {
    const pool = [stored(1, { stateAt: '2026-03-01T09:00:00.000Z' })];
    const once = setUp(pool, { save: async (_number, nth) => nth > 0 });
    const always = setUp(pool, { save: async () => false });

    await once.run({ listed: [] });

    // The stored time is ahead of our clock, and the import still wins.
    expect(once.saved).toEqual(
      [1, 2].map(() => stored(1, { state: 'retired', stateAt: '2026-03-01T09:00:00.000Z' })),
    );
    await expect(always.run({ listed: [] })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: '0 of 1 changes are stored: import the same list again',
    });
    expect(always.saved).toHaveLength(3);
  });
});
