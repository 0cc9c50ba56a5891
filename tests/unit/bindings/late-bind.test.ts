import { describe, expect, it } from 'vitest';
import { takeAwayLate } from '../../../shared/bindings/bind/late-bind.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { A, B, C, X } from '../../builders/bind-request.ts';
import { aLiveBinding, aPlatformBinding, bindingModules, LOST, NOW } from '../../builders/binding-modules.ts';

const OVER = { until: '2026-03-01T08:00:00.000Z', a: A, b: B };
const OPEN = { until: '2026-03-01T08:00:00.001Z', a: A, b: B };
const NOBODY = { kind: 'ok', value: undefined } as const;
const UNBOUND = { kind: 'ok', value: 'released' } as const;
const there = (subscriptionId: string) => ({ kind: 'ok', value: aPlatformBinding(subscriptionId) }) as const;

/** Modules before a platform that notes where it is asked and what it ends. */
const setUp = (
  found: Awaited<ReturnType<BindingPlatform['find']>>,
  unbind: typeof LOST | typeof UNBOUND = UNBOUND,
) => {
  const asked: unknown[] = [];
  const unbound: string[] = [];
  const modules = bindingModules({
    platform: {
      find: async (where) => {
        asked.push(where);
        return found;
      },
      unbind: async (subscriptionId) => {
        unbound.push(subscriptionId);
        return unbind;
      },
    },
  });
  return { ...modules, asked, unbound };
};

const own = aLiveBinding();

describe('a bind that may have been applied late', () => {
  it.each<[string, Parameters<typeof setUp>[0]]>([
    ['nothing is there', NOBODY],
    ['the binding itself is there', there('subscription-own')],
  ])('left nothing to take away when %s: certain once it is too old', async (_case, found) => {
    const modules = setUp(found);

    expect(await takeAwayLate(modules, own, OPEN)).toBe('open');
    expect(await takeAwayLate(modules, own, OVER)).toBe('certain');

    expect(modules.unbound).toEqual([]);
  });

  it('is looked for with the parties that it had, whoever the binding has now', async () => {
    const modules = setUp(NOBODY);

    await takeAwayLate(modules, aLiveBinding({ b: C }), OPEN);

    expect(modules.asked).toEqual([{ x: X, a: A, b: B }]);
  });

  it('is looked for nowhere when X was never known', async () => {
    const modules = setUp(NOBODY);

    expect(await takeAwayLate(modules, aLiveBinding({ status: 'failed', x: undefined }), OPEN)).toBe(
      'certain',
    );

    expect(modules.calls).toEqual([]);
  });

  it.each([
    ['open', OPEN],
    ['certain', OVER],
  ])('is ended at the platform, and then %s', async (after, open) => {
    const modules = setUp(there('subscription-late'));

    expect(await takeAwayLate(modules, own, open)).toBe(after);

    expect(modules.unbound).toEqual(['subscription-late']);
  });

  it('is not certain by a look that began before it was too old', async () => {
    const modules = bindingModules({
      platform: {
        find: async () => {
          modules.time.now = new Date('2026-03-01T08:05:00.000Z');
          return NOBODY;
        },
      },
    });

    expect(await takeAwayLate(modules, own, OPEN)).toBe('open');
  });

  it.each<[string, Parameters<typeof setUp>]>([
    ['looked for', [LOST]],
    ['ended', [there('subscription-late'), LOST]],
  ])('is a failure of the platform when it cannot be %s', async (_case, answers) => {
    expect(await takeAwayLate(setUp(...answers), own, OVER)).toEqual(LOST);
  });

  it('is left to a live binding of ours that has it', async () => {
    const modules = setUp(there('subscription-other'));
    await modules.store(aLiveBinding({ bindingId: 'other', subscriptionId: 'subscription-other' }));

    expect(await takeAwayLate(modules, own, OPEN)).toBe('open');
    expect(await takeAwayLate(modules, own, OVER)).toBe('certain');

    expect(modules.unbound).toEqual([]);
  });

  it('is left to a bind of the same pair that is under way on X, and looked for again', async () => {
    const modules = setUp(there('subscription-other'));
    await modules.store(aLiveBinding({ bindingId: 'other', status: 'pending' }));

    expect(await takeAwayLate(modules, own, OVER)).toBe('open');

    expect(modules.unbound).toEqual([]);
  });

  it('is left to a bind of A for which the platform is choosing, and looked for again', async () => {
    const modules = setUp(there('subscription-other'));
    const other = aLiveBinding({ bindingId: 'other', mode: 'AXYB', status: 'pending', x: undefined });
    await modules.store(other);
    await modules.reservations.beginChoice(other, NOW);

    expect(await takeAwayLate(modules, aLiveBinding({ mode: 'AXYB' }), OVER)).toBe('open');

    expect(modules.unbound).toEqual([]);
  });

  it('is ended although the binding itself holds X', async () => {
    const modules = setUp(there('subscription-late'));
    await modules.store(aLiveBinding({ status: 'pending' }));

    expect(await takeAwayLate(modules, own, OVER)).toBe('certain');

    expect(modules.unbound).toEqual(['subscription-late']);
  });
});
