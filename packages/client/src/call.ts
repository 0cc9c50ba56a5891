import createFetchClient, { type FetchOptions, type FetchResponse } from 'openapi-fetch';
import type { FilterKeys, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import { apiErrorOf, NoAnswerError } from './api-error.ts';
import { KEYED_OPERATIONS, type paths } from './api-types.ts';
import { IDEMPOTENCY_KEY, type SendRequest } from './retrying-fetch.ts';

/** The methods of the API. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have a method. */
export type PathsOf<M extends Method> = PathsWithMethod<paths, M>;

/** Parameters, body, more headers and the signal of one call. */
export type CallInit<Path extends keyof paths, M extends Method> = FetchOptions<FilterKeys<paths[Path], M>>;

/** The body of a success, as JSON. */
export type Answer<Path extends keyof paths, M extends Method> = NonNullable<
  FetchResponse<NonNullable<paths[Path][M]>, object, 'application/json'>['data']
>;

/** The paths that may be asked for as a sheet. */
export type SheetPath = {
  [Path in PathsOf<'get'>]: paths[Path] extends {
    get: { responses: { 200: { content: { 'text/csv': string } } } };
  }
    ? Path
    : never;
}[PathsOf<'get'>];

/**
 * A method of the client: resolves to the body of a success.
 *
 * @throws {ApiError} for every other answer; {NoAnswerError} without one; the reason of `signal` once that is aborted.
 */
export type Call<M extends Method> = <Path extends PathsOf<M>>(
  path: Path,
  ...init: RequiredKeysOf<CallInit<Path, M>> extends never
    ? [init?: CallInit<Path, M>]
    : [init: CallInit<Path, M>]
) => Promise<Answer<Path, M>>;

/** Any call, whose types were checked where it was asked for. */
export type AnyCall = <Body>(method: Method, path: string, init?: object) => Promise<Body>;

type AnyOperation = Readonly<{ responses: { 200: { content: { 'application/json': unknown } } } }>;
type AnyPaths = Record<string, Record<Method, AnyOperation>>;

/** Calls of the API over openapi-fetch, with an idempotency key for each operation that takes one. */
export const createCall = ({
  baseUrl,
  apiKey,
  send,
  newKey,
}: Readonly<{ baseUrl: string; apiKey: string; send: SendRequest; newKey: () => string }>): AnyCall => {
  const api = createFetchClient<AnyPaths>({
    baseUrl,
    fetch: send,
    // A redirect would take the key along, and the API has none.
    redirect: 'error',
    // The pages of errors are HTML to whoever does not ask for JSON.
    headers: { accept: 'application/json', authorization: `Bearer ${apiKey}` },
  });
  api.use({
    onRequest: ({ request, schemaPath }) => {
      const takesKey = KEYED_OPERATIONS.includes(`${request.method} ${schemaPath}`);
      if (takesKey && !request.headers.has(IDEMPOTENCY_KEY)) request.headers.set(IDEMPOTENCY_KEY, newKey());
    },
  });
  return async <Body>(method: Method, path: string, init: object = {}): Promise<Body> => {
    const { data, error, response } = await api.request(method, path, { ...init }).catch(withoutItsText);
    if (response.ok && isAnswer<Body>(data)) return data;
    throw apiErrorOf(`${method.toUpperCase()} ${path}`, response, error);
  };
};

/** The parser quotes an answer that is not JSON, and that may hold anything. */
const withoutItsText = (error: unknown): never => {
  throw error instanceof SyntaxError ? new NoAnswerError(new Error('a success that is not JSON')) : error;
};

/** The API's own tests hold it to its document, so a body of a success is taken at its word. */
const isAnswer = <Body>(data: unknown): data is Body => data !== undefined;
