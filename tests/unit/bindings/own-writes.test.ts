import { describe, expect, it } from 'vitest';
import type { Documents } from '../../../shared/storage/documents.ts';
import { A, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';

/** A store whose answers to writes get lost, so that the SDK sends each once more: the second one finds the first. */
const repeating = (memory: Documents): Documents =>
  documentsAround(async (call) => {
    if (call.name === 'put') await carryOut(memory, call);
    return carryOut(memory, call);
  });

const LATER = new Date('2026-03-01T10:00:00.000Z');
const aLock = (bindingId: string, leaseUntil: string) => ({ bindingId, leaseUntil, fingerprint: 'request' });

describe('a write that the SDK repeats because its answer was lost', () => {
  const modules = bindingModules({ documents: repeating });

  it('creates a binding, and replaces it', async () => {
    const created = await modules.bindings.create({ binding: aLiveBinding() });
    const replaced = created && (await modules.bindings.replace(created, created));

    expect([created?.revision, replaced?.revision]).toEqual([1, 2]);
  });

  it('and that is really late creates and replaces nothing', async () => {
    const created = await modules.bindings.create({ binding: aLiveBinding({ bindingId: 'second' }) });
    const again = await modules.bindings.create({ binding: aLiveBinding({ bindingId: 'second' }) });
    await modules.bindings.replace(created ?? { binding: aLiveBinding(), revision: 0 }, {
      binding: aLiveBinding({ bindingId: 'second' }),
    });
    const stale = created && (await modules.bindings.replace(created, created));

    expect([again, stale]).toEqual([undefined, undefined]);
  });

  it('takes a reservation', async () => {
    expect(await modules.reservations.reserve(aLiveBinding(), X, NOW, false)).toBe(true);
    expect(await modules.holderOf(A)).toBe('own');
  });

  it('takes a reservation that rests for others, and gives it back to its rest', async () => {
    const { reservationStore } = bindingModules({ documents: repeating });
    const key = { app: 'rides', party: 'p', x: 'x' };
    const back = { bindingId: 'back', partner: 'q' };
    await reservationStore.reserve(key, { bindingId: 'former', partner: 'q' }, NOW, true);
    await reservationStore.release(key, 'former', NOW, LATER);

    expect(await reservationStore.reserve(key, back, NOW, true)).toBe(true);
    await reservationStore.release(key, 'back', NOW, NOW);
    expect(await reservationStore.get(key)).toMatchObject({ freeAt: '2026-03-01T10:00:00.000Z' });
  });

  it('takes a lock, and replaces it', async () => {
    const first = aLock('one', '2026-03-01T08:01:00.000Z');
    const second = aLock('two', '2026-03-01T08:02:00.000Z');

    const taken = await modules.lockStore.take('pair', first, NOW, LATER);
    const replaced = await modules.lockStore.replace('pair', first, second, LATER);
    const late = await modules.lockStore.replace(
      'pair',
      first,
      aLock('three', '2026-03-01T08:02:00.000Z'),
      LATER,
    );

    expect([taken, replaced, late]).toEqual([{ taken: true }, true, false]);
    expect(await modules.lockStore.take('pair', first, NOW, LATER)).toEqual({ taken: false, lock: second });
  });
});
