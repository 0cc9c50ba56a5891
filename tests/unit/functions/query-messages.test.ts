import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/query-messages/handler.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { MessagePlace } from '../../../shared/messages/list-messages.ts';
import type { SmsMessage } from '../../../shared/messages/message.ts';
import type { KeptMessage, MessageFilter, MessageReader } from '../../../shared/messages/message-store.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createCursors } from '../../../shared/sealing/cursor.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';

const BINDING = 'bindingidbindingid';
const X = '+8617000000001';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);

const aMessage = (number: number, changes: Partial<SmsMessage> = {}): KeptMessage => ({
  messageId: String.fromCharCode(97 + number).repeat(32),
  listedAt: `2026-03-0${number + 1}T02:40:16.450Z`,
  receivedAt: `2026-03-0${number + 1}T02:40:17.000Z`,
  message: {
    app: 'rides',
    mode: 'AXB',
    identifier: `identifier-${number}`,
    notification: 'Notify',
    subscriptionId: 'subscription-a',
    x: X,
    sender: '+8613800000001',
    receiver: '+8613900000002',
    direction: 'from-a',
    sentAt: `2026-03-0${number + 1}T02:40:16.450Z`,
    segments: 1,
    resultCode: 0,
    content: 'On my way',
    ...changes,
  },
});

/** Messages in memory, listed as the port says. */
const readerOf = (kept: readonly KeptMessage[]): MessageReader => ({
  async list(filter: MessageFilter, { from, to, limit, after }) {
    const listed = kept
      .filter(({ message }) =>
        filter.by === 'x' ? message.x === filter.x : message.subscriptionId === filter.subscriptionId,
      )
      .filter(({ listedAt }) => from === undefined || listedAt >= from)
      .filter(({ listedAt }) => to === undefined || listedAt < to)
      .toSorted((one, other) => (one.listedAt < other.listedAt ? 1 : -1))
      .filter(({ listedAt }) => after === undefined || listedAt < after.listedAt)
      .slice(0, limit);
    return { messages: listed, unreadable: [] };
  },
});

const setUp = (kept: readonly KeptMessage[], messages = readerOf(kept)) => {
  const handle = createHandler({
    messages,
    bindings: {
      madeLast: async () => [],
      bySubscription: async (_app, id) => (id === 'subscription-a' ? BINDING : undefined),
      subscriptionOf: async (id) =>
        id === BINDING ? { app: 'rides', subscriptionId: 'subscription-a' } : undefined,
    },
    cursors: createCursors(sealer, MessagePlace),
  });
  const handler = testChain(createLogger({ clock: () => new Date(0), write: () => {} }), handle);
  return async (query: Record<string, string>, headers: Record<string, string> = {}) => {
    const event = anApiEvent({ route: 'GET /messages', query, headers });
    const { statusCode, body } = await handler(event, aContext());
    return { status: statusCode, body: JSON.parse(body ?? '') };
  };
};

describe('GET /messages', () => {
  it('answers a message with its decoded result', async () => {
    const send = setUp([aMessage(0)]);

    const answer = await send({ bindingId: BINDING });

    expect(answer).toEqual({
      status: 200,
      body: {
        items: [
          {
            messageId: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
            app: 'rides',
            mode: 'AXB',
            bindingId: BINDING,
            notification: 'Notify',
            x: '+8617000000001',
            sender: '+8613800000001',
            receiver: '+8613900000002',
            direction: 'from-a',
            sentAt: '2026-03-01T02:40:16.450Z',
            receivedAt: '2026-03-01T02:40:17.000Z',
            segments: 1,
            result: { code: 0, class: 'normal', text: 'Sent' },
            decision: null,
            content: 'On my way',
          },
        ],
        nextCursor: null,
      },
    });
  });

  it('answers null for what is not known', async () => {
    const bare = {
      subscriptionId: undefined,
      sender: undefined,
      receiver: undefined,
      sentAt: undefined,
      segments: undefined,
      resultCode: undefined,
      content: undefined,
    };
    const send = setUp([aMessage(0, { ...bare, notification: 'Block' })]);

    const answer = await send({ x: X });

    expect(answer.body.items).toMatchObject([
      {
        bindingId: null,
        notification: 'Block',
        sender: null,
        receiver: null,
        sentAt: null,
        segments: null,
        result: null,
        content: null,
      },
    ]);
  });

  it('speaks Chinese to who asks for it', async () => {
    const send = setUp([aMessage(0, { resultCode: 2 })]);

    const answer = await send({ x: '170 0000 0001' }, { 'accept-language': 'zh' });

    expect(answer.body.items[0].result).toEqual({
      code: 2,
      class: 'binding',
      text: '没有绑定关系，发送失败',
    });
  });

  it('pages newest first and ends without a cursor', async () => {
    const send = setUp([0, 1, 2, 3].map((number) => aMessage(number)));

    const first = await send({ x: X, limit: '2' });
    const second = await send({ x: X, limit: '2', cursor: first.body.nextCursor });

    const days = [first, second].map(({ body }) =>
      body.items.map(({ sentAt }: { sentAt: string }) => sentAt.slice(0, 10)),
    );
    expect(days).toEqual([
      ['2026-03-04', '2026-03-03'],
      ['2026-03-02', '2026-03-01'],
    ]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('cuts out a window', async () => {
    const send = setUp([0, 1, 2].map((number) => aMessage(number)));

    const answer = await send({ x: X, from: '2026-03-02', to: '2026-03-03' });

    expect(answer.body.items.map(({ sentAt }: { sentAt: string }) => sentAt)).toEqual([
      '2026-03-02T02:40:16.450Z',
    ]);
  });

  it('lists nothing of an unknown binding', async () => {
    const send = setUp([aMessage(0)]);

    const answer = await send({ bindingId: 'unknownunknownunknown' });

    expect(answer).toEqual({ status: 200, body: { items: [], nextCursor: null } });
  });

  it.each([
    ['nothing', {}, ''],
    ['both', { x: X, bindingId: BINDING }, ''],
    ['a party', { party: '+8613800000001' }, 'party'],
    ['no X', { x: 'x' }, 'x'],
    ['limit 101', { x: X, limit: '101' }, 'limit'],
    ['a window from its end', { x: X, from: '2026-03-02', to: '2026-03-01' }, ''],
    ['an invented cursor', { x: X, cursor: 'k:aaaa' }, 'cursor'],
  ])('refuses %s', async (_case, query: Record<string, string>, path) => {
    const send = setUp([aMessage(0)]);

    const answer = await send(query);

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: expect.arrayContaining([expect.objectContaining({ path })]) },
    });
  });

  it('answers 503 when the store does not answer', async () => {
    const failing = {
      list: () => Promise.reject(new AppError('store-unavailable', 'listing the messages failed')),
    };
    const send = setUp([], failing);

    const answer = await send({ x: X });

    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
  });
});
