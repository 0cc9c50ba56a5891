import { language } from '../kit/state/language.ts';
import type { Problem } from './api-shapes.ts';
import { apiKey, inSession, signOut } from './session.ts';

export type { Binding, Call, Message, Page, PrivateNumber, Problem, Schemas } from './api-shapes.ts';

/** The API said no. `requestId` finds the lines of the log. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly requestId: string | undefined;
  /** The key was refused here alone: a key that was just made is not known everywhere yet. */
  readonly isOfNewKey: boolean;

  constructor(problem: Problem, requestId: string | undefined, isOfNewKey = false) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.problem = problem;
    this.requestId = requestId;
    this.isOfNewKey = isOfNewKey;
  }
}

/** The API is where the console is, below the same address. */
const addressOf = (path: string): string => new URL(path, new URL('.', location.href)).href;

type Init = Readonly<{
  body?: unknown;
  query?: Readonly<Record<string, string | undefined>>;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}>;

/** No value of a query may be somebody's number or reference: addresses are written down by whoever passes them on. */
const withQuery = (path: string, query: Init['query'] = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};

/** Every request belongs to the session it began in: an answer that comes after that is dropped, a refusal too. */
const exchange = <Answer>(
  method: string,
  path: string,
  init: Init,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> =>
  inSession(init.signal, async (signal) => {
    const response = await send(method, path, { ...init, signal });
    if (response.ok) return read(response);
    const isUnauthorized = response.status === 401;
    const isOver = isUnauthorized && (path === ACCESS || (await isKeyRefused(signal)));
    if (isOver && !signal.aborted) signOut('refused');
    const requestId = response.headers.get('x-request-id') ?? undefined;
    throw new ApiError(await problemOf(response), requestId, isUnauthorized && !isOver);
  });

/** The route that every key may ask. */
const ACCESS = 'access';

/** Functions learn of a new key one after the other; this route decides whether a session is over. No answer decides nothing. */
const isKeyRefused = async (signal: AbortSignal): Promise<boolean> => {
  try {
    return (await send('GET', ACCESS, { signal })).status === 401;
  } catch {
    return false;
  }
};

const send = (method: string, path: string, { body, query, headers, signal }: Init): Promise<Response> => {
  const isText = typeof body === 'string' || body instanceof Blob;
  return fetch(addressOf(withQuery(path, query)), {
    method,
    cache: 'no-store',
    credentials: 'omit',
    headers: {
      authorization: `Bearer ${apiKey.peek() ?? ''}`,
      'accept-language': language.peek(),
      ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
};

/** A gateway in between may answer something else than a problem. */
const problemOf = async (response: Response): Promise<Problem> => {
  const bare = { status: response.status, code: `http-${response.status}`, title: response.statusText };
  try {
    return { ...bare, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return bare;
  }
};

/**
 * Asks the API and reads JSON.
 *
 * @throws {ApiError} for a refusal; {TypeError} when the server cannot be reached; {Dropped} when the session is over.
 */
export const ask = <Answer>(method: string, path: string, init: Init = {}): Promise<Answer> =>
  exchange(method, path, init, (response) => response.json() as Promise<Answer>);

/** As {@link ask}, with the status, where several mean different things. */
export const askStatus = <Answer>(
  method: string,
  path: string,
  init: Init = {},
): Promise<Readonly<{ status: number; answer: Answer }>> =>
  exchange(method, path, init, async (response) => ({
    status: response.status,
    answer: (await response.json()) as Answer,
  }));

/** As {@link ask}, for an answer that is a file. */
export const askFile = (path: string, init: Init = {}): Promise<Blob> =>
  exchange('GET', path, init, (response) => response.blob());
