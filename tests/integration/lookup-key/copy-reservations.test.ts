import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LookupReport, takeLookupStep } from '../../../shared/keys/lookup-step.ts';
import type { TablePlace } from '../../../shared/keys/walk-tables.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { LOOKUP_PHASES } from '../../builders/lookup-phases.ts';
import { person } from '../../harness/fixtures.ts';
import { type AccessStack, APP_OF, type Bound, startAccessStack } from '../access/access-stack.ts';
import { changeDocument } from '../keys/change-document.ts';
import { sealedTablesOf } from './sealed-tables-of.ts';

const sealer = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);
const { before: former, begun, used, after } = LOOKUP_PHASES;
const NEVER = () => false;
/** The fields of the document while the change is begun. */
const BEGUN = {
  idKey: Buffer.alloc(32, 2).toString('base64'),
  lookupChange: {
    phase: 'begun',
    since: '2026-03-01T08:00:00.000Z',
    otherKey: Buffer.alloc(32, 3).toString('base64'),
  },
};

/** The reservations of a person under a key, by their X; `route` is a text that is never sealed twice alike. */
const reservationsOf = async ({ stack }: AccessStack, lookup: typeof former, app: string, who: string) => {
  const pk = `P#${app}#${lookup('party', who)}`;
  const found = (await stack.items('BINDINGS_TABLE')).filter((item) => item['pk'] === pk);
  return found.map(({ pk: _pk, partner: _partner, route, ...item }) => ({
    ...item,
    hasRoute: route !== undefined,
  }));
};

