import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoNumberStore } from '../../shared/numbers/dynamo-number-store.ts';
import { createDynamoNumberFailureStore } from '../../shared/numbers/failures/dynamo-number-failure-store.ts';
import type { NumberStatusReport } from '../../shared/numbers/number-status-report.ts';
import type { NumberStore } from '../../shared/numbers/number-store.ts';
import type { PrivateNumber } from '../../shared/numbers/private-number.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

let engine: StoreEngine;
let store: NumberStore;
let options: Parameters<typeof createDynamoNumberStore>[0];
let numbers = 0;

beforeAll(async () => {
  engine = await startStoreEngine();
  options = {
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
  };
  store = createDynamoNumberStore(options);
});
afterAll(() => engine.stop());

/** Everything in the table as it lies there. */
const stored = async () =>
  (await engine.inspector.send(new ScanCommand({ TableName: engine.tables.NUMBERS_TABLE }))).Items ?? [];

/** A number that no other test has, in the store. */
const aStored = async (changes: Partial<PrivateNumber> = {}): Promise<PrivateNumber> => {
  numbers += 1;
  const x = `+86170${String(numbers).padStart(8, '0')}`;
  const number = { app: 'rides', x, areaCode: '0755', sms: true, state: 'available' as const, ...changes };
  await store.addIfAbsent(number);
  return number;
};

const AT = '2026-03-01T08:00:00.000Z';

const reportOf = (
  { app, x }: PrivateNumber,
  changes: Partial<NumberStatusReport> = {},
): NumberStatusReport => ({
  app,
  x,
  state: 'unavailable',
  cause: 'arrears',
  at: AT,
  receivedAt: AT,
  ...changes,
});

