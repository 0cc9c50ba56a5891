import type { paths } from './api-types.ts';
import type { Answer, AnyCall, PathsOf } from './call.ts';
import { SEARCH } from './retry.ts';

type Page = Readonly<{ items: readonly unknown[]; nextCursor: string | null }>;

/** The lists that a GET answers. */
type GetPath = {
  [Path in PathsOf<'get'>]: Answer<Path, 'get'> extends Page ? Path : never;
}[PathsOf<'get'>];

/** The searches: lists whose query is a body, so that no number stands in a URL. */
type SearchPath = Extract<PathsOf<'post'>, `${string}/search`>;

/** The lists of the API: paths whose answer has items and a cursor. */
export type ListPath = GetPath | SearchPath;

/** The parameters of a list; the cursor is ours. */
export type ListQuery<Path extends ListPath> = Omit<NonNullable<QueryOf<paths[Path]>>, 'cursor'>;

type QueryOf<Item> = Item extends { get: { parameters: { query?: infer Query } } }
  ? Query
  : Item extends { post: { requestBody: { content: { 'application/json': infer Body } } } }
    ? Body
    : never;

/** One page of a list. */
export type PageOf<Path extends ListPath> = Path extends GetPath
  ? Answer<Path, 'get'>
  : Path extends SearchPath
    ? Answer<Path, 'post'>
    : never;

/** One item of a list. */
export type ItemOf<Path extends ListPath> = PageOf<Path> extends { items: (infer Item)[] } ? Item : never;

type Options = Readonly<{ signal?: AbortSignal }>;

/** Lists as iterators. A page is asked for when the one before was used up. */
export const createPages = (call: AnyCall) => {
  async function* walk<Some extends Page>(path: string, query: object, options: Options) {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const asked = cursor === undefined ? query : { ...query, cursor };
      const page: Some = path.endsWith(SEARCH)
        ? await call<Some>('post', path, { ...options, body: asked })
        : await call<Some>('get', path, { ...options, params: { query: asked } });
      yield page;
      cursor = page.nextCursor;
    }
  }
  return {
    pages: <Path extends ListPath>(path: Path, query: ListQuery<Path>, options: Options = {}) =>
      walk<PageOf<Path> & Page>(path, query, options),
    async *items<Path extends ListPath>(path: Path, query: ListQuery<Path>, options: Options = {}) {
      const pages = walk<Page & Readonly<{ items: readonly ItemOf<Path>[] }>>(path, query, options);
      for await (const { items } of pages) yield* items;
    },
  };
};