describe('the copy of reservations under the key to come', () => {
  let access: AccessStack;
  beforeAll(async () => {
    access = await startAccessStack([]);
  }, 60_000);
  afterAll(() => access?.stack.close());
  let who = 0;
  /** Of the function that copies. */
  let lookup = begun;
  let a: string;
  let b: string;
  beforeEach(() => {
    who += 1;
    lookup = begun;
    [a, b] = [person(5_000 + who), person(6_000 + who)];
  });

  const bind = (mode: 'AXB' | 'X', more: object = {}): Promise<Bound> =>
    access.bound(mode, APP_OF[mode], { a, b, ttlSeconds: 86_400, ...more });
  const end = async ({ bindingId }: Bound): Promise<void> => {
    expect((await access.ask('DELETE', `/bindings/${bindingId}`)).status).toBe(200);
  };
  /** One run of one page of two items, over documents that a test may exchange in part. */
  const copy = (from: TablePlace | undefined, changed: Partial<Documents> = {}, more: object = {}) => {
    const { documents } = access.stack;
    const paged: Documents = {
      ...documents,
      scan: (input) => documents.scan({ ...input, limit: 2 }),
      ...changed,
    };
    const names = sealedTablesOf(access.stack);
    const deps = { documents: paged, tables: names, sealer, lookup, clock: access.stack.clock };
    return takeLookupStep(deps, { step: 'copy', dryRun: false, after: from, ...more }, NEVER);
  };
  const copyAll = async (changed: Partial<Documents> = {}, more: object = {}): Promise<LookupReport[]> => {
    const reports = [await copy(undefined, changed, more)];
    for (let next = reports[0]?.next; next; next = reports.at(-1)?.next)
      reports.push(await copy(next, changed, more));
    return reports;
  };
  const sum = (reports: readonly LookupReport[], name: 'done' | 'changed' | 'unknown' | 'unreadableCount') =>
    reports.reduce((total, report) => total + report[name], 0);
  const isAlike = async (app: string, ...people: string[]): Promise<void> => {
    for (const one of people) {
      const original = await reservationsOf(access, former, app, one);
      expect(original.length).toBeGreaterThan(0);
      expect(await reservationsOf(access, after, app, one)).toEqual(original);
    }
  };

  it('can be cut short after every page, goes on, and does nothing twice', async () => {
    await bind('AXB');
    await bind('X');

    const first = await copyAll();
    const again = await copyAll();

    expect(first.length).toBeGreaterThan(2);
    expect(sum(first, 'done')).toBeGreaterThanOrEqual(4);
    expect([sum(again, 'done'), sum(again, 'changed'), sum(again, 'unreadableCount')]).toEqual([0, 0, 0]);
    await isAlike(APP_OF.AXB, a, b);
    await isAlike(APP_OF.X, a, b);
  });

  it('changes nothing in a dry run, and says how much it would be', async () => {
    await bind('AXB');

    const dry = await copyAll({}, { dryRun: true });

    expect(sum(dry, 'done')).toBeGreaterThanOrEqual(2);
    expect(await reservationsOf(access, after, APP_OF.AXB, a)).toEqual([]);
  });

  it.each<['put' | 'get', string]>([
    ['get', 'after it was read'],
    ['put', 'before the copy is written'],
  ])('is as the original where the binding ends meanwhile (%s: %s)', async (call) => {
    await copyAll();
    const binding = await bind('AXB');
    await changeDocument(access.stack, () => BEGUN);
    const { documents } = access.stack;
    let looks = 0;
    const ending = async (pk: unknown) => {
      // The reads of one look: the original, its binding, the copy, the original again.
      if (pk === `P#${APP_OF.AXB}#${former('party', a)}` || call === 'put') looks += 1;
      if (looks === (call === 'put' ? 1 : 2)) await end(binding);
    };

    await copyAll({
      [call]: async (input: never) => {
        const { key, item } = input as { key?: { pk: unknown }; item?: { pk: unknown } };
        if (call === 'put') await ending(item?.pk);
        const result = await (documents[call] as (input: never) => Promise<never>)(input);
        if (call === 'get') await ending(key?.pk);
        return result;
      },
    });

    await changeDocument(access.stack, () => ({ lookupChange: undefined }));
    const [left] = await reservationsOf(access, after, APP_OF.AXB, a);
    expect(left).toMatchObject({ releasedAt: expect.any(String) });
    await isAlike(APP_OF.AXB, a, b);
  });

  it('writes over what a function with the document of before has left behind', async () => {
    const binding = await bind('AXB');
    await copyAll();
    await end(binding);
    expect(await reservationsOf(access, after, APP_OF.AXB, a)).not.toMatchObject([
      { releasedAt: expect.any(String) },
    ]);

    await copyAll();

    await isAlike(APP_OF.AXB, a, b);
  });

  it('writes over no reservation that is made meanwhile, also where it is cut short there', async () => {
    const left = await bind('AXB');
    await copyAll();
    await end(left);
    await changeDocument(access.stack, () => BEGUN);
    const { documents } = access.stack;
    let made: Bound | undefined;

    const cut = copyAll({
      async put(input) {
        if (input.item['pk'] !== `P#${APP_OF.AXB}#${after('party', a)}`) return documents.put(input);
        made = await bind('AXB', { x: left.x, b: person(6_600) });
        await documents.put(input);
        throw new Error('cut short');
      },
    });

    await expect(cut).rejects.toThrow('cut short');
    await changeDocument(access.stack, () => ({ lookupChange: undefined }));
    const [reserved] = await reservationsOf(access, after, APP_OF.AXB, a);
    expect(reserved).toMatchObject({ bindingId: made?.bindingId });
    await copyAll();
    await isAlike(APP_OF.AXB, a);
  });

  it('counts who has left a number by a change and must not meet strangers on it, until that is over', async () => {
    const other = person(6_500);
    const { stack } = access;
    const binding = await bind('AXB');
    await access.ask('PATCH', `/bindings/${binding.bindingId}`, { b: other });
    const table = stack.tables.BINDINGS_TABLE;
    const pk = `P#${APP_OF.AXB}#${former('party', b)}`;
    const [left] = (await stack.items('BINDINGS_TABLE')).filter((item) => item['pk'] === pk);
    const freeAt = '2026-03-02T08:00:00.000Z';
    await stack.documents.put({ purpose: 'a cool-down', table, item: { ...left, freeAt } });

    const reports = await copyAll();
    const since = String(left?.['releasedAt']);
    const known = await copyAll({}, { copiedBefore: since });

    expect(reports.find(({ unknown }) => unknown > 0)).toMatchObject({ unknown: 1, unknownUntil: freeAt });
    expect(sum(known, 'unknown')).toBe(0);
    await stack.documents.remove({ purpose: 'its end', table, key: { pk, sk: left?.['sk'] } });
  });

  it('counts a number that rests longer than its binding is kept, until it is free', async () => {
    const { documents, tables, items } = access.stack;
    const binding = await bind('AXB');
    await end(binding);
    const table = tables.BINDINGS_TABLE;
    const freeAt = '2026-05-30T08:00:00.000Z';
    const left = (await items('BINDINGS_TABLE')).filter(
      (item) => String(item['pk']).startsWith('P#') && item['bindingId'] === binding.bindingId,
    );
    for (const item of left)
      await documents.put({ purpose: 'a cool-down', table, item: { ...item, freeAt } });
    await documents.remove({ purpose: 'its end', table, key: { pk: `B#${binding.bindingId}`, sk: 'B' } });

    const resting = await copyAll();
    const [gone = {}] = left;
    for (const item of left) await documents.put({ purpose: 'its end', table, item });
    const free = await copyAll();
    const { freeAt: _freeAt, releasedAt: _releasedAt, ...held } = gone;
    await documents.put({ purpose: 'a release that was lost', table, item: held });
    const lost = await copyAll();

    expect(left).toHaveLength(2);
    expect([sum(resting, 'unknown'), sum(free, 'unknown'), sum(lost, 'unknown')]).toEqual([2, 0, 0]);
    expect(resting.map(({ unknownUntil }) => unknownUntil)).toContain(freeAt);
    for (const { pk, sk } of left) await documents.remove({ purpose: 'its end', table, key: { pk, sk } });
  });

  it('counts a binding that cannot be opened as long as it has a number', async () => {
    const binding = await bind('AXB');
    const { documents, tables } = access.stack;
    const key = { pk: `B#${binding.bindingId}`, sk: 'B' };
    const table = tables.BINDINGS_TABLE;
    const item = await documents.get({ purpose: 'reading', table, key });
    await documents.put({ purpose: 'spoiling', table, item: { ...item, sealed: 'gone:AAAA' } });

    const reports = await copyAll();

    expect(sum(reports, 'unreadableCount')).toBe(2);
    expect(new Set(reports.flatMap(({ unreadable }) => unreadable))).toEqual(new Set([binding.bindingId]));
    await documents.put({ purpose: 'putting back', table, item: { ...item } });
  });

  describe('once the new key decides', () => {
    beforeEach(() => {
      lookup = used;
    });
    const keyOf = (lookups: typeof former, one: string, { sk }: { sk?: unknown }) => ({
      pk: `P#${APP_OF.AXB}#${lookups('party', one)}`,
      sk,
    });
    /** A binding whose reservations stand under the former key alone, and the one of A. */
    const boundUnderFormer = async () => {
      await bind('AXB');
      const pk = `P#${APP_OF.AXB}#${former('party', a)}`;
      const [item = {}] = (await access.stack.items('BINDINGS_TABLE')).filter((each) => each['pk'] === pk);
      return { item, table: access.stack.tables.BINDINGS_TABLE };
    };

    it('copies what a function has reserved under the former key alone before it died', async () => {
      await boundUnderFormer();

      const first = await copyAll();
      const again = await copyAll();

      expect(sum(first, 'done')).toBeGreaterThanOrEqual(2);
      expect([sum(again, 'done'), sum(again, 'changed')]).toEqual([0, 0]);
      await isAlike(APP_OF.AXB, a, b);
    });

    it('takes no number from somebody who has it under the new key, or rests from it', async () => {
      const { item, table } = await boundUnderFormer();
      const key = keyOf(LOOKUP_PHASES.after, a, item);
      const { endsAt: _endsAt, surelyAt: _surelyAt, freeAt: _freeAt, ttl: _ttl, ...held } = item;
      const others = { ...held, ...key, bindingId: 'another', partner: 'somebody' };
      const resting = {
        ...others,
        releasedAt: '2026-03-01T08:00:00.000Z',
        freeAt: '2026-05-01T08:00:00.000Z',
      };
      for (const there of [others, resting]) {
        await access.stack.documents.put({ purpose: 'another binding', table, item: there });

        await copyAll();

        expect(await access.stack.documents.get({ purpose: 'reading', table, key })).toEqual(there);
      }
    });

    it('takes one that is free there, and writes over no memory with another', async () => {
      const { item, table } = await boundUnderFormer();
      const key = keyOf(LOOKUP_PHASES.after, a, item);
      const free = { releasedAt: '2026-02-01T08:00:00.000Z', freeAt: '2026-02-01T08:00:00.000Z' };
      const { endsAt: _endsAt, surelyAt: _surelyAt, ttl: _ttl, ...held } = item;
      const others = { ...held, ...key, ...free, bindingId: 'another', partner: 'somebody' };
      const { documents } = access.stack;
      await documents.put({ purpose: 'another binding', table, item: others });
      await documents.put({ purpose: 'its own end', table, item: { ...held, ...free } });
      await copyAll();
      const kept = await documents.get({ purpose: 'reading', table, key });
      await documents.put({ purpose: 'as it was', table, item });

      await copyAll();

      expect(kept).toEqual(others);
      await isAlike(APP_OF.AXB, a);
    });
  });
});
