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
  const numbers = poolNumbers(9);
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      indexLagSeconds: () => 10,
      apps: [{ ...SHOP, numbers, defaults: { coolDownSeconds: 0 } }],
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

  const end = (bindingId: string) => stack.request('DELETE', `/bindings/${bindingId}`);
  /** The bindings by which the SMS from `x` are shown, by the moment at which they were sent. */
  const bySentAt = async (x: string) => {
    await stack.advance(60);
    const { body } = await stack.request('GET', `/messages?x=${encodeURIComponent(x)}`);
    const { items } = body as unknown as { items: { sentAt: string; bindingId: string | null }[] };
    return Object.fromEntries(items.map(({ sentAt, bindingId }) => [sentAt, bindingId]));
  };
  const answerTo = async (pushed: ReturnType<typeof block>) =>
    String((await pushed)?.attempts.at(-1)?.answerBody);

  it('is the one that lived then, of three of the same pair within seconds', async () => {
    const [a, b, x] = [person(10), person(11), xNumber(5)];
    const moments: string[] = [];
    const made: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const bindingId = await bind(a, b, x);
      await stack.advance(1.2);
      moments.push(stack.clock().toISOString());
      await stack.advance(0.3);
      if (round < 2) await end(bindingId);
      made.push(bindingId);
    }

    for (const [place, moment] of moments.entries()) await block(`6${place}`.repeat(16), moment, b, x);
    expect(await bySentAt(x)).toEqual(
      Object.fromEntries(moments.map((moment, place) => [moment, made[place]])),
    );
    expect(new Set(made).size).toBe(3);
  });

  it('is the first one for a call without a record, when its CDR comes after the second was made', async () => {
    const [a, b, x] = [person(12), person(13), xNumber(6)];
    const first = await bind(a, b, x);
    await stack.advance(2);
    const callInTime = stack.clock().toISOString().slice(0, 19).replace('T', ' ');
    await stack.advance(1);
    await end(first);
    await bind(a, b, x);
    await stack.advance(1);
    const call = {
      direction: 0,
      sessionId: 'session-6',
      bindNum: x,
      callerNum: a,
      calleeNum: x,
      fwdDstNum: b,
    };
    await stack.control.pushRaw({
      appKey: SHOP.appKey,
      kind: 'cdr',
      body: { eventType: 'fee', feeLst: [{ ...call, appKey: SHOP.appKey, callInTime }] },
    } as never);

    expect(await listed('calls', x)).toEqual([first]);
  });

  it('is that of the route for an SMS from now, and one that was meant for another B goes to nobody', async () => {
    const [a, x] = [person(14), xNumber(7)];
    const first = await bind(a, person(15), x);
    await stack.advance(1.1);
    const before = stack.clock().toISOString();
    await stack.advance(0.2);
    await end(first);
    const second = await bind(a, person(16), x);
    await stack.advance(0.3);
    const after = stack.clock().toISOString();

    expect(await answerTo(block('7'.repeat(32), before, a, x))).toContain('DiscardMessage');
    expect(await answerTo(block('8'.repeat(32), after, a, x))).toContain(person(16));
    expect(await bySentAt(x)).toEqual({ [before]: first, [after]: second });
  });

  it('is the former one of somebody who left it by a change and was bound again', async () => {
    const [a, leaving, x] = [person(17), person(18), xNumber(8)];
    const first = await bind(a, leaving, x);
    await stack.advance(1.1);
    const before = stack.clock().toISOString();
    await stack.advance(1);
    await stack.request('PATCH', `/bindings/${first}`, { body: { b: person(19) } });
    const second = await bind(person(20), leaving, x);
    await stack.advance(1);
    const after = stack.clock().toISOString();
    await block('9'.repeat(32), before, leaving, x);
    await block('a'.repeat(32), after, leaving, x);

    expect(second).toBeDefined();
    expect(await bySentAt(x)).toEqual({ [before]: first, [after]: second });
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
