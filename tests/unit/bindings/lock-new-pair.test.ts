import { describe, expect, it } from 'vitest';
import { createCreateBinding } from '../../../shared/bindings/bind/create-binding.ts';
import { lockNewPair } from '../../../shared/bindings/change/lock-new-pair.ts';
import { hasStatus } from '../../../shared/bindings/model/binding-store.ts';
import { pairKey } from '../../../shared/bindings/model/pair-key.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { A, B, C, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  LOST,
  refusedAs,
} from '../../builders/binding-modules.ts';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';

const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const BOUND = { kind: 'ok', value: { subscriptionId: 'subscription-new', x: X } } as const;

/** Binds A with C, of whom the change of the binding of A and B makes a pair as well. */
const bindOf = (modules: BindingModules) => {
  const { terms, reference } = aLiveBinding();
  const create = createCreateBinding({
    ...modules,
    resolve: async () => Promise.reject(new Error('nothing is to be resolved')),
    checkReported: () => undefined,
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    newId: () => 'new',
    sleep: async () => undefined,
  });
  const request = {
    app: 'rides',
    mode: 'AXB' as const,
    a: A,
    b: C,
    x: undefined,
    extension: undefined,
    areaCode: undefined,
    areaMatch: 'loose' as const,
    reference,
    terms,
  };
  return () => create(request, { apiKeyName: 'key', idempotencyKey: undefined });
};

const problemOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no problem',
    ({ code, retryAfterSeconds }) => ({ code, retryAfterSeconds }),
  );

describe('a change of the pair', () => {
  it('is waited for by a bind of the new pair, which then finds the binding', async () => {
    let meanwhile: unknown;
    const modules = bindingModules({
      platform: {
        modify: async () => {
          meanwhile = await problemOf(bind());
          return MODIFIED;
        },
      },
    });
    const bind = bindOf(modules);
    await modules.store(aLiveBinding());
    await modules.change.change('own', { b: C }, undefined);

    const found = await bind();

    expect(meanwhile).toEqual({ code: 'binding-in-progress', retryAfterSeconds: 60 });
    expect(found).toMatchObject({ kind: 'existing', binding: { bindingId: 'own', b: C } });
    expect(modules.calls).toEqual(['modify']);
  });

  it('is not made while the new pair is being bound', async () => {
    let meanwhile: unknown;
    const modules = bindingModules({
      platform: {
        bind: async () => {
          meanwhile = await problemOf(modules.change.change('own', { b: C }, undefined));
          return BOUND;
        },
      },
      numbers: [undefined],
    });
    await modules.store(aLiveBinding());

    await problemOf(bindOf(modules)());

    expect(meanwhile).toEqual({ code: 'binding-in-progress', retryAfterSeconds: 60 });
    expect(await modules.bindings.get('own')).toMatchObject({ binding: { b: B, version: 1 } });
    expect((await modules.bindings.get('own'))?.change).toBeUndefined();
    expect(modules.calls).toEqual(['bind']);
  });

  it('that is refused leaves the new pair free to be bound', async () => {
    const modules = bindingModules({
      platform: { modify: async () => refusedAs('account-suspended'), bind: async () => BOUND },
      numbers: [undefined],
    });
    await modules.store(aLiveBinding());
    await problemOf(modules.change.change('own', { b: C }, undefined));

    await problemOf(bindOf(modules)());

    expect(modules.calls).toEqual(['modify', 'bind']);
  });
});

/** A store to which nothing of that kind can be written any more, because the process has died, until it is back. */
const dying = () => {
  const death = { of: undefined as string | undefined };
  const documents = (memory: Documents) =>
    documentsAround((call) =>
      death.of !== undefined && call.name === 'put' && String(call.input.item['pk']).startsWith(death.of)
        ? Promise.reject(new Error('away'))
        : carryOut(memory, call),
    );
  return { death, documents };
};

