import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { startMemoryStore, startStoreEngine, type TestStore } from '../../harness/store-engine.ts';
import { aRecord, sweeperStack } from './sweeper-stack.ts';

const NOTHING = { expired: 0, unbound: 0, released: 0, recovered: 0, failed: 0, remaining: 0 };
const AT = new Date('2026-03-01T09:00:00.000Z');
const always = () => true;

const repeated = (values: readonly string[]): number => values.length - new Set(values).size;

/** True so many times: once for each binding that is begun, and once for each round. */
const timeFor = (count: number): (() => boolean) => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked <= count;
  };
};

const anAx = (index: number): BindingRecord => {
  const { binding, ...record } = aRecord(index, { mode: 'AX' });
  const { b: _none, ...ax } = binding;
  return { ...record, binding: ax };
};

/** 120 in the same shard, which the last letter of the id tells. */
const some = (from: number, make: (index: number) => BindingRecord): readonly BindingRecord[] =>
  Array.from({ length: 120 }, (_, index) => {
    const record = make(from + index);
    const bindingId = `${record.binding.bindingId.slice(0, -1)}a`;
    return { ...record, binding: { ...record.binding, bindingId } };
  });

let store: TestStore;
afterEach(() => store.stop());

describe('the sweeper', () => {
  it.each([
    {
      where: 'in memory',
      open: () => startMemoryStore(),
      due: 10_000,
      cut: 3000,
      asExpired: 8000,
      others: 1000,
    },
    { where: 'on a real table', open: startStoreEngine, due: 500, cut: 150, asExpired: 400, others: 50 },
  ])(
    'does $due due bindings $where, each once, over runs that are cut short',
    async ({ where, open, due, cut, asExpired, others }) => {
      store = await open();
      const stack = sweeperStack(store, AT, true);
      const records = Array.from({ length: due }, (_, index) => {
        if (index % 10 === 0) return anAx(index);
        return aRecord(index, index % 10 === 1 ? { status: 'releasing' } : {});
      });
      await stack.put(records);
      const [startedAt, usage] = [performance.now(), process.cpuUsage()];

      const reports = [await stack.sweep(timeFor(cut)), await stack.sweep(timeFor(cut))];
      reports.push(await stack.sweep(always));

      const [wallMs, { user, system }] = [performance.now() - startedAt, process.cpuUsage(usage)];
      // With the store in the same process; the wall time says more about who else works on the machine.
      console.info(
        `${due} due bindings ${where}: ${Math.round((user + system) / 1e6)} s of CPU, ${Math.round(wallMs / 1000)} s`,
      );
      const sum = (field: keyof typeof NOTHING) =>
        reports.reduce((total, report) => total + report[field], 0);
      expect(await stack.statuses(records)).toEqual({ expired: asExpired + others, released: others });
      expect([sum('expired'), sum('unbound'), sum('released')]).toEqual([asExpired, others, others]);
      const done = reports.map(({ expired, unbound, released }) => expired + unbound + released);
      const [first = 0, second = 0] = done;
      expect([first, second].map((count) => count > cut - 100 && count <= cut)).toEqual([true, true]);
      expect(reports.map(({ remaining }) => remaining)).toEqual([due - first, due - first - second, 0]);
      expect(stack.unbound).toHaveLength(2 * others);
      expect(repeated(stack.unbound)).toBe(0);
      expect(await stack.sweep(always)).toEqual(NOTHING);
      expect(stack.lines).toEqual([]);
    },
    240_000,
  );

  it('reaches what lies behind pages full of what fails or of what others work on', async () => {
    store = await startMemoryStore();
    const stack = sweeperStack(store, AT);
    // The longest due ones of one shard, more than a page of each: sealed with a key that is gone, held back by the
    // platform, and in the hands of somebody.
    const lost = some(0, (index) => aRecord(index));
    const owing = some(1000, anAx);
    const taken = some(2000, (index) => ({
      ...aRecord(index, { status: 'releasing' }),
      leaseUntil: '2026-03-01T09:00:30.000Z',
    }));
    const good = some(3000, aRecord);
    await stack.put(lost, (item) => ({ ...item, sealed: 'AAAA' }));
    await stack.put([...owing, ...taken, ...good]);
    stack.answerUnbindsWith(() => 'throttled');

    const first = await stack.sweep(always);
    const second = await stack.sweep(always);
    stack.answerUnbindsWith(() => 'released');
    stack.advance(61);
    const later = await stack.sweep(always);

    expect(first).toEqual({ ...NOTHING, expired: 120, remaining: 120 });
    expect(second).toEqual({ ...NOTHING, remaining: 120 });
    expect(later).toEqual({ ...NOTHING, unbound: 120, released: 120, remaining: 120 });
    expect(await stack.statuses(good)).toEqual({ expired: 120 });
    expect(stack.unbound).toHaveLength(360);
  });
});