describe('a status report of a private number', () => {
  it('changes its state, cause and time and nothing else', async () => {
    const number = await aStored();

    const outcome = await store.report(reportOf(number));

    expect(outcome).toBe('changed');
    const reported = { state: 'unavailable', cause: 'arrears', stateAt: '2026-03-01T08:00:00.000Z' };
    expect(await store.get('rides', number.x)).toEqual({
      ...number,
      ...reported,
      byHand: { state: 'available' },
      reported: { ...reported, key: '2026-03-01T08:00:00.000Z#3#arrears' },
    });
    expect((await store.ofApp('rides')).numbers).toContainEqual(await store.get('rides', number.x));
  });

  it('that is good takes away what was reported, and not what was set by hand', async () => {
    const [free, closed] = [await aStored(), await aStored({ state: 'draining', cause: 'stolen' })];
    const well = { state: 'available', cause: undefined, at: '2026-03-01T08:00:01.000Z' } as const;

    for (const number of [free, closed]) {
      await store.report(reportOf(number));
      await store.report(reportOf(number, well));
    }

    const [one, other] = [await store.get('rides', free.x), await store.get('rides', closed.x)];
    expect([one?.state, one?.cause]).toEqual(['available', undefined]);
    expect([other?.state, other?.cause]).toEqual(['draining', 'stolen']);
  });

  it('of the second of a change by hand counts', async () => {
    const number = await aStored({ stateAt: '2026-03-01T08:00:00.999Z' });

    expect(await store.report(reportOf(number))).toBe('changed');
  });

  it('is known when it comes again', async () => {
    const number = await aStored();
    await store.report(reportOf(number));

    expect(await store.report(reportOf(number))).toBe('known');
  });

  it.each<[string, Partial<PrivateNumber>, Partial<NumberStatusReport>, string]>([
    ['older than what is known', { stateAt: '2026-03-01T08:00:01.000Z' }, {}, 'older'],
    ['of a retired number', { state: 'retired', stateAt: '2026-01-01T00:00:00.000Z' }, {}, 'retired'],
    ['of a number that another app has', {}, { app: 'parcels' }, 'absent'],
    ['of a number that nobody has', {}, { x: '+8617999999999' }, 'absent'],
  ])('%s changes nothing', async (_case, stored, changes, expected) => {
    const number = await aStored(stored);

    const outcome = await store.report(reportOf(number, changes));

    expect(outcome).toBe(expected);
    expect(await store.get('rides', number.x)).toEqual(number);
    expect(await store.get('parcels', number.x)).toBeUndefined();
  });

  it.each([
    ['suspended', 'available'],
    ['available', 'suspended'],
  ] as const)('of the same second: %s and then %s ends with the latter', async (first, second) => {
    const number = await aStored();
    await store.report(reportOf(number, { state: first, receivedAt: '2026-03-01T08:00:00.900Z' }));

    const outcome = await store.report(
      reportOf(number, { state: second, receivedAt: '2026-03-01T08:00:02.000Z' }),
    );

    expect(outcome).toBe('changed');
    expect(await store.get('rides', number.x)).toMatchObject({ state: second });
  });

  it('stays beside what is set by hand later, until it is taken back', async () => {
    const number = await aStored();
    await store.report(reportOf(number));
    const byHand = { ...number, state: 'draining' as const, cause: 'moving', stateAt: AT };

    const saved = await store.save(byHand);
    const both = await store.get('rides', number.x);
    const takenBack = await store.save(byHand, { seen: both?.reported });

    expect([saved, takenBack]).toEqual([true, true]);
    expect(both).toMatchObject({ state: 'unavailable', cause: 'arrears', byHand: { state: 'draining' } });
    expect(await store.get('rides', number.x)).toEqual(byHand);
  });

  it('that comes while another one, or none, is taken back stays', async () => {
    const number = await aStored();
    await store.report(reportOf(number));
    const seen = (await store.get('rides', number.x))?.reported;
    await store.report(reportOf(number, { state: 'suspended', at: '2026-03-01T08:00:01.000Z' }));
    const byHand = { ...number, stateAt: '2026-03-01T08:00:01.500Z' };

    const saved = [await store.save(byHand, { seen }), await store.save(byHand, { seen: undefined })];

    expect(saved).toEqual([false, false]);
    expect(await store.get('rides', number.x)).toMatchObject({ state: 'suspended' });
  });

  it('does not hide that somebody else has set the number by hand meanwhile', async () => {
    const number = await aStored({ stateAt: '2026-03-01T08:00:00.000Z' });
    await store.save({ ...number, state: 'draining', stateAt: '2026-03-01T08:00:00.500Z' });

    expect(await store.save({ ...number, reserved: true })).toBe(false);
    expect(await store.get('rides', number.x)).toMatchObject({ state: 'draining' });
  });

  it('reaches an item of the former form, which had one time and one state', async () => {
    const x = '+8617077777777';
    const byHand = { app: 'rides', x, sms: true, state: 'draining', stateAt: '2026-02-01T08:00:00.123Z' };
    const key = { pk: 'APP#rides', sk: `X#${options.lookup('private-number', x)}` };
    const sealed = options.sealer.seal(JSON.stringify(byHand), key.sk);
    const { state, stateAt } = byHand;
    const item = { ...key, state, stateAt, sealed };
    await engine.documents.put({ purpose: 'a test', table: options.table, item });

    const states = [await store.get('rides', x)];
    for (const [at, reported] of [
      ['2026-03-01T08:00:00.000Z', 'suspended'],
      ['2026-03-01T08:00:01.000Z', 'available'],
    ] as const) {
      await store.report({ app: 'rides', x, state: reported, cause: undefined, at, receivedAt: at });
      states.push(await store.get('rides', x));
    }

    expect(states.map((number) => number?.state)).toEqual(['draining', 'suspended', 'draining']);
  });

  it('cannot lose a number that is not there: only one to be added is', async () => {
    const number = { app: 'rides', x: '+8617088888888', sms: true, state: 'available' as const };

    const saved = [await store.save(number), await store.save(number, { seen: undefined })];

    expect(saved).toEqual([false, true]);
    expect(await store.get('rides', number.x)).toEqual(number);
  });

  it('ends the same in any order, with repeats, all at once', async () => {
    const states = ['available', 'draining', 'suspended', 'unavailable'] as const;
    const piece = fc.record({
      state: fc.constantFrom(...states),
      cause: fc.constantFrom(undefined, 'arrears', 'deleted'),
      at: fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-01T08:00:01.000Z', '2026-03-01T07:00:00.000Z'),
      receivedAt: fc.constantFrom('2026-03-01T08:00:02.000Z', '2026-03-01T08:00:02.001Z'),
    });
    const script = fc
      .array(piece, { minLength: 1, maxLength: 6 })
      .chain((pieces) =>
        fc.tuple(
          fc.constant(pieces),
          fc.shuffledSubarray([...pieces, ...pieces], { minLength: pieces.length * 2 }),
        ),
      );

    await fc.assert(
      fc.asyncProperty(script, async ([inOrder, shuffled]) => {
        const [one, other] = [await aStored(), await aStored()];

        for (const report of inOrder) await store.report(reportOf(one, report));
        await Promise.all(shuffled.map((report) => store.report(reportOf(other, report))));

        const [first, second] = [await store.get('rides', one.x), await store.get('rides', other.x)];
        // Of a report that comes late nobody knows whether the number was back after it.
        const { goneSince: _first, ...ofFirst } = first ?? one;
        const { goneSince: _second, ...ofSecond } = second ?? other;
        expect({ ...ofSecond, x: one.x }).toEqual(ofFirst);
        expect(first?.reported?.stateAt).toBe(
          inOrder
            .map(({ at }) => at)
            .sort()
            .at(-1),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('leaves no number in clear', async () => {
    const number = await aStored();

    await store.report(reportOf(number));

    expect(JSON.stringify(await stored())).not.toContain(number.x.slice(3));
  });
});

describe('number failures about a private number', () => {
  const numberFailures = () => createDynamoNumberFailureStore(options);
  const aNumberFailure = (changes: object = {}) => ({
    app: 'rides',
    x: '+8617000005001',
    from: '+8613800000001',
    at: '2026-03-01T08:10:00.000Z',
    ...changes,
  });

  it('count different people within an hour', async () => {
    const { add } = numberFailures();

    const counts = [
      await add(aNumberFailure()),
      await add(aNumberFailure({ at: '2026-03-01T08:59:59.999Z' })),
      await add(aNumberFailure({ from: '+8613800000002' })),
      await add(aNumberFailure({ from: '+8613800000003', at: '2026-03-01T09:00:00.000Z' })),
      await add(aNumberFailure({ from: '+8613800000004', x: '+8617000005002' })),
      await add(aNumberFailure({ from: '+8613800000005', app: 'parcels' })),
    ];

    expect(counts).toEqual([1, 1, 2, 1, 1, 1]);
  });

  it('stay small, however many people call a number that fails', async () => {
    const x = '+8617000005004';
    const people = Array.from({ length: 3000 }, (_, at) => `+86138${String(at).padStart(8, '0')}`);

    const counts: number[] = [];
    for (const from of people) counts.push(await numberFailures().add(aNumberFailure({ x, from })));

    expect(Math.max(...counts)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...counts)).toBeLessThanOrEqual(256);
  });

  it('go when nobody can add to them any more, and name nobody', async () => {
    await numberFailures().add(aNumberFailure({ x: '+8617000005003' }));

    const items = (await stored()).filter(({ pk }) => String(pk).startsWith('U#'));

    expect(items.at(-1)).toMatchObject({ sk: expect.stringMatching(/^(rides|parcels)$/), ttl: 1772439000 });
    expect(items.map(({ pk }) => pk).join()).not.toMatch(/\d{7}/);
  });
});
