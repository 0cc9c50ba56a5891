import { describe, expect, it, vi } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createRandom } from '../../../simulator/state/random.ts';
import { type Cost, startMeteredStore } from '../../harness/cost-meter.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { startStack } from '../../harness/stack.ts';

const hashes = vi.hoisted(() => ({ count: 0 }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const createHmac: typeof crypto.createHmac = (...hmac) => {
    hashes.count += 1;
    return crypto.createHmac(...hmac);
  };
  return { ...crypto, createHmac };
});

/** A fifth of the numbers is in 0755, one in a hundred in 0769. */
const numbersOf = (size: number) =>
  Array.from({ length: size }, (_, index) => ({
    x: xNumber(index + 1),
    areaCode: index % 100 === 0 ? '0769' : index % 5 === 0 ? '0755' : '010',
    sms: true,
  }));

/** A metered stack with one app that has so many numbers, some of them bound. */
const startPool = async (mode: Mode, size: number) => {
  const store = await startMeteredStore();
  const app = {
    name: 'rides',
    mode,
    appKey: 'TestAppKeyGrowth000000000001',
    appSecret: 'test-app-secret-grow-0001',
    numbers: numbersOf(size),
  };
  const stack = await startStack({
    store,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    seed: 7,
    random: createRandom(7).next,
    apps: [app],
    platformApps: [{ ...app, pushUrls: {} }],
  });
  let people = 0;
  const bind = async (wish: object): Promise<void> => {
    people += 2;
    const b = mode === 'AXB' ? { b: person(people + 1) } : {};
    const body = { mode, a: person(people), ...b, ...wish };
    const { status, text } = await stack.request('POST', '/bindings', { body });
    if (status !== 201) throw new Error(`answered ${status}: ${text}`);
  };
  return {
    stack,
    bind,
    async measured(wish: object) {
      const before = hashes.count;
      const cost = await store.cost(() => bind(wish));
      return { ...cost, hashes: hashes.count - before };
    },
  };
};

const told = ({ counted }: Cost): string =>
  counted.map(({ trip, name, purpose, readUnits }) => `${trip} ${name} ${purpose} r${readUnits}`).join('\n');

/** The most read units of a bind while the numbers are remembered, and of one that reads a sample of them. */
const WISHES: readonly (readonly [Mode, object, number, number])[] = [
  ['AXB', {}, 13, 26],
  ['AXB', { areaCode: '0755' }, 13, 229],
  ['AXB', { areaCode: '0755', areaMatch: 'strict' }, 13, 229],
  ['AXB', { areaCode: '0769', areaMatch: 'strict' }, 13, 229],
  ['AXB', { areaCode: '020' }, 13, 26],
  ['AXB', { x: xNumber(3) }, 13, 13],
  ['AX', {}, 34, 50],
  ['AX', { areaCode: '0755' }, 34, 250],
  ['AXE', {}, 12, 25],
];

describe.each(['AXB', 'AX', 'AXE'] as const)('a bind of mode %s', (mode) => {
  it('asks, reads and hashes the same whether the pool has 100 numbers or 10,000', async () => {
    const [small, large] = [await startPool(mode, 100), await startPool(mode, 10_000)];
    // The numbers of the configuration are added by the first bind, and looked for once more.
    for (const { stack, bind } of [small, large]) {
      await bind({});
      await stack.advance(31);
    }
    for (const [ofMode, wish, warmUnits, coldUnits] of WISHES) {
      if (ofMode !== mode) continue;
      const costs = [];
      for (const { stack, bind, measured } of [small, large]) {
        await bind(wish);
        // A remembered sample is too old by then.
        await stack.advance(31);
        const cold = await measured(wish);
        costs.push({ cold, warm: await measured(wish) });
      }
      const [few, many] = costs.map(({ cold, warm }) => ({
        requests: warm.requests,
        trips: warm.trips,
        hashes: warm.hashes,
        hashesCold: cold.hashes,
      }));
      const what = JSON.stringify(wish);

      expect(many, what).toEqual(few);
      for (const { cold, warm } of costs) {
        expect(warm.readUnits, `${what}\n${told(warm)}`).toBeLessThanOrEqual(warmUnits);
        expect(cold.readUnits, `${what}\n${told(cold)}`).toBeLessThanOrEqual(coldUnits);
        expect(cold.requests, `${what}\n${told(cold)}`).toBeLessThanOrEqual(warm.requests + 5);
      }
    }
    await small.stack.close();
    await large.stack.close();
  }, 60_000);
});
