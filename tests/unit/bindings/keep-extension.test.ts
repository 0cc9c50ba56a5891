import { describe, expect, it } from 'vitest';
import { keepExtension, otherExtensions } from '../../../shared/bindings/allocation/keep-extension.ts';
import { createResolvePending } from '../../../shared/bindings/bind/resolve-pending.ts';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import { hasStatus } from '../../../shared/bindings/model/binding-store.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  aPlatformBinding,
  type BindingModules,
  bindingModules,
  ENDED_BY_SHOP,
  LOST,
  NOW,
  refusedAs,
} from '../../builders/binding-modules.ts';
import { bindingOf } from '../../builders/binding-of.ts';

const anAxeRequest = (changes: Partial<BindingRequest> = {}): BindingRequest => ({
  app: 'rides',
  mode: 'AXE',
  a: A,
  b: undefined,
  x: undefined,
  extension: undefined,
  areaCode: undefined,
  areaMatch: 'loose',
  reference: undefined,
  terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
  ...changes,
});

const boundAs = ({ x, extension = '7' }: BindRequest, subscriptionId = `on-${x}-${extension}`) =>
  ({ kind: 'ok', value: { subscriptionId, x: x ?? X, extension } }) as const;

const RELEASED = { kind: 'ok', value: 'released' } as const;

/** A platform that gives extension 7 on every X whenever it may choose, as if all others were taken. */
const platformOfSevens = () => {
  const binds: BindRequest[] = [];
  const unbound: string[] = [];
  const platform = {
    bind: async (request: BindRequest) => {
      binds.push(request);
      return boundAs(request);
    },
    unbind: async (subscriptionId: string) => {
      unbound.push(subscriptionId);
      return RELEASED;
    },
  };
  return { platform, binds, unbound };
};

/** A had extension 7 on X until now; it rests for ten minutes. */
const leave = async ({ attempt, bindings, end }: BindingModules, request = anAxeRequest()) => {
  await attempt.start('former', request);
  const record = await bindings.get('former');
  if (record !== undefined && hasStatus(record, 'active')) await end.release(record, ENDED_BY_SHOP);
};

describe('an extension that its A has left', () => {
  it('rests for others: the platform gives it, it is given back, and one of our choice takes its place', async () => {
    const { platform, binds, unbound } = platformOfSevens();
    const modules = bindingModules({ platform });
    await leave(modules);
    binds.length = 0;
    unbound.length = 0;

    const made = await modules.attempt.start('own', anAxeRequest({ a: B }));

    expect(made).toMatchObject({ status: 'active', x: X, extension: '1' });
    expect(binds.map(({ x, extension }) => [x, extension])).toEqual([
      [X, undefined],
      [X, '1'],
    ]);
    expect(unbound).toEqual([`on-${X}-7`]);
    expect(modules.lines).toContainEqual(expect.objectContaining({ app: 'rides', extensionsResting: 1 }));
  });

  it('and that comes with an X of the platform’s choice is given back, and that choice is over', async () => {
    const modules = bindingModules({ numbers: [undefined], platform: platformOfSevens().platform });
    await leave(modules);

    const made = await modules.attempt.start('own', anAxeRequest({ a: B }));

    expect(made).toMatchObject({ status: 'active', x: X, extension: '1' });
    expect(await modules.reservations.choosing(made)).toEqual([]);
  });

  it('may be its own again at once, with one call', async () => {
    const { platform, unbound } = platformOfSevens();
    const modules = bindingModules({ platform });
    await leave(modules);
    modules.calls.length = 0;
    unbound.length = 0;

    const made = await modules.attempt.start('own', anAxeRequest());

    expect(made).toMatchObject({ status: 'active', extension: '7' });
    expect(modules.calls).toEqual(['bind']);
  });

  it('may be anybody’s after the cool-down', async () => {
    const modules = bindingModules({ platform: platformOfSevens().platform });
    await leave(modules);
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');

    expect(await modules.attempt.start('own', anAxeRequest({ a: B }))).toMatchObject({ extension: '7' });
  });

  it('and that is asked for by somebody else is refused as cooling-down, without a call', async () => {
    const modules = bindingModules({ platform: platformOfSevens().platform });
    await leave(modules);
    modules.calls.length = 0;

    const bind = modules.attempt.start('own', anAxeRequest({ a: B, x: X, extension: '7' }));

    await expect(bind).rejects.toMatchObject({
      code: 'number-taken',
      message: expect.stringContaining('cooling-down'),
    });
    expect(modules.calls).toEqual([]);
    expect(await modules.holderOf(B)).toBeUndefined();
  });

  it('rests on its X alone: the same extension on another X is taken', async () => {
    const modules = bindingModules({ numbers: [X, OTHER_X], platform: platformOfSevens().platform });
    await leave(modules);

    const made = await modules.attempt.start('own', anAxeRequest({ a: B, extension: '7' }));

    expect(made).toMatchObject({ status: 'active', x: OTHER_X, extension: '7' });
  });

  it('and whose bind stays at the platform after a lost unbind leaves the binding pending', async () => {
    const { platform } = platformOfSevens();
    const unbinds = [RELEASED, LOST];
    const modules = bindingModules({
      platform: { ...platform, unbind: async () => unbinds.shift() ?? RELEASED },
    });
    await leave(modules);

    const bind = modules.attempt.start('own', anAxeRequest({ a: B }));

    await expect(bind).rejects.toMatchObject({ code: 'platform-unavailable' });
    expect((await modules.bindings.get('own'))?.binding.status).toBe('pending');
  });
});

