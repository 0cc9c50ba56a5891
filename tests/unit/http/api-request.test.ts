import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { idFromPath, jsonBody, queryOf } from '../../../shared/http/api-request.ts';
import { auditedJson, functionChain } from '../../../shared/http/middlewares/chains.ts';
import type { HttpEvent } from '../../../shared/http/request.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';

const Body = v.strictObject({
  a: v.string(),
  tones: v.optional(v.strictObject({ a: v.string() })),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(1440, 'must be at most 1440'))),
});

const setUp = (run: (event: HttpEvent) => unknown = (event) => jsonBody(event, Body)) => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => {
    if (!line.includes('"level":"audit"')) lines.push(JSON.parse(line));
  };
  const logger = createLogger({ clock: () => new Date('2026-03-01T08:00:00.000Z'), write });
  const handler = functionChain(
    logger,
    testChain(logger, async ({ event, caller }) =>
      auditedJson({ count: 1 }, 200, { said: await run(event), by: caller.apiKeyName }),
    ),
  );
  const send = async (request: Partial<Parameters<typeof anApiEvent>[0]>) => {
    const answer = await handler(anApiEvent({ route: 'POST /bindings', ...request }), aContext());
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? '') };
  };
  return { send, lines };
};

/** A JSON body of exactly so many bytes. */
const bodyOf = (bytes: number): string => `{"a":"${'x'.repeat(bytes - '{"a":""}'.length)}"}`;

describe('authorisation', () => {
  it('lets a known key in by its name', async () => {
    const { send } = setUp(() => 'hello');

    const answer = await send({ apiKeyName: 'shop' });

    expect(answer).toMatchObject({ status: 200, body: { said: 'hello', by: 'shop' } });
  });

  it('answers 401 to everybody else, before anything is read', async () => {
    const { send, lines } = setUp(() => {
      throw new Error('was run');
    });

    const answer = await send({ apiKeyName: undefined });

    expect(answer).toEqual({
      status: 401,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'x-request-id': 'request-a',
      },
      body: {
        type: '/problems/unauthorized',
        title: 'Authentication required',
        status: 401,
        detail: 'send a valid API key: Authorization: Bearer <api key>',
        code: 'unauthorized',
      },
    });
    expect(lines).toEqual([]);
  });

  it.each([
    { lambda: { apiKeyName: 'shop' } },
    { jwt: { claims: { sub: 'shop' } } },
    { iam: { userArn: 'arn:aws:iam::123456789012:user/shop' } },
  ])('takes %j from the gateway for no key', async (authorizer) => {
    const handler = testChain(createLogger({ clock: () => new Date(0), write: () => {} }), async () =>
      auditedJson({ count: 0 }, 200, {}),
    );
    const event = anApiEvent({ route: 'GET /messages', apiKeyName: undefined });
    Object.assign(event.requestContext, { authorizer });

    const answer = await handler(event, aContext());

    expect(answer.statusCode).toBe(401);
  });
});

