import { describe, expect, it } from 'vitest';
import type { SmsMessage } from '../../shared/messages/message.ts';
import type { MessageFilter, MessageReader, MessageWriter } from '../../shared/messages/message-store.ts';

const RECEIVED_AT = new Date('2026-03-01T02:40:18.000Z');

const ALL = { from: undefined, to: undefined, limit: 100, after: undefined };

let stores = 0;

/** Messages of one test, told apart from those of the others by app and X. */
const ownMessages = () => {
  stores += 1;
  const app = `app-${stores}`;
  const x = `+86170${String(stores).padStart(8, '0')}`;
  const message = (number: number, changes: Partial<SmsMessage> = {}): SmsMessage => ({
    app,
    mode: 'AXB',
    identifier: `text-${number}`,
    notification: 'Notify',
    subscriptionId: 'subscription-a',
    x,
    sender: '+8613800000001',
    receiver: '+8613900000002',
    direction: 'from-a',
    sentAt: `2026-03-0${number}T00:00:00.000Z`,
    segments: 1,
    resultCode: 0,
    content: 'On my way',
    ...changes,
  });
  const bySubscription: MessageFilter = { by: 'subscription', app, subscriptionId: 'subscription-a' };
  const byX: MessageFilter = { by: 'x', x };
  return { message, bySubscription, byX };
};

/** The promises of every pair of {@link MessageWriter} and {@link MessageReader}. */
export const messageStoreContract = (name: string, make: () => MessageWriter & MessageReader): void =>
  void describe(`messages: ${name}`, () => {
    it('come back as they were kept', async () => {
      const store = make();
      const { message, bySubscription } = ownMessages();
      await store.append(message(1), RECEIVED_AT);

      const { messages: kept } = await store.list(bySubscription, ALL);

      expect(kept).toEqual([
        {
          messageId: expect.stringMatching(/^\w{32,64}$/),
          listedAt: '2026-03-01T00:00:00.000Z',
          receivedAt: '2026-03-01T02:40:18.000Z',
          message: message(1),
        },
      ]);
    });

    it('are kept once for identifier and kind of notification, however often they come', async () => {
      const store = make();
      const { message, bySubscription } = ownMessages();
      const block = message(1, { notification: 'Block', resultCode: undefined });
      const deliveries = [...Array(7).fill(message(1)), ...Array(7).fill(block)];

      const outcomes = await Promise.all(deliveries.map((delivery) => store.append(delivery, RECEIVED_AT)));

      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(2);
      const { messages: kept } = await store.list(bySubscription, ALL);
      expect(kept.map(({ message: { notification } }) => notification).sort()).toEqual(['Block', 'Notify']);
    });

    it.each<[string, Partial<SmsMessage>, Partial<SmsMessage>, 'duplicate' | 'contradicts']>([
      ['with the same result', {}, {}, 'duplicate'],
      ['with another result', {}, { resultCode: 10 }, 'contradicts'],
      ['without a result', {}, { resultCode: undefined }, 'duplicate'],
      ['with the first result', { resultCode: undefined }, { resultCode: 10 }, 'duplicate'],
      ['with other words alone', {}, { content: 'Late' }, 'duplicate'],
    ])('that come again %s say so, and the first one stays', async (_how, first, second, expected) => {
      const store = make();
      const { message, bySubscription } = ownMessages();
      await store.append(message(1, first), RECEIVED_AT);

      const outcome = await store.append(message(1, second), RECEIVED_AT);

      expect(outcome).toBe(expected);
      const { messages: kept } = await store.list(bySubscription, ALL);
      expect(kept.map((each) => each.message)).toEqual([message(1, first)]);
    });

    it('are listed by binding and by X, newest first', async () => {
      const store = make();
      const { message, bySubscription, byX } = ownMessages();
      await store.append(message(2), RECEIVED_AT);
      await store.append(message(3, { subscriptionId: undefined }), RECEIVED_AT);
      await store.append(message(1), RECEIVED_AT);
      await store.append(message(4, { subscriptionId: 'other', x: undefined }), RECEIVED_AT);

      const lists = [await store.list(bySubscription, ALL), await store.list(byX, ALL)];

      expect(lists.map(({ messages }) => messages.map(({ message: { identifier } }) => identifier))).toEqual([
        ['text-2', 'text-1'],
        ['text-3', 'text-2', 'text-1'],
      ]);
    });

    it('are listed under their receipt when they do not say when they were sent', async () => {
      const store = make();
      const { message, byX } = ownMessages();
      await store.append(message(1, { sentAt: undefined }), RECEIVED_AT);

      const [kept] = (await store.list(byX, ALL)).messages;

      expect(kept?.listedAt).toBe('2026-03-01T02:40:18.000Z');
    });

    it('are listed from `from` on and before `to`', async () => {
      const store = make();
      const { message, byX } = ownMessages();
      for (const number of [1, 2, 3, 4]) await store.append(message(number), RECEIVED_AT);

      const window = { ...ALL, from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' };
      const { messages: kept } = await store.list(byX, window);

      expect(kept.map(({ listedAt }) => listedAt)).toEqual([
        '2026-03-03T00:00:00.000Z',
        '2026-03-02T00:00:00.000Z',
      ]);
      expect((await store.list(byX, { ...window, to: window.from })).messages).toEqual([]);
      expect((await store.list(byX, { ...window, to: '2026-03-01T00:00:00.000Z' })).messages).toEqual([]);
    });

    it('are listed page by page without a repeat or a gap', async () => {
      const store = make();
      const { message, byX } = ownMessages();
      const sameMoment = Array.from({ length: 7 }, (_, at) =>
        message(at + 1, { sentAt: at < 3 ? '2026-03-05T00:00:00.000Z' : `2026-03-0${at}T00:00:00.000Z` }),
      );
      for (const one of sameMoment) await store.append(one, RECEIVED_AT);

      const pages = [(await store.list(byX, { ...ALL, limit: 3 })).messages];
      while (pages.at(-1)?.length === 3)
        pages.push((await store.list(byX, { ...ALL, limit: 3, after: pages.at(-1)?.at(-1) })).messages);

      expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(pages.flat()).toEqual((await store.list(byX, ALL)).messages);
    });
  });
