import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingFilter, BindingStore } from '../../../shared/bindings/model/binding-store.ts';
import { rememberingLastHolders } from '../../../shared/bindings/read/last-holder.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const X = '+8617000000001';
const NOW = new Date('2026-03-01T20:00:00.000Z');
const at = (clock: string) => `2026-03-01T${clock}:00.000Z`;

const setUp = (bindings: readonly Binding[], unreadable: readonly string[] = []) => {
  const asked: unknown[] = [];
  const store: Pick<BindingStore, 'places' | 'getReadable'> = {
    async places(filter: BindingFilter, limit, after, made = {}) {
      asked.push([filter, made.until]);
      return bindings
        .filter((binding) => (filter.x === undefined ? binding.y === filter.y : binding.x === filter.x))
        .filter(({ createdAt }) => createdAt <= (made.until ?? '~') && createdAt < (after?.createdAt ?? '~'))
        .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
        .slice(0, limit)
        .map(({ bindingId, createdAt }) => ({ bindingId, createdAt }));
    },
    getReadable: async (ids, apps) => ({
      records: ids.flatMap((id) =>
        bindings
          .filter(({ bindingId, app }) => bindingId === id && apps?.includes(app) && !unreadable.includes(id))
          .map((binding) => ({ binding, revision: 1 })),
      ),
      unreadable: unreadable.filter((id) => ids.includes(id)),
    }),
  };
  const find = rememberingLastHolders({ bindings: store, clock: () => NOW });
  const holderOf = (app: string, x: string, moment: string, mode: Mode = 'AXB') =>
    find({ app, mode, x, at: moment });
  return { asked, holderOf };
};

const released = (bindingId: string, from: string, to: string, more: object = {}) =>
  aLiveBinding({
    bindingId,
    status: 'released',
    createdAt: at(from),
    releasedAt: at(to),
    expiresAt: undefined,
    ...more,
  });

