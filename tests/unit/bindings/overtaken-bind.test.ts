import { describe, expect, it } from 'vitest';
import type { Binding, PendingBinding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { hasStatus } from '../../../shared/bindings/model/binding-store.ts';
import { A, aBindingRequest, B, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  LOST,
  refusedAs,
  theirs,
} from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';
import { overtake, overtakeWrite } from '../../builders/overtaking.ts';

const BOUND = { kind: 'ok', value: { subscriptionId: 'subscription-own', x: X } } as const;
const NOBODY = { kind: 'ok', value: undefined } as const;
const UNBOUND = { kind: 'ok', value: 'released' } as const;
const TAKEN = refusedAs('number-taken', 'conflict');
const IN_PROGRESS = { code: 'binding-in-progress', retryAfterSeconds: 1 };

const AXYB = { mode: 'AXYB', b: undefined } as const;
const pending = (changes: BindingFields<'pending'> = {}): PendingBinding =>
  aLiveBinding({ status: 'pending', ...changes });

/** Somebody else has resolved the binding: its record is this one now. */
const resolveAs = async ({ bindings }: BindingModules, binding: Binding) => {
  const record = await bindings.get('own');
  if (record === undefined) throw new Error('gone');
  await bindings.replace(record, { binding });
};

/** Modules whose platform may look at them, as whoever is faster does while the platform is asked. */
const setUp = (
  platformOf: (modules: BindingModules) => Partial<BindingPlatform>,
  numbers: Parameters<typeof bindingModules>[0] = {},
): BindingModules => {
  const platform: Partial<BindingPlatform> = {};
  const modules = bindingModules({ ...numbers, platform });
  Object.assign(platform, platformOf(modules));
  return modules;
};

describe('a bind that somebody else is faster than', () => {
  it('is not begun under an id that is stored already', async () => {
    const modules = bindingModules();
    await modules.store(aLiveBinding());

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect([modules.calls, (await modules.bindings.get('own'))?.binding]).toEqual([[], aLiveBinding()]);
  });

  it('is not taken up when somebody else did so', async () => {
    const modules = bindingModules();
    const record = await modules.store(pending());
    await overtake(modules);

    await expect(modules.attempt.resume(record, aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect(modules.calls).toEqual([]);
  });

  it('does not go on with the next number', async () => {
    const modules = setUp(
      () => ({
        bind: async () => {
          await overtake(modules);
          return TAKEN;
        },
      }),
      { numbers: [X, OTHER_X] },
    );

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect(modules.calls).toEqual(['bind']);
    expect(await modules.holderOf(A, OTHER_X)).toBeUndefined();
  });

  it('is answered with what the other one recorded, if that is the same binding', async () => {
    const modules = setUp(() => ({
      bind: async () => {
        await resolveAs(modules, aLiveBinding({ version: 7 }));
        return BOUND;
      },
    }));

    expect(await modules.attempt.start('own', aBindingRequest())).toEqual(aLiveBinding({ version: 7 }));

    expect(modules.calls).toEqual(['bind']);
  });

  it.each<[string, Binding]>([
    ['another one lives', aLiveBinding({ subscriptionId: 'subscription-other' })],
    ['it is releasing', aLiveBinding({ status: 'releasing' })],
    ['it has ended', aLiveBinding({ status: 'released' })],
  ])('does not leave a second one at the platform: %s', async (_case, other) => {
    const unbound: string[] = [];
    const modules = setUp(() => ({
      bind: async () => {
        await resolveAs(modules, other);
        return BOUND;
      },
      unbind: async (subscriptionId) => {
        unbound.push(subscriptionId);
        return UNBOUND;
      },
    }));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect(unbound).toEqual(['subscription-own']);
    expect((await modules.bindings.get('own'))?.binding).toEqual(other);
    expect((await modules.bindings.get('new-1'))?.binding.status).toBe('released');
  });

  it('does not leave it at the platform when its record is gone', async () => {
    const modules = setUp(() => ({
      bind: async () => {
        await overtake(modules);
        modules.bindings.get = async () => undefined;
        return BOUND;
      },
      unbind: async () => UNBOUND,
    }));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect(modules.calls).toEqual(['bind', 'unbind']);
  });

  it('has nothing to take away in mode X', async () => {
    const modules = setUp(() => ({
      bind: async () => {
        await resolveAs(modules, aLiveBinding({ mode: 'X', status: 'released' }));
        return { kind: 'ok', value: { mode: 'X', x: X } } as const;
      },
    }));

    await expect(modules.attempt.start('own', aBindingRequest({ mode: 'X' }))).rejects.toMatchObject(
      IN_PROGRESS,
    );

    expect([modules.calls, await modules.bindings.get('new-1')]).toEqual([['bind'], undefined]);
  });

  it('leaves what it takes away to whoever is faster to end that', async () => {
    const modules = setUp(() => ({
      bind: async () => {
        await resolveAs(modules, aLiveBinding({ status: 'released' }));
        return BOUND;
      },
      unbind: async () => {
        const stray = await modules.bindings.get('new-1');
        if (stray !== undefined) await modules.bindings.replace(stray, stray);
        return UNBOUND;
      },
    }));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect(modules.calls).toEqual(['bind', 'unbind']);
    expect(modules.lines).toEqual([]);
  });

  it('ends what it can store nowhere, and tells nothing when that works', async () => {
    const modules = setUp(() => ({
      bind: async () => {
        await resolveAs(modules, aLiveBinding({ status: 'released' }));
        modules.bindings.create = async () => Promise.reject(new Error('away'));
        return BOUND;
      },
      unbind: async () => UNBOUND,
    }));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject(IN_PROGRESS);

    expect([modules.calls, modules.lines]).toEqual([['bind', 'unbind'], []]);
  });

  it('does not become active when another binding of ours was faster to reserve the X that the platform chose', async () => {
    const modules = setUp(
      () => ({
        bind: async () => {
          const other = aLiveBinding({ bindingId: 'other', ...AXYB, subscriptionId: 'subscription-own' });
          await modules.store(other);
          return BOUND;
        },
      }),
      { numbers: [undefined] },
    );

    await expect(modules.attempt.start('own', aBindingRequest(AXYB))).rejects.toMatchObject(IN_PROGRESS);

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'pending' },
      leaseUntil: '2026-03-01T08:00:00.000Z',
      dueAt: '2026-03-01T08:00:00.000Z',
    });
    expect([modules.calls, await modules.holderOf(A)]).toEqual([['bind'], 'other']);
  });

  it('is pending as the other one stored it when nobody knows its fate', async () => {
    const modules = bindingModules({ platform: { bind: async () => LOST, find: async () => LOST } });
    overtakeWrite(modules, 1);

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(await modules.bindings.get('own')).toMatchObject({
      leaseUntil: '2026-03-01T08:01:00.000Z',
      revision: 2,
    });
  });
});

