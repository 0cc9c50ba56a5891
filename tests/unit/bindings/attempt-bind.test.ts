import { describe, expect, it, vi } from 'vitest';
import { failed } from '../../../shared/bindings/lifecycle/lifecycle.ts';
import type { PendingBinding } from '../../../shared/bindings/model/binding.ts';
import { hasStatus } from '../../../shared/bindings/model/binding-store.ts';
import { A, aBindingRequest, B, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  bindingModules,
  LOST,
  NOW,
  refusedAs,
  theirs,
} from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';

/** Left pending on X a while ago, by somebody who is gone. */
const aPendingBinding = (changes: BindingFields<'pending'> = {}): PendingBinding =>
  aLiveBinding({ status: 'pending', ...changes });

const NOBODY = { kind: 'ok', value: undefined } as const;
const bound = (x = X) => ({ kind: 'ok', value: { subscriptionId: 'subscription-new', x } }) as const;

describe('a bind with a reference', () => {
  it('whose maker died between its two writes is found by it as soon as it is taken up', async () => {
    let isLost = true;
    const modules = bindingModules({
      platform: { bind: async () => bound(), find: async () => NOBODY },
      documents: (memory) =>
        documentsAround((call) =>
          isLost && call.input.purpose === 'remembering the reference'
            ? Promise.reject(new Error('away'))
            : carryOut(memory, call),
        ),
    });
    const request = aBindingRequest({ reference: 'order-1' });
    await expect(modules.attempt.start('own', request)).rejects.toMatchObject({ code: 'store-unavailable' });
    const record = await modules.bindings.get('own');
    if (record === undefined || !hasStatus(record, 'pending')) throw new Error('not pending');
    isLost = false;
    const before = await modules.bindings.madeLately('order-1');
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');

    await modules.attempt.resume(record, request);

    expect([before, await modules.bindings.madeLately('order-1')]).toEqual([[], ['own']]);
  });
});

describe('a bind', () => {
  it('that nobody knows the fate of stays pending, on its reservations, and free to be taken up at once', async () => {
    const modules = bindingModules({ platform: { bind: async () => LOST, find: async () => LOST } });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(modules.calls).toEqual(['bind', 'find']);
    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'pending', x: X },
      leaseUntil: '2026-03-01T08:00:00.000Z',
    });
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual(['own', 'own']);
  });

  it('that is refused for its number goes on to the next one, and leaves the reservations on the first', async () => {
    const taken = refusedAs('number-taken', 'conflict');
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: { bind: async ({ x }) => (x === X ? taken : bound(OTHER_X)) },
    });

    const made = await modules.attempt.start('own', aBindingRequest());

    expect(made).toMatchObject({ status: 'active', x: OTHER_X });
    expect([await modules.holderOf(A), await modules.holderOf(A, OTHER_X)]).toEqual([undefined, 'own']);
  });

  it('that is overtaken while it gives up answers with the reason of the platform', async () => {
    const modules = bindingModules({
      platform: {
        bind: async () => {
          // Somebody else resolves the binding while the platform says no.
          const record = await modules.bindings.get('own');
          if (record !== undefined && hasStatus(record, 'pending'))
            await modules.bindings.replace(record, failed(record, NOW));
          return refusedAs('account-suspended');
        },
      },
    });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'account-suspended',
    });
  });

  it('that the platform made after it was resolved as failed is taken back', async () => {
    const unbound: string[] = [];
    const modules = bindingModules({
      platform: {
        bind: async () => {
          const record = await modules.bindings.get('own');
          if (record !== undefined && hasStatus(record, 'pending')) await modules.end.asFailed(record);
          return bound();
        },
        unbind: async (subscriptionId) => {
          unbound.push(subscriptionId);
          return { kind: 'ok', value: 'released' };
        },
      },
    });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'binding-in-progress',
    });

    expect(unbound).toEqual(['subscription-new']);
    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
  });
});

