import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../../functions/operate-pushes/index.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { ReadPush } from '../../../shared/pushes/push.ts';
import { anApiEvent } from '../../builders/api-event.ts';
import { aCdrPush, aSentCdr, sampleText, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { callerWith, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { contextFor } from '../../harness/gateway.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';
import { asFunction } from '../../rights/recorder.ts';
import { changeDocument, dataKey } from '../keys/change-document.ts';
import { createDocumented } from '../openapi/documented.ts';

const FOOD = { ...RIDES, name: 'food', appKey: 'TestAppKeyFood00000000000001' };
const documented = createDocumented();
const NOBODY = 'nobodyknowsthisitemid';
const HOUR = { from: '2026-03-01T02:00:00Z', to: '2026-03-01T03:00:00Z' };

type Body = Record<string, never>;
type Item = { itemId: string; app: string };

let stack: Stack;
let nonces = 0;
beforeEach(async () => {
  const [rides, food] = [poolNumbers(20), poolNumbers(4, 30)];
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T02:31:25.000Z'),
    apps: [
      { ...RIDES, numbers: rides },
      { ...FOOD, numbers: food },
    ],
    platformApps: [simulatorApp(RIDES, rides), simulatorApp(FOOD, food)],
    callers: [
      callerWith('operator', 'key-of-operator', { scopes: ['operations'] }),
      callerWith('of-food', 'key-of-food', { scopes: ['operations'], apps: ['food'] }),
      callerWith('reader', 'key-of-reader', { scopes: ['read', 'recordings'] }),
    ],
  });
});
afterEach(() => stack.close());

const push = async (body: string, app = RIDES): Promise<number> => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...app, nonce: `operate${nonces}`, created });
  const answer = await stack.request('POST', '/webhooks/cdr', {
    body,
    headers: { authorization: '', ...headers },
  });
  return answer.status;
};
/** An item without what its key is made of, and with a number and a text in it. */
const pushUnreadable = (mark: string, app = RIDES) =>
  push(
    aCdrPush([
      {
        ...{ callDirection: 0, callerNum: '+8613800000001', userData: `${mark} meet me at +8613900000002` },
        ...{ isLast: true, feeLst: [{ callInTime: '2026-03-01 02:30:00' }], '13800000009': 1 },
      },
    ]),
    app,
  );

const held = (routeKey: string, answer: Answer) => {
  expect(documented.faultsOf(routeKey, answer)).toEqual([]);
  expect(answer.text).not.toMatch(/\d{7}|meet|callenabler/);
  return { status: answer.status, body: answer.body as Body };
};
const get = async (path: string, key = 'key-of-operator') => {
  const [pure = ''] = path.split('?');
  const routeKey = `GET ${pure.replace(/(quarantine\/).+/, '$1{itemId}')}`;
  return held(routeKey, await stack.request('GET', path, { headers: { authorization: `Bearer ${key}` } }));
};
const post = async (path: string, body: object, key = 'key-of-operator') =>
  held(
    `POST ${path}`,
    await stack.request('POST', path, { body, headers: { authorization: `Bearer ${key}` } }),
  );
const audits = () =>
  stack.logs
    .map((line) => JSON.parse(line))
    .filter(({ level, apiKeyName }) => level === 'audit' && apiKeyName === 'operator');
const itemsSeen = async (key?: string): Promise<readonly Item[]> =>
  (await get('/operations/quarantine', key)).body['items'] ?? [];
const counts = (body: Body): readonly (number | null)[] =>
  ((body['buckets'] ?? []) as { received: number | null }[]).map(({ received }) => received);