describe('a bind that is given up', () => {
  it('has failed, and holds X no more', async () => {
    const modules = bindingModules({ platform: { bind: async () => refusedAs('account-suspended') } });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'account-suspended',
    });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual([undefined, undefined]);
  });

  it('tells that the store is away when not even that can be stored', async () => {
    const modules = bindingModules({ platform: { bind: async () => refusedAs('account-suspended') } });
    modules.bindings.replace = async () => Promise.reject(new Error('away'));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toThrow('away');
  });
});

describe('a bind whose answer was lost', () => {
  const AXE = { mode: 'AXE', b: undefined } as const;
  /** A pending bind that was sent at eight and taken up at two past eight, when it may still be applied for a minute. */
  const OPEN_UNTIL = '2026-03-01T08:03:00.000Z';
  const resumeAt = async (modules: BindingModules, more: BindingFields<'pending'> = {}) => {
    const record = await modules.store(pending(more), { openBind: { until: OPEN_UNTIL, a: A, b: B } });
    if (record.binding.x === undefined)
      await modules.reservations.beginChoice(record.binding, modules.time.now);
    modules.time.now = new Date('2026-03-01T08:02:00.000Z');
    return modules.attempt.resume(
      record,
      aBindingRequest({ mode: record.binding.mode, b: record.binding.b }),
    );
  };

  it.each<[string, Parameters<typeof aBindingRequest>[0], number | undefined]>([
    ['at once, where the platform refuses the later of two', {}, undefined],
    ['also in AXE with an extension', { ...AXE, x: X, extension: '8001' }, undefined],
    ['when the first one is too old, where the platform would make two', AXE, 300],
    ['when the first one is too old, where the platform chooses X', AXYB, 300],
  ])('may be repeated %s', async (_case, changes, retryAfterSeconds) => {
    const numbers = changes?.mode === 'AXYB' ? [undefined] : [X];
    const modules = bindingModules({ numbers, platform: { bind: async () => LOST, find: async () => LOST } });

    await expect(modules.attempt.start('own', aBindingRequest(changes))).rejects.toMatchObject({
      code: 'platform-unavailable',
      retryAfterSeconds,
    });

    expect((await modules.bindings.get('own'))?.openBind).toMatchObject({
      until: '2026-03-01T08:05:00.000Z',
      a: A,
    });
  });

  it('is repeated once where X is named, and stays due for the first attempt', async () => {
    const answers = [LOST, BOUND];
    const modules = bindingModules({
      platform: { bind: async () => answers.shift() ?? LOST, find: async () => NOBODY },
    });

    await modules.attempt.start('own', aBindingRequest());

    expect(modules.calls).toEqual(['bind', 'find', 'bind']);
    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'active' },
      openBind: { until: '2026-03-01T08:05:00.000Z', a: A, b: B },
      dueAt: '2026-03-01T08:05:00.000Z',
    });
  });

  it.each<[string, Partial<BindingPlatform>]>([
    ['made at the first attempt', { bind: async () => BOUND }],
    ['found where the platform chose X, so that it was sent once', {}],
  ])('is not looked for again when it was %s', async (_case, platform) => {
    const there = { kind: 'ok', value: theirs(aLiveBinding({ b: undefined })) } as const;
    const modules = bindingModules({ platform: { find: async () => there, ...platform } });

    if (platform.bind === undefined) await resumeAt(modules, { ...AXYB, x: undefined });
    else await modules.attempt.start('own', aBindingRequest());

    const record = await modules.bindings.get('own');
    expect([record?.binding.status, record?.openBind]).toEqual(['active', undefined]);
  });

  it.each<[string, BindingFields<'pending'>, string]>([
    ['anew where the platform refuses the later of two', {}, '2026-03-01T08:07:00.000Z'],
    ['as before in AXE without an extension: nothing is sent', AXE, OPEN_UNTIL],
    ['as before where the platform chooses X: nothing is sent', { ...AXYB, x: undefined }, OPEN_UNTIL],
  ])('is open %s when it is taken up', async (_case, fields, until) => {
    const modules = bindingModules({ platform: { find: async () => NOBODY, bind: async () => LOST } });

    await expect(resumeAt(modules, fields)).rejects.toMatchObject({ code: 'platform-unavailable' });

    expect((await modules.bindings.get('own'))?.openBind?.until).toBe(until);
    expect(modules.calls.includes('bind')).toBe(until !== OPEN_UNTIL);
  });

  it('is sent again where the platform chooses X and the first one is too old', async () => {
    const modules = bindingModules({ platform: { find: async () => NOBODY, bind: async () => BOUND } });
    const record = await modules.store(pending({ ...AXYB, x: undefined }), {
      openBind: { until: '2026-03-01T08:00:00.000Z', a: A },
    });
    await modules.reservations.beginChoice(record.binding, modules.time.now);

    expect((await modules.attempt.resume(record, aBindingRequest(AXYB))).status).toBe('active');

    expect(modules.calls).toEqual(['find', 'bind']);
  });

  it('does not take away what may belong to another abandoned one: whoever binds again must not end it', async () => {
    const there = { kind: 'ok', value: theirs(aLiveBinding({ b: undefined })) } as const;
    const modules = bindingModules({ platform: { find: async () => there } });
    const other = await modules.store(pending({ bindingId: 'other', ...AXYB, x: undefined }), {
      sweepAttempts: 0,
    });
    await modules.reservations.beginChoice(other.binding, modules.time.now);

    await expect(resumeAt(modules, { ...AXYB, x: undefined })).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(modules.calls).toEqual(['find']);
  });
});