describe('a body', () => {
  it.each([
    ['just small enough', bodyOf(65_536), 200],
    ['a byte too large', bodyOf(65_537), 413],
    ['small in characters and too large in bytes', `{"a":"${'号'.repeat(21_846)}"}`, 413],
    ['much too large', bodyOf(1_000_000), 413],
  ])('%s', async (_case, body, status) => {
    const { send } = setUp();

    const answer = await send({ body });

    expect(answer.status).toBe(status);
  });

  it('that is too large answers a problem', async () => {
    const { send } = setUp();

    const answer = await send({ body: bodyOf(65_537) });

    expect(answer.body).toEqual({
      type: '/problems/payload-too-large',
      title: 'The request is too large',
      status: 413,
      detail: 'the body is larger than 64 KiB',
      code: 'payload-too-large',
    });
  });

  it('is measured and read after base64', async () => {
    const { send } = setUp();

    const answers = await Promise.all([
      send({ body: Buffer.from(bodyOf(65_536)) }),
      send({ body: Buffer.from(bodyOf(65_537)) }),
      send({ body: Buffer.from('{"a":"号"}') }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 413, 200]);
    expect(answers[2]?.body.said).toEqual({ a: '号' });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"a":'],
    ['a lone word', 'hello'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d])],
    ['half a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{"a":"b"}', 'utf16le')],
  ])('of %s is not JSON', async (_case, body) => {
    const { send } = setUp();

    const answer = await send({ body });

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: 'the body is not JSON in UTF-8' },
    });
  });

  it.each([
    ['an unknown field', { a: 'x', b: 1 }, [{ path: 'b', message: 'is not a known field' }]],
    [
      'an unknown field inside',
      { a: 'x', tones: { a: 'x', z: 1 } },
      [{ path: 'tones.z', message: 'is not a known field' }],
    ],
    ['a missing field', {}, [{ path: 'a', message: 'is required' }]],
    ['a wrong type', { a: 1 }, [{ path: 'a', message: 'must be a string' }]],
    ['null', { a: null }, [{ path: 'a', message: 'must be a string' }]],
    ['a value too large', { a: 'x', minutes: 1441 }, [{ path: 'minutes', message: 'must be at most 1440' }]],
    ['a broken number', { a: 'x', minutes: 1.5 }, [{ path: 'minutes', message: 'must be an integer' }]],
    [
      'several faults',
      { b: 1 },
      [
        { path: 'a', message: 'is required' },
        { path: 'b', message: 'is not a known field' },
      ],
    ],
    ['a list', [], [{ path: '', message: 'must be an object' }]],
  ])('with %s is refused by name', async (_case, body, errors) => {
    const { send } = setUp();

    const answer = await send({ body: JSON.stringify(body) });

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors } });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('with %s is refused', async (name) => {
    const { send } = setUp();

    const answer = await send({ body: `{"a":"x","${name}":{"admin":true}}` });

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('nested a hundred thousand deep is refused', async () => {
    const { send } = setUp();
    const depth = 10_000;

    const answer = await send({ body: `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}` });

    expect(answer.status).toBe(400);
  });

  it.each([
    ['13800000001'],
    ['+8613800000001'],
    ['138-0000-0001'],
    ['138 0000 0001'],
    ['a.13800000001.b'],
    ['1.3.8.0.0.0.0.0.0.0.1'],
    ['１３８０００００００１'],
  ])('does not get the field name %s back', async (name) => {
    const { send, lines } = setUp();

    const answer = await send({ body: JSON.stringify({ a: 'x', [name]: 1, [`x${name}`]: name }) });

    const shown = JSON.stringify([answer.body, lines]);
    expect(answer.status).toBe(400);
    expect(shown).not.toContain(name);
    expect(answer.body.errors[0]).toEqual({ path: '(unreadable name)', message: 'is not a known field' });
  });

  it('does not get any number back', async () => {
    const number = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
      .map((rest) => `13${rest.join('')}`);
    const fields = fc.constantFrom('a', 'minutes', 'tones', 'unknown');

    await fc.assert(
      fc.asyncProperty(number, fields, async (phone, field) => {
        const { send, lines } = setUp();

        const answer = await send({ body: JSON.stringify({ [field]: { [phone]: phone } }) });

        expect(answer.status).toBe(400);
        expect(JSON.stringify([answer.body, lines])).not.toContain(phone);
      }),
    );
  });
});

describe('a body whose fields are all optional', () => {
  const optional = (event: HttpEvent) =>
    jsonBody(
      event,
      v.pipe(
        v.strictObject({ a: v.optional(v.string()) }),
        v.check(() => true),
      ),
    );

  it.each([
    ['{}', 200],
    ['[]', 400],
    ['[{"a":"x"}]', 400],
    ['null', 400],
    ['"a"', 400],
  ])('takes %s: %i', async (body, status) => {
    const { send } = setUp(optional);

    const answer = await send({ body });

    expect(answer.status).toBe(status);
  });
});

