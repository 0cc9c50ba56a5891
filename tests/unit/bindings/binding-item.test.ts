import { describe, expect, it } from 'vitest';
import { itemOf, recordOf } from '../../../shared/bindings/dynamo/binding-item.ts';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createLookupKeys, type LookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Attributes } from '../../../shared/storage/documents.ts';
import { A, B, C, X } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';
import { itemBytes } from '../../harness/capacity.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup: LookupKeys = (kind, ...values) => `${kind}(${values.join()})`;
const options = { sealer, lookup, retentionDays: 30 };

type Fields = Readonly<Record<string, unknown>>;

/** All ways to leave some of these fields out. */
const subsetsOf = (fields: Fields): readonly Fields[] =>
  Object.entries(fields).reduce<readonly Fields[]>(
    (subsets, [name, value]) => subsets.flatMap((some) => [some, { ...some, [name]: value }]),
    [{}],
  );

/** The item of whatever JSON was sealed. */
const itemWith = (stored: unknown): Attributes => ({
  pk: 'B#own',
  sk: 'B',
  revision: 3,
  sealed: sealer.seal(JSON.stringify(stored), 'B#own'),
});

const without = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));

describe('a stored binding', () => {
  it('is read as it was stored, whichever fields of its record are absent', () => {
    const more = subsetsOf({
      change: { b: C },
      changeBy: 'office',
      leaseUntil: '2026-03-01T08:01:00.000Z',
      attemptAt: '2026-03-01T08:00:00.000Z',
      openBind: { until: '2026-03-01T08:06:00.000Z', a: A, b: B },
      openChange: {
        until: '2026-03-01T08:06:00.000Z',
        fields: ['b'],
        callees: ['+8613600000004'],
        people: [C],
      },
      endWanted: true,
      dueAt: '2026-03-01T10:01:00.000Z',
      confirmEnd: false,
      sweepAttempts: 0,
    });

    for (const some of more) {
      const record: BindingRecord = { binding: aLiveBinding(), revision: 3, ...some };
      expect(recordOf(sealer, itemOf(record, options))).toStrictEqual(record);
    }
    expect(more).toHaveLength(1024);
  });

  it('is read as it was stored, whichever of its own fields are absent', () => {
    const { b: _b, expiresAt: _expiresAt, ...always } = aLiveBinding();
    const more = subsetsOf({
      b: B,
      reference: 'order-42',
      y: X,
      extension: '0',
      expiresAt: '2026-03-01T10:00:00.000Z',
      temporaryCallee: { callee: '+8613600000004', expiresAt: '2026-03-01T08:10:00.000Z', userData: '' },
      joined: { b: '2026-03-01T08:30:00.000Z' },
      createdBy: 'shop',
      changed: { by: 'office', at: '2026-03-01T08:30:00.000Z' },
      end: { by: 'desk', why: 'released' },
    });

    for (const some of more) {
      const stored = { binding: { ...always, ...some } };
      expect(recordOf(sealer, itemWith(stored))).toStrictEqual({ ...stored, revision: 3 });
    }
  });

  it('is read as it was stored, whichever of its terms are absent', () => {
    const more = subsetsOf({
      ttlSeconds: 7200,
      recordTone: 'tone.wav',
      maxCallMinutes: 0,
      lastMinuteTone: 'last.wav',
      sms: false,
      waitingTones: { a: 'a.wav' },
      userData: '',
      callback: { tone: 'none.wav' },
      callbackTtlSeconds: 60,
      ybTtlSeconds: 60,
    });

    for (const some of more) {
      const terms = { callDirection: 'both', record: false, ...some };
      const stored = { binding: { ...aLiveBinding(), terms } };
      expect(recordOf(sealer, itemWith(stored))).toStrictEqual({ ...stored, revision: 3 });
    }
  });

  it.each(
    Object.entries({
      pending: ['bindingId', 'app', 'mode', 'a', 'terms', 'createdAt', 'version', 'status'],
      failed: ['bindingId', 'app', 'mode', 'a', 'terms', 'createdAt', 'version', 'status', 'releasedAt'],
      active: [
        'bindingId',
        'app',
        'mode',
        'a',
        'terms',
        'createdAt',
        'version',
        'status',
        'x',
        'subscriptionId',
      ],
      releasing: [
        'bindingId',
        'app',
        'mode',
        'a',
        'terms',
        'createdAt',
        'version',
        'status',
        'x',
        'subscriptionId',
      ],
      released: [
        'bindingId',
        'app',
        'mode',
        'a',
        'terms',
        'createdAt',
        'version',
        'status',
        'x',
        'subscriptionId',
      ],
    }).flatMap(([status, names]) => names.map((name) => [status, name] as const)),
  )('that is %s is not read without its %s', (status, name) => {
    const binding = aLiveBinding({ status: status as BindingStatus });
    expect(recordOf(sealer, itemWith({ binding })).binding.status).toBe(status);

    expect(() => recordOf(sealer, itemWith({ binding: without(binding, name) }))).toThrow();
  });

  it.each<[string, object]>([
    ['a change that is none', { change: 'b' }],
    ['a change that is null', { change: null }],
    ['an open bind of an A that is not text', { openBind: { until: '2026-03-01T08:06:00.000Z', a: 1 } }],
    ['an open bind of a B that is not text', { openBind: { until: '2026-03-01T08:06:00.000Z', a: A, b: 1 } }],
    ['an open field that is not text', { openChange: { until: '2026-03-01T08:06:00.000Z', fields: [1] } }],
    [
      'an open person that is not text',
      { openChange: { until: '2026-03-01T08:06:00.000Z', fields: ['b'], people: [1] } },
    ],
    ['an open bind without its end', { openBind: { a: A } }],
    ['an open bind without its A', { openBind: { until: '2026-03-01T08:06:00.000Z' } }],
    ['an open change without its end', { openChange: { fields: ['b'] } }],
    ['an open change without its fields', { openChange: { until: '2026-03-01T08:06:00.000Z' } }],
    ['terms without a direction', { binding: { ...aLiveBinding(), terms: { record: false } } }],
    [
      'terms without a word on recording',
      { binding: { ...aLiveBinding(), terms: { callDirection: 'both' } } },
    ],
    ['an A that is not a number', { binding: { ...aLiveBinding(), a: 'A' } }],
  ])('is not read with %s', (_case, stored) => {
    expect(() => recordOf(sealer, itemWith({ binding: aLiveBinding(), ...stored }))).toThrow();
  });

  it.each(['pk', 'sealed', 'revision'])('is not read from an item without its %s', (name) => {
    const item = itemWith({ binding: aLiveBinding() });

    expect(() => recordOf(sealer, without(item, name))).toThrow();
  });

  it('is not read from the place of another one', () => {
    expect(() => recordOf(sealer, { ...itemWith({ binding: aLiveBinding() }), pk: 'B#other' })).toThrow();
  });

  it('lives with us alone in mode X, without an id of the platform', () => {
    const binding = aLiveBinding({ mode: 'X' });

    expect(recordOf(sealer, itemWith({ binding }))).toStrictEqual({ binding, revision: 3 });
  });
});

