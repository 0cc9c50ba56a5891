import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { poolFacts } from '../../../shared/events/facts/pool-facts.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// A fact that lasts is told once while it lasts, and again when it comes back.

let stack: Stack;
let bindingId: string;
let before: number;
const heard = async () => {
  await stack.followChanges();
  return stack
    .events()
    .slice(0, stack.events().length - before)
    .reverse();
};
const kinds = async () => (await heard()).map(({ type }) => type);

beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    sleep: async () => undefined,
    apps: [{ ...RIDES, numbers: poolNumbers(20) }],
  });
  const body = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
  ({ bindingId } = (await stack.request('POST', '/bindings', { body })).body as { bindingId: string });
  await stack.followChanges();
});
beforeEach(() => {
  before = stack.events().length;
});
afterAll(() => stack.close());

/** Asks the platform once. */
const ask = async (): Promise<number> =>
  (await stack.request('GET', `/bindings/${bindingId}?verify=true`)).status;

describe('is told once, and again after it was over', () => {
  it('a lock-out, whose probes are refused as well', async () => {
    const refuse = () => stack.control.faults.add({ on: 'any', kind: 'locked-out', times: 1 });
    for (let times = 0; times < 3; times += 1) {
      await refuse();
      expect(await ask()).toBe(503);
      await stack.advance(1801);
    }
    expect(await kinds()).toEqual(['platform.locked-out']);
    expect(await ask()).toBe(200);
    await refuse();
    await ask();
    await stack.advance(1801);
    expect(await ask()).toBe(200);

    const told = await heard();

    expect(told.map(({ type }) => type)).toEqual(['platform.locked-out', 'platform.locked-out']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  it('a suspended account', async () => {
    const refuse = () =>
      stack.control.faults.add({
        on: 'bind',
        kind: 'result-code',
        httpStatus: 403,
        code: '1010029',
        times: 1,
      });
    const bind = (index: number) =>
      stack.request('POST', '/bindings', {
        body: { mode: 'AXB', a: person(index), b: person(index + 1), x: xNumber(index) },
      });
    for (const index of [3, 5]) {
      await refuse();
      expect((await bind(index)).status).not.toBe(201);
    }
    const first = await kinds();
    expect(await ask()).toBe(200);
    await refuse();
    await bind(7);

    const told = (await heard()).filter(({ type }) => type === 'account.suspended');

    expect(first.filter((kind) => kind === 'account.suspended')).toHaveLength(1);
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  it('a lost number and its return, whatever is reported twice', async () => {
    const states = [
      'suspended',
      'suspended',
      'unavailable',
      'available',
      'available',
      'draining',
      'suspended',
    ];
    for (const state of [...states, 'available']) {
      const body = { state };
      await stack.request('PATCH', `/numbers/${encodeURIComponent(xNumber(1))}`, { body });
      await stack.advance(1);
    }

    const told = await heard();

    expect(told.map(({ type, data }) => [type, data])).toMatchObject([
      ['number.lost', { state: 'suspended', bindingIds: [bindingId] }],
      // Now its bindings move in an app with rebind.
      ['number.lost', { state: 'unavailable', bindingIds: [bindingId] }],
      ['number.recovered', { state: 'available' }],
      ['number.lost', { state: 'suspended' }],
      ['number.recovered', { state: 'available' }],
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(5);
  });

  it('a city whose numbers run out', () => {
    const city = { areaCode: '0755', usable: 4, liveBindings: 4, needed: 1, fill: 1, low: true };
    const report = (...cities: object[]) => ({ report: { app: 'rides', cities } });
    const low = report({ ...city, lowSince: '2026-03-01T09:00:00.000Z' });
    const lowStill = report({ ...city, fill: 0.9, lowSince: '2026-03-01T09:00:00.000Z' });
    const over = report({ ...city, low: false });
    const again = report({ ...city, lowSince: '2026-03-01T11:00:00.000Z' });

    const told = [undefined, low, lowStill, over, again].map((after, at, all) =>
      poolFacts(all[at - 1], after).map(({ identity }) => identity),
    );

    expect(told).toEqual([
      ...[[], [['0755', '2026-03-01T09:00:00.000Z']], [], []],
      [['0755', '2026-03-01T11:00:00.000Z']],
    ]);
  });
});
