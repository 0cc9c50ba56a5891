import { afterEach, describe, expect, it } from 'vitest';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { aRecord, startSweeperStack } from './sweeper-stack.ts';

type SweeperStack = Awaited<ReturnType<typeof startSweeperStack>>;

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

describe('the sweeper on a real table', () => {
  let stack: SweeperStack;
  afterEach(() => stack.stop());

  it('does 10 000 due bindings, each once, over runs that are cut short', async () => {
    stack = await startSweeperStack(AT, true);
    const records = Array.from({ length: 10_000 }, (_, index) => {
      if (index % 10 === 0) return anAx(index);
      return aRecord(index, index % 10 === 1 ? { status: 'releasing' } : {});
    });
    await stack.put(records);
    const [startedAt, usage] = [performance.now(), process.cpuUsage()];

    const reports = [await stack.sweep(timeFor(3000)), await stack.sweep(timeFor(3000))];
    reports.push(await stack.sweep(always));

    const [wallMs, { user, system }] = [performance.now() - startedAt, process.cpuUsage(usage)];
    // With the engine in the same process; the wall time says more about who else works on the machine.
    console.info(
      `10 000 due bindings: ${Math.round((user + system) / 1e6)} s of CPU, ${Math.round(wallMs / 1000)} s`,
    );
    const sum = (field: keyof typeof NOTHING) => reports.reduce((total, report) => total + report[field], 0);
    expect(await stack.statuses(records)).toEqual({ expired: 9000, released: 1000 });
    expect([sum('expired'), sum('unbound'), sum('released')]).toEqual([8000, 1000, 1000]);
    const done = reports.map(({ expired, unbound, released }) => expired + unbound + released);
    const [first = 0, second = 0] = done;
    expect([first, second].map((count) => count > 2900 && count <= 3000)).toEqual([true, true]);
    expect(reports.map(({ remaining }) => remaining)).toEqual([10_000 - first, 10_000 - first - second, 0]);
    expect(stack.unbound).toHaveLength(2000);
    expect(repeated(stack.unbound)).toBe(0);
    expect(await stack.sweep(always)).toEqual(NOTHING);
    expect(stack.lines).toEqual([]);
  }, 240_000);

  it('reaches what lies behind pages full of what fails or of what others work on', async () => {
    stack = await startSweeperStack(AT);
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
  }, 60_000);

  it('at work twice at once ends each binding once, with one call to the platform each', async () => {
    stack = await startSweeperStack(AT);
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
  }, 60_000);
});