describe('the audit of the orders of operators', () => {
  it('tells a dry run from the deed, and has what an order names, also where it is refused', async () => {
    const window = { from: '2026-02-28', to: '2026-03-01T03:00:00+08:00', app: 'rides' };
    await post('/operations/pushes/replay', { ...window, dryRun: true });
    await post('/operations/pushes/replay', window);
    await post('/operations/quarantine/discard', { itemId: NOBODY, dryRun: true });
    await post('/operations/quarantine/discard', { itemId: NOBODY });
    await post('/operations/quarantine/discard', { itemId: '13800000001', dryRun: 'true' });
    await get(`/operations/quarantine/${NOBODY}`);
    await post('/operations/pushes/replay', { from: '2026-03-01T00:00:00.13800000001Z', to: '13800000001' });

    const replay = {
      route: 'POST /operations/pushes/replay',
      soughtFor: { from: '2026-02-28T00:00:00.000Z', to: '2026-02-28T19:00:00.000Z', app: 'rides' },
      status: 200,
    };
    const discard = {
      route: 'POST /operations/quarantine/discard',
      soughtFor: { itemId: NOBODY },
      status: 404,
    };
    expect(audits()).toMatchObject([
      { ...replay, event: 'data-read', dryRun: true },
      { ...replay, event: 'data-changed', dryRun: false },
      { ...discard, event: 'data-read', dryRun: true },
      { ...discard, event: 'data-changed', dryRun: false },
      { event: 'data-changed', dryRun: false, soughtFor: { itemId: 'unreadable' }, status: 400 },
      { event: 'data-read', soughtFor: { itemId: NOBODY } },
      { event: 'data-changed', soughtFor: { to: 'unreadable' }, status: 400 },
    ]);
    expect(JSON.stringify(audits())).not.toContain('13800000001');
  });
});

describe('a replay of a time', () => {
  it.each(['/operations/pushes/replay', '/operations/quarantine/replay'])(
    'is refused where the time ends before it begins: %s',
    async (path) => {
      const refused = await post(path, { from: '2026-11-28', to: '2026-11-27' });
      const offset = await post(path, { from: '2026-11-28T00:00:00Z', to: '2026-11-28T01:00:00+08:00' });
      const empty = await post(path, { from: '2026-11-28', to: '2026-11-28' });

      expect([refused.status, offset.status, empty.status]).toEqual([400, 400, 200]);
      expect(refused.body).toMatchObject({ code: 'invalid-request' });
    },
  );
});

