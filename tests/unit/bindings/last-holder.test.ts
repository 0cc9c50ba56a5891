import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingFilter, BindingStore } from '../../../shared/bindings/model/binding-store.ts';
import { rememberingLastHolders } from '../../../shared/bindings/read/last-holder.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const X = '+8617000000001';
const NOW = new Date('2026-03-01T20:00:00.000Z');
const at = (clock: string) => `2026-03-01T${clock}:00.000Z`;

const setUp = (bindings: readonly Binding[]) => {
  const asked: unknown[] = [];
  const store: Pick<BindingStore, 'places' | 'getReadable'> = {
    async places(filter: BindingFilter, limit, _after, made = {}) {
      asked.push([filter, made.until]);
      return bindings
        .filter((binding) => (filter.x === undefined ? binding.y === filter.y : binding.x === filter.x))
        .filter(({ createdAt }) => createdAt <= (made.until ?? '~'))
        .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
        .slice(0, limit)
        .map(({ bindingId, createdAt }) => ({ bindingId, createdAt }));
    },
    getReadable: async (ids, apps) => ({
      records: ids.flatMap((id) =>
        bindings
          .filter(({ bindingId, app }) => bindingId === id && apps?.includes(app))
          .map((binding) => ({ binding, revision: 1 })),
      ),
      unreadable: [],
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
      { bindingId: 'last', endedAt: at('11:00') },
    ],
    [
      'is the one before, at a moment between',
      [former, last],
      '09:30',
      { bindingId: 'former', endedAt: at('09:00') },
    ],
    ['is the one that lived then', [former, last], '10:30', { bindingId: 'last', endedAt: at('11:00') }],
    ['is nobody before the first one', [former, last], '07:00', undefined],
    ['is nobody of another app', [released('other', '08:00', '09:00', { app: 'homes' })], '12:00', undefined],
    [
      'is not one that was never made, nor one that is being made',
      [former, aLiveBinding({ bindingId: 'failed', status: 'failed', createdAt: at('10:00') })],
      '12:00',
      { bindingId: 'former', endedAt: at('09:00') },
    ],
    [
      'is one that lives on, without an end',
      [former, aLiveBinding({ bindingId: 'live', createdAt: at('08:30'), expiresAt: undefined })],
      '12:00',
      { bindingId: 'live', endedAt: null },
    ],
    [
      'is one that expired, which nothing was written for',
      [aLiveBinding({ bindingId: 'expired', createdAt: at('08:00'), expiresAt: at('10:00') })],
      '12:00',
      { bindingId: 'expired', endedAt: at('10:00') },
    ],
    [
      'is the older one where it ended later',
      [released('long', '08:00', '11:30'), last],
      '12:00',
      { bindingId: 'long', endedAt: at('11:30') },
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
    ]).toEqual([{ bindingId: 'behind-y', endedAt: at('09:00') }, undefined]);
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
    const many = Array.from({ length: 21 }, (_, index) =>
      released(`of-${index}`, '10:00', '11:00', {
        createdAt: new Date(Date.parse(at('10:00')) + index).toISOString(),
      }),
    );
    const { holderOf, asked } = setUp([former, ...many]);
    const moments = ['13:00', '12:00', '09:30'];
    const found = await Promise.all(moments.map((moment) => holderOf('rides', X, at(moment))));

    expect(found.map((holder) => holder?.bindingId)).toEqual(['of-20', 'of-20', 'former']);
    expect(asked).toHaveLength(3);
  });
});
