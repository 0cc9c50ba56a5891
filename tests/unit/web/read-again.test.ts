import { describe, expect, it } from 'vitest';
import { pageAfter, pagesAgain } from '../../../web/operator/lists/read-again.ts';

type Question = Readonly<{ app: string }>;

/** Answers pages of two of what stands in the list now. */
const apiWith = (items: readonly string[]) => {
  const asked: string[] = [];
  const askPage = async ({ app }: Question, cursor: string | undefined) => {
    asked.push(`${app} ${cursor ?? 'first'}`);
    const from = Number(cursor ?? 0);
    return {
      items: items.slice(from, from + 2),
      nextCursor: from + 2 < items.length ? String(from + 2) : null,
    };
  };
  return { asked, askPage };
};

const RIDES: Question = { app: 'rides' };

describe('a list that is read anew', () => {
  it('is read as far as it was shown, and no further', async () => {
    const before = { items: ['a', 'b', 'c'], nextCursor: '4', asked: RIDES };
    const { asked, askPage } = apiWith(['new', 'a', 'b', 'c', 'd', 'e', 'f']);

    const again = await pagesAgain(RIDES, before, askPage);

    expect(again).toEqual({ items: ['new', 'a', 'b', 'c'], nextCursor: '4', asked: RIDES });
    expect(asked).toEqual(['rides first', 'rides 2']);
  });

  it('ends where it has become shorter', async () => {
    const before = { items: ['a', 'b', 'c'], nextCursor: '4', asked: RIDES };

    const again = await pagesAgain(RIDES, before, apiWith(['a']).askPage);

    expect(again).toEqual({ items: ['a'], nextCursor: null, asked: RIDES });
  });

  it('begins with one page where another question was shown, or nothing', async () => {
    const before = { items: ['x', 'y', 'z'], nextCursor: null, asked: { app: 'sales' } };
    const { asked, askPage } = apiWith(['a', 'b', 'c', 'd']);

    await pagesAgain(RIDES, before, askPage);
    await pagesAgain(RIDES, undefined, askPage);

    expect(asked).toEqual(['rides first', 'rides first']);
  });

  it('grows by the page after it', async () => {
    const before = { items: ['a', 'b'], nextCursor: '2', asked: RIDES };

    const grown = await pageAfter(RIDES, before, apiWith(['a', 'b', 'c']).askPage);

    expect(grown).toEqual({ items: ['a', 'b', 'c'], nextCursor: null, asked: RIDES });
  });
});
