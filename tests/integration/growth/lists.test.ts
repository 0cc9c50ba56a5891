import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose as composeQueryBindings } from '../../../functions/query-bindings/index.ts';
import { compose as composeQueryCalls } from '../../../functions/query-calls/index.ts';
import { compose as composeQueryMessages } from '../../../functions/query-messages/index.ts';
import { createDynamoBindingStore } from '../../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoCallWriter } from '../../../shared/calls/dynamo/dynamo-call-writer.ts';
import { lettersOf } from '../../../shared/kernel/ids.ts';
import { createDynamoMessageWriter } from '../../../shared/messages/dynamo-message-writer.ts';
import { aContext, anApiEvent } from '../../builders/api-event.ts';
import { B, C } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';
import { aCdr, anEvent } from '../../builders/call-records.ts';
import { COUNTED_NOW, startCountedStore, tally } from '../../harness/counted-store.ts';
import { asFunction } from '../../rights/recorder.ts';

const PARTY = '+8613800000001';
const X = '+8617000000001';

let counted: Awaited<ReturnType<typeof startCountedStore>>;
beforeEach(async () => {
  counted = await startCountedStore();
});
afterEach(() => counted.stop());

const idOf = (number: number): string => lettersOf(new Uint8Array(16).fill(number));
const momentOf = (number: number): string => new Date(COUNTED_NOW.getTime() - number * 60_000).toISOString();
const subscriptionOf = (number: number): string => `subscription-${number}`;

/** Bindings of one person, newest first, each of its own subscription. */
const bind = async (count: number, a = aLiveBinding().a) => {
  const store = createDynamoBindingStore({ ...counted.access, table: counted.tables.BINDINGS_TABLE });
  for (let number = 0; number < count; number += 1) {
    const binding = {
      ...aLiveBinding(),
      a,
      bindingId: idOf(number),
      createdAt: momentOf(number),
      subscriptionId: subscriptionOf(number),
    };
    await store.create({ binding });
  }
};

/** Calls of that person, one a binding, or all of the first one. */
const call = async (count: number, bindings: number, receivedDaysAgo = 0) => {
  const receivedAt = new Date(COUNTED_NOW.getTime() - receivedDaysAgo * 86_400_000);
  const writer = createDynamoCallWriter({
    ...counted.access,
    table: counted.tables.CALLS_TABLE,
    firstDelaySeconds: 60,
    shards: 32,
    retentionSeconds: 180 * 86_400,
  });
  for (let number = 0; number < count; number += 1) {
    const subscriptionId = subscriptionOf(number % bindings);
    const sessionId = `session-${number}`;
    const startedAt = momentOf(number);
    await writer.appendEvent(anEvent('callin', startedAt, { sessionId, subscriptionId }), receivedAt);
    await writer.appendCdr(aCdr({ sessionId, recordId: sessionId, subscriptionId, startedAt }), receivedAt);
  }
};

const text = async (count: number, bindings: number) => {
  const writer = createDynamoMessageWriter({
    ...counted.access,
    table: counted.tables.MESSAGES_TABLE,
    retentionSeconds: 180 * 86_400,
  });
  for (let number = 0; number < count; number += 1)
    await writer.append(
      {
        app: 'rides',
        mode: 'AXB',
        identifier: `text-${number}`,
        notification: 'Notify',
        subscriptionId: subscriptionOf(number % bindings),
        x: X,
        direction: 'from-a',
        sentAt: momentOf(number),
      },
      COUNTED_NOW,
    );
};

const LISTS = { bindings: composeQueryBindings, calls: composeQueryCalls, messages: composeQueryMessages };

/** The page and what it costs; the function has read its configuration before. */
const pageOf = async (list: keyof typeof LISTS, query: Record<string, string>) => {
  const handler = LISTS[list](counted.runtime);
  const event = anApiEvent({ route: `GET /${list}`, query, headers: counted.headers });
  const bodies: string[] = [];
  const requests = await counted.requestsOf(async () => {
    const { body } = await asFunction(`query-${list}`, () => handler(event, aContext()));
    bodies.push(body ?? '');
  });
  const { items, nextCursor } = JSON.parse(bodies[0] ?? '');
  return { requests: tally(requests), items, nextCursor };
};

describe('a page of the calls of a person', () => {
  it.each([10, 50])('of %i bindings finds all of them together', async (rows) => {
    await bind(rows);
    await call(rows, rows);

    const { requests, items } = await pageOf('calls', { party: PARTY, limit: String(rows) });

    expect(items.map(({ bindingId }: { bindingId: string }) => bindingId)).toEqual(
      Array.from({ length: rows }, (_, number) => idOf(number)),
    );
    expect(requests).toEqual({
      'query calls.caller-index': 1,
      'query calls.callee-index': 1,
      'query calls': rows,
      'query bindings.a-index': 1,
      'query bindings.b-index': 1,
      'batchGet bindings': 1,
    });
  });

  it('finds the bindings of a later page among those that were made by then', async () => {
    await bind(100);
    await call(100, 100);
    const first = await pageOf('calls', { party: PARTY, limit: '90' });

    const { requests, items } = await pageOf('calls', {
      party: PARTY,
      limit: '90',
      cursor: first.nextCursor ?? '',
    });

    expect(items.map(({ bindingId }: { bindingId: string }) => bindingId)).toEqual(
      Array.from({ length: 10 }, (_, number) => idOf(90 + number)),
    );
    expect(requests).toMatchObject({ 'batchGet bindings': 1 });
    expect(requests).not.toHaveProperty('query bindings.subscription-index');
  });

  it('finds those one by one that are not among the last ones of the person', async () => {
    await bind(20, C);
    await bind(30);
    await call(30, 30);

    const { requests, items } = await pageOf('calls', { party: PARTY, limit: '30' });

    expect(items.map(({ bindingId }: { bindingId: string }) => bindingId)).toEqual(
      Array.from({ length: 30 }, (_, number) => idOf(number)),
    );
    expect(requests).toMatchObject({ 'batchGet bindings': 1, 'query bindings.subscription-index': 20 });
  });

  it('looks for a few one by one, side by side', async () => {
    await bind(4);
    await call(10, 4);

    const { requests } = await pageOf('calls', { party: PARTY, limit: '10' });

    expect(requests).toMatchObject({ 'query bindings.subscription-index': 4 });
    expect(requests).not.toHaveProperty('batchGet bindings');
  });

  it.each([10, 50])('asks once for the binding that all %i calls belong to', async (rows) => {
    await bind(1);
    await call(rows, 1);

    const { requests } = await pageOf('calls', { party: PARTY, limit: String(rows) });

    expect(requests).toMatchObject({ 'query calls': rows, 'query bindings.subscription-index': 1 });
    expect(requests).not.toHaveProperty('get bindings');
  });
});

