import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { isAmbiguous, platformError, type Unanswered } from '../../../shared/kernel/platform-outcome.ts';
import { withLogContext } from '../../../shared/observability/log-context.ts';
import type { PlatformCall } from '../../../shared/platform/client/client.ts';
import {
  answered,
  SCRIPTED_APP as app,
  refusing,
  type Scripted,
  scriptedPlatform,
} from '../../fakes/scripted-platform.ts';

const query: PlatformCall<string> = {
  operation: 'axb.query',
  method: 'GET',
  path: '/rest/caas/relationnumber/partners/v1.0',
  query: { relationNum: '+8617000000001', pageIndex: undefined },
  idempotent: true,
  success: 'result',
  read: () => 'found',
};

const bind: PlatformCall<string> = {
  ...query,
  operation: 'axb.bind',
  method: 'POST',
  query: {},
  body: { callerNum: '+8613800000001' },
  idempotent: false,
};

const SUCCESS = answered(200, { resultcode: '0', resultdesc: 'Success' });
const cut: Unanswered = {
  kind: 'unanswered',
  reason: 'connection',
  mayHaveApplied: true,
  cause: new Error('socket hang up'),
};

describe('a call', () => {
  it('is signed, and its numbers leave escaped', async () => {
    const { client, sent } = scriptedPlatform([SUCCESS]);

    await client.call(app, query);

    expect(sent).toEqual([
      {
        method: 'GET',
        url: 'https://platform.example.com/rest/caas/relationnumber/partners/v1.0?relationNum=%2B8617000000001',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json;charset=UTF-8',
          authorization: 'AKSK realm="SDP",profile="UsernameToken",type="Appkey"',
          // openssl: HMAC-SHA256 of "noncea2026-03-01T08:00:00Z" under "example-secret-0001"
          'x-aksk':
            'UsernameToken Username="made-up-app-key",PasswordDigest="XSq4aWP8GtEJib30ayvnv+1qD1RVZsp1pzxqqRP9JnY=",Nonce="noncea",Created="2026-03-01T08:00:00Z"',
        },
        body: undefined,
        timeoutMs: 7000,
      },
    ]);
  });

  it('carries its body as JSON, numbers as they are', async () => {
    const { client, sent } = scriptedPlatform([SUCCESS]);

    await client.call(app, bind);

    expect(sent[0]?.body).toBe('{"callerNum":"+8613800000001"}');
  });

  it('goes to PLATFORM_URL when that is set', async () => {
    const { client, sent } = scriptedPlatform([SUCCESS], { platformUrl: 'http://127.0.0.1:3100/' });

    await client.call(app, bind);

    expect(sent[0]?.url).toBe('http://127.0.0.1:3100/rest/caas/relationnumber/partners/v1.0');
  });

  it('is signed afresh when it is repeated', async () => {
    const { client, sent } = scriptedPlatform([cut, cut, SUCCESS]);

    await client.call(app, query);

    const nonces = sent.map(({ headers }) => /Nonce="(\w+)"/.exec(headers['x-aksk'] ?? '')?.[1]);
    expect(nonces).toEqual(['noncea', 'nonceb', 'noncec']);
  });
});

