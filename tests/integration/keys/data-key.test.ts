import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';
import { changeDocument, dataKey } from './change-document.ts';
import { spoil, unreadableLines } from './spoil.ts';

const CARE = {
  name: 'care',
  mode: 'AX' as const,
  appKey: 'TestAppKeyCare00000000000001',
  appSecret: 'test-app-secret-care-0001',
};
const LIVE = {
  name: 'live',
  mode: 'X' as const,
  appKey: 'TestAppKeyLive00000000000001',
  appSecret: 'test-app-secret-live-0001',
};
const POOLS = { rides: poolNumbers(4), care: poolNumbers(4, 11), live: poolNumbers(4, 21) };

type Count = { dataKeyId: string; table: string; kind: string; count: number };
type Counted = { dataKeyIds: string[]; counts: Count[]; next: unknown };
type Resealed = { resealed: number; changed: number; unreadable: string[]; next: unknown };

/** Every kind of sealed item, and its table. */
const KINDS = [
  ['bindings', 'answer'],
  ['bindings', 'binding'],
  ['bindings', 'route'],
  ['calls', 'call-record'],
  ['calls', 'contact'],
  ['calls', 'erasure'],
  ['messages', 'message'],
  ['numbers', 'number'],
  ['pushes', 'push'],
  ['pushes', 'quarantined-item'],
  ['usage', 'usage'],
];

describe('a data key', () => {
  let stack: Stack;
  let reads: readonly string[];
  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      changes: true,
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [
        { ...RIDES, numbers: POOLS.rides },
        { ...CARE, numbers: POOLS.care, defaults: { smsReply: ['last-contact'] } },
        { ...LIVE, numbers: POOLS.live },
      ],
      platformApps: [
        simulatorApp(RIDES, POOLS.rides),
        { ...CARE, numbers: POOLS.care, pushUrls: {} },
        { ...LIVE, numbers: POOLS.live, pushUrls: {} },
      ],
    });
    reads = await makeOneOfEach(stack);
  });
  afterAll(() => stack.close());

  const keys = <Report>(event: object): Promise<Report> => stack.invoke('manage-keys', event);
  const usedBy = async (dataKeyId: string): Promise<readonly Count[]> => {
    const { counts, next } = await keys<Counted>({ action: 'count' });
    expect(next).toBeNull();
    return counts.filter((count) => count.dataKeyId === dataKeyId);
  };
  /** Bodies without what the clock changes. */
  const readAll = async (): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (const path of reads) {
      const answer = await stack.request('GET', path);
      expect(answer.status, `${path} ${answer.text}`).toBe(200);
      answers.push(answer.text);
    }
    return answers;
  };

  it('is counted where it seals, by table and kind', async () => {
    const counts = await usedBy('test-1');

    const places = counts.map(({ table, kind }) => [table, kind]).sort();
    expect(places).toEqual(KINDS);
    expect(counts.every(({ count }) => count > 0)).toBe(true);
    expect(counts.find(({ kind }) => kind === 'number')?.count).toBe(12);
  });

  it('is rotated from end to end: added, put first, everything sealed anew, the old one taken out', async () => {
    const before = await readAll();
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: [...dataKeys, dataKey('next', 7)] }));
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: dataKeys.toReversed() }));
    expect(await readAll()).toEqual(before);
    const stored = await itemsWithoutSeals(stack);
    const old = await usedBy('test-1');
    const planned = await keys<Resealed>({ action: 'reseal', from: 'test-1', dryRun: true });
    expect(await usedBy('test-1')).toEqual(old);

    const resealed = await keys<Resealed>({ action: 'reseal', from: 'test-1', writesPerSecond: 1000 });
    const again = await keys<Resealed>({ action: 'reseal', from: 'test-1', writesPerSecond: 1000 });
    const left = await usedBy('test-1');
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: dataKeys.slice(0, 1) }));

    const total = old.reduce((sum, { count }) => sum + count, 0);
    expect([planned.resealed, resealed.resealed, again.resealed]).toEqual([total, total, 0]);
    expect([resealed.changed, resealed.unreadable, resealed.next]).toEqual([0, [], null]);
    expect(left).toEqual([]);
    expect(await itemsWithoutSeals(stack)).toEqual(stored);
    expect(await readAll()).toEqual(before);
    expect(await sameAnswer(stack)).toMatchObject({ status: 201 });
    expect(await liveCall(stack)).toMatchObject({ operation: 'connect' });
    const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
    expect(await stack.invoke('replay-pushes', window)).toMatchObject({ unopened: [], next: null });
    expect(await stack.invoke('replay-pushes', { ...window, quarantined: true })).toMatchObject({
      unopened: [],
      next: null,
    });
    expect(await stack.invoke('manage-recordings', { action: 'erase-again' })).toMatchObject({ erasures: 1 });
    expect(unreadableLines(stack)).toEqual([]);
  });

  it('is not resealed from what the document does not have, or from the first one', async () => {
    await expect(keys({ action: 'reseal', from: 'never-there' })).rejects.toThrow(
      'the configuration document has no data key never-there',
    );
    await expect(keys({ action: 'reseal', from: 'next' })).rejects.toThrow('is the first one');
    await expect(keys({ action: 'reseal', form: 'next' })).rejects.toThrow('the order is not valid');
  });

  it('that is not in the document is counted as well, and its items are named', async () => {
    const spoilt = await spoil(
      stack,
      'MESSAGES_TABLE',
      () => true,
      (sealed) => sealed.replace(/^next/, 'lost'),
    );
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: [...dataKeys, dataKey('lost', 9)] }));

    const counts = await usedBy('lost');
    const resealed = await keys<Resealed>({ action: 'reseal', from: 'lost', writesPerSecond: 1000 });

    expect(counts).toEqual([{ dataKeyId: 'lost', table: 'messages', kind: 'message', count: spoilt }]);
    expect([resealed.resealed, resealed.unreadable.length]).toEqual([0, spoilt]);
    expect(unreadableLines(stack)[0]).toMatchObject({ dataKeyId: 'lost', reason: 'broken-seal' });
  });
});

