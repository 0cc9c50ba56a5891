import { describe, expect, it } from 'vitest';
import { countSealed } from '../../../shared/keys/count-sealed.ts';
import { resealTables } from '../../../shared/keys/reseal.ts';
import { createSealer, type DataKey } from '../../../shared/sealing/sealer.ts';
import type { Attributes, Documents, UpdateInput } from '../../../shared/storage/documents.ts';

const key = (id: string, fill: number): DataKey => ({ id, bytes: new Uint8Array(32).fill(fill) });
const old = createSealer([key('old', 1)]);
const sealer = createSealer([key('new', 2), key('old', 1)]);
const TABLES = { bindings: 'b', calls: 'c', messages: 'm', numbers: 'n', pushes: 'p', usage: 'u' };
const ALWAYS = () => true;

const aMessage = (id: string): Attributes => ({
  pk: `M#${id}`,
  sk: 'M',
  sealed: old.sealCompact(`{"id":"${id}"}`, `M#${id}`),
  ttl: 1,
});

/** Pages of the table of messages; the other tables are empty. `isOvertaken`: somebody else wrote the item meanwhile. */
const setUp = (pages: readonly (readonly Attributes[])[], isOvertaken = (_pk: unknown) => false) => {
  const updates: UpdateInput[] = [];
  const sleptMs: number[] = [];
  const scan: Documents['scan'] = async ({ table, start }) => {
    if (table !== 'm') return { items: [], count: 0, next: undefined };
    const index = start === undefined ? 0 : Number(start['sk']);
    const items = pages[index] ?? [];
    const next = index + 1 < pages.length ? { pk: 'page', sk: String(index + 1) } : undefined;
    return { items, count: items.length, next };
  };
  const update: Documents['update'] = async (input) => {
    updates.push(input);
    return isOvertaken(input.key['pk']) ? { written: false } : { written: true };
  };
  const deps = {
    documents: { scan, update },
    tables: TABLES,
    sealer,
    clock: () => new Date('2026-03-01T08:00:00.000Z'),
    sleep: async (milliseconds: number) => void sleptMs.push(milliseconds),
  };
  return { deps, updates, sleptMs };
};

const ORDER = { from: 'old', dryRun: false, writesPerSecond: 10, after: undefined };

describe('sealing anew', () => {
  it('replaces the value alone, and only while it is the one that was read', async () => {
    const item = aMessage('a');
    const { deps, updates } = setUp([[item]]);

    const report = await resealTables(deps, ORDER, ALWAYS);

    const { values = {}, ...written } = updates[0] ?? {};
    expect(report).toEqual({ resealed: 1, changed: 0, unreadable: [], unreadableCount: 0, next: null });
    expect(written).toEqual({
      purpose: 'sealing an item anew',
      table: 'm',
      key: { pk: 'M#a', sk: 'M' },
      change: 'SET #sealed = :resealed',
      condition: '#sealed = :sealed',
      names: { '#sealed': 'sealed' },
    });
    expect(values[':sealed']).toBe(item['sealed']);
    const resealed = String(values[':resealed']);
    expect(resealed).toMatch(/^new~:/);
    expect(
      createSealer([key('new', 2)])
        .open(resealed, 'M#a')
        .toString(),
    ).toBe('{"id":"a"}');
  });

  it('leaves an item that somebody wrote meanwhile to the next run', async () => {
    const { deps } = setUp([[aMessage('a'), aMessage('b')]], (pk) => pk === 'M#a');

    expect(await resealTables(deps, ORDER, ALWAYS)).toMatchObject({ resealed: 1, changed: 1 });
  });

  it('passes over what is sealed with another key, and names what it cannot open', async () => {
    const moved = { ...aMessage('a'), pk: 'M#b' };
    const current = { pk: 'M#c', sk: 'M', sealed: sealer.seal('{}', 'M#c') };
    const stray = { pk: 'Z#d', sk: 'Z', sealed: old.seal('{}', 'Z#d') };
    const { deps, updates } = setUp([[moved, current, stray]]);

    const report = await resealTables(deps, ORDER, ALWAYS);

    expect(report).toMatchObject({ resealed: 0, unreadable: ['b', 'd'], unreadableCount: 2 });
    expect(updates).toEqual([]);
  });

  it('keeps to its rate', async () => {
    const { deps, sleptMs } = setUp([[aMessage('a'), aMessage('b')], [aMessage('c')]]);

    await resealTables(deps, ORDER, ALWAYS);

    expect(sleptMs).toEqual([200, 100]);
  });

  it('stops when its time is up, and goes on from there', async () => {
    const { deps, updates } = setUp([[aMessage('a')], [aMessage('b')]]);
    const once = (turns: number) => () => {
      turns -= 1;
      return turns > 0;
    };

    const first = await resealTables(deps, ORDER, once(3));
    const second = await resealTables(deps, { ...ORDER, after: first.next ?? undefined }, ALWAYS);

    expect(first).toMatchObject({ resealed: 1, next: { table: 'messages', pk: 'page', sk: '1' } });
    expect(second).toMatchObject({ resealed: 1, next: null });
    expect(updates.map(({ key: { pk } }) => pk)).toEqual(['M#a', 'M#b']);
  });

  it('of a dry run writes nothing', async () => {
    const { deps, updates, sleptMs } = setUp([[aMessage('a')]]);

    expect(await resealTables(deps, { ...ORDER, dryRun: true }, ALWAYS)).toMatchObject({ resealed: 1 });
    expect([updates, sleptMs]).toEqual([[], []]);
  });
});

describe('counting', () => {
  it('counts a sealed value that stands where no store seals', async () => {
    const stray = { pk: 'Z#d', sk: 'Z', other: old.seal('{}', 'Z#d'), app: 'rides:morning', at: '2026' };
    const { deps } = setUp([[stray, aMessage('a')]]);

    expect(await countSealed(deps, undefined, ALWAYS)).toEqual({
      counts: [
        { dataKeyId: 'old', table: 'messages', kind: 'unknown', count: 1 },
        { dataKeyId: 'old', table: 'messages', kind: 'message', count: 1 },
      ],
      next: null,
    });
  });
});