describe('a page of calls that are past their time and still in the index', () => {
  it('ends after ten rounds, and the next one goes on there', async () => {
    await bind(1);
    await call(30, 1, 181);

    const first = await pageOf('calls', { party: PARTY, limit: '1' });
    const second = await pageOf('calls', { party: PARTY, limit: '1', cursor: first.nextCursor ?? '' });

    expect([first.items, second.items]).toEqual([[], []]);
    expect(first.requests).toMatchObject({ 'query calls.caller-index': 10, 'query calls': 20 });
    expect(second.requests).toMatchObject({ 'query calls': 10 });
    expect(second.nextCursor).toBeNull();
  });
});

describe('a page of the bindings of a person', () => {
  it.each([10, 50])('of %i is one look into the index and one read of them all', async (rows) => {
    await bind(rows);

    const { requests, items } = await pageOf('bindings', { a: PARTY, limit: String(rows) });

    expect(items).toHaveLength(rows);
    expect(requests).toEqual({ 'query bindings.a-index': 1, 'batchGet bindings': 1 });
  });
});

describe('a page of the bindings of a person on the other side', () => {
  it('is one look into the index of that side and one read of them all', async () => {
    await bind(10);

    const { requests, items } = await pageOf('bindings', { b: B, limit: '10' });

    expect(items).toHaveLength(10);
    expect(requests).toEqual({ 'query bindings.b-index': 1, 'batchGet bindings': 1 });
  });
});

describe('a page of bindings', () => {
  it.each<[string, Record<string, string>, object]>([
    [
      'a person on either side',
      { party: PARTY },
      { 'query bindings.a-index': 1, 'query bindings.b-index': 1 },
    ],
    ['an app', { app: 'rides' }, { 'query bindings.app-index': 1 }],
    ['a private number, made within a time', { x: X, from: momentOf(11) }, { 'query bindings.x-index': 1 }],
  ])('of %s is a look into each index and one read of them all', async (_case, query, looks) => {
    await bind(12);

    const first = await pageOf('bindings', { ...query, limit: '10' });
    const second = await pageOf('bindings', { ...query, limit: '10', cursor: first.nextCursor });

    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([10, 2, null]);
    for (const { requests } of [first, second])
      expect(requests).toEqual({ ...looks, 'batchGet bindings': 1 });
  });
});

describe('a page of the calls of an app', () => {
  it('is one look into its index, and one for the binding of each call', async () => {
    await bind(10);
    await call(10, 10);

    const { requests, items } = await pageOf('calls', { app: 'rides', limit: '10' });

    expect(items).toHaveLength(10);
    expect(requests).toEqual({
      'query calls.app-index': 1,
      'query calls': 10,
      'query bindings.subscription-index': 10,
    });
  });
});

describe('a page of the calls on a private number', () => {
  it.each([10, 50])('of %i bindings finds all of them together', async (rows) => {
    await bind(rows);
    await call(rows, rows);

    const { requests, items } = await pageOf('calls', { x: X, limit: String(rows) });

    expect(items.map(({ bindingId }: { bindingId: string }) => bindingId)).toEqual(
      Array.from({ length: rows }, (_, number) => idOf(number)),
    );
    expect(requests).toEqual({
      'query calls.x-index': 1,
      'query calls': rows,
      'query bindings.x-index': 1,
      'batchGet bindings': 1,
    });
  });
});

describe('a page of the calls or messages of a binding', () => {
  it.each([10, 50])('of %i rows reads that binding once and looks for no other', async (rows) => {
    await bind(1);
    await call(rows, 1);
    await text(rows, 1);
    const query = { bindingId: idOf(0), limit: String(rows) };

    const calls = await pageOf('calls', query);
    const messages = await pageOf('messages', query);

    expect(calls.items).toHaveLength(rows);
    expect(calls.requests).toEqual({
      'get bindings': 1,
      'query calls.subscription-index': 1,
      'query calls': rows,
    });
    expect(messages.items).toHaveLength(rows);
    expect(messages.requests).toEqual({
      'get bindings': 1,
      'query messages.subscription-index': 2,
      'batchGet messages': 1,
    });
  });
});

describe('a page of the messages on a private number', () => {
  it.each([10, 50])('of %i bindings finds all of them together', async (rows) => {
    await bind(rows);
    await text(rows, rows);

    const { requests, items } = await pageOf('messages', { x: X, limit: String(rows) });

    expect(items).toHaveLength(rows);
    expect(requests).toEqual({
      'query messages.x-index': 2,
      'batchGet messages': 1,
      'query bindings.x-index': 1,
      'batchGet bindings': 1,
    });
  });
});
