import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
let nonces = 0;

beforeAll(async () => {
  stack = await startStack({ startAt: new Date('2026-03-01T02:31:25.000Z') });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.logs.length = 0;
  stack.store.calls.length = 0;
});

const sign = (changes: Parameters<typeof signedHeaders>[0] = {}) => {
  nonces += 1;
  return signedHeaders({ ...RIDES, nonce: `odd${nonces}`, ...changes });
};

/** Raw bytes over HTTP; the harness's own client would write JSON. */
const push = async (
  body: string | Uint8Array,
  headers: Record<string, string> = sign(),
  path = '/webhooks/cdr',
) => {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, text, type, code: text === '' ? undefined : JSON.parse(text).code };
};

const cdr = (session: string, changes: object = {}) => aSentCdr({ sessionId: session, ...changes });

const count = async () => {
  const [calls, messages, pushes, numbers] = await Promise.all([
    stack.items('CALLS_TABLE'),
    stack.items('MESSAGES_TABLE'),
    stack.items('PUSHES_TABLE'),
    stack.items('NUMBERS_TABLE'),
  ]);
  const quarantined = pushes.filter(({ pk }) => String(pk).startsWith('Q#')).length;
  const journaled = pushes.filter(({ pk }) => String(pk).startsWith('N#')).length;
  return { calls: calls.length, messages: messages.length, journaled, quarantined, numbers: numbers.length };
};

type Counts = Awaited<ReturnType<typeof count>>;

const added = (before: Counts, after: Counts): Partial<Counts> =>
  Object.fromEntries(
    Object.entries(after)
      .map(([name, value]) => [name, value - before[name as keyof Counts]] as const)
      .filter(([, more]) => more !== 0),
  );

