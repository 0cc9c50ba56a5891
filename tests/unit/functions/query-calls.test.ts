import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler, type Deps } from '../../../functions/query-calls/handler.ts';
import type { RecordingAccess } from '../../../shared/calls/call-audit.ts';
import type { CallRecords } from '../../../shared/calls/call-store.ts';
import { CallPlace } from '../../../shared/calls/list-calls.ts';
import type { RecordingState } from '../../../shared/calls/recording-state.ts';
import { functionChain } from '../../../shared/http/middlewares/chains.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createCursors } from '../../../shared/sealing/cursor.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { aKeptCdr, anEvent, CALL_ID, records } from '../../builders/call-records.ts';
import { createMemoryCallReader } from '../../fakes/memory-call-reader.ts';

const NOW = new Date('2026-03-10T08:00:00.000Z');
const BINDING = 'bindingidbindingid';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);

const setUp = (kept: readonly CallRecords[], changes: Partial<Deps> = {}) => {
  const lines: string[] = [];
  const accesses: RecordingAccess[] = [];
  const lookups: string[] = [];
  const logger = createLogger({ clock: () => NOW, write: (line) => lines.push(line) });
  const handle = createHandler({
    apps: [{ name: 'rides' }, { name: 'homes' }],
    lastHolders: () => async () => undefined,
    calls: createMemoryCallReader(kept),
    bindings: {
      async bySubscription(app, subscriptionId) {
        lookups.push(`${app} ${subscriptionId}`);
        return subscriptionId === 'subscription-a' ? BINDING : undefined;
      },
      madeLast: async () => [],
      async subscriptionOf(bindingId) {
        return bindingId === BINDING ? { app: 'rides', subscriptionId: 'subscription-a' } : undefined;
      },
    },
    cursors: createCursors(sealer, CallPlace),
    audit: {
      async recordingLinked(access) {
        accesses.push(access);
      },
    },
    links: {
      async link(objectKey, signedAt) {
        return `https://bucket.example/${objectKey}?at=${signedAt.toISOString()}`;
      },
    },
    logger,
    clock: () => NOW,
    ...changes,
  });
  const handler = functionChain(logger, testChain(logger, handle));
  const send = async (request: Parameters<typeof anApiEvent>[0]) => {
    const { statusCode, headers, body } = await handler(anApiEvent(request), aContext());
    return { status: statusCode, headers, body: JSON.parse(body ?? '') };
  };
  return { send, lines, accesses, lookups };
};

const list = (query: Record<string, string>, headers = {}) => ({ route: 'GET /calls', query, headers });
const get = (callId: string, headers = {}) => ({ route: 'GET /calls/{callId}', path: { callId }, headers });
const recording = (query: Record<string, string> = {}) => ({
  route: 'GET /calls/{callId}/recording',
  path: { callId: CALL_ID },
  query,
});

/** 32 letters, different for each number up to 25. */
const callId = (number: number): string => String.fromCharCode(97 + number).repeat(32);

const callAt = (number: number, startedAt: string): CallRecords => ({
  callId: callId(number),
  cdrs: [aKeptCdr({ startedAt })],
  events: [],
});

describe('GET /calls/{callId}', () => {
  it('answers the call with its binding', async () => {
    const { send } = setUp([records()]);

    const answer = await send(get(CALL_ID));

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      callId: CALL_ID,
      bindingId: BINDING,
      talkSeconds: 71,
      billedMinutes: 2,
    });
    expect(answer.headers).toMatchObject({ 'content-language': 'en', 'cache-control': 'no-store' });
  });

  it('answers an orphan without a binding', async () => {
    const { send } = setUp([records([aKeptCdr({ subscriptionId: 'of-somebody-else' })], [])]);

    const answer = await send(get(CALL_ID));

    expect(answer.body.bindingId).toBeNull();
  });

  it('speaks Chinese to who asks for it', async () => {
    const { send } = setUp([records()]);

    const answer = await send(get(CALL_ID, { 'Accept-Language': 'zh-CN,zh;q=0.9' }));

    expect(answer.body.outcome.text).toBe('通话接通后正常挂机');
    expect(answer.headers?.['content-language']).toBe('zh');
  });

  it.each(['unknownunknownunknown', 'short', '1200_2048@callenabler', '../secret'])(
    'knows no call %s',
    async (id) => {
      const { send } = setUp([records()]);

      const answer = await send(get(id));

      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    },
  );

  it('refuses a stranger', async () => {
    const { send } = setUp([records()]);

    const answer = await send({ ...get(CALL_ID), apiKeyName: undefined });

    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('answers 503 when the store does not answer', async () => {
    const calls = {
      ...createMemoryCallReader([]),
      read: () => Promise.reject(new AppError('store-unavailable', 'reading the call failed')),
    };
    const { send } = setUp([], { calls });

    const answer = await send(get(CALL_ID));

    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
  });
});