describe('a bind that is under way', () => {
  it('shows as choosing only where the platform chooses X', async () => {
    const choosing: unknown[] = [];
    const modules = setUp(() => ({
      bind: async () => {
        choosing.push(await modules.reservations.choosing({ app: 'rides', mode: 'AXB', a: A }));
        return BOUND;
      },
    }));

    await modules.attempt.start('own', aBindingRequest());

    expect(choosing).toEqual([[]]);
  });

  it('has the fields of its request, and no wish for an end that was stored before', async () => {
    const modules = bindingModules({ platform: { find: async () => NOBODY, bind: async () => BOUND } });
    const record = await modules.store(pending({ reference: 'order-42' }), {
      endWanted: true,
      sweepAttempts: 3,
    });

    const made = await modules.attempt.resume(record, aBindingRequest({ reference: 'order-42' }));

    expect(made.reference).toBe('order-42');
    const left = await modules.bindings.get('own');
    expect([left?.endWanted, left?.sweepAttempts]).toEqual([undefined, undefined]);
  });

  it('keeps the reference that it was asked for with', async () => {
    const modules = bindingModules({ platform: { bind: async () => BOUND } });

    await modules.attempt.start('own', aBindingRequest({ reference: 'order-42' }));

    expect((await modules.bindings.get('own'))?.binding.reference).toBe('order-42');
  });
});

it('the resolution of somebody else is never overwritten by a bind that gives up', async () => {
  const modules = setUp(() => ({
    bind: async () => {
      const record = await modules.bindings.get('own');
      if (record !== undefined && hasStatus(record, 'pending')) await overtake(modules);
      return refusedAs('account-suspended');
    },
  }));

  await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
    code: 'account-suspended',
  });

  expect((await modules.bindings.get('own'))?.binding.status).toBe('pending');
});
