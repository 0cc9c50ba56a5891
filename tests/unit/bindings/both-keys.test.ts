import { describe, expect, it } from 'vitest';
import { lockPlaceOf } from '../../../shared/bindings/bind/lock-place.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import { addSeconds } from '../../../shared/kernel/clock.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { A, aBindingRequest, B, C, D, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';
import { bindingOf } from '../../builders/binding-of.ts';
import { LOOKUP_PHASES, type LookupPhase, NEIGHBOURS } from '../../builders/lookup-phases.ts';

const LATER = addSeconds(NOW, 3600);

/** Two functions over one store, each with the document of its phase. */
const functionsOf = (one: LookupPhase, other: LookupPhase) => {
  let shared: Documents | undefined;
  const documents = (memory: Documents) => {
    shared ??= memory;
    return shared;
  };
  return [one, other].map((phase) => bindingModules({ documents, lookup: LOOKUP_PHASES[phase] }));
};

const bindingWith = (bindingId: string, changes: { a?: Binding['a']; b?: Binding['b']; mode?: Mode }) => {
  const { mode = 'AXB', ...people } = changes;
  const { b, ...fields } = aLiveBinding();
  const hasB = mode !== 'AX' && mode !== 'AXE';
  return bindingOf({ ...fields, ...(hasB ? { b } : {}), ...people, mode, bindingId });
};

describe.each(NEIGHBOURS)(
  'functions that have the documents %s and %s a change of lookupKey',
  (one, other) => {
    it.each<[string, Binding, Binding]>([
      ['A with two partners', bindingWith('one', {}), bindingWith('two', { b: C })],
      ['A once as B', bindingWith('one', {}), bindingWith('two', { a: C, b: A })],
      [
        'B with two partners in X',
        bindingWith('one', { mode: 'X' }),
        bindingWith('two', { a: D, mode: 'X' }),
      ],
      ['A in two modes', bindingWith('one', { mode: 'AXE' }), bindingWith('two', { mode: 'AXB' })],
      [
        'two A of AX, who have X alone',
        bindingWith('one', { mode: 'AX' }),
        bindingWith('two', { a: C, mode: 'AX' }),
      ],
    ])('never give an X to both: %s', async (_case, first, second) => {
      const [left, right] = functionsOf(one, other);

      const early = await left?.reservations.reserve(first, X, NOW, true);
      const late = await right?.reservations.reserve(second, X, NOW, true);

      expect([early, late]).toEqual([true, false]);
    });

    it('never give an X to both when they reserve at once', async () => {
      for (let run = 0; run < 8; run += 1) {
        const functions = functionsOf(one, other);

        const taken = await Promise.all(
          Array.from({ length: 6 }, async (_, index) =>
            functions[index % 2]?.reservations.reserve(
              bindingWith(`at-once-${index}`, { b: index % 3 === 0 ? B : C }),
              X,
              NOW,
              false,
            ),
          ),
        );

        expect(taken.filter(Boolean).length).toBeLessThanOrEqual(1);
      }
    });

    it('see what the other has reserved, and whose it is', async () => {
      const [left, right] = functionsOf(one, other);
      const binding = bindingWith('one', {});
      await left?.reservations.reserve(binding, X, NOW, true);
      await left?.reservations.beginChoice(bindingWith('choosing', {}), NOW);

      expect(await right?.reservations.holderOn(binding, X)).toBe('one');
      expect(await right?.reservations.numbersOfA(binding)).toBe(1);
      expect(await right?.reservations.choosing(binding)).toEqual(['choosing']);
      expect((await right?.reservations.of(binding))?.b).toMatchObject([{ bindingId: 'one' }]);
    });

    it('let the same pair and no other back in during the cool-down', async () => {
      const [left, right] = functionsOf(one, other);
      const binding = bindingWith('one', {});
      await left?.reservations.reserve(binding, X, NOW, true);
      await left?.reservations.releaseAll(binding, NOW, 600);

      const stranger = await right?.reservations.reserve(bindingWith('two', { b: C }), X, NOW, true);
      const same = await right?.reservations.reserve(bindingWith('three', {}), X, NOW, true);

      expect([stranger, same]).toEqual([false, true]);
    });

    it('make one of two identical requests wait for the other, with and without an idempotency key', async () => {
      for (const idempotencyKey of [undefined, 'key-1']) {
        const [left, right] = functionsOf(one, other);
        const request = aBindingRequest();
        const identity = { apiKeyName: 'tests', idempotencyKey };
        const lock = { bindingId: 'one', leaseUntil: LATER.toISOString() };
        const [own, theirs] = [one, other].map((phase) =>
          lockPlaceOf(LOOKUP_PHASES[phase], request, identity),
        );
        if (own === undefined || theirs === undefined) throw new Error('no place');

        const taken = await left?.locks.take(own, lock, NOW, LATER);
        const met = await right?.locks.take(theirs, { ...lock, bindingId: 'two' }, NOW, LATER);
        await left?.locks.drop(own, 'one');
        const free = await right?.locks.take(theirs, { ...lock, bindingId: 'two' }, NOW, LATER);

        expect(taken).toEqual({ taken: true });
        expect(met).toMatchObject({ taken: false, lock: { bindingId: 'one' } });
        // Of the side on which it was found, so that the same request is known again.
        expect(met?.taken === false && met.lock.fingerprint === met.side.fingerprint).toBe(true);
        expect(free).toEqual({ taken: true });
      }
    });
  },
);

describe('a function that has the document of before a change of lookupKey, or of after it', () => {
  it.each<[LookupPhase, LookupPhase, LookupPhase]>([
    ['begun', 'before', 'begun'],
    ['begun', 'before', 'before'],
    ['used', 'after', 'after'],
  ])('keeps no number away: %s reserves, %s releases, %s reserves again', async (one, other, third) => {
    const [left, right] = functionsOf(one, other);
    const next = third === one ? left : right;
    await left?.reservations.reserve(bindingWith('one', {}), X, NOW, false);
    await right?.reservations.releaseAll(bindingWith('one', {}), NOW, 0);

    expect(await next?.reservations.reserve(bindingWith('two', { b: C }), X, NOW, false)).toBe(true);
    expect(await next?.reservations.holderOn(bindingWith('two', {}), X)).toBe('two');
  });

  it.each<[LookupPhase, LookupPhase]>([
    ['begun', 'before'],
    ['used', 'after'],
  ])('keeps no pair away: %s locks, %s drops, the pair is locked again', async (one, other) => {
    const [left, right] = functionsOf(one, other);
    const next = one === 'begun' ? left : right;
    const place = (phase: LookupPhase) =>
      lockPlaceOf(LOOKUP_PHASES[phase], aBindingRequest(), {
        apiKeyName: 'tests',
        idempotencyKey: undefined,
      });
    const lock = { bindingId: 'one', leaseUntil: LATER.toISOString() };
    await left?.locks.take(place(one), lock, NOW, LATER);
    await right?.locks.drop(place(other), 'one');

    const taken = await next?.locks.take(
      place(one === 'begun' ? one : other),
      { ...lock, bindingId: 'two' },
      NOW,
      LATER,
    );

    expect(taken).toEqual({ taken: true });
  });

  it('finds the first answer to an idempotency key that was given under the former key as well', async () => {
    const [begun, used] = functionsOf('begun', 'used');
    const identity = { apiKeyName: 'tests', idempotencyKey: 'key-1' };
    const [own, theirs] = [LOOKUP_PHASES.begun, LOOKUP_PHASES.used].map((lookup) =>
      lockPlaceOf(lookup, aBindingRequest(), identity),
    );
    if (own === undefined || theirs === undefined) throw new Error('no place');
    const lock = { bindingId: 'one', leaseUntil: LATER.toISOString() };
    await begun?.locks.take(own, lock, NOW, LATER);
    await begun?.locks.replace(own, lock, { ...lock, answer: '{"bindingId":"one"}' }, NOW, LATER);

    const met = await used?.locks.take(theirs, { ...lock, bindingId: 'two' }, NOW, LATER);
    const alone = await used?.lockStore.take(
      lockPlaceOf(LOOKUP_PHASES.after, aBindingRequest(), identity).key,
      { bindingId: 'three', fingerprint: '', leaseUntil: '' },
      NOW,
      LATER,
    );

    const sealer = used?.sealer;
    const answerOf = (key: string, sealed: string | undefined) =>
      sealer?.open(sealed ?? '', key).toString('utf8');
    expect(met?.taken === false && answerOf(met.side.key, met.lock.answer)).toBe('{"bindingId":"one"}');
    expect(alone?.taken === false && answerOf(theirs.key, alone.lock.answer)).toBe('{"bindingId":"one"}');
  });
});