describe('a bind that the platform made after it was resolved otherwise', () => {
  it.each([
    ['arrears', refusedAs('account-suspended')],
    ['a lost answer', LOST],
  ])('stays due as a binding of its own while its unbind fails: %s', async (_case, failure) => {
    let unbind: typeof failure | { kind: 'ok'; value: 'released' } = failure;
    const modules = bindingModules({
      platform: {
        bind: async () => {
          const record = await modules.bindings.get('own');
          if (record !== undefined && hasStatus(record, 'pending')) await modules.end.asFailed(record);
          return bound();
        },
        unbind: async () => unbind,
      },
    });

    await expect(
      modules.attempt.start('own', aBindingRequest({ reference: 'order-42' })),
    ).rejects.toMatchObject({
      code: 'binding-in-progress',
    });
    const left = await modules.bindings.bySubscription('rides', 'subscription-new');
    unbind = { kind: 'ok', value: 'released' };
    if (left !== undefined && hasStatus(left, 'releasing')) await modules.end.finish(left);

    expect(left).toMatchObject({
      binding: { bindingId: 'new-1', status: 'releasing', subscriptionId: 'subscription-new', x: X },
      dueAt: '2026-03-01T08:01:00.000Z',
    });
    expect(left?.binding.reference).toBeUndefined();
    expect((await modules.bindings.get('new-1'))?.binding.status).toBe('released');
    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
  });

  it('is told when it can neither be stored nor ended', async () => {
    const modules = bindingModules({
      platform: {
        bind: async () => {
          const record = await modules.bindings.get('own');
          if (record !== undefined && hasStatus(record, 'pending')) await modules.end.asFailed(record);
          vi.spyOn(modules.bindings, 'create').mockRejectedValue(new Error('the store is away'));
          return bound();
        },
        unbind: async () => LOST,
      },
    });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'binding-in-progress',
    });

    expect(modules.lines).toMatchObject([
      { level: 'error', event: 'binding-not-taken-away', app: 'rides', bindingId: 'own' },
    ]);
  });
});

describe('a bind that is taken up by a repeat', () => {
  it('keeps the terms of the first request, whatever the repeat says', async () => {
    const asked: unknown[] = [];
    const modules = bindingModules({
      platform: {
        find: async () => NOBODY,
        bind: async ({ terms }) => {
          asked.push(terms);
          return bound();
        },
      },
    });
    const record = await modules.store(aPendingBinding());
    const others = { callDirection: 'from-a', ttlSeconds: 60, record: false } as const;

    const made = await modules.attempt.resume(record, aBindingRequest({ terms: others }));

    const first = { callDirection: 'both', ttlSeconds: 7200, record: false };
    expect([asked, made.terms]).toEqual([[first], first]);
  });

  it('lives from the attempt that made it', async () => {
    const modules = bindingModules({ platform: { find: async () => NOBODY, bind: async () => bound() } });
    const record = await modules.store(aPendingBinding(), { attemptAt: '2026-03-01T08:00:00.000Z' });
    modules.time.now = new Date('2026-03-01T09:00:00.000Z');

    const made = await modules.attempt.resume(record, aBindingRequest());

    expect(made.expiresAt).toBe('2026-03-01T11:00:00.000Z');
    expect((await modules.bindings.get('own'))?.confirmEnd).toBeUndefined();
  });

  it('lives from the first attempt when that one made it, and has its end confirmed', async () => {
    const there = theirs(aLiveBinding());
    const modules = bindingModules({ platform: { find: async () => ({ kind: 'ok', value: there }) } });
    const record = await modules.store(aPendingBinding(), { attemptAt: '2026-03-01T08:00:00.000Z' });
    modules.time.now = new Date('2026-03-01T09:00:00.000Z');

    const made = await modules.attempt.resume(record, aBindingRequest());

    expect(made).toMatchObject({ expiresAt: '2026-03-01T10:00:00.000Z', subscriptionId: 'subscription-own' });
    expect((await modules.bindings.get('own'))?.confirmEnd).toBe(true);
  });

  it('tries the number that may be bound before all others', async () => {
    const modules = bindingModules({
      numbers: [OTHER_X, X],
      platform: { find: async () => NOBODY, bind: async ({ x = X }) => bound(x) },
    });
    const record = await modules.store(aPendingBinding());

    const made = await modules.attempt.resume(record, aBindingRequest());

    expect([made.x, modules.calls]).toEqual([X, ['find', 'bind']]);
  });
});

describe('a bind whose number the platform chooses', () => {
  const AXYB = { mode: 'AXYB', b: undefined } as const;

  it('reserves the number that it got, also where somebody is only late to release it', async () => {
    const modules = bindingModules({ numbers: [undefined], platform: { bind: async () => bound() } });
    const gone = aLiveBinding({ bindingId: 'gone', mode: 'AXYB', status: 'released', subscriptionId: 'old' });
    await modules.store(gone);

    const made = await modules.attempt.start('own', aBindingRequest(AXYB));

    expect(made).toMatchObject({ status: 'active', x: X, subscriptionId: 'subscription-new' });
    expect(await modules.holderOf(A)).toBe('own');
    expect(await modules.reservations.choosing({ app: 'rides', mode: 'AXYB', a: A })).toEqual([]);
  });

  it('shows until then that it is choosing, in a place that is read consistently', async () => {
    const modules = bindingModules({
      numbers: [undefined],
      platform: { bind: async () => LOST, find: async () => LOST },
    });

    await expect(modules.attempt.start('own', aBindingRequest(AXYB))).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(await modules.reservations.choosing({ app: 'rides', mode: 'AXYB', a: A })).toEqual(['own']);
  });
});
