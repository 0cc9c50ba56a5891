import { describe, expect, it } from 'vitest';
import { type Merged, mergedOf, nextOf } from '../../../web/operator/lists/merged-list.ts';

type Item = Readonly<{ id: string; at: string }>;

/** The items of an app at these hours, the newest first. */
const itemsOf = (app: string, hours: readonly number[]): readonly Item[] =>
  hours.map((hour) => ({ id: `${app}${hour}`, at: `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z` }));

/** Answers pages of `size` of the lists, and fails for apps without one. */
const apiWith = (lists: Readonly<Record<string, readonly number[]>>, size: number) => {
  const asked: string[] = [];
  const ask = async (app: string, cursor: string | undefined) => {
    asked.push(`${app} ${cursor ?? 'first'}`);
    const hours = lists[app];
    if (hours === undefined) throw new Error(`${app} is not there`);
    const from = Number(cursor ?? 0);
    const nextCursor = from + size < hours.length ? String(from + size) : null;
    return { items: itemsOf(app, hours.slice(from, from + size)), nextCursor, unreadable: [`${app}?`] };
  };
  return { asked, asking: { size, ask, at: ({ at }: Item) => at } };
};

const idsOf = ({ items }: Merged<Item>): string => items.map(({ id }) => id).join(' ');

describe('the lists of several apps as one', () => {
  it('stand by time, a page at a time, to their end', async () => {
    const { asking, asked } = apiWith({ a: [9, 7, 5, 3], b: [8, 2] }, 2);
    const first = await nextOf(mergedOf<Item>(['a', 'b']), asking);
    expect(idsOf(first)).toBe('a9 b8');
    expect(first.unreadable).toEqual(['a?', 'b?']);
    const second = await nextOf(first, asking);
    expect(idsOf(second)).toBe('a9 b8 a7 a5');
    const third = await nextOf(second, asking);

    expect(idsOf(third)).toBe('a9 b8 a7 a5 a3 b2');
    expect([first.hasMore, second.hasMore, third.hasMore]).toEqual([true, true, false]);
    expect(asked).toEqual(['a first', 'b first', 'a 2']);
  });

  it('show nothing before its place is certain', async () => {
    const { asking } = apiWith({ a: [9, 8, 7], b: [5, 4] }, 1);
    const first = await nextOf(mergedOf<Item>(['a', 'b']), asking);

    expect(idsOf(first)).toBe('a9');
    expect(idsOf(await nextOf(first, asking))).toBe('a9 a8');
  });

  it('wait where a page is empty and more may come', async () => {
    const asking = {
      ...{ size: 2, at: ({ at }: Item) => at },
      ask: async (app: string, cursor: string | undefined) =>
        app === 'a' && cursor === undefined
          ? { items: [], nextCursor: 'next' }
          : { items: itemsOf(app, app === 'a' ? [9] : [8]), nextCursor: null },
    };
    const first = await nextOf(mergedOf<Item>(['a', 'b']), asking);
    expect([idsOf(first), first.hasMore]).toEqual(['', true]);

    expect(idsOf(await nextOf(first, asking))).toBe('a9 b8');
  });

  it('go on without an app that fails, and name it', async () => {
    const { asking } = apiWith({ a: [9] }, 2);
    const { items, failed, hasMore } = await nextOf(mergedOf<Item>(['a', 'b']), asking);

    expect(items).toHaveLength(1);
    expect(failed).toEqual([{ app: 'b', error: new Error('b is not there') }]);
    expect(hasMore).toBe(false);
  });

  it('fail where all apps do', async () => {
    const { asking } = apiWith({}, 2);

    await expect(nextOf(mergedOf<Item>(['a', 'b']), asking)).rejects.toThrow('a is not there');
  });

  it('hand on an item of another shape, for the page to tell', async () => {
    const ask = async () => ({ items: JSON.parse('[null]'), nextCursor: null });
    const { items } = await nextOf(mergedOf<Item>(['a', 'b']), { size: 2, ask, at: ({ at }) => at });

    expect(items).toEqual([null, null]);
  });

  it('are empty without an app', async () => {
    const { asking } = apiWith({}, 2);

    expect(await nextOf(mergedOf<Item>([]), asking)).toMatchObject({ items: [], hasMore: false });
  });
});