describe('an extension that another binding of ours still has', () => {
  it('is given back as well: its end at the platform is not recorded yet', async () => {
    const { platform, unbound } = platformOfSevens();
    const modules = bindingModules({ platform });
    await modules.attempt.start('other', anAxeRequest());

    const made = await modules.attempt.start('own', anAxeRequest({ a: B }));

    expect(made).toMatchObject({ extension: '1' });
    expect(unbound).toEqual([`on-${X}-7`]);
  });

  it('is free when that one has ended without it: its maker died after it had reserved', async () => {
    const { platform, unbound } = platformOfSevens();
    const modules = bindingModules({ platform });
    const {
      status: _status,
      releasedAt: _none,
      ...dead
    } = aLiveBinding({ bindingId: 'dead', mode: 'AXE', b: undefined });
    const failed = { ...dead, status: 'failed' as const, releasedAt: '2026-03-01T08:00:00.000Z' };
    await modules.bindings.create({ binding: bindingOf(failed) });
    await modules.reservations.reserveExtension(bindingOf(failed), { x: X, extension: '7' }, NOW);

    const made = await modules.attempt.start('own', anAxeRequest({ a: B }));

    expect(made).toMatchObject({ extension: '7' });
    expect(unbound).toEqual([]);
  });

  it('is free when nothing is stored of that one', async () => {
    const modules = bindingModules();
    const dead = aLiveBinding({ bindingId: 'dead', mode: 'AXE', b: undefined });
    await modules.reservations.reserveExtension(dead, { x: X, extension: '7' }, NOW);
    const own = aLiveBinding({ status: 'pending', mode: 'AXE', a: B, b: undefined });

    expect(await keepExtension(modules, own, { x: X, extension: '7' })).toBe('kept');
  });

  it.each<[BindingStatus, string]>([
    ['pending', 'taken'],
    ['active', 'taken'],
    ['releasing', 'taken'],
    ['released', 'kept'],
    ['expired', 'kept'],
    ['failed', 'kept'],
  ])('where that one is %s: the extension is %s', async (status, kept) => {
    const modules = bindingModules();
    const other = aLiveBinding({
      status,
      bindingId: 'other',
      mode: 'AXE',
      b: undefined,
    });
    await modules.bindings.create({ binding: other });
    await modules.reservations.reserveExtension(other, { x: X, extension: '7' }, NOW);
    const own = aLiveBinding({ status: 'pending', mode: 'AXE', a: B, b: undefined });

    expect(await keepExtension(modules, own, { x: X, extension: '7' })).toBe(kept);
  });
});

describe('an extension that a binding of ours reserved and does not have: its maker died before it was recorded', () => {
  it.each([
    ['the binding has another extension', { x: X, extension: '8' }, 'kept'],
    ['the binding has it on another X', { x: OTHER_X, extension: '7' }, 'kept'],
    ['the binding has it', { x: X, extension: '7' }, 'taken'],
  ])('%s', async (_case, place, kept) => {
    const modules = bindingModules();
    const other = aLiveBinding({ bindingId: 'other', mode: 'AXE', b: undefined, ...place });
    await modules.bindings.create({ binding: other });
    await modules.reservations.reserveExtension(other, { x: X, extension: '7' }, NOW);
    const own = aLiveBinding({ status: 'pending', mode: 'AXE', a: B, b: undefined });

    expect(await keepExtension(modules, own, { x: X, extension: '7' })).toBe(kept);
  });
});

