import { describe, expect, it } from 'vitest';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createReconcileLook, isInProgress } from '../../../shared/bindings/reconcile/reconcile-look.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';
import { LOST } from '../../builders/binding-modules.ts';
import { type BindingFields, bindingOf } from '../../builders/binding-of.ts';

const NOW = new Date('2026-03-01T09:00:00.000Z');

const aRecord = (changes: BindingFields = {}, more: Partial<BindingRecord> = {}): BindingRecord => ({
  binding: bindingOf({
    bindingId: 'ours',
    app: 'rides',
    mode: 'AXB',
    status: 'active',
    a: A,
    b: B,
    x: X,
    terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
    subscriptionId: 'theirs',
    createdAt: '2026-03-01T08:00:00.000Z',
    expiresAt: '2026-03-01T10:00:00.000Z',
    version: 1,
    ...changes,
  } as BindingFields & { status: BindingStatus }),
  revision: 1,
  ...more,
});

const aPlatformBinding = (changes: Partial<PlatformBinding> = {}): PlatformBinding => ({
  subscriptionId: 'theirs',
  a: A,
  b: B,
  x: X,
  callDirection: 'both',
  ttlSeconds: 7200,
  record: false,
  recordTone: undefined,
  maxCallMinutes: 0,
  ...changes,
});

type Setting = {
  ours?: BindingRecord | undefined;
  theirs?: PlatformBinding | undefined;
  /** Whom the index of subscription ids, which lags, does not show yet. */
  unindexed?: boolean;
  /** The people of theirs, all of them, had that X last for ours. */
  heldForAll?: boolean;
  /** Released so long ago that no reservation tells of it. */
  forgotten?: boolean;
  /** The platform's act meanwhile, so that its answer is of before or after it. */
  meanwhile?: (runtime: Setting, asked: number) => void;
  now?: Date;
  /** The platform gives no answer. */
  lost?: boolean;
};

/** Both sides in memory; `meanwhile` happens after the platform has made its answer and before we have it. */
const setUp = (runtime: Setting) => {
  let asked = 0;
  const own = () => (runtime.ours === undefined ? [] : [runtime.ours]);
  const look = createReconcileLook({
    bindings: {
      get: async (id: string) => own().find(({ binding }) => binding.bindingId === id),
      getAll: async (ids: readonly string[]) =>
        own().filter(({ binding }) => ids.includes(binding.bindingId)),
      bySubscription: async (_app: string, id: string) =>
        runtime.unindexed ? undefined : own().find(({ binding }) => binding.subscriptionId === id),
      places: async ({ a }: { a?: string }) =>
        own()
          .filter(({ binding }) => !runtime.unindexed && binding.a === a)
          .map(({ binding: { bindingId, createdAt } }) => ({ bindingId, createdAt })),
    },
    reservations: {
      lastHoldersOn: async (_pair: unknown, x: string) =>
        own()
          .filter(({ binding }) => !runtime.forgotten && binding.x === x)
          .map(({ binding }) => binding.bindingId),
      lastHolderForAll: async () => (runtime.heldForAll ? runtime.ours?.binding.bindingId : undefined),
      choosing: async () =>
        own()
          .filter(({ binding }) => binding.status === 'pending' && binding.x === undefined)
          .map(({ binding }) => binding.bindingId),
    },
    platformOf: () => ({
      get: async () => {
        asked += 1;
        const answer = runtime.theirs;
        runtime.meanwhile?.(runtime, asked);
        if (runtime.lost) return LOST;
        return { kind: 'ok', value: answer };
      },
    }),
    clock: () => runtime.now ?? NOW,
  } as never);
  return { look, runtime, asked: () => asked };
};