describe('what the indexes need of a binding', () => {
  const indexed = (record: Omit<BindingRecord, 'revision'>): Fields => {
    const { sealed: _sealed, ...item } = itemOf({ ...record, revision: 3 }, options);
    return JSON.parse(JSON.stringify(item));
  };

  it('stands beside what is sealed', () => {
    const binding = aLiveBinding({ reference: 'order-42', y: B });

    expect(indexed({ binding, dueAt: '2026-03-01T10:01:00.000Z' })).toEqual({
      pk: 'B#own',
      sk: 'B',
      revision: 3,
      app: 'rides',
      status: 'active',
      createdAt: '2026-03-01T08:00:00.000Z',
      aKey: 'party(+8613800000001)',
      bKey: 'party(+8613900000002)',
      xKey: 'private-number(+8617000000001)',
      yKey: 'private-number(+8613900000002)',
      liveX: 'private-number(+8617000000001)',
      // Later than every end.
      liveUntil: '9999-12-31T23:59:59.999Z',
      referenceKey: 'reference(order-42)',
      subscriptionKey: 'rides#subscription-own',
      dueShard: 'S#2',
      dueAt: '2026-03-01T10:01:00.000Z',
    });
  });

  it('is left out where the binding has it not', () => {
    const binding = aLiveBinding({ status: 'pending', b: undefined, x: undefined });

    expect(indexed({ binding })).toEqual({
      pk: 'B#own',
      sk: 'B',
      revision: 3,
      app: 'rides',
      status: 'pending',
      createdAt: '2026-03-01T08:00:00.000Z',
      aKey: 'party(+8613800000001)',
    });
  });

  it('is our own id in mode X', () => {
    expect(indexed({ binding: aLiveBinding({ mode: 'X' }) })).toMatchObject({ subscriptionKey: 'rides#own' });
  });

  it.each<[BindingStatus, object, number | undefined]>([
    ['pending', {}, undefined],
    ['active', {}, undefined],
    ['releasing', {}, undefined],
    // 30 days after its release, or its end, or else its begin.
    ['released', { releasedAt: '2026-03-01T09:00:00.000Z' }, 1_774_947_600],
    ['expired', { expiresAt: '2026-03-01T10:00:00.000Z' }, 1_774_951_200],
    ['expired', { expiresAt: undefined }, 1_774_944_000],
    ['failed', { releasedAt: '2026-03-01T09:00:00.000Z' }, 1_774_947_600],
  ])('of one that is %s goes at its time, and X counts it while it lives: %j', (status, changes, ttl) => {
    const item = indexed({ binding: aLiveBinding({ status, ...changes }) });

    expect([item['ttl'], item['liveX']]).toEqual([
      ttl,
      ttl === undefined ? 'private-number(+8617000000001)' : undefined,
    ]);
  });

  it('of one that ends by itself tells its end from the start', () => {
    // A minute after its end, and kept for 30 days from it.
    expect(indexed({ binding: aLiveBinding(), endsItself: true })).toMatchObject({
      liveUntil: '2026-03-01T10:01:00.000Z',
      dueShard: 'E#2',
      dueAt: '2026-03-01T10:01:00.000Z',
      ttl: 1_774_951_200,
    });
  });

  it('of one that is worked on is due for the sweeper and is kept', () => {
    const dueAt = '2026-03-01T09:00:00.000Z';
    const item = indexed({ binding: aLiveBinding(), endsItself: true, dueAt });

    expect(item).toMatchObject({ liveUntil: '2026-03-01T10:01:00.000Z', dueShard: 'S#2', dueAt });
    expect(item['ttl']).toBeUndefined();
  });

  it.each([
    ['pending', { endsItself: true, attemptAt: '2026-03-01T08:00:05.000Z' }, '2026-03-01T10:01:05.000Z'],
    ['releasing', { endsItself: true }, '2026-03-01T10:01:00.000Z'],
    ['pending', { attemptAt: '2026-03-01T08:00:05.000Z' }, '9999-12-31T23:59:59.999Z'],
    ['releasing', {}, '9999-12-31T23:59:59.999Z'],
  ] as const)('of one that is %s with %j lives until %s', (status, more, liveUntil) => {
    const binding = aLiveBinding(status === 'pending' ? { status, expiresAt: undefined } : { status });

    expect(indexed({ binding, dueAt: '2026-03-01T08:01:00.000Z', ...more })).toMatchObject({ liveUntil });
  });

  it('goes half a year after the end unless something else is said', () => {
    const binding = aLiveBinding({ status: 'released', releasedAt: '2026-03-01T09:00:00.000Z' });

    expect(itemOf({ binding, revision: 1 }, { sealer, lookup })['ttl']).toBe(1_787_907_600);
  });
});

