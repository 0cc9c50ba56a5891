import { describe, expect, it } from 'vitest';
import { lockPlaceOf } from '../../../shared/bindings/bind/lock-place.ts';
import { makeBinding, newLock } from '../../../shared/bindings/bind/make-binding.ts';
import { takeLockAndLook } from '../../../shared/bindings/bind/take-lock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aBindingRequest, C, OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';

const LATER = new Date('2026-03-02T10:00:00.000Z');
const keyed = { apiKeyName: 'shop', idempotencyKey: 'order-1' };
const unkeyed = { apiKeyName: 'shop', idempotencyKey: undefined };

const OWN = new AppError('invalid-request', 'the request is not valid: a');
const AWAY = new AppError('store-unavailable', 'listing reservations failed');

/** A request for A and B, the lock it would take, and the modules it needs. */
const setUp = (identity: typeof keyed | typeof unkeyed = unkeyed) => {
  const modules = {
    ...bindingModules({
      platform: { bind: async () => ({ kind: 'ok', value: { subscriptionId: 'subscription-new', x: X } }) },
    }),
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
  };
  const request = aBindingRequest();
  const asked = { request, place: lockPlaceOf(modules.lookup, request, identity), by: 'shop' };
  const { key, fingerprint } = asked.place;
  return {
    ...modules,
    asked,
    lock: newLock(modules),
    /** Whether another request would find the lock free. */
    isFree: async () =>
      (await modules.lockStore.take(key, { bindingId: 'next', fingerprint, leaseUntil: '' }, NOW, LATER))
        .taken,
    /** Another request has it. */
    hold: (print = fingerprint) =>
      modules.lockStore.take(key, { bindingId: 'own', fingerprint: print, leaseUntil: '' }, NOW, LATER),
  };
};

describe('taking the lock of a bind, and reading beside it', () => {
  it('gives the lock and everything that was read', async () => {
    const { asked, lock, isFree, ...modules } = setUp();

    const taken = await takeLockAndLook(modules, asked, lock);

    expect(taken).toMatchObject({ taken: true, seen: { pair: { a: [], b: [] } } });
    expect(await isFree()).toBe(false);
  });

  it.each<[string, object, AppError]>([
    ['a person has a private number of ours', { refuseOwnNumbers: () => Promise.reject(OWN) }, OWN],
    ['the people cannot be checked', { refuseOwnNumbers: () => Promise.reject(AWAY) }, AWAY],
    ['something cannot be read', { lookAround: () => Promise.reject(AWAY) }, AWAY],
  ])('leaves no lock where %s', async (_case, failing, error) => {
    const { asked, lock, isFree, ...modules } = setUp(keyed);

    await expect(takeLockAndLook({ ...modules, ...failing }, asked, lock)).rejects.toBe(error);

    expect(await isFree()).toBe(true);
  });

  it('refuses private numbers of ours before the lock of another request counts, and leaves that', async () => {
    const { asked, lock, isFree, hold, ...modules } = setUp(keyed);
    await hold('of another request');
    const refuseOwnNumbers = () => Promise.reject(OWN);

    await expect(takeLockAndLook({ ...modules, refuseOwnNumbers }, asked, lock)).rejects.toBe(OWN);

    expect(await isFree()).toBe(false);
  });

  it('needs nothing of what is read where another request has the lock', async () => {
    const { asked, lock, hold, ...modules } = setUp();
    await hold();
    const lookAround = () => Promise.reject(AWAY);

    expect(await takeLockAndLook({ ...modules, lookAround }, asked, lock)).toMatchObject({
      taken: false,
      lock: { bindingId: 'own' },
    });
  });

  it('tells that the lock could not be taken', async () => {
    const { asked, lock, ...modules } = setUp();
    const locks = { ...modules.locks, take: () => Promise.reject(AWAY) };

    await expect(takeLockAndLook({ ...modules, locks }, asked, lock)).rejects.toBe(AWAY);
  });
});

describe('whatever was read beside taking a lock', () => {
  it('finds no binding that a change has taken away from the pair since', async () => {
    const { asked, lock, ...modules } = setUp();
    const moving = aLiveBinding({ x: OTHER_X });
    await modules.store(moving);
    const seen = await modules.lookAround(asked.request);
    // The change has released B and dropped the lock of the pair, and its record is to follow.
    await modules.reservations.releaseFormer(moving, { ...moving, b: C }, NOW, 0);

    expect(await makeBinding(modules, asked, lock, seen)).toMatchObject({
      kind: 'created',
      binding: { bindingId: 'new-1', x: X },
    });
  });

  it('finds the binding of an idempotency key that lives still', async () => {
    const { asked, lock, ...modules } = setUp();
    await modules.store(aLiveBinding({ x: OTHER_X }));
    const seen = await modules.lookAround(asked.request);

    expect(await makeBinding(modules, asked, lock, seen)).toMatchObject({
      kind: 'existing',
      binding: { bindingId: 'own' },
    });
  });

  it('refuses nothing that would do by now', async () => {
    const { asked, lock, ...modules } = setUp();
    const other = aLiveBinding({ b: C });
    await modules.store(other);
    const seen = await modules.lookAround(asked.request);
    await modules.reservations.releaseAll(other, NOW, 0);
    modules.choice.inOrder = async (...[, pair]: unknown[]) => {
      const { a }: { a?: readonly { freeAt?: string }[] } = Object(pair);
      if (a?.some(({ freeAt }) => freeAt === undefined)) throw new AppError('pool-exhausted', 'none is free');
      return [X];
    };

    expect(await makeBinding(modules, asked, lock, seen)).toMatchObject({ kind: 'created' });
  });
});