describe('GET /calls', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
  const kept = days.map((day, number) => callAt(number, `${day}T00:00:00.000Z`));
  const ids = (answer: { body: { items: { callId: string }[] } }) =>
    answer.body.items.map((item) => item.callId);

  it.each([
    ['a binding', { bindingId: BINDING }],
    ['X as people write it', { x: '170 0000 0001' }],
    ['X with a plus that became a blank', { x: ' 8617000000001' }],
    ['the caller', { party: '+8613800000001' }],
    ['the callee as people write it', { party: '139-0000-0002' }],
  ])('lists the calls of %s, newest first', async (_case, query) => {
    const { send } = setUp(kept);

    const answer = await send(list(query));

    expect(answer.status).toBe(200);
    expect(ids(answer)).toEqual([callId(2), callId(1), callId(0)]);
    expect(answer.body.nextCursor).toBeNull();
  });

  it('finds the calls of a stranger from abroad', async () => {
    const { send } = setUp([records([aKeptCdr({ caller: '+85212345678' })], [])]);

    const answer = await send(list({ party: '+852 1234 5678' }));

    expect(ids(answer)).toEqual([CALL_ID]);
  });

  it('looks the binding of many calls up once', async () => {
    const { send, lookups } = setUp(kept);

    const answer = await send(list({ x: '+8617000000001' }));

    expect(answer.body.items.map((item: { bindingId: string }) => item.bindingId)).toEqual([
      BINDING,
      BINDING,
      BINDING,
    ]);
    expect(lookups).toEqual(['rides subscription-a']);
  });

  it('lists nothing of an unknown binding', async () => {
    const { send } = setUp(kept);

    const answer = await send(list({ bindingId: 'unknownunknownunknown' }));

    expect(answer).toMatchObject({ status: 200, body: { items: [], nextCursor: null } });
  });

  it.each([
    ['days', { from: '2026-03-02', to: '2026-03-03' }],
    ['moments', { from: '2026-03-01T00:00:00.001Z', to: '2026-03-03T00:00:00Z' }],
    ['another zone', { from: '2026-03-02T08:00+08:00', to: '2026-03-02T08:00:00.5+08:00' }],
  ])('cuts out a window of %s', async (_case, window) => {
    const { send } = setUp(kept);

    const answer = await send(list({ x: '+8617000000001', ...window }));

    expect(ids(answer)).toEqual([callId(1)]);
  });

  it('goes on where the page before ended', async () => {
    const { send } = setUp(kept);

    const first = await send(list({ x: '+8617000000001', limit: '2' }));
    const second = await send(list({ x: '+8617000000001', limit: '2', cursor: first.body.nextCursor }));

    expect(ids(first)).toEqual([callId(2), callId(1)]);
    expect(ids(second)).toEqual([callId(0)]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('has no cursor at the end of a full page', async () => {
    const { send } = setUp(kept);

    const answer = await send(list({ x: '+8617000000001', limit: '3' }));

    expect(answer.body.nextCursor).toBeNull();
  });

  it.each([
    ['nothing', {}, '', 'give at least one of bindingId, x, party and app'],
    ['a moment alone', { from: '2026-03-01' }, '', 'give at least one of bindingId, x, party and app'],
    ['orphans alone', { orphan: 'true' }, '', 'give at least one of bindingId, x, party and app'],
    ['an unknown class', { app: 'rides', outcome: 'sad' }, 'outcome', expect.any(String)],
    ['an unknown answer', { app: 'rides', orphan: 'perhaps' }, 'orphan', expect.any(String)],
    ['an app that nobody configured', { app: 'nope' }, 'app', 'is not a configured app'],
    ['no number', { party: 'somebody' }, 'party', 'must be a phone number'],
    ['a short number', { party: '9558' }, 'party', 'must be a phone number'],
    ['no X', { x: 'x' }, 'x', 'must be a private number'],
    ['no binding id', { bindingId: 'B#1' }, 'bindingId', 'is not a valid id'],
    ['limit 0', { x: '+8617000000001', limit: '0' }, 'limit', 'must be an integer from 1 to 100'],
    ['limit 101', { x: '+8617000000001', limit: '101' }, 'limit', 'must be an integer from 1 to 100'],
    ['limit 1.5', { x: '+8617000000001', limit: '1.5' }, 'limit', 'must be an integer from 1 to 100'],
    [
      'a bare time',
      { x: '+8617000000001', from: '2026-03-01T00:00:00' },
      'from',
      'must be a day or a moment with its zone, in ISO 8601 (in a URL, + is %2B)',
    ],
    [
      'no time',
      { x: '+8617000000001', to: 'yesterday' },
      'to',
      'must be a day or a moment with its zone, in ISO 8601 (in a URL, + is %2B)',
    ],
    [
      'a window from its end',
      { x: '+8617000000001', from: '2026-03-02', to: '2026-03-01' },
      '',
      'from is after to',
    ],
    [
      'an invented cursor',
      { x: '+8617000000001', cursor: 'k:aaaa' },
      'cursor',
      'is not a cursor of this list',
    ],
    ['an empty cursor', { x: '+8617000000001', cursor: '' }, 'cursor', 'is not a cursor of this list'],
    ['an unknown parameter', { x: '+8617000000001', page: '2' }, 'page', 'is not a known parameter'],
  ])('refuses %s', async (_case, query, path, message) => {
    const { send } = setUp(kept);

    const answer = await send(list(query));

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid-request', errors: [{ path, message }] });
  });

  it.each(['95588', '400 123 4567', '+8695588'])('searches for the service number %s', async (party) => {
    const { send } = setUp(kept);

    const answer = await send(list({ party }));

    expect(answer.status).toBe(200);
  });

  it('opens a cursor for the same list only', async () => {
    const { send } = setUp(kept);
    const { body } = await send(list({ x: '+8617000000001', limit: '1' }));

    const answer = await send(list({ party: '13800000001', limit: '1', cursor: body.nextCursor }));

    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
  });

  it('hands out cursors that nobody can change', async () => {
    const { send } = setUp(kept);
    const { body } = await send(list({ x: '+8617000000001', limit: '1' }));
    const cursor: string = body.nextCursor;

    await fc.assert(
      fc.asyncProperty(fc.nat(cursor.length - 1), fc.constantFrom('A', 'b', '_'), async (place, letter) => {
        fc.pre(cursor[place] !== letter);
        const changed = cursor.slice(0, place) + letter + cursor.slice(place + 1);

        const answer = await send(list({ x: '+8617000000001', limit: '1', cursor: changed }));

        expect(answer.status).toBe(400);
      }),
    );
  });

  it('shows every call once, however its records lie and however long the pages are', async () => {
    const queries = fc.constantFrom({ party: A }, { x: '+8617000000001' }, { bindingId: BINDING });
    const limits = fc.integer({ min: 1, max: 5 });

    await fc.assert(
      fc.asyncProperty(
        fc.array(scatteredCall, { maxLength: 12 }),
        limits,
        queries,
        async (calls, limit, query) => {
          const keptCalls = calls.map((make, number) => make(callId(number)));
          const { send } = setUp(keptCalls);

          const shown = await sendAll(send, { ...query, limit: String(limit) });

          expect(shown.toSorted()).toEqual(keptCalls.filter(isOfA).map((call) => call.callId));
        },
      ),
    );
  });
});

const A = '+8613800000001';

/** A CDR of A with any start, or one that fits no list of A. */
const cdrOfA = (startedAt: string | undefined) => ({
  startedAt,
  caller: A,
  answeredAt: '2026-03-01T00:00:09.000Z',
});
const cdrOfOthers = (startedAt: string | undefined) => ({
  startedAt,
  caller: '+8613700000003',
  answeredAt: undefined,
  subscriptionId: undefined,
  x: undefined,
});

const moment = fc.integer({ min: 0, max: 5 }).map((second) => `2026-03-01T00:00:0${second}.000Z`);
const start = fc.option(moment, { nil: undefined });

/** A call of several CDRs, with or without starts, and events at moments of their own; no list has an `answer`. */
const scatteredCall = fc
  .record({
    cdrs: fc.array(fc.oneof(start.map(cdrOfA), start.map(cdrOfOthers)), { maxLength: 3 }),
    callins: fc.uniqueArray(moment, { maxLength: 2 }),
    answers: fc.uniqueArray(moment, { maxLength: 1 }),
  })
  .map(
    ({ cdrs, callins, answers }) =>
      (id: string): CallRecords => ({
        callId: id,
        cdrs: cdrs.map((cdr, number) => aKeptCdr(cdr, { recordKey: `record-${number}` })),
        events: [
          ...callins.map((at) => anEvent('callin', at)),
          ...answers.map((at) => anEvent('answer', at, { caller: A })),
        ],
      }),
  );

const isOfA = ({ cdrs, events }: CallRecords): boolean =>
  events.some(({ type }) => type === 'callin') || cdrs.some(({ cdr }) => cdr.caller === A);

/** The ids on all pages of a list. */
const sendAll = async (
  send: ReturnType<typeof setUp>['send'],
  query: Record<string, string>,
): Promise<string[]> => {
  const shown: string[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: { items: { callId: string }[]; nextCursor: string | null } } = await send(
      list(cursor === null ? query : { ...query, cursor }),
    );
    shown.push(...body.items.map((item) => item.callId));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return shown;
};

describe('GET /calls/{callId}/recording', () => {
  const ARCHIVED = {
    status: 'archived',
    attempts: 1,
    archivedAt: '2026-03-01T02:35:00.000Z',
    sizeBytes: 568044,
    sha256: 'ab12',
    objectKey: 'recordings/2026/03/01/call/one.wav',
  } as const;
  const withRecording = (state: RecordingState) => [records([aKeptCdr({ recorded: true }, state)], [])];

  it('answers a link for a quarter of an hour', async () => {
    const { send } = setUp(withRecording(ARCHIVED));

    const answer = await send(recording());

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      url: 'https://bucket.example/recordings/2026/03/01/call/one.wav?at=2026-03-10T08:00:00.000Z',
      expiresAt: '2026-03-10T08:15:00.000Z',
      contentType: 'audio/wav',
      sizeBytes: 568044,
      sha256: 'ab12',
    });
    expect(answer.headers?.['cache-control']).toBe('no-store');
  });

  it('answers the link of each leg, counted from 1', async () => {
    const later = { startedAt: '2026-03-01T03:30:03.000Z', answeredAt: undefined, endedAt: undefined };
    const cdrs = [
      aKeptCdr(later, { ...ARCHIVED, recordKey: 'a', objectKey: 'recordings/second.wav' }),
      aKeptCdr({}, { ...ARCHIVED, recordKey: 'b', objectKey: 'recordings/first.wav' }),
    ];
    const { send } = setUp([records(cdrs, [])]);

    const urls = [];
    for (const query of [{}, { leg: '1' }, { leg: '2' }]) urls.push((await send(recording(query))).body.url);

    expect(urls.map((url) => String(url).split('?')[0])).toEqual([
      'https://bucket.example/recordings/first.wav',
      'https://bucket.example/recordings/first.wav',
      'https://bucket.example/recordings/second.wav',
    ]);
    expect(await send(recording({ leg: '3' }))).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each(['0', '-1', '1.5', 'one', ''])('refuses the leg %j', async (leg) => {
    const { send } = setUp(withRecording(ARCHIVED));

    expect(await send(recording({ leg }))).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('notes who got the link, without the link', async () => {
    const { send, accesses, lines } = setUp(withRecording(ARCHIVED));

    await send(recording());

    expect(accesses).toEqual([
      {
        callId: CALL_ID,
        apiKeyName: 'shop',
        at: '2026-03-10T08:00:00.000Z',
        expiresAt: '2026-03-10T08:15:00.000Z',
      },
    ]);
    expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level !== 'audit')).toEqual([
      {
        time: '2026-03-10T08:00:00.000Z',
        level: 'info',
        stage: 'local',
        requestId: 'request-a',
        functionName: 'privatenumber-test-function',
        event: 'recording-linked',
        callId: CALL_ID,
        apiKeyName: 'shop',
        expiresAt: '2026-03-10T08:15:00.000Z',
      },
    ]);
  });

  it('gives no link when the note cannot be kept', async () => {
    const audit = {
      recordingLinked: () =>
        Promise.reject(new AppError('store-unavailable', 'persisting the access failed')),
    };
    let links = 0;
    const link = async () => {
      links += 1;
      return 'https://bucket.example/';
    };
    const { send } = setUp(withRecording(ARCHIVED), { audit, links: { link } });

    const answer = await send(recording());

    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(links).toBe(0);
  });

  it.each([
    ['pending', 409, 'recording-pending'],
    ['lost', 410, 'recording-lost'],
    ['none', 404, 'not-found'],
    ['not-expected', 404, 'not-found'],
  ] as const)('that is %s answers %i', async (status, httpStatus, code) => {
    const { send, accesses } = setUp(withRecording({ status, attempts: 0 }));

    const answer = await send(recording());

    expect(answer).toMatchObject({ status: httpStatus, body: { code } });
    expect(accesses).toEqual([]);
  });

  it('of a call without a CDR is not found', async () => {
    const { send } = setUp([records([])]);

    const answer = await send(recording());

    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('of an unknown call is not found', async () => {
    const { send } = setUp([]);

    const answer = await send(recording());

    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
