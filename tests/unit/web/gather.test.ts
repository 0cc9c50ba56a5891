import { describe, expect, it } from 'vitest';
import { atMost } from '../../../web/kit/state/at-most.ts';
import { Dropped } from '../../../web/kit/state/dropped.ts';
import { type AskPage, gather, type Query } from '../../../web/operator/search/gather.ts';

const BY_REFERENCE: Query = {
  what: 'bindings',
  as: 'reference',
  filter: { reference: 'order-42' },
  follow: ['calls', 'messages'],
};

/** Answers with so many bindings in all, fifty a page, and counts what is asked at a time. */
const apiWith = (bindings: number) => {
  const asked: string[] = [];
  let running = 0;
  let most = 0;
  const ask: AskPage = async (what, filter) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    asked.push(`${what} ${filter['bindingId'] ?? filter['cursor'] ?? 'first'}`);
    if (what !== 'bindings') return { items: [], nextCursor: null };
    const from = Number(filter['cursor'] ?? 0);
    const ids = Array.from({ length: Math.min(50, bindings - from) }, (_, index) => `b${from + index}`);
    const items = ids.map((bindingId) => ({ bindingId }));
    return JSON.parse(JSON.stringify({ items, nextCursor: from + 50 < bindings ? `${from + 50}` : null }));
  };
  return { ask, asked, most: () => most };
};

describe('a search', () => {
  it.each([
    [1, { calls: 1, looked: 1, rest: 0 }],
    [12, { calls: 12, looked: 12, rest: 0 }],
    [50, { calls: 50, looked: 50, rest: 0 }],
    [51, { calls: 50, looked: 50, rest: 1 }],
  ])('of a reference with %d bindings asks for the calls of each on the page', async (count, expected) => {
    const api = apiWith(count);
    const { looked, rest } = await gather([BY_REFERENCE], api.ask);
    const calls = api.asked.filter((each) => each.startsWith('calls')).length;

    expect({ calls, looked, rest: rest.length }).toEqual(expected);
    expect(api.most()).toBeLessThanOrEqual(5);
  });

  it('goes on with the next page, and its bindings', async () => {
    const api = apiWith(51);
    const { rest } = await gather([BY_REFERENCE], api.ask);
    api.asked.length = 0;
    const next = await gather(rest, api.ask);

    expect(api.asked).toEqual(['bindings 50', 'calls b50', 'messages b50']);
    expect(next.rest).toEqual([]);
  });

  it('keeps what came where a list fails, and names the list', async () => {
    const api = apiWith(2);
    const error = new Error('not now');
    const { bindings, failed } = await gather([BY_REFERENCE], (what, filter) =>
      what === 'messages' && filter['bindingId'] === 'b1' ? Promise.reject(error) : api.ask(what, filter),
    );

    expect(bindings).toHaveLength(2);
    expect(failed).toEqual([
      { query: { what: 'messages', as: 'reference', filter: { bindingId: 'b1' } }, error },
    ]);
  });

  it('is given up as a whole when nobody waits for it', async () => {
    await expect(gather([BY_REFERENCE], () => Promise.reject(new Dropped()))).rejects.toThrow(Dropped);
  });

  it('asks for the binding of a call that was found by its id', async () => {
    const asked: string[] = [];
    await gather(
      [{ what: 'calls', as: 'id', filter: { id: 'c1' }, follow: ['bindings'] }],
      async (what, filter) => {
        asked.push(`${what} ${filter['id']}`);
        return JSON.parse(
          JSON.stringify({ items: what === 'calls' ? [{ bindingId: 'b1' }] : [], nextCursor: null }),
        );
      },
    );

    expect(asked).toEqual(['calls c1', 'bindings b1']);
  });

  it('says what the text was found as, and asks once about a binding that was found twice', async () => {
    const api = apiWith(1);
    const { as, looked } = await gather(
      [
        BY_REFERENCE,
        { what: 'bindings', as: 'number', filter: { party: '1' }, follow: ['messages'] },
        { what: 'calls', as: 'id', filter: { x: '1' } },
      ],
      api.ask,
    );

    expect(as).toEqual(['reference', 'number']);
    expect(looked).toBe(1);
    expect(api.asked.filter((each) => each === 'messages b0')).toHaveLength(1);
  });
});

describe('work at most so many at a time', () => {
  it('keeps the order of the items', async () => {
    expect(await atMost(2, [3, 1, 2], (item) => Promise.resolve(item * 10))).toEqual([30, 10, 20]);
  });
  it('fails with the first failure', async () => {
    await expect(atMost(2, [1], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