describe('an answer', () => {
  it.each([
    ['resultcode as text', { resultcode: '0', resultdesc: 'Success' }],
    ['resultcode as number', { resultcode: 0 }],
    ['fields nobody knows', { resultcode: '0', resultdesc: 7, more: [1] }],
  ])('is a success with %s', async (_case, json) => {
    const { client } = scriptedPlatform([answered(200, json)]);

    expect(await client.call(app, bind)).toEqual({ kind: 'ok', value: 'found' });
  });

  it.each([
    ['a 200 without resultcode', answered(200, {}), 'unreadable'],
    ['a 200 that is not JSON', answered(200, undefined), 'unreadable'],
    ['a 200 with an array', answered(200, []), 'unreadable'],
    ['a 200 with resultcode null', answered(200, { resultcode: null }), 'unreadable'],
    ['a 502 page', answered(502, undefined), 'http-status'],
    ['a redirect', answered(302, undefined, 'https://elsewhere.example.com/'), 'http-status'],
    ['a 500 that locks success', answered(500, { resultcode: '0' }), 'http-status'],
    ['a 403 that locks success', answered(403, { resultcode: '0' }), 'http-status'],
  ])('decides nothing with %s', async (_case, answer, reason) => {
    const { client } = scriptedPlatform([answer]);

    const result = await client.call(app, bind);

    expect(result).toMatchObject({ kind: 'unanswered', reason, mayHaveApplied: true });
  });

  it('is unreadable when the success lacks what it must have', async () => {
    const { client } = scriptedPlatform([SUCCESS]);

    const result = await client.call(app, { ...bind, read: () => undefined });

    expect(result).toMatchObject({ kind: 'unanswered', reason: 'unreadable', mayHaveApplied: true });
  });

  it('is a refusal when it says so, its text without numbers', async () => {
    const { client } = scriptedPlatform([
      refusing(403, '1012010', 'The number +8613800000001 has been bound.'),
    ]);

    expect(await client.call(app, bind)).toEqual({
      kind: 'refused',
      httpStatus: 403,
      code: '1012010',
      text: 'The number ***01 has been bound.',
      class: 'conflict',
      problem: 'number-taken',
      retryAfterSeconds: undefined,
    });
  });

  it('is a refusal when it is a client fault without a code', async () => {
    const { client } = scriptedPlatform([answered(404, undefined)]);

    expect(await client.call(app, bind)).toMatchObject({
      kind: 'refused',
      httpStatus: 404,
      code: '',
      class: 'unknown',
      problem: 'platform-rejected',
    });
  });

  it('never passes on a code that may be a number', async () => {
    const { client } = scriptedPlatform([refusing(403, '8613800000001')]);

    expect(await client.call(app, bind)).toMatchObject({ code: '***01' });
  });

  it('may say that there is none, which is a value', async () => {
    const none = { codes: ['1012007'], value: 'nothing' };
    const notFoundCodes = ['1012007', '1012001'];
    const { client, lines } = scriptedPlatform([refusing(403, '1012007'), refusing(500, '1012007')]);

    const refused = await client.call(app, { ...bind, none, notFoundCodes });
    const faulty = await client.call(app, { ...bind, none, notFoundCodes });

    expect(refused).toEqual({ kind: 'ok', value: 'nothing' });
    expect(faulty).toMatchObject({ kind: 'refused', class: 'unknown' });
    expect(lines.filter((line) => line['unbindNotFound'] === 1)).toHaveLength(1);
  });
});

describe('an idempotent call', () => {
  const fault = refusing(500, '1010001');
  const slow = refusing(500, '1023002');

  it.each<[string, Scripted[], number]>([
    ['success', [SUCCESS], 1],
    ['one cut connection', [cut, SUCCESS], 2],
    ['only cut connections', [cut, cut, cut], 3],
    ['faults of theirs', [fault, fault, fault], 3],
    ['an unknown fault', [refusing(503, '7654321'), SUCCESS], 2],
    ['an error page', [answered(502), SUCCESS], 2],
    ['a response time-out of theirs', [slow, slow], 2],
    ['throttling', [refusing(403, '1010010')], 1],
    ['a lock-out', [refusing(403, '1020176')], 1],
    ['a bad digest', [refusing(401, '1010010')], 1],
    ['a fault of ours with status 500', [refusing(500, '1020001')], 1],
    ['a business refusal', [refusing(403, '1012001')], 1],
  ])('is sent as often as it may help after %s', async (_case, script, attempts) => {
    const { client, sent } = scriptedPlatform(script);

    await client.call(app, query);

    expect(sent).toHaveLength(attempts);
  });

  it('waits longer each time, spread by chance', async () => {
    const { client, pausesMs } = scriptedPlatform([cut, cut, cut]);
    const first = scriptedPlatform([cut, cut, cut], { random: () => 0 });
    const last = scriptedPlatform([cut, cut, cut], { random: () => 1 });

    await client.call(app, query);
    await first.client.call(app, query);
    await last.client.call(app, query);

    expect(pausesMs).toEqual([150, 300]);
    expect(first.pausesMs).toEqual([100, 200]);
    expect(last.pausesMs).toEqual([200, 400]);
  });

  it('is not repeated when the time is up, and no attempt outlasts it', async () => {
    let now = Date.parse('2026-03-01T08:00:00Z');
    const timeouts: (number | undefined)[] = [];
    const { client } = scriptedPlatform([], {
      budgetMs: 7000,
      clock: () => new Date(now),
      transport: async ({ timeoutMs }) => {
        timeouts.push(timeoutMs);
        now += 3200;
        return cut;
      },
    });

    await client.call(app, query);

    expect(timeouts).toEqual([7000, 3800]);
  });
});

it.each<[string, Scripted]>([
  ['a cut connection', cut],
  ['a fault of theirs', refusing(500, '1010001')],
  ['a response time-out of theirs', refusing(500, '1023002')],
])('a bind is never repeated, not after %s', async (_case, answer) => {
  const { client, sent } = scriptedPlatform([answer, SUCCESS]);

  await client.call(app, bind);

  expect(sent).toHaveLength(1);
});

