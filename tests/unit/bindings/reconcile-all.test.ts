import { describe, expect, it } from 'vitest';
import type { ReconcileOrder } from '../../../shared/bindings/reconcile/reconcile.ts';
import { createReconcileAll } from '../../../shared/bindings/reconcile/reconcile-all.ts';
import type { ReconcilePlace } from '../../../shared/bindings/reconcile/reconcile-places.ts';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const APPS = [
  { name: 'rides', mode: 'AXB', reconcile: 'report' },
  { name: 'homes', mode: 'AX', reconcile: 'repair' },
] as const;

const AWAY = new AppError('store-unavailable', 'away');

const aReport = (changes: Partial<ReconcileReport> = {}): ReconcileReport => ({
  ...{ app: 'rides', mode: 'AXB', repair: false },
  ...{ numbers: 1, theirs: 0, ours: 0, inProgress: 0, resolved: 0, unjudged: 0 },
  findings: [],
  unread: [],
  ...changes,
});

type Setting = {
  kept?: readonly ReconcilePlace[];
  /** The answer of an app's comparison, or its failure. */
  rides?: ReconcileReport | Error;
  homes?: ReconcileReport | Error;
  /** The count of apps for which there is time. */
  turns?: number;
  write?: () => void;
};

const run = async (step: 'begin' | 'resume', setting: Setting = {}) => {
  const { turns = 9, write = () => undefined } = setting;
  const orders: ReconcileOrder[] = [];
  const written: (readonly ReconcilePlace[])[] = [];
  const lines: Record<string, unknown>[] = [];
  const answer = await createReconcileAll({
    apps: APPS,
    reconcile: async (order) => {
      orders.push(order);
      const answered = order.app === 'rides' ? setting.rides : setting.homes;
      if (answered instanceof Error) throw answered;
      return answered ?? aReport({ app: order.app });
    },
    places: {
      read: async () => setting.kept ?? [],
      write: async (places) => {
        write();
        written.push(places);
      },
    },
    logger: createLogger({ clock: () => new Date(0), write: (line) => lines.push(JSON.parse(line)) }),
  })(step, { toLook: () => orders.length < turns, toRepair: () => true });
  const failures = lines.flatMap(({ reconcileFailures, app }) => (reconcileFailures === 1 ? [app] : []));
  const events = lines.flatMap(({ event, app }) => (event === undefined ? [] : [[event, app]]));
  return { answer, orders, written, failures, events };
};

describe('the comparison of all apps', () => {
  it('takes each app once, repairs where the app says so, and never by force', async () => {
    const { answer, orders, written } = await run('begin');

    expect(orders).toEqual([
      { app: 'rides', mode: 'AXB', repair: false, force: false, from: undefined },
      { app: 'homes', mode: 'AX', repair: true, force: false, from: undefined },
    ]);
    expect(answer).toMatchObject({ failed: [], left: [] });
    expect(answer.reports.map(({ app }) => app)).toEqual(['rides', 'homes']);
    expect(written.at(-1)).toEqual([]);
  });

  it.each<[string, ReconcileReport | Error, string]>([
    ['throws', new Error('a fault of ours'), 'internal-error'],
    ['is refused', aReport({ stoppedBy: { code: 'platform-rejected' }, next: 'b' }), 'platform-rejected'],
    [
      'is locked out',
      aReport({ stoppedBy: { code: 'platform-locked-out' }, next: 'b' }),
      'platform-locked-out',
    ],
    ['is in arrears', aReport({ stoppedBy: { code: 'account-suspended' }, next: 'b' }), 'account-suspended'],
  ])('goes on when an app %s, which then waits for the next night', async (_case, rides, code) => {
    const { answer, orders, written, failures, events } = await run('begin', { rides });

    expect(orders.map(({ app }) => app)).toEqual(['rides', 'homes']);
    expect(answer).toMatchObject({ failed: [{ app: 'rides', code }], left: [] });
    expect(written.at(-1)).toEqual([]);
    expect(failures).toEqual(['rides']);
    expect(events).toEqual([['reconcile-stopped', 'rides']]);
  });

  it.each<[string, ReconcileReport | Error, ReconcilePlace]>([
    ['has no time left', aReport({ next: 'k' }), { app: 'rides', from: 'k' }],
    [
      'is throttled',
      aReport({ stoppedBy: { code: 'platform-throttled' }, next: 'k' }),
      { app: 'rides', from: 'k' },
    ],
    [
      'gets no answer',
      aReport({ stoppedBy: { code: 'platform-unavailable' }, next: 'k' }),
      { app: 'rides', from: 'k' },
    ],
    ['cannot read its numbers', AWAY, { app: 'rides' }],
  ])('keeps the place of an app that %s', async (_case, rides, place) => {
    const { answer, written, failures } = await run('begin', { rides });

    expect(answer).toMatchObject({ failed: [], left: ['rides'] });
    expect(written.at(-1)).toEqual([place]);
    expect(failures).toEqual([]);
  });

  it('keeps the former place of an app whose numbers cannot be read', async () => {
    const { written } = await run('resume', { kept: [{ app: 'rides', from: 'k' }], rides: AWAY });

    expect(written.at(-1)).toEqual([{ app: 'rides', from: 'k' }]);
  });

  it('goes on with those alone that were left, each from its place', async () => {
    const kept = [
      { app: 'homes', from: 'k' },
      { app: 'gone', from: 'k' },
    ];

    const { orders, written } = await run('resume', { kept });

    expect(orders).toMatchObject([{ app: 'homes', from: 'k' }]);
    expect(written.at(-1)).toEqual([]);
  });

  it('writes nothing when nothing was left', async () => {
    const { orders, written } = await run('resume');

    expect([orders, written]).toEqual([[], []]);
  });

  it('leaves apps for which there is no time, before the one that was begun', async () => {
    const { answer, written } = await run('begin', { turns: 1, rides: aReport({ next: 'k' }) });

    expect(answer.left).toEqual(['homes', 'rides']);
    expect(written.at(-1)).toEqual([{ app: 'homes' }, { app: 'rides', from: 'k' }]);
  });

  it('puts an app behind the others before it is begun, so that one that ends the process stops nobody', async () => {
    const { written } = await run('begin');

    expect(written[0]).toEqual([{ app: 'homes' }, { app: 'rides' }]);
  });

  it('tells of an app that the former night was not through with, and goes on with it', async () => {
    const { orders, failures, events } = await run('begin', { kept: [{ app: 'homes', from: 'k' }] });

    expect(orders).toMatchObject([
      { app: 'homes', from: 'k' },
      { app: 'rides', from: undefined },
    ]);
    expect(failures).toEqual(['homes']);
    expect(events).toEqual([['reconcile-not-through', 'homes']]);
  });

  it('compares on when a place cannot be kept', async () => {
    const write = () => {
      throw AWAY;
    };

    const { orders, events } = await run('begin', { write });

    expect(orders.map(({ app }) => app)).toEqual(['rides', 'homes']);
    expect(new Set(events.map(([event]) => event))).toEqual(new Set(['reconcile-places-not-kept']));
  });
});