describe('the second look at a binding of ours', () => {
  it.each<[string, Setting, string]>([
    ['agrees with what is the same', { ours: aRecord(), theirs: aPlatformBinding() }, 'agrees'],
    ['misses what is gone there', { ours: aRecord() }, 'missing-there'],
    [
      'finds what lives on there',
      { ours: aRecord({ status: 'released' }), theirs: aPlatformBinding() },
      'ended-here',
    ],
    ['agrees about what has ended on both sides', { ours: aRecord({ status: 'expired' }) }, 'agrees'],
    [
      'sees a difference',
      { ours: aRecord(), theirs: aPlatformBinding({ callDirection: 'to-a' }) },
      'different',
    ],
    ['passes over what is being made', { ours: aRecord({ status: 'pending' }) }, 'in-progress'],
    ['passes over what is being ended', { ours: aRecord({ status: 'releasing' }) }, 'in-progress'],
    [
      'passes over what somebody works on',
      { ours: aRecord({}, { leaseUntil: '2026-03-01T09:00:00.001Z' }) },
      'in-progress',
    ],
    [
      'passes over a change that was cut short',
      { ours: aRecord({}, { change: { b: A } }), theirs: aPlatformBinding({ b: A }) },
      'in-progress',
    ],
    [
      'passes over what ends within the minute, for the platform may be first',
      { ours: aRecord({ expiresAt: '2026-03-01T09:01:00.000Z' }) },
      'in-progress',
    ],
    [
      'judges what ends a moment later than that',
      { ours: aRecord({ expiresAt: '2026-03-01T09:01:00.001Z' }) },
      'missing-there',
    ],
    [
      'judges what nobody works on any more',
      { ours: aRecord({}, { leaseUntil: NOW.toISOString() }) },
      'missing-there',
    ],
  ])('%s', async (_case, setting, kind) => {
    const { look } = setUp(setting);

    expect(await look.atOurs('ours')).toMatchObject({ kind });
  });

  it('asks nothing of the platform about what is in progress', async () => {
    const { look, asked } = setUp({ ours: aRecord({ status: 'pending' }) });

    await look.atOurs('ours');

    expect(asked()).toBe(0);
  });

  it.each<[string, Setting]>([
    ['that is not stored', {}],
    ['that lives with us alone', { ours: aRecord({ mode: 'X' }), theirs: aPlatformBinding() }],
  ])('asks nothing of the platform about one %s', async (_case, setting) => {
    const { look, asked } = setUp(setting);

    expect([await look.atOurs('ours'), asked()]).toEqual([{ kind: 'in-progress' }, 0]);
  });

  it('leaves one that is gone when the platform has answered', async () => {
    const { look, asked } = setUp({
      ours: aRecord(),
      theirs: aPlatformBinding(),
      meanwhile: (runtime) => {
        runtime.ours = undefined;
      },
    });

    expect([await look.atOurs('ours'), asked()]).toEqual([{ kind: 'in-progress' }, 1]);
  });

  it('judges nothing when the platform gives no answer', async () => {
    const { look } = setUp({ ours: aRecord(), lost: true });

    await expect(look.atOurs('ours')).rejects.toMatchObject({ code: 'platform-unavailable' });
  });

  it.each<[string, Setting]>([
    ['what has ended here', { ours: aRecord({ status: 'released' }), theirs: aPlatformBinding() }],
    ['what is missing there', { ours: aRecord() }],
    ['what is different', { ours: aRecord(), theirs: aPlatformBinding({ callDirection: 'to-a' }) }],
  ])('hands on the record of %s', async (_case, setting) => {
    const { look, runtime } = setUp(setting);

    expect(await look.atOurs('ours')).toMatchObject({ record: { ...runtime.ours, revision: 1 } });
  });

  it('names the fields that differ', async () => {
    const { look } = setUp({ ours: aRecord(), theirs: aPlatformBinding({ x: OTHER_X, maxCallMinutes: 5 }) });

    expect(await look.atOurs('ours')).toMatchObject({ differences: ['x', 'maxCallMinutes'] });
  });

  it('looks once more when the binding was ended while the platform answered', async () => {
    const { look, asked } = setUp({
      ours: aRecord(),
      theirs: aPlatformBinding({ callDirection: 'to-a' }),
      meanwhile: (runtime) => {
        runtime.ours = aRecord({ status: 'released' }, { revision: 3 });
        runtime.theirs = undefined;
      },
    });

    expect(await look.atOurs('ours')).toEqual({ kind: 'agrees' });
    expect(asked()).toBe(2);
  });

  it('believes no answer of before a change, and takes the one of after it', async () => {
    const { look } = setUp({
      ours: aRecord({ b: A }),
      theirs: aPlatformBinding({ b: A }),
      meanwhile: (runtime) => {
        runtime.ours = aRecord({ version: 2 }, { revision: 3 });
        runtime.theirs = aPlatformBinding();
      },
    });

    expect(await look.atOurs('ours')).toEqual({ kind: 'agrees' });
  });

  it('leaves a binding that others keep changing to them', async () => {
    const { look, asked } = setUp({
      ours: aRecord(),
      meanwhile: (runtime, count) => {
        runtime.ours = aRecord({}, { revision: 1 + count });
      },
    });

    expect(await look.atOurs('ours')).toEqual({ kind: 'in-progress' });
    expect(asked()).toBe(3);
  });

  it('looks at the clock again after the answer', async () => {
    const { look } = setUp({
      ours: aRecord(),
      meanwhile: (runtime) => {
        runtime.now = new Date('2026-03-01T09:59:30.000Z');
      },
    });

    expect(await look.atOurs('ours')).toEqual({ kind: 'in-progress' });
  });
});