describe('who had a number last', () => {
  const former = released('former', '08:00', '09:00');
  const last = released('last', '10:00', '11:00');

  it.each<[string, readonly Binding[], string, unknown]>([
    [
      'is the one that ended last before',
      [former, last],
      '12:00',
      { bindingId: 'last', endedAt: at('11:00'), certain: true },
    ],
    [
      'is the one before, at a moment between',
      [former, last],
      '09:30',
      { bindingId: 'former', endedAt: at('09:00'), certain: true },
    ],
    [
      'is the one that lived then',
      [former, last],
      '10:30',
      { bindingId: 'last', endedAt: at('11:00'), certain: true },
    ],
    ['is nobody before the first one', [former, last], '07:00', undefined],
    ['is nobody of another app', [released('other', '08:00', '09:00', { app: 'homes' })], '12:00', undefined],
    [
      'is not one that was never made, nor one that is being made',
      [former, aLiveBinding({ bindingId: 'failed', status: 'failed', createdAt: at('10:00') })],
      '12:00',
      { bindingId: 'former', endedAt: at('09:00'), certain: true },
    ],
    [
      'is one that lives on, without an end',
      [former, aLiveBinding({ bindingId: 'live', createdAt: at('08:30'), expiresAt: undefined })],
      '12:00',
      { bindingId: 'live', endedAt: null, certain: true },
    ],
    [
      'is one that expired, which nothing was written for',
      [aLiveBinding({ bindingId: 'expired', createdAt: at('08:00'), expiresAt: at('10:00') })],
      '12:00',
      { bindingId: 'expired', endedAt: at('10:00'), certain: true },
    ],
    [
      'is the older one where it ended later',
      [released('long', '08:00', '11:30'), last],
      '12:00',
      { bindingId: 'long', endedAt: at('11:30'), certain: true },
    ],
  ])('%s', async (_case, bindings, moment, holder) => {
    expect(await setUp(bindings).holderOf('rides', X, at(moment))).toEqual(holder);
  });

  it('is found by a Y as well, in AXYB alone', async () => {
    const y = '+8617000000009';
    const { holderOf, asked } = setUp([released('behind-y', '08:00', '09:00', { mode: 'AXYB', y })]);

    expect([
      await holderOf('rides', y, at('12:00'), 'AXYB'),
      await holderOf('rides', y, at('13:00')),
    ]).toEqual([{ bindingId: 'behind-y', endedAt: at('09:00'), certain: false }, undefined]);
    expect(asked).toEqual([
      [{ x: y }, at('12:00')],
      [{ y }, at('12:00')],
      [{ x: y }, at('13:00')],
    ]);
  });

  it('is read once for all calls of a number that had few bindings', async () => {
    const { holderOf, asked } = setUp([former, last]);
    const moments = ['13:00', '12:00', '09:30', '07:00'];
    const found = await Promise.all(moments.map((moment) => holderOf('rides', X, at(moment))));

    expect(found.map((holder) => holder?.bindingId)).toEqual(['last', 'last', 'former', undefined]);
    expect(asked).toEqual([[{ x: X }, at('13:00')]]);
  });

  it('is read for each call of a number that had many, so that a list says what a single call says', async () => {
    const many = severalOf(121, { status: 'released', releasedAt: at('11:00'), expiresAt: undefined });
    const moments = ['13:00', '12:00', '09:30'];
    const { holderOf } = setUp([former, ...many]);
    const listed = await Promise.all(moments.map((moment) => holderOf('rides', X, at(moment))));
    const single = await Promise.all(
      moments.map((moment) => setUp([former, ...many]).holderOf('rides', X, at(moment))),
    );

    expect(listed.map((holder) => [holder?.bindingId, holder?.certain])).toEqual([
      ['of-120', false],
      ['of-120', false],
      ['former', true],
    ]);
    expect(listed).toEqual(single);
  });

  it('is looked for among a hundred, and not among more', async () => {
    const { holderOf, asked } = setUp([
      former,
      ...severalOf(101, { status: 'failed', releasedAt: at('11:00') }),
    ]);

    expect(await holderOf('rides', X, at('12:00'))).toBeUndefined();
    expect(asked).toHaveLength(5);
  });

  it('is read no further than to the first that lived then', async () => {
    const { holderOf, asked } = setUp(severalOf(60, { status: 'active', expiresAt: undefined }));

    expect(await holderOf('rides', X, at('12:00'))).toEqual({
      bindingId: 'of-59',
      endedAt: null,
      certain: false,
    });
    expect(asked).toHaveLength(1);
  });

  it('is not certain while one of them cannot be read', async () => {
    const { holderOf } = setUp([former, last], ['last']);

    expect(await holderOf('rides', X, at('12:00'))).toMatchObject({ bindingId: 'former', certain: false });
  });
});

/** So many, made one behind the other from ten o'clock on. */
const severalOf = (count: number, more: object): readonly Binding[] =>
  Array.from({ length: count }, (_, index) =>
    aLiveBinding({
      bindingId: `of-${index}`,
      createdAt: new Date(Date.parse(at('10:00')) + index).toISOString(),
      ...more,
    }),
  );