describe('a query', () => {
  const Query = v.strictObject({ limit: v.optional(v.string()) });
  const query = (event: HttpEvent) => queryOf(event, Query);

  it('may be absent', async () => {
    const { send } = setUp(query);

    const answer = await send({});

    expect(answer).toMatchObject({ status: 200, body: { said: {} } });
  });

  it('does not repeat itself where the fault is in no one parameter', async () => {
    const { send } = setUp((event) =>
      queryOf(
        event,
        v.pipe(
          v.object({}),
          v.check(() => false, 'give one'),
        ),
      ),
    );

    const answer = await send({ query: { limit: '1' } });

    expect(answer).toMatchObject({
      status: 400,
      body: { detail: 'the query is not valid', errors: [{ path: '', message: 'give one' }] },
    });
  });

  it('names an unknown parameter', async () => {
    const { send } = setUp(query);

    const answer = await send({ query: { limit: '1', page: '2' } });

    expect(answer).toMatchObject({
      status: 400,
      body: {
        detail: 'the query is not valid: page',
        errors: [{ path: 'page', message: 'is not a known parameter' }],
      },
    });
  });
});

describe('an id in the path', () => {
  const id = (event: HttpEvent) => idFromPath(event, 'thingId');

  it('is letters', async () => {
    const { send } = setUp(id);

    const answer = await send({ path: { thingId: 'abcdefghijkmnpqr' } });

    expect(answer.body.said).toBe('abcdefghijkmnpqr');
  });

  it.each([
    '',
    'abc',
    'ABCDEFGHIJKMNPQR',
    'abcdefghijkmnpq1',
    'abcdefghijkmnpqr\n',
    '13800000001',
    'a'.repeat(65),
  ])('that is %j is not found', async (thingId) => {
    const { send } = setUp(id);

    const answer = await send({ path: { thingId } });

    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('that is missing is not found', async () => {
    const { send } = setUp(id);

    const answer = await send({});

    expect(answer.status).toBe(404);
  });
});

describe('what goes wrong inside', () => {
  it('is a bare 500 when nobody foresaw it, with all of it in the log', async () => {
    const { send, lines } = setUp(() => {
      throw new TypeError('secret inside of 13800000001');
    });

    const answer = await send({});

    expect(answer).toMatchObject({
      status: 500,
      body: {
        type: '/problems/internal-error',
        title: 'Internal error',
        status: 500,
        detail: 'something went wrong on our side',
        code: 'internal-error',
      },
    });
    expect(lines).toMatchObject([
      {
        level: 'error',
        event: 'request-failed',
        requestId: 'request-a',
        functionName: 'privatenumber-test-function',
        error: { name: 'TypeError', message: 'secret inside of ***01', stack: expect.any(String) },
      },
    ]);
  });

  it.each(['a text', 7, null, undefined, { statusCode: 200 }])(
    'is a 500 when %j is thrown',
    async (thrown) => {
      const { send } = setUp(() => Promise.reject(thrown));

      const answer = await send({});

      expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    },
  );

  it('says when to come again', async () => {
    const { send, lines } = setUp(() => {
      throw new AppError('platform-throttled', 'the platform asked for fewer calls', {
        retryAfterSeconds: 60,
      });
    });

    const answer = await send({});

    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '60' });
    expect(answer.body).toMatchObject({ code: 'platform-throttled', retryAfterSeconds: 60 });
    expect(lines).toMatchObject([{ level: 'error', event: 'request-failed' }]);
  });

  it('shows what the platform refused', async () => {
    const platform = { httpStatus: 200, code: '1012010', text: 'bound already' };
    const { send } = setUp(() => {
      throw new AppError('platform-rejected', 'the platform refused the request', { platform });
    });

    const answer = await send({});

    expect(answer).toMatchObject({ status: 502, body: { code: 'platform-rejected', platform } });
  });
});
