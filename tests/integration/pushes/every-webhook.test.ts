import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, sample, signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { REPLAYS } from '../../harness/replays.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startMemoryStore, type TestStore } from '../../harness/store-engine.ts';

const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};

/** An X of an app in AXB that no bind has looked at yet, and one of an app in X with a binding. */
const [RIDES_X, SHOP_X] = [xNumber(1), xNumber(101)];

/** Before the binding was made: what was there then is looked for in every place. */
const EARLIER = '2026-03-01 07:59:00';

type Listed = { items: Record<string, unknown>[] };

let store: TestStore;
let stack: Stack;
let nonces = 0;

beforeEach(async () => {
  const shopNumbers = poolNumbers(4, 101);
  store = await startMemoryStore();
  stack = await startStack({
    store,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [
      { ...RIDES, numbers: poolNumbers(4) },
      { ...SHOP, numbers: shopNumbers },
    ],
    platformApps: [simulatorApp(RIDES, poolNumbers(4)), { ...SHOP, numbers: shopNumbers, pushUrls: {} }],
  });
  const body = { mode: 'X', a: person(1), b: person(2), x: SHOP_X };
  expect(await stack.request('POST', '/bindings', { body })).toMatchObject({ status: 201 });
  await stack.advance(10);
});
afterEach(() => stack.close());

/** As the platform sends it; `nonce` stands for one push, however often it comes. */
const pushTo = async (
  route: string,
  app: typeof RIDES | typeof SHOP,
  body: object | string,
  nonce?: string,
) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...app, nonce: nonce ?? `every${nonces}`, created });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { status } = await stack.request('POST', `/webhooks/${route}`, {
    body: text,
    headers: { authorization: '', ...headers },
  });
  return status;
};

const NUMBER_GONE = { eventType: 'numStatus', numInfo: [{ number: RIDES_X, status: '9', cause: '2' }] };
const CALL_IN = {
  eventType: 'callin',
  statusInfo: {
    sessionId: 'earlier call',
    timestamp: EARLIER,
    caller: person(1),
    called: SHOP_X,
    notifyMode: 'Notify',
  },
};
const CDR = aCdrPush([
  aSentCdr({
    appKey: SHOP.appKey,
    sessionId: 'other call',
    callInTime: EARLIER,
    callerNum: person(1),
    calleeNum: SHOP_X,
    bindNum: SHOP_X,
    subscriptionId: undefined,
  }),
]);
const { smsEvent } = sample('x-sms-notify-sent');
const TEXT = {
  appKey: SHOP.appKey,
  smsEvent: { ...Object(smsEvent), calling: person(1), called: person(2), virtualNumber: SHOP_X },
};

const pushAllTo = async (route: string): Promise<readonly number[]> => [
  await pushTo(route, RIDES, NUMBER_GONE),
  // Once more in another push, which the pool knows, and the same push again, which the journal knows.
  await pushTo(route, RIDES, NUMBER_GONE, 'again'),
  await pushTo(route, RIDES, NUMBER_GONE, 'again'),
  await pushTo(route, SHOP, CALL_IN),
  await pushTo(route, SHOP, CDR),
  await pushTo(route, SHOP, TEXT),
  // In another push, so the stored one is looked at.
  await pushTo(route, SHOP, TEXT),
];

const listed = async (path: string) => ((await stack.request('GET', path)).body as Listed).items;

/** Everything that the pushes brought in, as callers see it. */
const broughtIn = async () => {
  const x = encodeURIComponent(SHOP_X);
  const calls = await listed(`/calls?x=${x}`);
  const numbers = await listed('/numbers?app=rides&limit=1');
  const messages = await listed(`/messages?x=${x}`);
  return { calls: calls.length, numbers: numbers.map(({ state }) => state), messages: messages.length };
};

describe.each(['cdr', 'sms', 'call-events', 'number-status', 'cdr/'])('the webhook %s', (route) => {
  it.each(REPLAYS)(
    'understands every kind of push, and so does a replay by %s of its journal into empty tables',
    async (_way, replay) => {
      const statuses = await pushAllTo(route);
      const first = await broughtIn();
      for (const table of ['CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE'] as const)
        await store.clear(stack.tables[table]);
      await stack.advance(60);
      const report = await replay(stack, {
        from: '2026-03-01T08:00:00Z',
        to: '2026-03-01T09:00:00Z',
      });

      expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200]);
      expect(first).toEqual({ calls: 2, numbers: ['suspended'], messages: 1 });
      expect(report).toMatchObject({ quarantined: 0, stored: 4 });
      expect(await broughtIn()).toEqual(first);
    },
  );
});