const LATE = 'late-there';
const NOBODYS = 'unknown-here';
const OTHER = '+8613900000077' as typeof B;

const failed = (changes: BindingFields = {}, openUntil?: string): BindingRecord =>
  aRecord(
    { status: 'failed', subscriptionId: undefined, expiresAt: undefined, ...changes } as BindingFields,
    openUntil === undefined ? {} : { openBind: { until: openUntil, a: A } },
  );
const axyb = (ours: BindingFields, theirs: Partial<PlatformBinding>): Setting => ({
  ours: failed({ mode: 'AXYB', x: undefined, ...ours } as BindingFields),
  theirs: aPlatformBinding(theirs),
});
const axe = (extension: string): Setting => ({
  ours: aRecord({ mode: 'AXE', b: undefined, status: 'released', subscriptionId: 'other', extension: '42' }),
  theirs: aPlatformBinding({ b: undefined, extension }),
});

const released = (changes: object = {}) =>
  aRecord({ status: 'released', subscriptionId: 'other', ...changes });

describe('the second look at a binding of theirs', () => {
  it.each<[string, Setting, string]>([
    ['finds one that nobody here has made', { theirs: aPlatformBinding() }, 'unknown-here'],
    ['agrees when it is gone by now', {}, 'agrees'],
    [
      'finds its owner by the subscription id alone',
      { ours: aRecord(), theirs: aPlatformBinding(), forgotten: true },
      'agrees',
    ],
    ['finds its owner by the subscription id', { ours: aRecord(), theirs: aPlatformBinding() }, 'agrees'],
    [
      'finds an owner whom the index does not show yet by the reservations',
      { ours: aRecord(), theirs: aPlatformBinding(), unindexed: true },
      'agrees',
    ],
    [
      'finds an owner that has ended',
      { ours: aRecord({ status: 'released' }), theirs: aPlatformBinding(), unindexed: true },
      'ended-here',
    ],
    [
      'is not misled by another binding on the reservation',
      { ours: aRecord({ subscriptionId: 'other' }), theirs: aPlatformBinding() },
      'unknown-here',
    ],
    [
      'is not misled by a binding in the making on another X',
      {
        ours: aRecord({ status: 'pending', x: OTHER_X }),
        theirs: aPlatformBinding(),
      },
      'unknown-here',
    ],
    [
      'passes over a binding in the making on that X',
      {
        ours: aRecord({ status: 'pending' }),
        theirs: aPlatformBinding(),
        unindexed: true,
      },
      'in-progress',
    ],
    [
      'passes over a binding in the making whose X the platform is choosing',
      { ours: aRecord({ status: 'pending', x: undefined }), theirs: aPlatformBinding(), unindexed: true },
      'in-progress',
    ],
    ['finds the late bind of one that was given up', { ours: failed(), theirs: aPlatformBinding() }, LATE],
    [
      'finds the late bind of one whose reservation is forgotten',
      { ours: failed(), theirs: aPlatformBinding(), forgotten: true },
      LATE,
    ],
    [
      'finds the late bind of one whose X the platform was to choose',
      { ours: failed({ x: undefined }), theirs: aPlatformBinding() },
      LATE,
    ],
    [
      'finds another bind of one that was released',
      { ours: aRecord({ status: 'released', subscriptionId: 'other' }), theirs: aPlatformBinding() },
      LATE,
    ],
    [
      'finds another bind of one that has expired',
      { ours: aRecord({ status: 'expired', subscriptionId: 'other' }), theirs: aPlatformBinding() },
      LATE,
    ],
    [
      'leaves one for which the sweeper looks still',
      { ours: failed({}, '2026-03-01T09:00:01.000Z'), theirs: aPlatformBinding() },
      'in-progress',
    ],
    [
      'takes it for late once nothing can come any more',
      { ours: failed({}, '2026-03-01T09:00:00.000Z'), theirs: aPlatformBinding() },
      LATE,
    ],
    ['finds half an AXYB bind', axyb({ b: B }, { b: undefined }), LATE],
    ['finds an AXYB bind that a stranger has called', axyb({ b: undefined }, { b: B }), LATE],
    ['leaves an AXYB bind of another B', axyb({ b: B }, { b: OTHER }), 'unknown-here'],
    ['finds the extension that was told', axe('42'), LATE],
    ['leaves another extension of the same A', axe('43'), 'unknown-here'],
    ['leaves an ended one of another B', { ours: failed(), theirs: aPlatformBinding({ b: OTHER }) }, NOBODYS],
    ['leaves swapped roles', { ours: failed(), theirs: aPlatformBinding({ a: B, b: A }) }, NOBODYS],
    ['leaves a pair without its B', { ours: failed(), theirs: aPlatformBinding({ b: undefined }) }, NOBODYS],
    ['leaves another X', { ours: failed({ x: OTHER_X }), theirs: aPlatformBinding() }, NOBODYS],
    [
      'leaves what another app gave up',
      { ours: failed({ app: 'other' }), theirs: aPlatformBinding() },
      NOBODYS,
    ],
    [
      'finds the late bind of one whose B was changed since',
      { ours: released(), theirs: aPlatformBinding({ b: OTHER }), heldForAll: true },
      LATE,
    ],
    [
      'leaves swapped roles, although both had that X last for one of ours',
      { ours: released(), theirs: aPlatformBinding({ a: B, b: A }), heldForAll: true },
      NOBODYS,
    ],
    [
      'leaves one of a B who is not told, although A had that X last for one of ours',
      { ours: released(), theirs: aPlatformBinding({ b: undefined }), heldForAll: true },
      NOBODYS,
    ],
    [
      'leaves what another app had for them',
      { ours: released({ app: 'other' }), theirs: aPlatformBinding({ b: OTHER }), heldForAll: true },
      NOBODYS,
    ],
    [
      'leaves an AXYB bind of another B, although its A had that X last',
      { ...axyb({ b: B }, { b: OTHER }), heldForAll: true },
      NOBODYS,
    ],
    [
      'leaves it while a live one of the same people has another id',
      { ours: aRecord({ status: 'releasing', subscriptionId: 'other' }), theirs: aPlatformBinding() },
      NOBODYS,
    ],
  ])('%s', async (_case, setting, kind) => {
    const { look } = setUp(setting);

    const listed = setting.theirs ?? aPlatformBinding();
    expect(await look.atTheirs('rides', listed)).toMatchObject({ kind });
  });
});

