import { describe, expect, it } from 'vitest';
import { createCreateBinding } from '../../../shared/bindings/bind/create-binding.ts';
import { lockPlaceOf } from '../../../shared/bindings/bind/lock-place.ts';
import type { Resolved } from '../../../shared/bindings/bind/resolve-pending.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { A, aBindingRequest, B, C, D, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  LOST,
  NOW,
  refusedAs,
} from '../../builders/binding-modules.ts';

const BOUND = { kind: 'ok', value: { subscriptionId: 'subscription-new', x: X } } as const;
const NOBODY = { kind: 'ok', value: undefined } as const;
const OVER = '2026-03-01T08:00:00.000Z';
const AT_WORK = '2026-03-01T08:00:41.000Z';
const LATER = new Date('2026-03-02T10:00:00.000Z');

const keyed = { apiKeyName: 'shop', idempotencyKey: 'order-1' };
const unkeyed = { apiKeyName: 'shop', idempotencyKey: undefined };

type Options = Readonly<{
  platform?: Partial<BindingPlatform>;
  resolve?: (record: BindingRecord, modules: BindingModules) => Promise<Resolved>;
  /** Something that happens while the request waits for another one. */
  meanwhile?: (modules: BindingModules) => Promise<unknown>;
}>;

const setUp = ({
  platform = { bind: async () => BOUND },
  resolve = async () => Promise.reject(new Error('nothing is to be resolved')),
  meanwhile = async () => undefined,
}: Options = {}) => {
  const modules = bindingModules({ platform });
  const pausesMs: number[] = [];
  const create = createCreateBinding({
    ...modules,
    resolve: (record) => resolve(record, modules),
    checkReported: () => undefined,
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    sleep: async (milliseconds) => {
      pausesMs.push(milliseconds);
      await meanwhile(modules);
    },
  });
  return {
    ...modules,
    pausesMs,
    create: (identity = unkeyed as typeof keyed | typeof unkeyed, changes: Partial<BindingRequest> = {}) =>
      create(aBindingRequest(changes), identity),
    /** The lock of the request lies there, for `own`. */
    async lock(identity: typeof keyed | typeof unkeyed = unkeyed, leaseUntil = OVER): Promise<void> {
      const { key, fingerprint } = lockPlaceOf(modules.lookup, aBindingRequest(), identity);
      await modules.lockStore.take(key, { bindingId: 'own', fingerprint, leaseUntil }, NOW, LATER);
    },
  };
};

