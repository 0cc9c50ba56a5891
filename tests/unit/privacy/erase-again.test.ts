import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createEraseAgainPeople } from '../../../shared/privacy/erase-again.ts';
import type { LeftItem, PersonReport, WalkPlace } from '../../../shared/privacy/look-at-person.ts';
import type { StandingOrder, StandingOrders } from '../../../shared/privacy/standing-orders.ts';

const GIVEN = '2026-03-01T08:00:00.000Z';
const DUE = '2026-03-02T14:00:00.000Z';

const orderOf = (id: string, changes: Partial<StandingOrder> = {}): StandingOrder => ({
  id,
  number: `number of ${id}`,
  operator: 'dora',
  at: GIVEN,
  dueAt: DUE,
  ...changes,
});

const reportWith = (changes: Partial<PersonReport> = {}): PersonReport => ({
  looked: 1,
  found: {},
  erased: {},
  left: [],
  unreadable: 0,
  records: [],
  memberships: {},
  ...changes,
});

const CHANGED: LeftItem = { kind: 'call', id: 'c1', why: 'changed' };

/** Runs over stored orders; each look is answered by `look`, in the order of the orders. */
const startRuns = (stored: readonly StandingOrder[], look: (number: string) => PersonReport) => {
  const kept = new Map(stored.map((order) => [order.id, order]));
  const lines: string[] = [];
  const looked: string[] = [];
  let now = new Date('2026-03-02T15:00:00.000Z');
  const orders: StandingOrders = {
    put: async (order) => void kept.set(order.id, order),
    persistProgress: async (order) => void kept.set(order.id, order),
    list: async () => [...kept.values()],
    remove: async ({ id }) => void kept.delete(id),
    audit: async () => undefined,
  };
  const run = createEraseAgainPeople({
    orders,
    look: async (number) => {
      looked.push(number);
      return look(number);
    },
    places: { write: ({ step }) => String(step), read: (written): WalkPlace => ({ step: Number(written) }) },
    clock: () => now,
    logger: createLogger({ level: 'info', write: (line) => lines.push(line), clock: () => now }),
  });
  return {
    kept,
    lines,
    looked,
    at: (instant: string) => {
      now = new Date(instant);
      return run(() => true);
    },
    /** A run that has time for so many orders. */
    short: (instant: string, turns: number) => {
      now = new Date(instant);
      const before = looked.length;
      return run(() => looked.length - before < turns);
    },
  };
};

describe('the second look at several erasures', () => {
  it('carries out those behind one that fails, and fails then', async () => {
    const runs = startRuns([orderOf('one'), orderOf('two')], (number) => {
      if (number === 'number of one') throw new Error('broken');
      return reportWith();
    });

    await expect(runs.at('2026-03-02T15:00:00.000Z')).rejects.toThrow('broken');

    expect(runs.looked).toEqual(['number of one', 'number of two']);
    expect([...runs.kept.keys()]).toEqual(['one']);
  });

  it('gives each its turn where a run has time for one, also behind one that never comes to its end', async () => {
    const runs = startRuns([orderOf('one'), orderOf('two'), orderOf('three')], () =>
      reportWith({ next: { step: 2 } }),
    );

    for (const minute of ['00', '05', '10', '15']) await runs.short(`2026-03-02T15:${minute}:00.000Z`, 1);

    expect(runs.looked).toEqual(['number of one', 'number of two', 'number of three', 'number of one']);
    expect([...runs.kept.values()].map(({ from }) => from)).toEqual(['2', '2', '2']);
  });

  it.each([
    { name: 'had to stay', found: { left: [CHANGED] } },
    { name: 'could not be opened', found: { unreadable: 1 } },
  ])('comes again a day later where something $name in an early part of the look', async ({ found }) => {
    const answers = [reportWith({ ...found, next: { step: 1 } }), reportWith(), reportWith()];
    const runs = startRuns([orderOf('one')], () => answers.shift() ?? reportWith());

    await runs.at('2026-03-02T15:00:00.000Z');
    await runs.at('2026-03-02T15:05:00.000Z');
    const between = [...runs.kept.values()];
    await runs.at('2026-03-03T15:05:00.000Z');

    expect(between).toEqual([orderOf('one', { dueAt: '2026-03-03T15:05:00.000Z' })]);
    expect([...runs.kept.keys()]).toEqual([]);
  });

  it('is given up after a week with a line and a metric, and not in silence', async () => {
    const runs = startRuns([orderOf('one')], () => reportWith({ unreadable: 2, left: [CHANGED] }));

    const late = await runs.at('2026-03-09T14:00:00.000Z');

    expect(late).toEqual({ orders: 1, erased: 0, left: 1, unreadable: 2, undone: 1 });
    expect([...runs.kept.keys()]).toEqual([]);
    const [line = '{}'] = runs.lines.filter((text) => text.includes('erasure-undone'));
    expect(JSON.parse(line)).toMatchObject({ level: 'error', order: 'one', unreadable: 2, left: 1 });
    expect(runs.lines.filter((text) => text.includes('"erasuresUndone":1'))).toHaveLength(1);
  });
});
