import type { Asked, Page } from '../api-shapes.ts';

type Reading<List> = Readonly<{
  /** How many entries were shown. */
  shown: number;
  countOf: (list: List) => number;
  hasMore: (list: List) => boolean;
  /** Reads the begin of the list, or adds what comes after. */
  next: (before: List | undefined) => Promise<List>;
}>;

/** Reads a list from its begin until as many entries are there as were shown, so that it does not get shorter below somebody's eyes. */
export const readAgain = async <List>({ shown, countOf, hasMore, next }: Reading<List>): Promise<List> => {
  let list = await next(undefined);
  while (hasMore(list) && countOf(list) < shown) list = await next(list);
  return list;
};

type AskPage<List, Question> = (asked: Question, cursor: string | undefined) => Promise<List>;

/** The list with the page after it; its first page where nothing is there. */
export const pageAfter = async <List extends Page<unknown>, Question>(
  asked: Question,
  before: Asked<List, Question> | undefined,
  askPage: AskPage<List, Question>,
): Promise<Asked<List, Question>> => {
  const page = await askPage(asked, before?.nextCursor ?? undefined);
  return { ...page, asked, items: [...(before?.items ?? []), ...page.items] };
};

/** As {@link readAgain}, for a list that the API gives page by page. `before`: what is shown of it. */
export const pagesAgain = <List extends Page<unknown>, Question>(
  asked: Question,
  before: Asked<List, Question> | undefined,
  askPage: AskPage<List, Question>,
): Promise<Asked<List, Question>> =>
  readAgain<Asked<List, Question>>({
    shown: before?.asked === asked ? before.items.length : 0,
    countOf: ({ items }) => items.length,
    hasMore: ({ nextCursor }) => nextCursor !== null,
    next: (list) => pageAfter(asked, list, askPage),
  });