describe('a request for a binding', () => {
  it.each([
    ['without an idempotency key', unkeyed, 'existing'],
    ['with one', keyed, 'created'],
  ])('%s makes one, and its repeat finds that', async (_case, identity, again) => {
    const modules = setUp();

    const first = await modules.create(identity);
    const repeat = await modules.create(identity);

    expect([first.kind, repeat.kind]).toEqual(['created', again]);
    expect(repeat.binding).toEqual(first.binding);
    expect([modules.calls, modules.pausesMs]).toEqual([['bind'], []]);
  });

  it('is answered as the first time with its idempotency key, whatever became of the binding', async () => {
    const modules = setUp();
    const { binding } = await modules.create(keyed);
    const record = await modules.bindings.get(binding.bindingId);
    if (record !== undefined)
      await modules.bindings.replace(record, { binding: { ...record.binding, version: 9 } });

    expect(await modules.create(keyed)).toEqual({ kind: 'created', binding });
  });

  it('is another one under another API key, and refused with other fields under the same', async () => {
    const modules = setUp();
    await modules.create(keyed);

    await expect(modules.create(keyed, { b: C })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      message: 'this idempotency key was used for another request',
    });
    const other = await modules.create({ ...keyed, apiKeyName: 'van' }, { a: C, b: D });

    expect(other).toMatchObject({ kind: 'created', binding: { bindingId: 'new-3' } });
  });

  it('finds the live one of the same pair that an idempotency key made, and leaves no lock', async () => {
    const modules = setUp();
    const first = await modules.create(keyed);

    expect(await modules.create(unkeyed)).toEqual({ kind: 'existing', binding: first.binding });

    const { key } = lockPlaceOf(modules.lookup, aBindingRequest(), unkeyed);
    const lock = { bindingId: 'next', fingerprint: '', leaseUntil: OVER };
    expect(await modules.lockStore.take(key, lock, NOW, LATER)).toEqual({ taken: true });
  });

  it.each<[string, Binding]>([
    ['has ended', aLiveBinding({ status: 'released', x: OTHER_X })],
    ['has another reference', aLiveBinding({ reference: 'order-9', x: OTHER_X })],
  ])('is made beside one of the same pair that %s', async (_case, other) => {
    const modules = setUp();
    await modules.store(other);

    expect(await modules.create()).toMatchObject({ kind: 'created', binding: { bindingId: 'new-1' } });
  });

  it('that failed leaves nothing, so that a repeat starts afresh at once', async () => {
    const answers = [refusedAs('account-suspended'), BOUND];
    const modules = setUp({ platform: { bind: async () => answers.shift() ?? LOST } });

    await expect(modules.create()).rejects.toMatchObject({ code: 'account-suspended' });

    expect(await modules.create()).toMatchObject({ kind: 'created', binding: { bindingId: 'new-2' } });
    expect(modules.pausesMs).toEqual([]);
  });

  it('that failed leaves its idempotency key free for another request', async () => {
    const answers = [refusedAs('account-suspended'), BOUND];
    const modules = setUp({ platform: { bind: async () => answers.shift() ?? LOST } });
    await expect(modules.create(keyed)).rejects.toMatchObject({ code: 'account-suspended' });

    const other = await modules.create(keyed, { reference: 'another order' });

    expect(other).toMatchObject({ kind: 'created', binding: { reference: 'another order' } });
  });

  it('for which no number could be chosen leaves no lock either', async () => {
    const modules = setUp();
    const { inOrder } = modules.choice;
    modules.choice.inOrder = async () => Promise.reject(new Error('exhausted'));
    await expect(modules.create()).rejects.toThrow('exhausted');
    modules.choice.inOrder = inOrder;

    expect(await modules.create()).toMatchObject({ kind: 'created', binding: { bindingId: 'new-2' } });

    expect(modules.pausesMs).toEqual([]);
  });

  it.each<[string, Partial<BindingPlatform>, boolean]>([
    ['failed', { bind: async () => refusedAs('account-suspended') }, true],
    ['is of unknown fate', { bind: async () => LOST, find: async () => LOST }, false],
  ])('that %s has its lock free for any binding: %s', async (_case, platform, free) => {
    const modules = setUp({ platform });
    await modules.create().catch(() => undefined);

    const { key } = lockPlaceOf(modules.lookup, aBindingRequest(), unkeyed);
    const lock = { bindingId: 'next', fingerprint: '', leaseUntil: OVER };
    expect((await modules.lockStore.take(key, lock, NOW, LATER)).taken).toBe(free);
  });

  it('of unknown fate is taken up by its repeat, under the same id', async () => {
    const answers = [LOST, BOUND];
    const found = [LOST, NOBODY];
    const modules = setUp({
      platform: { bind: async () => answers.shift() ?? LOST, find: async () => found.shift() ?? NOBODY },
    });

    await expect(modules.create(keyed)).rejects.toMatchObject({ code: 'platform-unavailable' });
    const repeat = await modules.create(keyed);

    expect(repeat).toMatchObject({ kind: 'created', binding: { bindingId: 'new-1', status: 'active' } });
    expect(await modules.create(keyed)).toEqual(repeat);
  });
});

