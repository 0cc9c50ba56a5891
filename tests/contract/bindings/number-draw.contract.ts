import { beforeAll, describe, expect, it } from 'vitest';
import type { NumberDraw, Stretch } from '../../../shared/numbers/draw/number-draw.ts';
import { createNumberSamples } from '../../../shared/numbers/draw/number-samples.ts';
import type { NumberStore } from '../../../shared/numbers/number-store.ts';
import type { KeyedNumber, PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createRandom } from '../../../simulator/state/random.ts';

const aNumber = (index: number, changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app: 'rides',
  x: `+86170${String(index).padStart(8, '0')}`,
  areaCode: '0755',
  sms: true,
  state: 'available',
  ...changes,
});

const everything = (app: string, areaCode?: string): Stretch => ({ app, areaCode, from: '', to: 'z' });

const namesOf = (numbers: readonly Pick<PrivateNumber, 'x'>[]): string[] =>
  numbers.map(({ x }) => x.slice(-3)).sort();

type Stores = Readonly<{ store: NumberStore; draw: NumberDraw }>;

/** The contract of whatever draws some numbers out of many, and of the samples over it. `makeStores` gives empty ones. */
export const numberDrawContract = (name: string, makeStores: () => Stores) =>
  describe(`NumberDraw: ${name}`, () => {
    let store: NumberStore;
    let draw: NumberDraw;
    beforeAll(() => {
      ({ store, draw } = makeStores());
    });
    const add = async (app: string, count: number, changes: Partial<PrivateNumber> = {}): Promise<void> => {
      for (let index = 1; index <= count; index += 1)
        await store.addIfAbsent(aNumber(index, { app, ...changes }));
    };
    const inWindows = async (stretch: Stretch | undefined, size: number): Promise<KeyedNumber[][]> => {
      if (stretch === undefined) return [];
      const { numbers, rest } = await draw.window(stretch, size);
      return [[...(await numbers())], ...(await inWindows(rest, size))];
    };

    it('gives every number of a stretch once, a window at a time in the order of the keys', async () => {
      const app = 'windows';
      await add(app, 7);

      const windows = await inWindows(everything(app), 3);

      expect(windows.map(({ length }) => length)).toEqual([3, 3, 1]);
      const numbers = windows.flat();
      expect(namesOf(numbers)).toEqual(['001', '002', '003', '004', '005', '006', '007']);
      expect(numbers.map(({ key }) => key)).toEqual(numbers.map(({ key }) => key).sort());
    });

    it('gives the numbers between two keys, and those of some keys', async () => {
      const app = 'between';
      await add(app, 5);
      const [all = []] = await inWindows(everything(app), 9);
      const keys = all.map(({ key }) => key);
      const [from = '', to = ''] = [keys[1], keys[3]];

      const between = await inWindows({ app, areaCode: undefined, from, to }, 9);
      const found = await draw.atKeys(app, [from, to, 'nowhere']);

      expect(between).toEqual([all.slice(1, 4)]);
      expect(new Set(found.map(({ key }) => key))).toEqual(new Set([from, to]));
    });

    it('leaves out what cannot be a number', async () => {
      const app = 'odd';
      await add(app, 1);
      await store.addIfAbsent({ ...aNumber(2, { app }), x: 'no number' });

      expect(namesOf((await inWindows(everything(app), 9)).flat())).toEqual(['001']);
    });

    it('gives the numbers of an area that a person leaves open, as they are by now', async () => {
      const app = 'areas';
      await add(app, 6);
      await store.addIfAbsent(aNumber(7, { app, areaCode: '010' }));
      await store.addIfAbsent(aNumber(8, { app, areaCode: undefined }));
      const at = '2026-03-01T08:00:00.000Z';
      await store.save(aNumber(1, { app, state: 'suspended', stateAt: at }));
      await store.save(aNumber(2, { app, reserved: true, stateAt: at }));
      await store.save(aNumber(3, { app, areaCode: '010', stateAt: at }));
      await store.save(aNumber(4, { app, state: 'retired', stateAt: at }), { seen: undefined });
      await store.report({
        app,
        x: aNumber(5).x,
        state: 'unavailable',
        cause: undefined,
        at,
        receivedAt: at,
      });

      const [here = []] = await inWindows(everything(app, '0755'), 9);
      const [there = []] = await inWindows(everything(app, '010'), 9);

      expect(here.map(({ x, state }) => [x.slice(-3), state]).sort()).toEqual([
        ['005', 'unavailable'],
        ['006', 'available'],
      ]);
      expect(namesOf(there)).toEqual(['003', '007']);
      await store.save(aNumber(4, { app, stateAt: at }), { seen: undefined });
      const [again = []] = await inWindows(everything(app, '0755'), 9);
      expect(namesOf(again)).toEqual(['004', '005', '006']);
    });

    describe('a sample', () => {
      const samplesAt = (time: { now: Date }, numberDraw: NumberDraw = draw) =>
        createNumberSamples({
          draw: numberDraw,
          addSeeds: async () => false,
          clock: () => time.now,
          random: createRandom(7).next,
        });

      it('is a pool of a hundred numbers as a whole, and grows into a larger one', async () => {
        const app = 'sampled';
        await add(app, 120);
        const time = { now: new Date('2026-03-01T08:00:00.000Z') };

        const { sample, isNew } = await samplesAt(time)(app, undefined);

        const first = sample.numbers().length;
        const wasWhole = sample.isWhole();
        const grown: boolean[] = [];
        do grown.push(await sample.grow());
        while (grown.at(-1));
        expect([first >= 100, wasWhole, isNew]).toEqual([true, first === 120, true]);
        expect(new Set(sample.numbers().map(({ x }) => x)).size).toBe(120);
        expect([sample.numbers().length, sample.isWhole()]).toEqual([120, true]);
      });

      it('is remembered for half a minute, one for each area', async () => {
        const app = 'remembered';
        await add(app, 1);
        const time = { now: new Date('2026-03-01T08:00:00.000Z') };
        const samples = samplesAt(time);
        const seen = async (area?: string) => {
          const { sample, isNew } = await samples(app, area);
          return [sample.numbers().length, isNew];
        };
        const found = [await seen(), await seen('010')];
        await store.addIfAbsent(aNumber(2, { app, areaCode: '010' }));
        for (const now of ['2026-03-01T08:00:29.999Z', '2026-03-01T08:00:30.000Z']) {
          time.now = new Date(now);
          found.push(await seen(), await seen('010'));
        }

        expect(found).toEqual([
          [1, true],
          [0, true],
          [1, false],
          [0, false],
          [2, true],
          [1, true],
        ]);
      });

      it('is read again after a failed read, and grows after a failed one', async () => {
        const app = 'failing';
        await add(app, 210);
        let isAway = true;
        const shaky: NumberDraw = {
          ...draw,
          window: (...stretch) => (isAway ? Promise.reject(new Error('away')) : draw.window(...stretch)),
        };
        const samples = samplesAt({ now: new Date('2026-03-01T08:00:00.000Z') }, shaky);

        await expect(samples(app, undefined)).rejects.toThrow('away');
        isAway = false;
        const { sample } = await samples(app, undefined);
        isAway = true;
        await expect(sample.grow()).rejects.toThrow('away');
        isAway = false;
        while (await sample.grow());

        expect(sample.numbers()).toHaveLength(210);
      });
    });
  });