describe('an extension that rests, reserved again by a bind of its A that died', () => {
  it.each([
    ['another A', B, 'resting'],
    ['the same A', A, 'kept'],
  ])('is for %s: %3$s', async (_case, a, kept) => {
    const modules = bindingModules({ platform: platformOfSevens().platform });
    await leave(modules);
    const back = aLiveBinding({ bindingId: 'back', mode: 'AXE', a: A, b: undefined, x: X, extension: '8' });
    await modules.bindings.create({ binding: back });
    await modules.reservations.reserveExtension(back, { x: X, extension: '7' }, NOW);
    const own = aLiveBinding({ status: 'pending', mode: 'AXE', a, b: undefined });

    expect(await keepExtension(modules, own, { x: X, extension: '7' })).toBe(kept);
  });
});

describe('a bind whose answer was lost and that has an extension which rests', () => {
  it('is taken away when it turns up', async () => {
    const { platform, unbound } = platformOfSevens();
    const found = { ...aPlatformBinding('subscription-late'), a: B, b: undefined, extension: '7' };
    const modules = bindingModules({
      platform: { ...platform, find: async () => ({ kind: 'ok', value: found }) },
    });
    await leave(modules);
    const pending = aLiveBinding({ status: 'pending', bindingId: 'own', mode: 'AXE', a: B, b: undefined });
    const record = await modules.store(pending);
    unbound.length = 0;
    const resolve = createResolvePending({
      ...modules,
      numbersOf: async () => ({ numbers: [X], unreadable: [] }),
    });

    expect(await resolve(record)).toEqual({ kind: 'failed' });
    expect(unbound).toEqual(['subscription-late']);
  });
});

describe('a named extension that the platform refuses', () => {
  it('is not left reserved', async () => {
    const taken = refusedAs('pool-exhausted', 'exhausted');
    const answers = [taken, boundAs({ x: X, extension: '7' } as BindRequest)];
    const modules = bindingModules({ platform: { bind: async () => answers.shift() ?? taken } });
    await modules.attempt.start('former', anAxeRequest({ x: X, extension: '7' })).catch(() => undefined);

    const made = await modules.attempt.start('own', anAxeRequest({ a: B, x: X, extension: '7' }));

    expect(made).toMatchObject({ status: 'active', extension: '7' });
  });
});

describe('an extension whose binding ends by itself between two looks', () => {
  it('rests, and is not taken over from it', async () => {
    const modules = bindingModules();
    const holder = aLiveBinding({ bindingId: 'holder', mode: 'AXE', b: undefined, extension: '7' });
    await modules.store(holder, { endsItself: true });
    const place = { x: X, extension: '7' };
    await modules.reservations.reserveExtension(holder, place, NOW);
    // The reservation was read a moment before, and the record after it.
    const records = {
      get: async () => ({ binding: { ...holder, status: 'expired' as const }, revision: 2 }),
    };
    const bindings = { ...modules.bindings, ...records };
    const own = aLiveBinding({ bindingId: 'own', mode: 'AXE', a: B, b: undefined, status: 'pending' });

    expect(await keepExtension({ ...modules, bindings }, own, place)).toBe('resting');
    expect((await modules.reservations.reserveExtension(own, place, NOW))?.bindingId).toBe('holder');
  });
});

describe('the extensions of our own choice', () => {
  it.each([
    ['of one digit are all others', '7', 0, ['1', '2', '3', '4', '5', '6', '8', '9']],
    [
      'of two digits are twelve from a random one on',
      '05',
      0.98,
      ['98', '99', '01', '02', '03', '04', '06', '07', '08', '09', '10', '11'],
    ],
    [
      'of three digits are twelve also where the one that rests is not among them',
      '500',
      0,
      ['001', '002', '003', '004', '005', '006', '007', '008', '009', '010', '011', '012'],
    ],
  ])('%s', (_case, extension, random, others) => {
    expect(otherExtensions(extension, () => random)).toEqual(others);
  });
});