describe('a request whose lock another one holds', () => {
  const past = '2026-03-01T08:00:00.000Z';
  const ended = (more: object = {}) => aLiveBinding({ status: 'released', ...more });

  it.each<[string, typeof keyed | typeof unkeyed, Binding, string, string]>([
    ['a live one', unkeyed, aLiveBinding(), 'existing', 'own'],
    ['a live one of its idempotency key', keyed, aLiveBinding(), 'created', 'own'],
    ['one whose time is up', unkeyed, aLiveBinding({ expiresAt: past, x: OTHER_X }), 'created', 'new-2'],
    [
      'one of its key whose time is up',
      keyed,
      aLiveBinding({ expiresAt: past, x: OTHER_X }),
      'created',
      'new-2',
    ],
    ['an ended one', unkeyed, ended({ x: OTHER_X }), 'created', 'new-2'],
    ['an ended one of its key', keyed, ended({ x: OTHER_X }), 'created', 'new-2'],
    ['a failed one', unkeyed, aLiveBinding({ status: 'failed', x: OTHER_X }), 'created', 'new-2'],
    ['a failed one of its key', keyed, aLiveBinding({ status: 'failed', x: OTHER_X }), 'created', 'new-2'],
    ['one that was changed to another pair', unkeyed, aLiveBinding({ b: C, x: OTHER_X }), 'created', 'new-2'],
    [
      'one of its key that was changed to another',
      keyed,
      aLiveBinding({ b: C, x: OTHER_X }),
      'created',
      'new-2',
    ],
  ])('is answered at once when that is for %s', async (_case, identity, binding, kind, bindingId) => {
    const modules = setUp();
    await modules.lock(identity);
    await modules.store(binding);

    expect(await modules.create(identity)).toMatchObject({ kind, binding: { bindingId } });

    expect([modules.calls, modules.pausesMs]).toEqual([bindingId === 'own' ? [] : ['bind'], []]);
  });

  it.each<[string, Binding | undefined, Partial<BindingRecord>]>([
    ['makes a binding', aLiveBinding({ status: 'pending' }), { leaseUntil: AT_WORK }],
    ['has stored nothing yet', undefined, {}],
    ['changes a binding to this pair', aLiveBinding({ b: C }), { leaseUntil: AT_WORK, change: { b: B } }],
  ])(
    'waits for three seconds while that one %s, and then says for how long it may be at work',
    async (_case, binding, more) => {
      const modules = setUp();
      await modules.lock(unkeyed, AT_WORK);
      if (binding !== undefined) await modules.store(binding, more);

      await expect(modules.create()).rejects.toMatchObject({
        code: 'binding-in-progress',
        retryAfterSeconds: 41,
      });

      expect(modules.pausesMs).toEqual([50, 100, 150, 200, 300, 400, 500, 600, 700]);
      expect(modules.calls).toEqual([]);
    },
  );

  it('does not wait for a change to this pair of a binding that has ended', async () => {
    const modules = setUp();
    await modules.lock(unkeyed, AT_WORK);
    await modules.store(ended({ b: C, x: OTHER_X }), { change: { b: B } });

    expect(await modules.create()).toMatchObject({ kind: 'created', binding: { bindingId: 'new-2' } });
  });

  it('has the answer as soon as that one is made', async () => {
    const modules = setUp({
      meanwhile: async ({ bindings }) => {
        const record = await bindings.get('own');
        if (record !== undefined) await bindings.replace(record, { binding: aLiveBinding() });
      },
    });
    await modules.lock();
    await modules.store(aLiveBinding({ status: 'pending' }), { leaseUntil: AT_WORK });

    expect(await modules.create()).toEqual({ kind: 'existing', binding: aLiveBinding() });

    expect(modules.pausesMs).toEqual([50]);
  });

  it('makes the binding itself when that one died before it stored anything, under the id of the lock', async () => {
    const modules = setUp();
    await modules.lock();

    expect(await modules.create()).toMatchObject({ kind: 'created', binding: { bindingId: 'own' } });
  });

  it('looks again when a third one was faster to take over', async () => {
    const modules = setUp();
    await modules.lock();
    await modules.store(aLiveBinding({ status: 'failed', x: OTHER_X }));
    const { replace } = modules.locks;
    let replaced = 0;
    modules.locks.replace = async (...args) => {
      replaced += 1;
      return replaced === 1 ? false : replace(...args);
    };

    expect((await modules.create()).kind).toBe('created');

    expect(modules.pausesMs).toEqual([50]);
  });
});

describe('a request that meets a pending binding whose time is up', () => {
  const pending = aLiveBinding({ status: 'pending' });
  const old = { attemptAt: '2026-03-01T06:00:00.000Z' };

  it('is told when its fate is certain while the bind may still be applied', async () => {
    const openBind = { until: '2026-03-01T08:04:59.001Z', a: A, b: B };
    const modules = setUp({ resolve: async () => ({ kind: 'open', openBind }) });
    await modules.lock();
    await modules.store(pending, old);

    await expect(modules.create()).rejects.toMatchObject({
      code: 'binding-in-progress',
      retryAfterSeconds: 300,
    });
  });

  it('is told the problem of the platform, and leaves the binding to the next one', async () => {
    const modules = setUp({
      resolve: async (record) => ({ kind: 'unresolved', record, failure: refusedAs('account-suspended') }),
    });
    await modules.lock();
    await modules.store(pending, old);

    await expect(modules.create()).rejects.toMatchObject({ code: 'account-suspended' });

    expect(await modules.bindings.get('own')).toMatchObject({ leaseUntil: OVER, dueAt: OVER });
  });

  it('makes a new one when that was resolved', async () => {
    const modules = setUp({
      resolve: async (record, { bindings, reservations }) => {
        await reservations.releaseAll(record.binding, NOW, 0);
        await bindings.replace(record, { binding: aLiveBinding({ status: 'failed' }) });
        return { kind: 'failed' };
      },
    });
    await modules.lock();
    await modules.store(pending, old);

    expect((await modules.create()).kind).toBe('created');

    expect(modules.calls).toEqual(['bind']);
  });
});