describe('a change of the pair that was cut short', () => {
  /** The change is stored and the lock of its pair is not. */
  const cutShort = async (platform: Parameters<typeof bindingModules>[0]) => {
    const { death, documents } = dying();
    const modules = bindingModules({ ...platform, numbers: [undefined], documents });
    await modules.store(aLiveBinding());
    death.of = 'K#';
    const problem = await problemOf(modules.change.change('own', { b: C }, undefined));
    death.of = undefined;
    expect(problem).toMatchObject({ code: 'store-unavailable' });
    modules.time.now = new Date('2026-03-01T08:02:00.000Z');
    return modules;
  };
  const conclude = async (modules: BindingModules) => {
    const record = await modules.bindings.get('own');
    if (record === undefined || !hasStatus(record, 'active')) throw new Error('it lives');
    return modules.change.concludeChange(record);
  };

  it('takes the lock when it is carried out again, so that the new pair is not bound beside it', async () => {
    let meanwhile: unknown;
    const modules = await cutShort({
      platform: {
        modify: async () => {
          meanwhile = await problemOf(bindOf(modules)());
          return MODIFIED;
        },
      },
    });

    const concluded = await conclude(modules);
    const found = await bindOf(modules)();

    expect(concluded).toEqual({ kind: 'concluded' });
    expect(meanwhile).toEqual({ code: 'binding-in-progress', retryAfterSeconds: 60 });
    expect(found).toMatchObject({ kind: 'existing', binding: { bindingId: 'own', b: C } });
    expect(modules.calls).toEqual(['modify']);
  });

  it('is taken back when the new pair was bound meanwhile', async () => {
    const modules = await cutShort({
      platform: { bind: async () => ({ kind: 'ok', value: { subscriptionId: 'new', x: OTHER_X } }) },
    });
    const bound = await bindOf(modules)();

    const concluded = await conclude(modules);

    expect(bound).toMatchObject({ kind: 'created', binding: { b: C, x: OTHER_X } });
    expect(concluded).toEqual({ kind: 'concluded' });
    const record = await modules.bindings.get('own');
    expect(record?.binding).toMatchObject({ status: 'active', b: B, version: 1 });
    expect(record?.change).toBeUndefined();
    expect(modules.calls).toEqual(['bind']);
    expect((await bindOf(modules)()).binding.bindingId).toBe(bound.binding.bindingId);
  });

  it('is taken back while the new pair is being bound', async () => {
    const modules = await cutShort({
      platform: {
        bind: async () => {
          await conclude(modules);
          return { kind: 'ok', value: { subscriptionId: 'new', x: OTHER_X } };
        },
      },
    });

    const bound = await bindOf(modules)();

    expect(bound).toMatchObject({ kind: 'created', binding: { b: C, x: OTHER_X } });
    expect((await modules.bindings.get('own'))?.binding).toMatchObject({ status: 'active', b: B });
    expect(modules.calls).toEqual(['bind']);
  });

  it('is carried out with the lock that its maker has taken', async () => {
    const { death, documents } = dying();
    const modules = bindingModules({
      platform: {
        modify: async () => {
          if (modules.calls.length === 1) death.of = 'B#';
          return MODIFIED;
        },
      },
      documents,
    });
    await modules.store(aLiveBinding());
    await problemOf(modules.change.change('own', { b: C }, undefined));
    death.of = undefined;
    modules.time.now = new Date('2026-03-01T08:02:00.000Z');

    const concluded = await conclude(modules);

    expect(concluded).toEqual({ kind: 'concluded' });
    expect((await modules.bindings.get('own'))?.binding).toMatchObject({ b: C, version: 2 });
    expect(modules.calls).toEqual(['modify', 'modify']);
  });

  it('is taken back when another binding of the new pair was there before', async () => {
    const modules = bindingModules({
      platform: { bind: async () => ({ kind: 'ok', value: { subscriptionId: 'new', x: OTHER_X } }) },
      numbers: [undefined],
    });
    await bindOf(modules)();
    await modules.store(aLiveBinding(), { change: { b: C }, attemptAt: '2026-03-01T08:01:00.000Z' });
    modules.time.now = new Date('2026-03-01T08:03:00.000Z');

    const concluded = await conclude(modules);

    expect(concluded).toEqual({ kind: 'concluded' });
    const record = await modules.bindings.get('own');
    expect(record?.binding).toMatchObject({ status: 'active', b: B, version: 1 });
    expect(record?.change).toBeUndefined();
    expect(modules.calls).toEqual(['bind']);
  });

  it('goes on where a bind of an idempotency key came to the new pair after the platform was asked', async () => {
    const modules = bindingModules({
      platform: { modify: async () => (modules.calls.length === 1 ? LOST : MODIFIED) },
    });
    await modules.store(aLiveBinding());
    await problemOf(modules.change.change('own', { b: C }, undefined));
    await modules.store(aLiveBinding({ bindingId: 'keyed', b: C, x: OTHER_X }));
    modules.time.now = new Date('2026-03-01T08:03:00.000Z');

    const concluded = await conclude(modules);

    expect(concluded).toEqual({ kind: 'concluded' });
    expect((await modules.bindings.get('own'))?.binding).toMatchObject({ b: C, version: 2 });
  });
});