describe('a binding of theirs of which one answer tells less than the other', () => {
  it.each<[string, Partial<PlatformBinding>, Partial<PlatformBinding>]>([
    ['the list told X', { x: undefined }, {}],
    ['the list told B', { b: undefined }, {}],
    ['the list told everything but X', {}, { x: undefined }],
    ['both told everything', {}, {}],
    ['the list was of before', {}, { b: OTHER }],
  ])('has what either tells, the later one first: %s', async (_case, theirs, listed) => {
    const { look } = setUp({ ours: failed(), theirs: aPlatformBinding(theirs) });

    expect(await look.atTheirs('rides', aPlatformBinding(listed))).toEqual({
      kind: LATE,
      app: 'rides',
      bindingId: 'ours',
      subscriptionId: 'theirs',
    });
  });
});

describe('a binding that somebody is at work on', () => {
  it.each<[string, BindingFields, Partial<BindingRecord>, boolean]>([
    ['pending', { status: 'pending' }, {}, true],
    ['releasing', { status: 'releasing' }, {}, true],
    ['active', {}, {}, false],
    ['active with a change', {}, { change: { b: A } }, true],
    ['active for a minute more', { expiresAt: '2026-03-01T09:01:00.000Z' }, {}, true],
    ['active without an end', { expiresAt: undefined }, {}, false],
    ['released', { status: 'released' }, { change: { b: A } }, false],
    ['expired', { status: 'expired' }, { leaseUntil: '2026-03-01T09:01:00.000Z' }, false],
    ['failed', { status: 'failed' }, {}, false],
  ])('is told by its record: %s', (_case, changes, more, expected) => {
    expect(isInProgress(aRecord(changes, more), NOW)).toBe(expected);
  });
});
