import { afterEach, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, C, D] = [person(1), person(2), person(3), person(4)];
const X = xNumber(1);

let mode: ModeStack;
afterEach(() => mode.stack.close());

/** One number, so that whoever comes next needs it. */
const start = async (which: 'AXB' | 'AXE' | 'AXYB' = 'AXB', defaults: object = {}) => {
  mode = await startModeStack(which, {
    // A Y as well.
    numbers: which === 'AXYB' ? 2 : 1,
    store: 'memory',
    settings: { defaults: { allowPermanent: true, ...defaults } },
  });
};

/** The bindings table without the place up to which expiries are counted. */
const stored = async () =>
  (await mode.stack.items('BINDINGS_TABLE'))
    .filter(({ pk }) => pk !== 'EXPIRIES')
    .toSorted((one, other) => (String(one['pk']) + one['sk'] < String(other['pk']) + other['sk'] ? -1 : 1));

const sweepAfter = async (seconds: number) => {
  await mode.stack.advance(seconds);
  return mode.stack.invoke('binding-sweeper');
};

describe('a binding that the timer of the platform ends', () => {
  it.each([
    ['AXB', { a: A, b: B }],
    ['AXE', { a: A }],
    ['AXYB', { a: A, b: B }],
  ] as const)('ends in mode %s without a write to any item of it', async (which, pair) => {
    await start(which);
    const { body } = await mode.bind({ ...pair, ttlSeconds: 600 });
    const before = await stored();

    const early = await sweepAfter(600);
    const late = await sweepAfter(60);
    const after = await sweepAfter(3600);

    expect(await stored()).toEqual(before);
    expect([early, late, after].map(({ expired }) => expired)).toEqual([0, 1, 0]);
    expect(await mode.read(body.bindingId)).toMatchObject({
      status: 'expired',
      expiresAt: '2026-03-01T08:10:00.000Z',
      version: 1,
    });
    expect(await mode.verify(body.bindingId)).toEqual({ state: 'match', differences: [] });
  });

  it('is counted and listed as one that has ended', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 600, reference: 'order-1' });
    await mode.stack.advance(660);
    const listed = async (status: string) =>
      (await mode.ask('GET', `/bindings?reference=order-1&status=${status}`)).body as unknown as {
        items: { bindingId: string }[];
      };

    expect((await listed('active')).items).toEqual([]);
    expect((await listed('expired')).items).toMatchObject([{ bindingId: body.bindingId }]);
    expect((await mode.ask('GET', '/numbers')).body).toMatchObject({ items: [{ x: X, liveBindings: 0 }] });
  });

  it('is ended again with the same answer, and cannot be changed', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(660);
    const calls = (await mode.sent()).length;

    const ended = await mode.ask('DELETE', `/bindings/${body.bindingId}`);
    const changed = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { maxCallMinutes: 5 });

    expect(calls).toBeGreaterThan(0);
    expect([ended.status, ended.body.status]).toEqual([200, 'expired']);
    expect([changed.status, changed.body.code]).toEqual([409, 'binding-ended']);
    expect(await mode.sent()).toEqual([]);
  });

  it('holds its number for a minute more than its life, from everybody', async () => {
    await start();
    await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(659);

    const same = await mode.bind({ a: A, b: B });
    const other = await mode.bind({ a: A, b: C, x: X });

    expect([same.status, same.body.code]).toEqual([503, 'pool-exhausted']);
    expect([other.status, other.body.code]).toEqual([409, 'number-taken']);
  });

  it.each([
    ['the same pair', { a: A, b: B }],
    ['the same pair with another reference', { a: A, b: B, reference: 'next' }],
    ['the pair the other way round', { a: B, b: A }],
    ['one of them with somebody else', { a: C, b: B }],
  ])('leaves its number to %s then, without the sweeper', async (_case, pair) => {
    await start();
    const first = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(660);

    const next = await mode.bind({ ...pair, ttlSeconds: 600 });

    expect([next.status, next.body.x]).toEqual([201, X]);
    expect(next.body.bindingId).not.toBe(first.body.bindingId);
    expect(await mode.verify(next.body.bindingId)).toEqual({ state: 'match', differences: [] });
  });

  it('lets its number cool down for others, and not for the same pair', async () => {
    await start('AXB', { coolDownSeconds: 900 });
    await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(660);
    const early = await mode.bind({ a: A, b: C, x: X });
    await mode.stack.advance(899);
    const almost = await mode.bind({ a: A, b: C, x: X });
    await mode.stack.advance(1);
    const after = await mode.bind({ a: A, b: C, x: X, ttlSeconds: 60 });
    await mode.stack.advance(120);
    const back = await mode.bind({ a: C, b: A });

    for (const { status, body } of [early, almost])
      expect([status, body.detail]).toEqual([409, expect.stringContaining('cooling-down')]);
    expect([after.status, back.status]).toEqual([201, 201]);
  });

  it('lives and holds its number as long as a change has made it', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(500);
    const longer = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: 7200, b: C });
    const report = await sweepAfter(3600);
    const during = await mode.bind({ a: D, b: C, x: X });
    const left = await mode.bind({ a: B, b: D, x: X, ttlSeconds: 60 });
    const status = (await mode.read(body.bindingId)).status;
    const reports = [await sweepAfter(3659), await sweepAfter(1)];
    const after = await mode.bind({ a: D, b: C, x: X });

    expect([longer.status, status, report['expired']]).toEqual([200, 'active', 0]);
    expect([during.status, during.body.code, left.status]).toEqual([409, 'number-taken', 201]);
    // Of the two the one of a minute was over before.
    expect(reports.map(({ expired }) => expired)).toEqual([1, 1]);
    expect(after.status).toBe(201);
  });

  it('leaves its number early where a change has made it shorter', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 7200 });
    const before = await mode.bind({ a: A, b: C, x: X });
    await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: 120 });
    await mode.stack.advance(180);

    expect(before.status).toBe(409);
    expect((await mode.bind({ a: A, b: C, x: X })).status).toBe(201);
    expect((await mode.read(body.bindingId)).status).toBe('expired');
  });

  it('holds its number for good where a change has made it permanent', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    const changed = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: null });
    const report = await sweepAfter(40 * 24 * 3600);

    expect([changed.status, changed.body.expiresAt, report['expired']]).toEqual([200, null, 0]);
    expect((await mode.bind({ a: A, b: C, x: X })).status).toBe(409);
    expect((await mode.read(body.bindingId)).status).toBe('active');
  });

  it('is as it was after a change that the platform refused', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.control.faults.add({
      on: 'modify',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
      times: 1,
    });
    const refused = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: 7200 });
    await mode.stack.advance(660);

    expect(refused.status).toBe(503);
    expect((await mode.bind({ a: A, b: C, x: X })).status).toBe(201);
  });
});