const bind = async (stack: Stack, body: object, headers: Record<string, string> = {}): Promise<Answer> => {
  const answer = await stack.request('POST', '/bindings', { body, headers });
  expect(answer.status, answer.text).toBe(201);
  return answer;
};

const KEYED = { mode: 'AXB', app: 'rides', a: person(1), b: person(2), ttlSeconds: 86_400 };

const sameAnswer = (stack: Stack) =>
  stack.request('POST', '/bindings', { body: KEYED, headers: { 'idempotency-key': 'order-1' } });

/** Our answer to a live call of mode X. */
const liveCall = async (stack: Stack): Promise<unknown> => {
  const body = JSON.stringify({
    eventType: 'callin',
    statusInfo: {
      timestamp: stack.clock().toISOString().slice(0, 19).replace('T', ' '),
      sessionId: `live-${stack.clock().getTime()}`,
      caller: person(31),
      called: xNumber(21),
    },
    appKey: LIVE.appKey,
  });
  const created = `${stack.clock().toISOString().slice(0, 19)}Z`;
  const { appKey, appSecret } = LIVE;
  const headers = signedHeaders({ appKey, appSecret, created, nonce: `live ${created}` });
  const answer = await stack.request('POST', '/webhooks/call-events', { body, headers });
  return answer.body;
};

/** Brings every kind of sealed item into the tables; the paths that read them. */
const makeOneOfEach = async (stack: Stack): Promise<readonly string[]> => {
  const { control } = stack;
  await stack.request('GET', '/numbers?limit=100');
  const keyed = await bind(stack, KEYED, { 'idempotency-key': 'order-1' });
  const { bindingId, x } = keyed.body as { bindingId: string; x: string };
  await control.placeCall({
    appKey: RIDES.appKey,
    from: person(1),
    to: x,
    outcome: 'answered',
    talkSeconds: 5,
  });
  await control.sendText({ from: person(1), to: x, content: 'on my way' });
  await bind(stack, { mode: 'AX', app: 'care', a: person(21), x: xNumber(11), ttlSeconds: 86_400 });
  await control.placeCall({ appKey: CARE.appKey, from: person(22), to: xNumber(11), outcome: 'busy' });
  await bind(stack, {
    mode: 'X',
    app: 'live',
    a: person(31),
    b: person(32),
    x: xNumber(21),
    ttlSeconds: 86_400,
  });
  await control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body: 'no JSON' });
  await stack.invoke('manage-recordings', { action: 'erase', party: person(77), operator: 'Ada' });
  await stack.followChanges();
  await stack.advance(1);
  await stack.invoke('count-usage');
  return [
    `/bindings/${bindingId}`,
    '/bindings?x=' + encodeURIComponent(xNumber(11)),
    `/calls?bindingId=${bindingId}`,
    `/messages?bindingId=${bindingId}`,
    '/usage?from=2026-03&to=2026-03&by=x',
    '/numbers?limit=100',
  ];
};

/** Everything as stored, with the sealed values left out: times to live, versions, keys of indexes. */
const itemsWithoutSeals = async (stack: Stack): Promise<readonly object[]> => {
  const tables = [
    'BINDINGS_TABLE',
    'CALLS_TABLE',
    'MESSAGES_TABLE',
    'NUMBERS_TABLE',
    'PUSHES_TABLE',
  ] as const;
  const items = await Promise.all(tables.map((table) => stack.items(table)));
  return items
    .flat()
    .map(({ sealed: _sealed, route: _route, answer: _answer, ...others }) => others)
    .sort((one, other) => (`${one['pk']} ${one['sk']}` < `${other['pk']} ${other['sk']}` ? -1 : 1));
};
