import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../web/simulator/api/types.ts';
import { partnerOf } from '../../web/simulator/calls/pairing.ts';
import { person, poolNumbers } from '../harness/fixtures.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const [A, B, STRANGER] = [person(1), person(2), person(3)];

const APPS = (['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const).map((mode, at) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `${mode}-app-key-0001`,
  appSecret: `${mode}-app-secret-0001`,
  numbers: poolNumbers(4, 100 * at + 1),
}));

const OUTCOMES = ['declined', 'caller-gave-up', 'busy', 'powered-off'] as const;

/** The code that the platform gives for each. */
const CODES = [7503, 7502, 8102, 8104];

type Bound = Readonly<{ x: string; y?: string; extension?: string }>;

/** No browser: what its page reads, and how it tells which belongs to which. */
describe("calls of one moment on the simulator's console", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.500Z'),
      apps: APPS,
      platformApps: APPS.map((app) => ({ ...app, pushUrls: {} })),
    });
  });
  afterAll(() => stack?.close());

  const callsOf = async (appKey: string): Promise<readonly CallRecord[]> => {
    const answer = await fetch(`${stack.simulator.url}/control/calls`);
    return ((await answer.json()) as readonly CallRecord[]).filter((call) => call.appKey === appKey);
  };

  it.each([
    ['AX', { a: A }, STRANGER],
    ['AXB', { a: A, b: B }, A],
    ['AXE', { a: A }, STRANGER],
    ['AXYB', { a: A, b: B, areaCode: '0755' }, A],
    ['X', { a: A, b: B, x: poolNumbers(4, 401)[0]?.x }, A],
  ] as const)('each has its own record of ours in mode %s', async (mode, body, from) => {
    const bound = await stack.request('POST', '/bindings', { body: { mode, ttlSeconds: 3600, ...body } });
    const { x, y, extension } = bound.body as Bound;
    for (const outcome of OUTCOMES)
      await stack.control.placeCall({
        from,
        to: y ?? x,
        ...(extension === undefined ? {} : { extension }),
        outcome,
      });
    const calls = await callsOf(`${mode}-app-key-0001`);
    const found = await stack.request('POST', '/calls/search', { body: { app: mode.toLowerCase(), x } });

    const { items } = found.body as { items: Parameters<typeof partnerOf>[2] };
    const partners = calls.map((call) => partnerOf(call, calls, items).our);
    expect(partners.map((our) => our?.outcome?.code)).toEqual(CODES);
    expect(new Set(partners.map((our) => our?.callId)).size).toBe(4);
  });

  it('are named where several are alike', async () => {
    const [first] = await callsOf('AXB-app-key-0001');
    for (const _each of [1, 2])
      await stack.control.placeCall({ from: B, to: first?.x ?? '', outcome: 'no-answer' });
    const calls = (await callsOf('AXB-app-key-0001')).slice(-2);
    const found = await stack.request('POST', '/calls/search', { body: { app: 'axb', x: first?.x } });

    const { items } = found.body as { items: Parameters<typeof partnerOf>[2] };
    const maybe = calls.map((call) => partnerOf(call, calls, items).maybe?.length);
    expect(maybe).toEqual([2, 2]);
  });
});