describe('runs of the sweeper that overlap', () => {
  const twoHundred = () =>
    Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? aRecord(index, { status: 'releasing' }) : anAx(index),
    );
  const requestsOf = async (runs: number) => {
    store = await startMemoryStore();
    const stack = sweeperStack(store, AT);
    await stack.put(twoHundred());
    const before = stack.requests();
    const reports = await Promise.all(Array.from({ length: runs }, () => stack.sweep(always)));
    return { ...stack, reports, requests: stack.requests() - before };
  };

  it('make about the requests of one, and its calls to the platform', async () => {
    const alone = await requestsOf(1);
    await store.stop();

    const five = await requestsOf(5);

    expect(alone.unbound).toHaveLength(200);
    expect(five.unbound).toHaveLength(200);
    expect(repeated(five.unbound)).toBe(0);
    // Each of the four others lists four shards, asks for four leases, and counts the expiries in four shards from one place. Where
    // two runs share the shards each reads its own records.
    expect(five.requests - alone.requests).toBeLessThanOrEqual(4 * 13 + 12);
    const ended = five.reports.map(({ unbound, released }) => unbound + released);
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(five.reports.map(({ remaining }) => remaining)).toEqual([0, 0, 0, 0, 0]);
  });

  it('write nothing when nothing is due', async () => {
    store = await startMemoryStore();
    const stack = sweeperStack(store, AT);

    expect(await Promise.all([stack.sweep(always), stack.sweep(always)])).toEqual([NOTHING, NOTHING]);

    expect(stack.requests()).toBe(2 * 9);
    expect(await store.itemsOf(store.tables.BINDINGS_TABLE)).toEqual([]);
  });

  it('look at what falls due meanwhile in a shard that they keep others out of', async () => {
    store = await startMemoryStore();
    const stack = sweeperStack(store, AT);
    const releasing = { status: 'releasing' } as const;
    await stack.put([
      aRecord(0, { ...releasing, bindingId: 'first-a' }),
      { ...aRecord(1, { ...releasing, bindingId: 'second-a' }), dueAt: '2026-03-01T09:00:20.000Z' },
    ]);
    stack.answerUnbindsWith(() => {
      stack.advance(20);
      return 'released';
    });

    expect(await stack.sweep(always)).toEqual({ ...NOTHING, released: 2 });
  });

  it('keep others out for a minute at most after one was killed', async () => {
    store = await startMemoryStore();
    const stack = sweeperStack(store, AT);
    const records = Array.from({ length: 8 }, (_, index) => aRecord(index, { status: 'releasing' }));
    await stack.put(records);
    stack.answerUnbindsWith(() => 'never');
    void stack.sweep(always);
    await vi.waitFor(() => expect(stack.unbound).toHaveLength(5));
    stack.answerUnbindsWith(() => 'released');

    stack.advance(59);
    const early = await stack.sweep(always);
    stack.advance(1);
    const later = await stack.sweep(always);

    expect(early).toEqual(NOTHING);
    expect(later).toEqual({ ...NOTHING, released: 8 });
    expect(await stack.statuses(records)).toEqual({ released: 8 });
  });
});

describe('the sweeper on a real table', () => {
  it('at work twice at once ends each binding once, with one call to the platform each', async () => {
    store = await startStoreEngine();
    const stack = sweeperStack(store, AT);
    const records = Array.from({ length: 300 }, (_, index) =>
      index % 3 === 0 ? aRecord(index, { status: 'releasing' }) : anAx(index),
    );
    await stack.put(records);

    const reports = await Promise.all([stack.sweep(always), stack.sweep(always)]);

    const sum = (field: keyof typeof NOTHING) => reports.reduce((total, report) => total + report[field], 0);
    expect([sum('unbound'), sum('released'), sum('remaining')]).toEqual([200, 100, 0]);
    expect(stack.unbound).toHaveLength(300);
    expect(repeated(stack.unbound)).toBe(0);
    expect(await stack.statuses(records)).toEqual({ expired: 200, released: 100 });
    expect(stack.lines).toEqual([]);
  });
});