describe('an operator with a key, at the pushes', () => {
  it('sees by the hour when they came, and the last ones with what kind they were', async () => {
    await push(aCdrPush([aSentCdr({ sessionId: 'one' }), aSentCdr({ sessionId: 'two' })]));
    await stack.advance(3600);
    await push(sampleText('axb-event-callin'), FOOD);
    await push('{"hello": 1}');

    const all = await get('/operations/pushes');
    const own = await get('/operations/pushes', 'key-of-food');
    const asked = await get('/operations/pushes?app=food');
    const week = await get('/operations/pushes?from=2026-02-23&to=2026-03-02');

    expect(all.body).toMatchObject({
      from: '2026-02-28T03:31:25.000Z',
      to: '2026-03-01T03:31:25.000Z',
      truncated: false,
    });
    expect(counts(all.body)).toEqual([...Array(23).fill(0), 1, 0]);
    expect((await get('/operations/pushes?from=2026-03-01T02:00Z&to=2026-03-01T04:00Z')).body).toMatchObject({
      buckets: [
        { from: '2026-03-01T02:00:00.000Z', to: '2026-03-01T03:00:00.000Z', received: 1 },
        { from: '2026-03-01T03:00:00.000Z', to: '2026-03-01T04:00:00.000Z', received: 2 },
      ],
      latest: [
        { app: expect.stringMatching(/food|rides/), route: 'cdr' },
        { receivedAt: '2026-03-01T03:31:25.000Z' },
        { app: 'rides', kind: 'cdrs', items: 2, receivedAt: '2026-03-01T02:31:25.000Z' },
      ],
    });
    for (const { body } of [own, asked]) expect(body['latest']).toEqual([]);
    const later = await get('/operations/pushes?from=2026-03-01T03:00Z&to=2026-03-01T04:00Z', 'key-of-food');
    expect(later.body).toMatchObject({
      buckets: [{ received: 1 }],
      latest: [{ app: 'food', kind: 'event', items: 1 }],
    });
    expect(counts(week.body)).toHaveLength(28);
    expect(counts(week.body)[24]).toBe(3);
    expect(audits()[0]).toMatchObject({ route: 'GET /operations/pushes', found: { count: 1 } });
  });

  it('is told what was not counted, of some apps when 500 pushes of all were looked at', async () => {
    await Promise.all(
      Array.from({ length: 510 }, (_, count) => push(aCdrPush([aSentCdr({ sessionId: `m${count}` })]))),
    );
    await stack.advance(3600);
    await push(aCdrPush([aSentCdr({ sessionId: 'own' })]), FOOD);
    const window = '?from=2026-03-01T02:00Z&to=2026-03-01T04:00Z';

    const all = await get(`/operations/pushes${window}`);
    const own = await get(`/operations/pushes${window}`, 'key-of-food');

    expect([all.body['truncated'], counts(all.body)]).toEqual([false, [510, 1]]);
    expect(all.body['latest']).toHaveLength(50);
    expect([own.body['truncated'], counts(own.body)]).toEqual([true, [null, 1]]);
    expect(own.body['latest']).toHaveLength(1);
  });

  it('shows one that no data key opens by what stands in clear', async () => {
    await push(aCdrPush([aSentCdr()]));
    await changeDocument(stack, () => ({ dataKeys: [dataKey('next', 7)] }));
    const { body } = await get('/operations/pushes?from=2026-03-01T02:00Z&to=2026-03-01T04:00Z');

    expect(Object.keys((body['latest'] ?? [{}])[0] ?? {})).toEqual([
      'journalId',
      'app',
      'route',
      'receivedAt',
    ]);
  });

  it('feeds them to the stores again, those of its own apps alone', async () => {
    stack.store.judge = ({ input }) => (input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok');
    const answers = [
      await push(aCdrPush([aSentCdr({ sessionId: 'late', bindNum: xNumber(11) })])),
      await push(aCdrPush([aSentCdr({ sessionId: 'late', bindNum: xNumber(31) })]), FOOD),
    ];
    stack.store.judge = () => 'ok';
    stack.store.calls.length = 0;

    const dry = await post('/operations/pushes/replay', { ...HOUR, dryRun: true });
    const written = stack.store.calls.filter(isWrite);
    const own = await post('/operations/pushes/replay', HOUR, 'key-of-food');
    const all = await post('/operations/pushes/replay', HOUR);

    expect(answers).toEqual([503, 503]);
    expect([dry.body, written]).toEqual([
      expect.objectContaining({ replayed: 2, stored: 0, skipped: 0, next: null }),
      [],
    ]);
    expect(own.body).toEqual({
      ...{ replayed: 1, stored: 1, duplicates: 0, quarantined: 0, ignored: 0, broughtIn: 0, unreadable: 0 },
      ...{ unopened: [], next: null },
    });
    expect(all.body).toMatchObject({ replayed: 2, stored: 1, duplicates: 1, skipped: 0 });
    expect(audits().at(-1)).toMatchObject({
      event: 'data-changed',
      route: 'POST /operations/pushes/replay',
      found: { count: 2 },
    });
  });

  it('goes on where a run ended for want of time, and stores nothing twice', async () => {
    for (const name of readdirSync(new URL('../../../docs/pushes/', import.meta.url)))
      await push(sampleText(name.replace('.json', '')));
    // Each look at the clock finds it half a minute later.
    stack.store.judge = ({ name, input }) => {
      if (name === 'query' && 'index' in input && input.index === 'day-index') ticks += 30;
      return 'ok';
    };
    let ticks = 0;
    const runtime = { ...stack.runtime, clock: () => new Date(stack.clock().getTime() + ticks * 1000) };
    const reports: Body[] = [];
    let after: string | undefined;
    do {
      const answer = await asFunction('operate-pushes', () =>
        compose(runtime)(
          event('POST /operations/pushes/replay', { ...HOUR, ...(after === undefined ? {} : { after }) }),
          contextFor('operate-pushes'),
        ),
      );
      reports.push(JSON.parse(answer.body ?? ''));
      after = reports.at(-1)?.['next'] ?? undefined;
    } while (after !== undefined);

    expect(reports.map(({ replayed }) => replayed)).toEqual([20, 20, 18]);
    expect(reports.map(({ stored }) => stored)).toEqual([0, 0, 0]);
  });
});

const event = (route: string, body: object) =>
  anApiEvent({
    route,
    headers: { authorization: 'Bearer key-of-operator' },
    body: JSON.stringify(body),
  });

/** A reader of a later version: the platform has begun to write `sessionID`. */
const tolerant: ReadPush = (body, app, receivedAt) =>
  createPushReader()(
    Buffer.from(Buffer.from(body).toString().replaceAll('"sessionID"', '"sessionId"')),
    app,
    receivedAt,
  );
const renamed = (sessionID: string) => {
  const { sessionId: _former, ...rest } = aSentCdr({ bindNum: xNumber(12), icid: sessionID });
  return { ...rest, sessionID };
};

describe('an operator with a key, at the quarantine', () => {
  it('sees what lies there page by page, and of an item its fields without their values', async () => {
    await pushUnreadable('one');
    await stack.advance(24 * 3600);
    await pushUnreadable('two', FOOD);
    await pushUnreadable('three');

    const first = await get('/operations/quarantine?limit=1');
    const second = await get(
      `/operations/quarantine?limit=9&cursor=${encodeURIComponent(first.body['nextCursor'] ?? '')}`,
    );
    const [{ itemId } = { itemId: '' }] = (first.body['items'] ?? []) as Item[];
    const one = await get(`/operations/quarantine/${itemId}`);

    expect(first.body['items']).toMatchObject([
      { app: 'rides', kind: 'cdrs', reason: 'no-session-id', receivedAt: '2026-03-01T02:31:25.000Z' },
    ]);
    expect([second.body['items'], second.body['nextCursor']]).toEqual([
      [expect.anything(), expect.anything()],
      null,
    ]);
    expect(one.body).toMatchObject({
      ...{ itemId, app: 'rides', route: 'cdr', reason: 'no-session-id' },
      sent: {
        fields: [
          { path: 'callDirection', type: 'number', value: 0 },
          { path: 'callerNum', type: 'text', length: 14, form: '+#############' },
          { path: 'userData', type: 'text', length: 29 },
          { path: 'isLast', type: 'boolean', value: true },
          { path: 'feeLst', type: 'list', length: 1 },
          { path: 'feeLst[0]', type: 'object' },
          { path: 'feeLst[0].callInTime', type: 'text', length: 19, form: '####-##-## ##:##:##' },
          { path: '###########', type: 'number', value: 1 },
        ],
        truncated: false,
      },
    });
    expect(audits().at(-1)).toMatchObject({ found: { count: 1, id: itemId } });
  });

  it('of some apps sees and takes out what is theirs alone', async () => {
    await pushUnreadable('one');
    await pushUnreadable('two', FOOD);
    const foreign = (await itemsSeen()).find(({ app }) => app === 'rides')?.itemId ?? '';

    const seen = await itemsSeen('key-of-food');
    const refused = [
      await get(`/operations/quarantine/${foreign}`, 'key-of-food'),
      await post('/operations/quarantine/replay', { itemId: foreign }, 'key-of-food'),
      await post('/operations/quarantine/discard', { itemId: foreign }, 'key-of-food'),
    ];
    const replayed = await post('/operations/quarantine/replay', HOUR, 'key-of-food');

    expect(seen.map(({ app }) => app)).toEqual(['food']);
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect([replayed.body['replayed'], 'skipped' in replayed.body]).toEqual([1, false]);
    expect(
      (await post('/operations/quarantine/replay', { ...HOUR, app: 'rides' }, 'key-of-food')).status,
    ).toBe(400);
    expect(await itemsSeen()).toHaveLength(2);
  });

  it('takes out an item for good, in the name of the key', async () => {
    await pushUnreadable('one');
    const [{ itemId } = { itemId: '' }] = await itemsSeen();

    const dry = await post('/operations/quarantine/discard', { itemId, dryRun: true });
    const still = await itemsSeen();
    const done = await post('/operations/quarantine/discard', { itemId });
    const again = await post('/operations/quarantine/discard', { itemId });

    expect([dry.body['outcome'], still.length]).toEqual(['would-be-discarded', 1]);
    expect([done.body['outcome'], again.status]).toEqual(['discarded', 404]);
    expect(await itemsSeen()).toEqual([]);
    expect((await get(`/operations/quarantine/${itemId}`)).status).toBe(404);
    expect(stack.logs.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'quarantine-discarded', operator: 'operator', itemId }),
    );
  });

  it('brings in the one item that a later reader understands, and then all of a time', async () => {
    await push(aCdrPush([renamed('q1'), renamed('q2')]));
    const [{ itemId } = { itemId: '' }] = await itemsSeen();
    const replay = async (body: object) => {
      const answer = await asFunction('operate-pushes', () =>
        compose(stack.runtime, { read: tolerant })(
          event('POST /operations/quarantine/replay', body),
          contextFor('operate-pushes'),
        ),
      );
      return JSON.parse(answer.body ?? '');
    };

    const dry = await replay({ itemId, dryRun: true });
    const still = await itemsSeen();
    const one = await replay({ itemId });
    const left = await itemsSeen();
    const rest = await replay(HOUR);

    expect([dry.replayed, dry.broughtIn, still.length]).toEqual([1, 0, 2]);
    expect([one.replayed, one.stored, one.broughtIn, left.length]).toEqual([1, 1, 1, 1]);
    expect([rest.replayed, rest.broughtIn, await itemsSeen()]).toEqual([1, 1, []]);
  });

  it('lists one that no data key opens, and says so of it', async () => {
    await pushUnreadable('one');
    await changeDocument(stack, () => ({ dataKeys: [dataKey('next', 7)] }));
    const [{ itemId } = { itemId: '' }] = await itemsSeen();

    const one = await get(`/operations/quarantine/${itemId}`);
    const replayed = await post('/operations/quarantine/replay', { itemId });

    expect([one.status, replayed.body['unopened']]).toEqual([500, [itemId]]);
  });

  it('is refused without the scope, for what is not there, and for what nobody could mean', async () => {
    const reader = 'key-of-reader';
    const refused = [
      await get('/operations/pushes', reader),
      await get('/operations/quarantine', reader),
      await get(`/operations/quarantine/${NOBODY}`, reader),
      await post('/operations/pushes/replay', HOUR, reader),
      await post('/operations/quarantine/replay', HOUR, reader),
      await post('/operations/quarantine/discard', { itemId: NOBODY }, reader),
      await get(`/operations/quarantine/${NOBODY}`),
      await post('/operations/quarantine/replay', { itemId: NOBODY }),
      await post('/operations/quarantine/discard', { itemId: NOBODY }),
      await get('/operations/pushes?from=2026-02-01&to=2026-03-01'),
      await get('/operations/pushes?from=2026-03-02&to=2026-03-01'),
      await get('/operations/pushes?app=nope'),
      await get('/operations/quarantine?cursor=x'),
      await post('/operations/pushes/replay', { from: HOUR.from }),
      await post('/operations/quarantine/replay', {}),
      await post('/operations/quarantine/replay', { ...HOUR, itemId: NOBODY }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([
      ...Array(6).fill(403),
      ...Array(3).fill(404),
      ...Array(7).fill(400),
    ]);
  });
});
