import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Call, type CallInit, createCall, type SheetPath } from './call.ts';
import { createPages, type ItemOf, type ListPath, type ListQuery, type PageOf } from './pages.ts';
import { downloadRecording, type Recording, type RecordingOptions } from './recording.ts';
import { retryingFetch } from './retrying-fetch.ts';

/** Where the API is, and who asks. */
export type ClientOptions = Readonly<{
  /** As the deployment shows it. `https:`; `http:` for this machine only, because each request carries the key. */
  baseUrl: string;
  /** Goes along as `Authorization: Bearer …`. */
  apiKey: string;
  /** Repeats of one call after its first attempt. Default: 4. */
  retries?: number;
  /** For all waits of one call together; a longer `Retry-After` is thrown and not waited for. Default: 30. */
  patienceSeconds?: number;
  /** For one attempt. Default: 35, which is more than the 30 that API Gateway allows. */
  timeoutSeconds?: number;
}>;

/** The API, typed by its document. A call that fails is repeated where a repeat does no harm; see the README. */
export type Client = Readonly<{
  get: Call<'get'>;
  /** A bind gets an `Idempotency-Key` of its own, the same for all its repeats; give one to repeat it later by yourself. */
  post: Call<'post'>;
  put: Call<'put'>;
  patch: Call<'patch'>;
  delete: Call<'delete'>;
  /** A list as CSV, where the API writes one. */
  csv: <Path extends SheetPath>(path: Path, init: CallInit<Path, 'get'>) => Promise<string>;
  /** Every item of a list or of a search, page by page as they are asked for. */
  items: <Path extends ListPath>(
    path: Path,
    query: ListQuery<Path>,
    options?: Readonly<{ signal?: AbortSignal }>,
  ) => AsyncGenerator<ItemOf<Path>, void, undefined>;
  /** The pages of a list; each also names the items that could not be read, as `unreadable`. */
  pages: <Path extends ListPath>(
    path: Path,
    query: ListQuery<Path>,
    options?: Readonly<{ signal?: AbortSignal }>,
  ) => AsyncGenerator<PageOf<Path>, void, undefined>;
  /**
   * The recording of a call, checked by its length and SHA-256.
   *
   * @throws {ApiError} `recording-pending`, `recording-lost`, `not-found`; {RecordingError} when the file cannot be had.
   */
  recording: (callId: string, options?: RecordingOptions) => Promise<Recording>;
}>;

/**
 * A client of one deployment.
 *
 * @throws {TypeError} for a `baseUrl` that would show the key to a network, and for a key that cannot be one.
 */
export const createClient = ({
  baseUrl,
  apiKey,
  retries = 4,
  patienceSeconds = 30,
  timeoutSeconds = 35,
}: ClientOptions): Client => {
  const send = retryingFetch({
    send: (request) => fetch(request),
    policy: { retries, patienceSeconds },
    timeoutSeconds,
    random: Math.random,
    wait,
  });
  const caller = { baseUrl: checkedAddress(baseUrl), apiKey: checkedKey(apiKey) };
  const call = createCall({ ...caller, send, newKey: randomUUID });
  const get: Call<'get'> = (path, ...[init]) => call('get', path, init);
  return {
    get,
    post: (path, ...[init]) => call('post', path, init),
    put: (path, ...[init]) => call('put', path, init),
    patch: (path, ...[init]) => call('patch', path, init),
    delete: (path, ...[init]) => call('delete', path, init),
    csv: (path, init) => call('get', path, { ...init, parseAs: 'text', headers: { accept: 'text/csv' } }),
    ...createPages(call),
    recording: (callId, options) => downloadRecording(get, callId, options),
  };
};

const wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
};

/** `fetch` would quote it in its error. */
const checkedKey = (apiKey: string): string => {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('apiKey must be visible ASCII characters');
  return apiKey;
};

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const checkedAddress = (baseUrl: string): string => {
  const { protocol, hostname } = new URL(baseUrl);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  if (!isSafe) throw new TypeError('baseUrl must be https, or http on this machine');
  return baseUrl;
};