describe('the item of a binding with a reference, user data and all terms of its mode', () => {
  const usual: BindingFields<'active'> = {
    bindingId: 'qmwmemrmtmymumimompmamsmdmfmgmhm',
    app: 'ride-hailing',
    reference: 'order-20260301-8f3a2c',
    terms: {
      callDirection: 'both',
      ttlSeconds: 7200,
      record: true,
      recordTone: 'recording-notice.wav',
      userData: 'tripId=8f3a2c71;city=0755;kind=1',
      maxCallMinutes: 60,
      lastMinuteTone: 'last-minute.wav',
      sms: true,
      waitingTones: { a: 'waiting-a.wav', b: 'waiting-b.wav' },
    },
    subscriptionId: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
    createdAt: '2026-03-01T08:00:00.123Z',
    createdBy: 'backend',
    expiresAt: '2026-03-01T10:00:00.246Z',
  };
  const leased = {
    attemptAt: '2026-03-01T08:00:00.123Z',
    leaseUntil: '2026-03-01T08:01:00.123Z',
    dueAt: '2026-03-01T08:01:00.123Z',
  };

  it.each<[string, BindingRecord]>([
    [
      'while it is being made',
      {
        binding: aLiveBinding({ ...usual, status: 'pending' }),
        ...leased,
        openBind: { until: '2026-03-01T08:06:00.123Z', a: A, b: B },
        revision: 1,
      },
    ],
    ['while it lives', { binding: aLiveBinding(usual), dueAt: '2026-03-01T10:01:00.246Z', revision: 2 }],
    [
      'while it is changed over an older change',
      {
        binding: aLiveBinding(usual),
        ...leased,
        change: { a: C, ttlSeconds: 3600 },
        changeBy: 'backend',
        openChange: { until: '2026-03-01T08:06:00.123Z', fields: ['a', 'ttlSeconds'] },
        revision: 3,
      },
    ],
    [
      'while it is ended after a change',
      {
        binding: aLiveBinding({
          ...usual,
          status: 'releasing',
          createdBy: 'ride-hailing-backend',
          changed: { by: 'ride-hailing-support', at: '2026-03-01T08:30:00.123Z' },
          end: { by: 'ride-hailing-desk', why: 'released' },
        }),
        ...leased,
        revision: 3,
      },
    ],
  ])('fits one write unit %s', (_case, record) => {
    const keys = createLookupKeys(new Uint8Array(32).fill(2));
    const current = createSealer([{ id: 'key-2026-03', bytes: new Uint8Array(32).fill(1) }]);

    const item = itemOf(record, { sealer: current, lookup: keys, retentionDays: 180 });

    expect(itemBytes(item)).toBeLessThanOrEqual(1024);
    expect(recordOf(current, item)).toStrictEqual(record);
  });
});
