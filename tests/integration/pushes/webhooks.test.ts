import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, fiftyCdrs, sampleText, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const NOW = new Date('2026-03-01T02:31:25.000Z');

let stack: Stack;
let nonces = 0;
let sessions = 0;

beforeAll(async () => {
  stack = await startStack({ startAt: NOW });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.store.judge = () => 'ok';
  stack.store.calls.length = 0;
  stack.logs.length = 0;
});

const sign = (changes: Parameters<typeof signedHeaders>[0] = {}) => {
  nonces += 1;
  return signedHeaders({ ...RIDES, nonce: `integration${nonces}`, ...changes });
};

const push = (route: string, body: string, headers = sign()) =>
  stack.request('POST', `/webhooks/${route}`, { body, headers: { authorization: '', ...headers } });

/** CDRs of sessions that no other test has. */
const freshCdrs = (count: number): Record<string, unknown>[] => {
  sessions += 1;
  return fiftyCdrs()
    .slice(0, count)
    .map((cdr) => ({ ...cdr, sessionId: `${cdr['sessionId']}-${sessions}`, appKey: RIDES.appKey }));
};

const countOf = async (table: 'CALLS_TABLE' | 'MESSAGES_TABLE' | 'PUSHES_TABLE', prefix: string) =>
  (await stack.items(table)).filter(({ pk }) => String(pk).startsWith(prefix)).length;

const ROUTES = ['cdr', 'sms', 'call-events'];

describe('a CDR with impossible times', () => {
  const callOf = async (changes: Record<string, unknown>) => {
    const x = `+86171000000${String(sessions + 10)}`;
    const [cdr] = freshCdrs(1);
    await push('cdr', aCdrPush([{ ...cdr, bindNum: x, ...changes }]));
    const { body } = await stack.request('GET', `/calls?x=${encodeURIComponent(x)}`);
    return (body as { items: readonly unknown[] }).items;
  };

  it('of the answer is not answered, and its recording is fetched all the same', async () => {
    const calls = await callOf({ fwdAnswerTime: '1970-01-01 00:00:00' });

    expect(calls).toMatchObject([
      {
        answered: false,
        answeredAt: null,
        talkSeconds: null,
        billedMinutes: null,
        recording: { status: 'pending' },
      },
    ]);
  });

  it('of the end has no end, no talk and its recording', async () => {
    const calls = await callOf({ callEndTime: '1970-01-01 00:00:00' });

    expect(calls).toMatchObject([
      {
        answered: true,
        endedAt: null,
        talkSeconds: null,
        billedMinutes: null,
        recording: { status: 'pending' },
      },
    ]);
  });
});

describe('two CDRs of one session', () => {
  it('are one call of two legs, whatever comes again', async () => {
    const [first] = freshCdrs(1);
    const x = '+8617100009999';
    const second = {
      icid: 'redial',
      callInTime: '2026-03-01 02:20:00',
      fwdStartTime: '2026-03-01 02:20:00',
      fwdAlertingTime: '2026-03-01 02:20:01',
      fwdAnswerTime: '2026-03-01 02:20:02',
      callEndTime: '2026-03-01 02:20:07',
    };
    const body = aCdrPush([
      { ...first, bindNum: x },
      { ...first, bindNum: x, ...second },
    ]);
    await push('cdr', body);
    await push('cdr', body);

    const { body: shown } = await stack.request('GET', `/calls?x=${encodeURIComponent(x)}`);

    expect(shown).toMatchObject({
      items: [
        {
          startedAt: '2026-03-01T02:20:00.000Z',
          endedAt: '2026-03-01T02:31:20.000Z',
          talkSeconds: 76,
          billedMinutes: 3,
          legs: [
            { talkSeconds: 5, billedMinutes: 1, recording: { status: 'pending' } },
            { talkSeconds: 71, billedMinutes: 2, recording: { status: 'pending' } },
          ],
        },
      ],
    });
  });
});