const nested = (levels: number) =>
  `{"eventType":"fee","feeLst":[],"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('a push that is refused, with nothing stored', () => {
  it.each<[string, string | Uint8Array, () => Record<string, string>, number, string]>([
    ['a wrong signature', aCdrPush([cdr('r1')]), () => sign({ appSecret: 'wrong' }), 401, 'unauthorized'],
    ['another scheme than that of its digest', aCdrPush([cdr('r2')]), crossed, 401, 'unauthorized'],
    ['no signature', aCdrPush([cdr('r3')]), () => ({}), 401, 'unauthorized'],
    ['an app that nobody has', aCdrPush([cdr('r4')]), () => sign({ appKey: 'Nobody' }), 401, 'unauthorized'],
    [
      'one second too old',
      aCdrPush([cdr('r5')]),
      () => sign({ created: '2026-02-28T02:31:24Z' }),
      401,
      'unauthorized',
    ],
    [
      'one second too early',
      aCdrPush([cdr('r6')]),
      () => sign({ created: '2026-03-01T02:36:26Z' }),
      401,
      'unauthorized',
    ],
    [
      'a time that is none',
      aCdrPush([cdr('r7')]),
      () => sign({ created: '2026-02-30T02:31:22Z' }),
      401,
      'unauthorized',
    ],
    ['a byte more than 1 MiB', ' '.repeat(1024 * 1024 + 1), sign, 413, 'payload-too-large'],
  ])('%s', async (_case, body, headers, status, code) => {
    const before = await count();

    const answer = await push(body, headers());

    expect([answer.status, answer.code, answer.type]).toEqual([status, code, 'application/problem+json']);
    expect(stack.store.calls).toEqual([]);
    expect(added(before, await count())).toEqual({});
    expect(stack.logs.join()).toContain('push-refused');
  });

  it('a signature used before, with another body', async () => {
    const headers = sign();
    await push(aCdrPush([cdr('replay1')]), headers);
    const before = await count();

    const answer = await push(aCdrPush([cdr('replay2')]), headers);

    expect([answer.status, answer.code]).toEqual([401, 'unauthorized']);
    expect(added(before, await count())).toEqual({});
  });
});

function crossed(): Record<string, string> {
  const { 'x-aksk': token = '', ...rest } = sign();
  return { ...rest, 'x-wsse': token };
}

describe('an odd push that is taken in', () => {
  it.each<[string, string, () => Record<string, string>, Partial<Counts>]>([
    [
      'exactly a day old',
      aCdrPush([cdr('o1')]),
      () => sign({ created: '2026-02-28T02:31:25Z' }),
      { calls: 1 },
    ],
    [
      'exactly five minutes early',
      aCdrPush([cdr('o2')]),
      () => sign({ created: '2026-03-01T02:36:25Z' }),
      { calls: 1 },
    ],
    ['51 CDRs', aCdrPush(Array.from({ length: 51 }, (_, at) => cdr(`fifty-${at}`))), sign, { calls: 51 }],
    [
      '101 numbers, none of them ours',
      JSON.stringify({
        eventType: 'numStatus',
        numInfo: Array.from({ length: 101 }, (_, at) => ({
          number: `+86179${10_000_000 + at}`,
          status: '9',
        })),
      }),
      sign,
      {},
    ],
    ['levels without end beside an empty list', nested(9000), sign, {}],
    ['nothing in its list', aCdrPush([]), sign, {}],
    ['an empty item among others', aCdrPush([{}, cdr('o3'), null, 7]), sign, { calls: 1, quarantined: 3 }],
    [
      'an item larger than any store takes',
      aCdrPush([cdr('o4', { note: 'x'.repeat(70_000) }), cdr('o5')]),
      sign,
      { calls: 1, quarantined: 1 },
    ],
    [
      'names that no object should get',
      '{"eventType":"fee","__proto__":{"polluted":1},"feeLst":[{"sessionId":"o6","__proto__":{"icid":"polluted"},"constructor":{"prototype":{"polluted":1}}}]}',
      sign,
      { calls: 1 },
    ],
  ])('%s', async (_case, body, headers, expected) => {
    const before = await count();

    const answer = await push(body, headers());

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(added(before, await count())).toEqual({ journaled: 1, ...expected });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each<[string, string | Uint8Array]>([
    ['no JSON', 'eventType=fee'],
    ['half a body', '{"eventType":"fee","feeLst":[{"sessionId":"h'],
    ['half a character at its end', Buffer.from('{"eventType":"fee","x":"张').subarray(0, -1)],
    ['two JSON documents', '{"eventType":"fee"}{"eventType":"fee"}'],
    ['nothing', ''],
    ['a list', '[{"eventType":"fee"}]'],
    ['no envelope that is known', '{"eventType":"weather"}'],
    ['an envelope by inheritance', '{"__proto__":{"feeLst":[{"sessionId":"p"}]}}'],
    ['more items than any push', aCdrPush(Array(1001).fill(0))],
    ['a megabyte of nothing', 'x'.repeat(1024 * 1024)],
  ])('%s: the bytes go to quarantine', async (_case, body) => {
    const before = await count();

    const answer = await push(body);

    expect([answer.status, answer.text]).toEqual([200, '']);
    const { journaled, ...more } = added(before, await count());
    expect(journaled).toBeGreaterThan(0);
    expect(more).toEqual({ quarantined: 1 });
  });

  it.each<[string, string | Uint8Array]>([
    ['a raw tab', aCdrPush([cdr('l1', { icid: 'TAB' }), cdr('l2')]).replace('TAB', '\t')],
    [
      'half a character',
      Buffer.from(aCdrPush([cdr('l3', { icid: 'HALF' }), cdr('l4')]).replace('HALF', '\xe5\xbc'), 'latin1'),
    ],
  ])('%s in one of two CDRs: both are stored', async (_case, body) => {
    const before = await count();

    const answer = await push(body);

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(added(before, await count())).toEqual({ journaled: 1, calls: 2 });
  });

  it('at an address with a slash at its end', async () => {
    const before = await count();

    const answer = await push(aCdrPush([cdr('slash1')]), sign(), '/webhooks/cdr/');

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(added(before, await count())).toEqual({ journaled: 1, calls: 1 });
  });

  it('but not at an address that no webhook has, which is warned of', async () => {
    const before = await count();

    const answer = await push(aCdrPush([cdr('slash2')]), sign(), '/webhooks/cdrs');

    expect([answer.status, answer.code]).toEqual([404, 'not-found']);
    expect(added(before, await count())).toEqual({});
    expect(stack.logs.join()).toContain('webhook-not-found');
  });

  it.each(['/webhooks', '/webhooks/', '/webhook/cdr', '/api/webhooks/cdr'])(
    'nor at %s, which is warned of and counted',
    async (path) => {
      const before = stack.logs.length;

      const answer = await push(aCdrPush([cdr('slash3')]), sign(), path);

      const lines = stack.logs.slice(before).map((line) => JSON.parse(line));
      expect([answer.status, answer.code]).toEqual([404, 'not-found']);
      expect(lines).toContainEqual(expect.objectContaining({ event: 'webhook-not-found', path }));
      expect(lines.filter(({ webhooksNotFound }) => webhooksNotFound === 1)).toHaveLength(1);
    },
  );

  it('is not taken for a push elsewhere without a signature', async () => {
    const before = stack.logs.length;

    const answer = await stack.request('POST', '/webhook/cdr', { body: {} });

    expect(answer.status).toBe(404);
    expect(stack.logs.slice(before).join()).not.toContain('webhook-not-found');
  });

  it('a name that comes twice: the last value counts', async () => {
    const twice = `{"eventType":"numStatus","eventType":"fee","feeLst":[{"sessionId":"no","sessionId":"twice","bindNum":"+8617000000019"}]}`;

    await push(twice);

    const calls = (await stack.request('GET', '/calls?x=%2B8617000000019')).body as { items: object[] };
    expect(calls.items).toMatchObject([{ x: '+8617000000019' }]);
  });
});
