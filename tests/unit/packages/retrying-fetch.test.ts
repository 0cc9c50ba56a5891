import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ApiError, NoAnswerError } from '../../../packages/client/src/api-error.ts';
import { createCall } from '../../../packages/client/src/call.ts';
import { retryingFetch, type SendRequest } from '../../../packages/client/src/retrying-fetch.ts';

const URL_OF_API = 'https://api.example.com';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(status, { type: 'about:blank', title: 'Any', status, detail: 'any detail', code }, headers);

const cut = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

type Scripted = Response | Error | ((request: Request) => Promise<Response>);

/** A client before an API that answers so, one entry a request. */
const clientOf = (...script: readonly Scripted[]) => {
  const sent: {
    method: string;
    url: string;
    key: string | null;
    authorization: string | null;
    body: string;
  }[] = [];
  const waits: number[] = [];
  const send: SendRequest = async (request) => {
    const next = script[sent.length];
    sent.push({
      method: request.method,
      url: request.url,
      key: request.headers.get('idempotency-key'),
      authorization: request.headers.get('authorization'),
      body: await request.clone().text(),
    });
    if (next === undefined) throw new Error('the script is over');
    if (next instanceof Error) throw next;
    return next instanceof Response ? next : next(request);
  };
  let keys = 0;
  const call = createCall({
    baseUrl: URL_OF_API,
    apiKey: 'an-api-key',
    newKey: () => `key-${++keys}`,
    send: retryingFetch({
      send,
      policy: { retries: 4, patienceSeconds: 30 },
      timeoutSeconds: 35,
      random: () => 0,
      wait: async (milliseconds, signal) => {
        waits.push(milliseconds);
        signal.throwIfAborted();
      },
    }),
  });
  return { call, sent, waits };
};

const BODY = { mode: 'AXB', a: '13800000001', b: '13900000002' };