describe('who had a number until the call, or last before it', () => {
  const old = released('old', '06:00', '11:45');
  const never = severalOf(45, { status: 'failed', releasedAt: at('10:01'), expiresAt: undefined });
  const more = severalOf(45, { status: 'released', releasedAt: at('11:00'), expiresAt: undefined });
  const chosen = { x: undefined, allocation: 'platform' };

  it.each<[string, readonly Binding[], string | undefined, string | null]>([
    [
      'the one whose time was up last',
      [
        aLiveBinding({ bindingId: 'up', status: 'expired', createdAt: at('08:00'), expiresAt: at('11:50') }),
        old,
      ],
      'up',
      '11:50',
    ],
    [
      'the one that was released before its time',
      [released('early', '08:00', '11:50', { expiresAt: at('18:00') }), old],
      'early',
      '11:50',
    ],
    [
      'the one whose end was recorded later than its time',
      [released('late', '08:00', '11:58', { expiresAt: at('11:30') }), old],
      'old',
      '11:45',
    ],
    [
      'that of AX until it was unbound',
      [
        aLiveBinding({
          bindingId: 'ax',
          mode: 'AX',
          status: 'expired',
          createdAt: at('08:00'),
          expiresAt: at('11:30'),
          end: { at: at('11:50') },
        }),
        old,
      ],
      'ax',
      '11:50',
    ],
    ['the one that ended last, behind many made later', [old, ...more], 'old', '11:45'],
    ['the one before many that were never made', [old, ...never], 'old', '11:45'],
    [
      'the one before those that are being made now',
      [old, ...severalOf(25, { status: 'pending', expiresAt: undefined })],
      'old',
      '11:45',
    ],
    ['the one before many of another app', [old, ...severalOf(45, { app: 'homes' })], 'old', '11:45'],
    [
      'one that is being ended, which lives on',
      [
        old,
        aLiveBinding({
          bindingId: 'going',
          status: 'releasing',
          createdAt: at('07:00'),
          expiresAt: undefined,
        }),
      ],
      'going',
      null,
    ],
    [
      'one whose people have changed, who had it as well',
      [released('changed', '08:00', '11:50', { joined: { a: at('11:48') } }), old],
      'changed',
      '11:50',
    ],
    [
      'the newest of several that lived at once',
      [old, ...severalOf(3, { expiresAt: at('23:00') })],
      'of-2',
      null,
    ],
    [
      'the newest of several that ended at once',
      [released('one', '08:00', '11:50'), released('two', '08:30', '11:50')],
      'two',
      '11:50',
    ],
    [
      'one that ended after the call, which lived then',
      [released('after', '05:00', '12:30'), old],
      'after',
      '12:30',
    ],
    [
      'nobody, where the platform chose no number for it',
      [aLiveBinding({ bindingId: 'none', status: 'failed', createdAt: at('08:00'), ...chosen })],
      undefined,
      null,
    ],
  ])('is %s', async (_case, bindings, bindingId, end) => {
    const holder = await setUp(bindings).holderOf('rides', X, at('12:00'));

    const { certain: _certain, ...found } = holder ?? {};
    expect(found).toEqual(
      bindingId === undefined ? {} : { bindingId, endedAt: end === null ? null : at(end) },
    );
  });

  it('is of a Y the one that had it then, and not one whose B it came with later', async () => {
    const y = '+8617000000009';
    const bindings = [
      released('then', '08:00', '11:00', { mode: 'AXYB', y }),
      released('later', '09:00', '15:00', { mode: 'AXYB', y, joined: { b: at('13:00') } }),
    ];
    const { holderOf } = setUp(bindings);

    expect([
      (await holderOf('rides', y, at('14:00'), 'AXYB'))?.bindingId,
      (await holderOf('rides', y, at('12:00'), 'AXYB'))?.bindingId,
    ]).toEqual(['later', 'then']);
  });
});

describe('nobody is certain of a last holder', () => {
  const Y = '+8617000000002';
  const older = released('older', '08:00', '12:00');
  const newer = released('newer', '09:00', '12:00');

  it('beside one that cannot be opened, whichever of them is the newer', async () => {
    const beside = (unreadable: string) =>
      setUp([older, newer], [unreadable]).holderOf(older.app, X, at('10:00'));

    expect(await beside('newer')).toMatchObject({ bindingId: 'older', certain: false });
    expect(await beside('older')).toMatchObject({ bindingId: 'newer', certain: false });
  });

  it('beside a second one that lived then', async () => {
    const found = await setUp([older, newer]).holderOf(older.app, X, at('10:00'));

    expect(found).toMatchObject({ bindingId: 'newer', certain: false });
  });

  it('of a Y, which another binding may have had before its B was changed', async () => {
    const first = released('first', '08:00', '09:00', { mode: 'AXYB', y: Y, joined: { b: at('08:00') } });
    const found = await setUp([first]).holderOf(first.app, Y, at('11:30'), 'AXYB');

    expect(found).toMatchObject({ bindingId: 'first', certain: false });
  });
});