describe('a binding of which something is in doubt', () => {
  /** However often it is asked for at once. */
  const lose = (on: 'bind' | 'modify', delaySeconds: number) =>
    mode.stack.control.faults.add({ on, kind: 'late', times: 4, delaySeconds });

  it('that was found after a lost answer holds its number until the sweeper has ended it', async () => {
    await start();
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    const { status, body } = await mode.bind({ a: A, b: B, ttlSeconds: 600 });
    await mode.stack.advance(24 * 3600);
    const before = await mode.bind({ a: A, b: C, x: X });
    const report = await mode.stack.invoke('binding-sweeper');

    expect([status, before.status]).toEqual([201, 409]);
    expect(report).toMatchObject({ expired: 1 });
    expect((await mode.read(body.bindingId)).status).toBe('expired');
    // Another attempt at it is looked for once more.
    await sweepAfter(60);
    await mode.stack.advance(360);
    expect((await mode.bind({ a: A, b: C, x: X })).status).toBe(201);
  });

  it('holds its number while a change that had no answer may have made it longer', async () => {
    await start();
    const { body } = await mode.bind({ a: A, b: B, ttlSeconds: 120 });
    await lose('modify', 40);
    const lost = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: 7200 });
    await mode.stack.advance(660);
    const there = await mode.stack.control.bindings();
    const during = await mode.bind({ a: A, b: C, x: X });
    const same = await mode.bind({ a: A, b: B, x: X, reference: 'next' });

    expect([lost.status, there.length]).toEqual([503, 1]);
    expect([during.status, same.status]).toEqual([409, 409]);
  });

  it('that its maker left behind holds its number until nothing can come of it', async () => {
    await start();
    await lose('bind', 290);
    const lost = await mode.bind({ a: A, b: B, ttlSeconds: 60 });
    // Nobody sweeps. It is applied after 290 s and lives to 350 s.
    await mode.stack.advance(300);
    const there = await mode.stack.control.bindings();
    const others = [
      await mode.bind({ a: A, b: C, x: X }),
      await mode.bind({ a: A, b: B, x: X, reference: 'next' }),
    ];
    await mode.stack.advance(180);
    await mode.stack.control.faults.clear();

    expect([lost.status, there.length]).toEqual([503, 1]);
    expect(others.map(({ status }) => status)).toEqual([409, 409]);
    expect(await mode.stack.control.bindings()).toEqual([]);
    expect((await mode.bind({ a: A, b: C, x: X })).status).toBe(201);
  });
});