describe('a bind', () => {
  it('is the same request with the same key in all its repeats, and another bind has another key', async () => {
    const { call, sent, waits } = clientOf(
      cut('ECONNRESET'),
      problem(503, 'platform-throttled', { 'retry-after': '2' }),
      problem(409, 'binding-in-progress', { 'retry-after': '1' }),
      json(201, { bindingId: 'one' }),
      json(201, { bindingId: 'two' }),
    );

    const first = await call('post', '/bindings', { body: BODY });
    await call('post', '/bindings', { body: BODY });

    expect(first).toEqual({ bindingId: 'one' });
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1', 'key-1', 'key-2']);
    expect(new Set(sent.map(({ body }) => body))).toEqual(new Set([JSON.stringify(BODY)]));
    expect(new Set(sent.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer an-api-key']));
    expect(waits).toEqual([125, 2000, 1000]);
  });

  it('keeps the key that the caller gave', async () => {
    const { call, sent } = clientOf(json(201, {}));

    await call('post', '/bindings', { body: BODY, headers: { 'Idempotency-Key': 'mine' } });

    expect(sent.map(({ key }) => key)).toEqual(['mine']);
  });
});

describe('a request that takes no key', () => {
  it('gets none, and is not repeated when its answer is lost', async () => {
    const { call, sent } = clientOf(cut('ECONNRESET'));

    await expect(call('post', '/calls/{callId}/stop', { params: { path: { callId: 'c' } } })).rejects.toThrow(
      NoAnswerError,
    );
    expect(sent).toMatchObject([{ key: null, url: 'https://api.example.com/calls/c/stop' }]);
  });

  it('is repeated when it never left', async () => {
    const { call, sent } = clientOf(cut('ECONNREFUSED'), json(200, { version: 2 }));

    await call('patch', '/bindings/{bindingId}', {
      params: { path: { bindingId: 'b' } },
      body: { record: false },
    });

    expect(sent).toHaveLength(2);
  });
});

describe('a search', () => {
  it('is repeated when its answer is lost, without a key, because it changes nothing', async () => {
    const { call, sent } = clientOf(cut('ECONNRESET'), json(200, { items: [], nextCursor: null }));

    const page = await call('post', '/calls/search', { body: { party: '13800000001' } });

    expect(page).toEqual({ items: [], nextCursor: null });
    expect(sent.map(({ url, key }) => [url, key])).toEqual([
      ['https://api.example.com/calls/search', null],
      ['https://api.example.com/calls/search', null],
    ]);
  });
});

describe('an end by a body', () => {
  it.each([
    ['/bindings/end', { reference: 'order-42' }],
    ['/reports/delete', { number: '13800000001' }],
  ] as const)(
    '%s is repeated when its answer is lost, because a repeat leaves the same',
    async (path, body) => {
      const { call, sent } = clientOf(cut('ECONNRESET'), json(200, { items: [] }));

      await call('post', path, { body });

      expect(sent.map(({ key }) => key)).toEqual([null, null]);
    },
  );
});

describe('an answer', () => {
  it('that is cut in the middle counts as none', async () => {
    const torn = new ReadableStream({ start: (controller) => controller.error(cut('ECONNRESET')) });
    const { call, sent } = clientOf(new Response(torn), json(200, { items: [] }));

    expect(await call('get', '/calls')).toEqual({ items: [] });
    expect(sent).toHaveLength(2);
  });

  it('with a problem is thrown with everything that the problem has, and with no parameter of the request', async () => {
    const fault = { path: 'a', message: 'must be a number' };
    const { call } = clientOf(
      json(400, {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'the request has 1 fault',
        code: 'invalid-request',
        errors: [fault],
      }),
    );

    const error = await call('get', '/calls', { params: { query: { party: '+8613800000001' } } }).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [fault],
      message: 'GET /calls was answered 400, invalid-request: the request has 1 fault',
    });
  });

  it('with a longer Retry-After than there is patience is thrown at once, and says how long', async () => {
    const { call, sent, waits } = clientOf(problem(503, 'platform-locked-out', { 'retry-after': '1800' }));

    await expect(call('post', '/bindings', { body: BODY })).rejects.toMatchObject({
      code: 'platform-locked-out',
      retryAfterSeconds: 1800,
    });
    expect([sent.length, waits]).toEqual([1, []]);
  });

  it.each([
    ['a gateway', 502, new Response('<html>Bad Gateway</html>', { status: 502 })],
    ['API Gateway', 403, json(403, { message: 'Forbidden' })],
    [
      'nobody, a success without a body',
      200,
      new Response(null, { status: 200, headers: { 'content-length': '0' } }),
    ],
  ])('of %s is an error without a code', async (_case, status, response) => {
    const { call } = clientOf(response);

    await expect(call('get', '/health')).rejects.toMatchObject({
      name: 'ApiError',
      status,
      code: undefined,
    });
  });

  it("that is a proxy's page in place of JSON is none, and its words are not in the error", async () => {
    const { call } = clientOf(new Response('<html>Hello +8613800000001</html>'));

    const error = await call('get', '/health').catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NoAnswerError);
    expect(inspect(error)).not.toContain('Hello');
  });
});

describe('a signal', () => {
  it('ends a call while it waits, with the reason of the caller', async () => {
    const abort = new AbortController();
    const reason = new Error('the customer left');
    const { call, sent } = clientOf(async () => {
      abort.abort(reason);
      return problem(503, 'store-unavailable');
    });

    await expect(call('get', '/calls', { signal: abort.signal })).rejects.toBe(reason);
    expect(sent).toHaveLength(1);
  });

  it('ends a call while it is sent', async () => {
    const abort = new AbortController();
    const reason = new Error('the customer left');
    const { call } = clientOf(
      (request) =>
        new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason));
          abort.abort(reason);
        }),
    );

    await expect(call('get', '/calls', { signal: abort.signal })).rejects.toBe(reason);
  });
});