describe('a change to a pair that another binding of an idempotency key has', () => {
  it.each([
    ['lives', 'active', { code: 'already-bound', retryAfterSeconds: undefined }],
    ['is being made', 'pending', { code: 'binding-in-progress', retryAfterSeconds: 41 }],
  ] as const)('is refused while that one %s, and nothing is stored', async (_case, status, problem) => {
    const modules = bindingModules();
    await modules.store(aLiveBinding());
    const before = await modules.bindings.get('own');
    const keyed = aLiveBinding({ bindingId: 'keyed', status, b: C, x: OTHER_X });
    await modules.store(keyed, { leaseUntil: '2026-03-01T08:00:41.000Z' });

    expect(await problemOf(modules.change.change('own', { b: C }, undefined))).toEqual(problem);

    expect(await modules.bindings.get('own')).toEqual(before);
    expect(modules.calls).toEqual([]);
  });

  it.each([
    ['has ended', { status: 'released' as const }],
    ['has another reference', { reference: 'another' }],
  ])('is made where that one %s', async (_case, changes) => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding());
    await modules.store(aLiveBinding({ bindingId: 'keyed', b: C, x: OTHER_X, ...changes }));

    expect(await modules.change.change('own', { b: C }, undefined)).toMatchObject({ b: C, version: 2 });
  });
});

describe('the lock of the pair that a change leads to', () => {
  const next = aLiveBinding({ b: C });
  const END = new Date('2026-03-01T10:00:00.000Z');
  const lockOf = async (modules: BindingModules, bindingId = 'somebody') => {
    const lock = { bindingId, fingerprint: '', leaseUntil: '2026-03-01T08:00:00.000Z' };
    return modules.lockStore.take(pairKey(modules.lookup, next), lock, modules.time.now, END);
  };

  it('is the lock of a bind without a request of its own', async () => {
    const modules = bindingModules();

    expect(await lockNewPair(modules, await modules.store(aLiveBinding()), { b: C })).toBeUndefined();

    expect(await lockOf(modules)).toEqual({
      taken: false,
      lock: { bindingId: 'own', fingerprint: '', leaseUntil: '2026-03-01T08:01:00.000Z' },
    });
  });

  it('is its own already when it was cut short', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding(), { change: { b: C } });
    await lockOf(modules, 'own');

    expect(await lockNewPair(modules, record, { b: C })).toBeUndefined();
  });

  it('is taken over from a binding of which nothing is stored', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding());
    await lockOf(modules, 'gone');

    expect(await lockNewPair(modules, record, { b: C })).toBeUndefined();

    expect(await lockOf(modules)).toMatchObject({ taken: false, lock: { bindingId: 'own' } });
  });

  it('is not asked for where the pair stays, whoever is at work on it', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding());
    const lock = { bindingId: 'somebody', fingerprint: '', leaseUntil: '2026-03-01T08:01:00.000Z' };
    await modules.lockStore.take(pairKey(modules.lookup, aLiveBinding()), lock, modules.time.now, END);

    expect(await lockNewPair(modules, record, { maxCallMinutes: 5 })).toBeUndefined();
  });
});
