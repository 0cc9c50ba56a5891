import { AppError } from '../kernel/errors.ts';
import type { Attributes, Documents, QueryInput, QueryPage } from './documents.ts';

/** A page holds up to a megabyte, so nothing that this project keeps comes near; whoever gets there would never end. */
const MOST_PAGES = 1000;

type Most = Readonly<{ most?: number | undefined }>;

/**
 * The pages of a query, each asked for when it is wanted; after `most` items no further one.
 *
 * @throws {AppError} `store-unavailable` when a page fails, or when there is no end of them.
 */
export async function* queryPages(
  documents: Documents,
  query: QueryInput,
  { most }: Most = {},
): AsyncGenerator<QueryPage, void> {
  let { start } = query;
  let open = most;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await documents.query({ ...query, start, limit: open ?? query.limit });
    yield page;
    if (open !== undefined) open -= page.count;
    start = page.next;
    if (start === undefined || open === 0) return;
  }
  throw new AppError('store-unavailable', `${query.purpose} found no end after ${MOST_PAGES} pages`);
}

/** Everything that a query finds, or its first `most` items. @throws {AppError} as {@link queryPages}. */
export const queryAll = async (
  documents: Documents,
  query: QueryInput,
  most: Most = {},
): Promise<readonly Attributes[]> => {
  const found: Attributes[] = [];
  for await (const { items } of queryPages(documents, query, most)) found.push(...items);
  return found;
};

/** How many items a query finds, or `most` when there are more, without reading them. @throws {AppError} as {@link queryPages}. */
export const queryCount = async (
  documents: Documents,
  query: QueryInput,
  most: Most = {},
): Promise<number> => {
  let counted = 0;
  for await (const { count } of queryPages(documents, { ...query, countOnly: true }, most)) counted += count;
  return counted;
};
