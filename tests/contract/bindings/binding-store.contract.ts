import { beforeAll, describe, expect, it } from 'vitest';
import { type BindingStore, SWEEP_SHARDS } from '../../../shared/bindings/model/binding-store.ts';
import { parsePrivateNumber } from '../../../shared/kernel/e164.ts';
import { OTHER_X, X } from '../../builders/bind-request.ts';
import { aBinding, atOnce } from './a-binding.ts';

const NOW = new Date('2026-03-01T09:00:00.000Z');

const privateNumber = (index: number) => {
  const number = parsePrivateNumber(`+86170${String(index).padStart(8, '0')}`);
  if (number === undefined) throw new Error('no private number');
  return number;
};

/** The contract of every store of bindings. `makeStore` gives an empty one. */
export const bindingStoreContract = (name: string, makeStore: () => BindingStore) =>
  describe(`BindingStore: ${name}`, () => {
    let store: BindingStore;
    beforeAll(() => {
      store = makeStore();
    });

    const created = async (...[changes, more]: [Parameters<typeof aBinding>[0]?, object?]) => {
      const record = await store.create({ binding: aBinding(changes), ...more });
      if (record === undefined) throw new Error('the binding is there already');
      return record;
    };

    it('gives back what was stored, with everything of our own work on it', async () => {
      const work = {
        leaseUntil: '2026-03-01T08:01:00.000Z',
        attemptAt: '2026-03-01T08:00:01.000Z',
        dueAt: '2026-03-01T08:01:00.000Z',
        confirmEnd: true,
        sweepAttempts: 3,
      };
      const { binding } = await created({ reference: 'order-42' }, work);

      expect(await store.get(binding.bindingId)).toEqual({ binding, ...work, revision: 1 });
    });

    it('knows nothing of an id that was never stored', async () => {
      expect(await store.get('neverstoredneverstored')).toBeUndefined();
    });

    it('creates one of eight with the same id at once', async () => {
      const binding = aBinding();

      const records = await atOnce(8, () => store.create({ binding }));

      expect(records.filter((record) => record !== undefined)).toHaveLength(1);
    });

    it('lets one of eight replace the same state, and the next only who has read it', async () => {
      const first = await created();

      const records = await atOnce(8, (index) =>
        store.replace(first, { binding: first.binding, sweepAttempts: index }),
      );
      const [winner] = records.filter((record) => record !== undefined);
      const late = await store.replace(first, { binding: first.binding });
      const informed = winner && (await store.replace(winner, { binding: winner.binding }));

      expect(records.filter((record) => record !== undefined)).toHaveLength(1);
      expect(winner?.revision).toBe(2);
      expect(late).toBeUndefined();
      expect(informed?.revision).toBe(3);
    });

    it('replaces nothing that is not there', async () => {
      const binding = aBinding();

      const replaced = await store.replace({ binding, revision: 1 }, { binding });

      expect(replaced).toBeUndefined();
      expect(await store.get(binding.bindingId)).toBeUndefined();
    });

    it('forgets what a change leaves out', async () => {
      const first = await created({}, { dueAt: '2026-03-01T08:00:30.000Z', confirmEnd: true });

      await store.replace(first, { binding: aBinding({ ...first.binding, status: 'released' }) });

      expect(Object.keys((await store.get(first.binding.bindingId)) ?? {}).sort()).toEqual([
        'binding',
        'revision',
      ]);
    });

    it('finds by subscription id within its app only', async () => {
      const one = await created({ subscriptionId: 'shared-id' });
      const other = await created({ subscriptionId: 'shared-id', app: 'couriers' });

      const found = [
        await store.bySubscription('rides', 'shared-id'),
        await store.bySubscription('couriers', 'shared-id'),
        await store.bySubscription('others', 'shared-id'),
      ];

      expect(found.map((record) => record?.binding.bindingId)).toEqual([
        one.binding.bindingId,
        other.binding.bindingId,
        undefined,
      ]);
    });

    it('lists by reference, newest first, page by page to the end, whatever the status', async () => {
      const statuses = ['active', 'released', 'expired', 'failed', 'pending', 'releasing', 'active'] as const;
      const ids: string[] = [];
      for (const [index, status] of statuses.entries()) {
        const createdAt = `2026-03-01T08:0${index}:00.000Z`;
        ids.push((await created({ reference: 'pages', createdAt, status })).binding.bindingId);
      }

      const pages = [];
      let after: Parameters<BindingStore['places']>[2];
      do {
        const page = await store.places({ reference: 'pages' }, 3, after);
        pages.push(page.map(({ bindingId }) => bindingId));
        after = page.at(-1);
      } while (after !== undefined && pages.length < 5);

      expect(pages.map((page) => page.length)).toEqual([3, 3, 1, 0]);
      expect(pages.flat()).toEqual(ids.toReversed());
    });

    it('goes on behind a place whose binding shares its instant with others', async () => {
      const made = await atOnce(5, () => created({ reference: 'same-instant' }));
      const seen: string[] = [];
      let after: Parameters<BindingStore['places']>[2];
      for (let page = 0; page < 5; page += 1) {
        const [place] = await store.places({ reference: 'same-instant' }, 1, after);
        seen.push(place?.bindingId ?? '');
        after = place;
      }

      expect(seen.sort()).toEqual(made.map(({ binding }) => binding.bindingId).sort());
    });

    it.each(['a', 'b', 'x', 'reference'] as const)('lists by %s', async (field) => {
      const value = { a: '+8613800007001', b: '+8613800007002', x: '+8617000007003', reference: 'by-field' }[
        field
      ];
      const binding = aBinding({ [field]: value });
      await store.create({ binding });
      await created();

      const places = await store.places({ [field]: value }, 10, undefined);

      expect(places).toEqual([{ bindingId: binding.bindingId, createdAt: '2026-03-01T08:00:00.000Z' }]);
    });

    it('reads 230 in their order and leaves out those that are gone', async () => {
      const made = await atOnce(230, () => created());
      const ids = made.map(({ binding }) => binding.bindingId).toReversed();

      const found = await store.getAll([...ids.slice(0, 5), 'neverstoredneverstored', ...ids.slice(5)]);

      expect(found.map(({ binding }) => binding.bindingId)).toEqual(ids);
      expect(await store.getAll([])).toEqual([]);
    });

    it('gives what is due by now, the longest due first, and no more than asked for', async () => {
      const dueAt = (second: number) => ({
        dueAt: `2026-03-01T08:59:${String(second).padStart(2, '0')}.000Z`,
      });
      const made = [];
      for (const second of [30, 10, 20, 40]) made.push(await created({}, dueAt(second)));
      const early = await created({}, { dueAt: '2026-03-01T09:00:00.001Z' });
      const never = await created();
      const seen = new Map<string, number>();
      for (let shard = 0; shard < 4; shard += 1) {
        const places = await store.due(shard, NOW, 100);
        const due = places.map(({ bindingId }) => bindingId);
        const times = (await store.getAll(due)).map((record) => record.dueAt ?? '');
        expect(places.map((place) => place.dueAt)).toEqual(times);
        expect(times).toEqual([...times].sort());
        expect((await store.due(shard, NOW, 1)).length).toBe(Math.min(due.length, 1));
        for (const id of due) seen.set(id, (seen.get(id) ?? 0) + 1);
      }

      for (const { binding } of made) expect(seen.get(binding.bindingId)).toBe(1);
      expect(seen.has(early.binding.bindingId)).toBe(false);
      expect(seen.has(never.binding.bindingId)).toBe(false);
    });

    it('goes on with what is due behind a place, and counts what is there, changed meanwhile or not', async () => {
      const until = new Date('2026-02-28T00:00:00.000Z');
      const sameInstant = await atOnce(9, () => created({}, { dueAt: '2026-02-27T23:59:00.000Z' }));
      const seen: string[] = [];
      let behindFirst = 0;
      let queues = 0;
      let all = 0;
      for (let shard = 0; shard < 4; shard += 1) {
        const [first] = await store.due(shard, until, 1);
        all += await store.countDue(shard, until);
        if (first === undefined) continue;
        queues += 1;
        seen.push(first.bindingId);
        // A binding that is done is not due any more; its place still says where to go on.
        const record = await store.get(first.bindingId);
        if (record !== undefined) await store.replace(record, { binding: record.binding });
        behindFirst += await store.countDue(shard, until, first);
        const rest = await store.due(shard, until, 100, first);
        seen.push(...rest.map(({ bindingId }) => bindingId));
      }

      expect(all).toBe(9);
      expect(seen.toSorted()).toEqual(sameInstant.map(({ binding }) => binding.bindingId).toSorted());
      expect(behindFirst).toBe(9 - queues);
    });

    it('lists what lives on an X page by page, and nothing that has ended', async () => {
      const x = privateNumber(9_003);
      const live: string[] = [];
      for (const [index, status] of (['pending', 'active', 'releasing', 'active'] as const).entries()) {
        const createdAt = `2026-03-01T08:0${index}:00.000Z`;
        live.push((await created({ x, status, createdAt })).binding.bindingId);
      }
      for (const status of ['released', 'expired', 'failed'] as const) await created({ x, status });

      const first = await store.liveOn(x, 3, undefined);
      const second = await store.liveOn(x, 3, first.at(-1));

      expect([...first, ...second].map(({ bindingId }) => bindingId).toSorted()).toEqual(live.toSorted());
      expect(first).toHaveLength(3);
    });

    it('lists and counts on an X what has not ended by itself', async () => {
      const x = privateNumber(9_004);
      const ends = ['2026-03-01T07:58:59.999Z', '2026-03-01T07:59:00.001Z', '2026-03-01T10:00:00.000Z'];
      const ids: string[] = [];
      for (const expiresAt of ends)
        ids.push((await created({ x, expiresAt }, { endsItself: true })).binding.bindingId);
      // Somebody has to end it.
      ids.push((await created({ x, expiresAt: ends[0] })).binding.bindingId);

      const places = await store.liveOn(x, 10, undefined);

      expect(places.map(({ bindingId }) => bindingId)).toEqual(ids.slice(1));
      expect(await store.countLive(x)).toBe(3);
      expect((await store.liveOn(x, 10, places[1])).map(({ bindingId }) => bindingId)).toEqual(ids.slice(3));
    });

    it('reads a binding that ended by itself as expired, and counts it between two instants', async () => {
      const [before, at] = ['2026-02-01T07:58:59.999Z', '2026-02-01T07:59:00.000Z'];
      const over = await created({ expiresAt: at }, { endsItself: true, attemptAt: before });
      const live = await created({ expiresAt: '2026-03-01T07:59:00.001Z' }, { endsItself: true });
      const worked = await created({ expiresAt: at }, { endsItself: true, dueAt: at });
      const counted = async (after: string | undefined, until: string) => {
        let sum = 0;
        for (let shard = 0; shard < SWEEP_SHARDS; shard += 1)
          sum += await store.countExpired(shard, after, until);
        return sum;
      };

      expect(await store.get(over.binding.bindingId)).toEqual({
        binding: { ...over.binding, status: 'expired' },
        revision: 1,
      });
      const [seen] = await store.getAll([over.binding.bindingId]);
      expect(seen?.binding.status).toBe('expired');
      expect(await store.get(live.binding.bindingId)).toEqual(live);
      expect(await store.get(worked.binding.bindingId)).toEqual(worked);
      // A minute after its end.
      expect([
        await counted(undefined, '2026-02-01T07:59:59.999Z'),
        await counted(undefined, '2026-02-01T08:00:00.000Z'),
        await counted('2026-02-01T07:59:59.999Z', '2026-02-01T08:00:00.000Z'),
        await counted('2026-02-01T08:00:00.000Z', '2026-02-01T08:00:00.001Z'),
      ]).toEqual([0, 1, 1, 0]);
    });

    it('counts what lives on an X, until it ends', async () => {
      const x = privateNumber(9_001);
      const pending = await created({ x, status: 'pending' });
      const active = await created({ x });
      await created({ x, status: 'releasing' });
      for (const status of ['released', 'expired', 'failed'] as const) await created({ x, status });
      const before = await store.countLive(x);

      await store.replace(active, { binding: aBinding({ ...active.binding, status: 'released' }) });
      await store.replace(pending, { binding: { ...pending.binding, x: OTHER_X } });

      expect(before).toBe(3);
      expect(await store.countLive(x)).toBe(1);
      expect(await store.countLive(privateNumber(9_002))).toBe(0);
      expect(X).not.toBe(OTHER_X);
    });
  });