describe('a delivery over HTTP', () => {
  it.each(ROUTES)('of each kind is kept on /webhooks/%s and answered with an empty 200', async (route) => {
    const before = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('MESSAGES_TABLE', 'M#')]);
    const text = sampleText('axb-sms-notify-sent').replace('9c1d0f7a', `${route}-0f7a`);
    const event = sampleText('axb-event-answer').replace('1200_2048', `${route}_2048`);

    const answers = [
      await push(route, aCdrPush(freshCdrs(1))),
      await push(route, event),
      await push(route, text),
      await push(route, sampleText('x-number-status')),
    ];

    expect(answers.map(({ status, text: body }) => [status, body])).toEqual(Array(4).fill([200, '']));
    const after = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('MESSAGES_TABLE', 'M#')]);
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([2, 1]);
  });

  it('is accepted in both generations of the signature', async () => {
    const answers = [
      await push('cdr', aCdrPush(freshCdrs(1)), sign({ scheme: 'AKSK' })),
      await push('cdr', aCdrPush(freshCdrs(1)), sign({ scheme: 'WSSE' })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('made seven times in parallel leaves one call and one journal entry', async () => {
    const before = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('PUSHES_TABLE', 'N#')]);
    const headers = sign();
    const body = aCdrPush(freshCdrs(1));

    const answers = await Promise.all(Array.from({ length: 7 }, () => push('cdr', body, headers)));

    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(7).fill([200, '']));
    const after = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('PUSHES_TABLE', 'N#')]);
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([1, 1]);
  });

  it('of fifty CDRs with a broken one keeps 49 and quarantines one, with one write each and one for the journal', async () => {
    const before = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('PUSHES_TABLE', 'Q#')]);
    const list = freshCdrs(50).map((cdr, at) => (at === 30 ? { ...cdr, sessionId: '' } : cdr));
    stack.store.calls.length = 0;

    const answer = await push('cdr', aCdrPush(list));

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(stack.store.calls.map(({ name }) => name)).toEqual(Array(51).fill('put'));
    const after = await Promise.all([countOf('CALLS_TABLE', 'C#'), countOf('PUSHES_TABLE', 'Q#')]);
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([49, 1]);
  });

  it('while the store is away gets 503, and the re-push stores everything', async () => {
    const before = await countOf('CALLS_TABLE', 'C#');
    const headers = sign();
    const body = aCdrPush(freshCdrs(50));
    let writes = 0;
    stack.store.judge = (call) => {
      if (!isWrite(call)) return 'ok';
      writes += 1;
      return writes % 3 === 0 ? 'before' : writes % 5 === 0 ? 'after' : 'ok';
    };

    const first = await push('cdr', body, headers);
    stack.store.judge = () => 'ok';
    const again = await push('cdr', body, headers);

    expect([first.status, again.status, again.text]).toEqual([503, 200, '']);
    expect((await countOf('CALLS_TABLE', 'C#')) - before).toBe(50);
  });

  it.each<[string, () => Record<string, string>, number]>([
    ['a wrong secret', () => sign({ appSecret: 'wrong' }), 401],
    ['an unknown app', () => sign({ appKey: 'SomebodyElse' }), 401],
    ['no signature', () => ({}), 401],
    ['a signature of last month', () => sign({ created: '2026-02-01T00:00:00Z' }), 401],
  ])('with %s stores nothing', async (_case, headers, status) => {
    const before = await Promise.all([countOf('CALLS_TABLE', ''), countOf('PUSHES_TABLE', '')]);

    const answer = await push('cdr', aCdrPush(freshCdrs(3)), headers());

    expect(answer.status).toBe(status);
    expect(stack.store.calls).toEqual([]);
    expect(await Promise.all([countOf('CALLS_TABLE', ''), countOf('PUSHES_TABLE', '')])).toEqual(before);
  });

  it('with a nonce that was used for another body is refused', async () => {
    const headers = sign();
    await push('cdr', aCdrPush(freshCdrs(1)), headers);
    const before = await countOf('CALLS_TABLE', 'C#');

    const answer = await push('cdr', aCdrPush(freshCdrs(1)), headers);

    expect(answer.status).toBe(401);
    expect(await countOf('CALLS_TABLE', 'C#')).toBe(before);
  });

  it('larger than 1 MiB is refused with 413', async () => {
    const answer = await push('cdr', aCdrPush([aSentCdr({ userData: 'x'.repeat(1024 * 1024) })]));

    expect([answer.status, stack.store.calls]).toEqual([413, []]);
  });

  it('of almost 1 MiB that does not compress is kept', async () => {
    let state = 1;
    const noise = Array.from({ length: 700_000 }, () => {
      state = (state * 48271) % 2147483647;
      return String.fromCharCode(35 + (state % 56));
    }).join('');

    const answer = await push('cdr', aCdrPush([...freshCdrs(2), { sessionId: 's', userData: noise }]));

    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('leaves no number, content of an SMS, nonce or session id in clear, neither in tables nor in logs', async () => {
    await push('sms', sampleText('axb-sms-notify-sent'));
    await push('cdr', aCdrPush(freshCdrs(2)));
    await push('call-events', sampleText('axb-event-callin'));

    const tables = await Promise.all([
      stack.items('CALLS_TABLE'),
      stack.items('MESSAGES_TABLE'),
      stack.items('PUSHES_TABLE'),
    ]);

    const sinks = JSON.stringify([tables, stack.logs]);
    expect(sinks).not.toMatch(/13800000|17000000|On my way|integration\d|callenabler|2630110/);
    expect(stack.unhandled).toEqual([]);
  });
});
