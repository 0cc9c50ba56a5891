import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};

type List = { items: { bindingId: string | null; notification: string }[] };

describe('the binding of calls and SMS of mode X, while every index lags ten seconds', () => {
  let stack: Stack;
  const numbers = poolNumbers(4);
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      indexLagSeconds: () => 10,
      apps: [{ ...SHOP, numbers }],
      platformApps: [{ ...SHOP, numbers, pushUrls: {} }],
    });
  });
  afterAll(() => stack.close());

  const bind = async (a: string, b: string, x: string) =>
    (
      (await stack.request('POST', '/bindings', { body: { mode: 'X', a, b, x } })).body as unknown as {
        bindingId: string;
      }
    ).bindingId;
  const listed = async (path: 'calls' | 'messages', x: string) => {
    await stack.advance(60);
    const { body } = await stack.request('GET', `/${path}?x=${encodeURIComponent(x)}`);
    return (body as unknown as List).items.map(({ bindingId }) => bindingId);
  };
  const call = (from: string, to: string) =>
    stack.control.placeCall({ appKey: SHOP.appKey, from, to, outcome: 'answered', talkSeconds: 30 });

  it('is found for an SMS in the second in which it was made', async () => {
    const bindingId = await bind(person(1), person(2), xNumber(1));
    await stack.control.sendText({ from: person(1), to: xNumber(1), content: 'I am here' });

    expect(await listed('messages', xNumber(1))).toEqual([bindingId, bindingId]);
  });

  it('is kept with a live call whose record failed once', async () => {
    const bindingId = await bind(person(3), person(4), xNumber(2));
    let failed = 0;
    stack.store.judge = ({ name, input }) => {
      const isRecord = name === 'put' && JSON.stringify(input).includes('EVT#callin');
      if (isRecord) failed += 1;
      return isRecord && failed === 1 ? 'before' : 'ok';
    };
    await stack.control.placeCall({
      appKey: SHOP.appKey,
      from: person(3),
      to: xNumber(2),
      outcome: 'busy',
      withholdEvents: ['callout', 'alerting', 'answer', 'disconnect'],
      cdrDelaySeconds: 86_400,
    });
    stack.store.judge = () => 'ok';

    expect(failed).toBe(2);
    expect(await listed('calls', xNumber(2))).toEqual([bindingId]);
  });

  it('comes with the CDR of a call whose record failed for good', async () => {
    const bindingId = await bind(person(5), person(6), xNumber(3));
    // The simulated call that ends now has begun half a minute ago.
    await stack.advance(120);
    stack.store.judge = ({ name, input }) =>
      name === 'put' && JSON.stringify(input).includes('EVT#callin') ? 'before' : 'ok';
    await call(person(5), xNumber(3));
    await stack.advance(60);
    stack.store.judge = () => 'ok';

    expect(await listed('calls', xNumber(3))).toEqual([bindingId]);
  });

  const block = (identifier: string, sentAt: string, from: string, x: string) =>
    stack.control.pushRaw({
      appKey: SHOP.appKey,
      kind: 'smsControl',
      body: {
        appKey: SHOP.appKey,
        smsEvent: {
          smsIdentifier: identifier,
          notificationMode: 'Block',
          calling: from,
          virtualNumber: x,
          event: 'TextSMS',
          timeStamp: sentAt,
        },
      },
    } as never) as Promise<{ attempts: readonly { answerBody?: unknown }[] } | null>;

  it('follows the moment at which a change brought somebody, and an SMS from before goes to nobody', async () => {
    const [a, leaving, joining, x] = [person(7), person(8), person(9), xNumber(4)];
    const bindingId = await bind(a, leaving, x);
    await stack.advance(60);
    const before = stack.clock().toISOString();
    await stack.advance(2);
    await stack.request('PATCH', `/bindings/${bindingId}`, { body: { b: joining } });
    await stack.advance(1);
    const after = stack.clock().toISOString();

    const late = await block('1'.repeat(32), before, a, x);
    const live = await block('2'.repeat(32), after, a, x);
    await block('3'.repeat(32), before, joining, x);
    await block('4'.repeat(32), before, leaving, x);
    await block('5'.repeat(32), after, leaving, x);

    expect(String(late?.attempts.at(-1)?.answerBody)).toContain('DiscardMessage');
    expect(String(live?.attempts.at(-1)?.answerBody)).toContain(joining);
    await stack.advance(60);
    const { body } = await stack.request('GET', `/messages?x=${encodeURIComponent(x)}`);
    const { items } = body as unknown as {
      items: { sender: string; sentAt: string; bindingId: string | null }[];
    };
    const known = Object.fromEntries(items.map((item) => [`${item.sender} ${item.sentAt}`, item.bindingId]));
    expect(known).toEqual({
      [`${a} ${before}`]: bindingId,
      [`${a} ${after}`]: bindingId,
      [`${joining} ${before}`]: null,
      [`${leaving} ${before}`]: bindingId,
      [`${leaving} ${after}`]: null,
    });
  });
});