describe('the gate', () => {
  it('is asked before each attempt, and no call leaves when it is shut', async () => {
    const heldBack = { kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1700 } as const;
    const { client, sent, lines } = scriptedPlatform([SUCCESS], { heldBack });

    expect(await client.call(app, query)).toEqual(heldBack);
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([
      { event: 'platform-call', level: 'warn', outcome: 'held-back-by-lock-out' },
      { platformCalls: 1, outcome: 'held-back-by-lock-out' },
    ]);
  });

  it.each<[string, Scripted, string]>([
    ['success', SUCCESS, 'accepted'],
    ['a business refusal', refusing(403, '1012010'), 'accepted'],
    ['a bad digest', refusing(401, '1010010'), 'authentication-failure'],
    ['a header fault', refusing(400, '1023033'), 'authentication-failure'],
    ['throttling', refusing(403, '1010010'), 'throttle'],
    ['a lock-out', refusing(403, '1020176'), 'lock-out'],
    ['arrears', refusing(403, '1010029'), 'suspended'],
    ['no answer', cut, 'unclear'],
    ['a fault of theirs', refusing(500, '1010001'), 'unclear'],
    ['a bare 404', answered(404), 'unclear'],
  ])('is told how the platform took the signature, by %s', async (_case, answer, standing) => {
    const { client, reports } = scriptedPlatform([answer]);

    await client.call(app, bind);

    expect(reports).toEqual([`rides: ${standing}`]);
  });

  it('is told of "there is none" as of an accepted call', async () => {
    const { client, reports } = scriptedPlatform([refusing(403, '1012007')]);

    await client.call(app, { ...bind, none: { codes: ['1012007'], value: 'nothing' } });

    expect(reports).toEqual(['rides: accepted']);
  });

  it('does not lose the answer when it cannot be updated', async () => {
    const gate = {
      enter: async () => ({
        kind: 'open' as const,
        report: () => Promise.reject(new AppError('store-unavailable', 'updating the gate failed')),
      }),
    };
    const { client, lines } = scriptedPlatform([SUCCESS], { gate });

    const result = await client.call(app, bind);

    expect(result).toEqual({ kind: 'ok', value: 'found' });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'platform-gate-not-updated' }));
  });

  it('that cannot be read lets nothing through', async () => {
    const gate = {
      enter: () => Promise.reject(new AppError('store-unavailable', 'reading the gate failed')),
    };
    const { client, sent } = scriptedPlatform([SUCCESS], { gate });

    const result = await client.call(app, bind);

    expect(result).toMatchObject({ kind: 'held-back', by: 'gate', retryAfterSeconds: 1 });
    expect(result.kind !== 'ok' && [isAmbiguous(result), platformError(result).code]).toEqual([
      false,
      'store-unavailable',
    ]);
    expect(sent).toEqual([]);
  });
});

describe('the log', () => {
  it('has one line and one count for each attempt, with the id of the request', async () => {
    const { client, lines } = scriptedPlatform([refusing(500, '1010001'), SUCCESS]);

    await withLogContext({ requestId: 'request-a' }, () => client.call(app, query));

    expect(lines).toEqual([
      {
        time: '2026-03-01T08:00:00.123Z',
        level: 'warn',
        stage: 'local',
        requestId: 'request-a',
        event: 'platform-call',
        operation: 'axb.query',
        app: 'rides',
        outcome: 'platform',
        httpStatus: 500,
        code: 1010001,
        durationMs: 0,
      },
      expect.objectContaining({ platformCalls: 1, operation: 'axb.query', outcome: 'platform' }),
      expect.objectContaining({ platformRefusals: 1, code: '1010001' }),
      expect.objectContaining({ platformProblems: 1, problem: 'platform-unavailable' }),
      {
        time: '2026-03-01T08:00:00.123Z',
        level: 'info',
        stage: 'local',
        requestId: 'request-a',
        event: 'platform-call',
        operation: 'axb.query',
        app: 'rides',
        outcome: 'ok',
        httpStatus: 200,
        code: 0,
        durationMs: 0,
      },
      expect.objectContaining({ platformCalls: 1, operation: 'axb.query', outcome: 'ok' }),
    ]);
  });

  it.each([
    ['1020166', '1020166'],
    ['7654321', 'other'],
    ['8613800000001', 'other'],
  ])('counts the refusal %s as %s, so that a metric has few values', async (code, counted) => {
    const { client, lines } = scriptedPlatform([refusing(403, code)]);

    await client.call(app, bind);

    expect(lines.filter((line) => line['platformRefusals'] === 1)).toMatchObject([{ code: counted }]);
  });

  it('points out a code that the pages do not list for the operation', async () => {
    const { client, lines } = scriptedPlatform([refusing(403, '1011002')]);

    await client.call(app, bind);

    expect(lines[0]).toMatchObject({ code: 1011002, documented: false });
  });

  it('shows nothing of the request', async () => {
    const { client, lines } = scriptedPlatform([refusing(403, '1012010', '+8613800000001')]);

    await client.call(app, { ...bind, query: { relationNum: '+8617000000001' } });

    expect(JSON.stringify(lines)).not.toMatch(/13800000001|17000000001|example-secret|noncea/);
  });
});
