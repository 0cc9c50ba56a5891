import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { REPLAYS } from '../../harness/replays.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};

type Body = { bindingId: string; status: string; callee: string | null; items: Body[]; decision: object };

describe('a live call of X mode', () => {
  let stack: Stack;
  const numbers = poolNumbers(4);
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [{ ...SHOP, numbers }],
      platformApps: [{ ...SHOP, numbers, pushUrls: {} }],
    });
  });
  afterEach(() => stack.close());

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'X', ...body } });
    expect(answer.status).toBe(201);
    return answer.body as Body;
  };
  const bindTwo = () => bind({ a: person(10), b: person(11), x: xNumber(4) });
  const call = (from: string, to: string) =>
    stack.control.placeCall({
      appKey: SHOP.appKey,
      from,
      to,
      outcome: 'answered',
      ringSeconds: 2,
      talkSeconds: 30,
    });
  /** Our webhook's answer to the latest request for a decision about a call. */
  const lastAnswer = async (): Promise<unknown> => {
    const pushes = await stack.control.journal({ kind: 'push' });
    const decisionRequest = pushes.filter((entry) => JSON.stringify(entry).includes('callin')).at(-1);
    const attempts =
      decisionRequest !== undefined && 'attempts' in decisionRequest ? decisionRequest.attempts : [];
    return JSON.parse(String(attempts.at(-1)?.answerBody));
  };

  it('is put through to the other side, from both sides, with the terms of the binding', async () => {
    const bound = await bind({
      a: person(1),
      b: person(2),
      x: xNumber(1),
      record: true,
      recordTone: 'notice.wav',
      maxCallMinutes: 60,
      lastMinuteTone: 'last.wav',
      waitingTones: { a: 'wait.wav' },
      userData: 'order-7',
    });

    await call(person(1), xNumber(1));
    const fromA = await lastAnswer();
    await call(person(2), xNumber(1));
    const fromB = await lastAnswer();

    expect(fromA).toEqual({
      operation: 'connect',
      connectInfo: {
        displayCalleeNum: '+8617000000001',
        calleeNum: '+8613800000002',
        maxDuration: 60,
        lastMinVoice: 'last.wav',
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        waitVoice: 'wait.wav',
        userData: 'order-7',
      },
    });
    expect(fromB).toMatchObject({ operation: 'connect', connectInfo: { calleeNum: '+8613800000001' } });
    // A live call is answered before its own record is kept, so the record may come a moment later.
    const listed = async () =>
      ((await stack.request('GET', `/calls?bindingId=${bound.bindingId}`)).body as Body).items;
    await expect.poll(async () => (await listed()).length, { timeout: 10_000 }).toBe(2);
    // Both were placed at the same instant of the virtual clock, so nothing orders them.
    const calls = await listed();
    expect(calls.map(({ bindingId }) => bindingId)).toEqual([bound.bindingId, bound.bindingId]);
    expect(calls.map(({ callee }) => callee).sort()).toEqual([person(1), person(2)]);
  });

  it('of a stranger, against the direction, or after the end is closed', async () => {
    const bound = await bind({
      a: person(3),
      b: person(4),
      x: xNumber(2),
      callDirection: 'from-a',
      ttlSeconds: 60,
    });

    await call(person(9), xNumber(2));
    const stranger = await lastAnswer();
    await call(person(4), xNumber(2));
    const against = await lastAnswer();
    await stack.advance(60);
    await call(person(3), xNumber(2));
    const late = await lastAnswer();

    for (const answer of [stranger, against, late]) expect(answer).toEqual({ operation: 'close' });
    const reasons = stack.logs
      .filter((line) => line.includes('"push-decision-answered"'))
      .map((line) => JSON.parse(line).reason)
      .filter(Boolean);
    expect(reasons.slice(-3)).toEqual(['no-route', 'direction', 'expired']);
    expect(bound.status).toBe('active');
  });

  it('goes to the new courier right after the change, and to nobody after the end', async () => {
    const bound = await bind({ a: person(5), b: person(6), x: xNumber(3) });
    await stack.request('PATCH', `/bindings/${bound.bindingId}`, { body: { b: person(7) } });

    await call(person(5), xNumber(3));
    const changed = await lastAnswer();
    await call(person(6), xNumber(3));
    const former = await lastAnswer();
    await stack.request('DELETE', `/bindings/${bound.bindingId}`);
    await call(person(5), xNumber(3));
    const ended = await lastAnswer();

    expect(changed).toMatchObject({ operation: 'connect', connectInfo: { calleeNum: person(7) } });
    expect(former).toEqual({ operation: 'close' });
    expect(ended).toEqual({ operation: 'close' });
  });

  it('costs one read of the bindings and one of the blocks, and the journal is the only write before its answer', async () => {
    await bindTwo();
    stack.store.calls.length = 0;

    await stack.control.placeCall({
      appKey: SHOP.appKey,
      from: person(10),
      to: xNumber(4),
      outcome: 'busy',
      withholdEvents: ['callout', 'alerting', 'answer', 'disconnect'],
      cdrDelaySeconds: 60,
    });

    const names = stack.store.calls.map(({ name, input }) => `${name} ${input.table}`);
    const { BINDINGS_TABLE, CALLS_TABLE, NUMBERS_TABLE, PUSHES_TABLE } = stack.tables;
    expect(names.toSorted()).toEqual(
      [
        `batchGet ${NUMBERS_TABLE}`,
        `get ${BINDINGS_TABLE}`,
        `put ${CALLS_TABLE}`,
        `put ${PUSHES_TABLE}`,
      ].toSorted(),
    );
  });

  it('is answered although our own record of it comes late', async () => {
    await bindTwo();
    stack.store.judge = ({ name, input }) =>
      name === 'put' && input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
    await call(person(10), xNumber(4));
    stack.store.judge = () => 'ok';

    const answer = await lastAnswer();

    expect(answer).toMatchObject({ operation: 'connect', connectInfo: { calleeNum: person(11) } });
    expect(stack.logs.some((line) => line.includes('call-answered-before-kept'))).toBe(true);
  });

  it('is followed by SMS, which go where calls go', async () => {
    const { bindingId } = await bindTwo();
    await stack.control.sendText({ from: person(10), to: xNumber(4), content: 'Please call me back' });
    await stack.advance(1);
    await stack.control.sendText({ from: person(12), to: xNumber(4), content: 'Who are you' });

    const listed = await stack.request('GET', `/messages?x=${encodeURIComponent(xNumber(4))}`);
    const ofBinding = await stack.request('GET', `/messages?bindingId=${bindingId}`);

    const blocks = (
      listed.body as unknown as { items: { notification: string; decision: object }[] }
    ).items.filter(({ notification }) => notification === 'Block');
    expect(blocks.map(({ decision }) => decision)).toEqual([
      { operation: 'discard', reason: 'no-route' },
      { operation: 'forward', reason: 'route' },
    ]);
    // The platform names no binding in mode X; the request for a decision and the report on the SMS have ours.
    const texts = (ofBinding.body as unknown as { items: { notification: string }[] }).items;
    expect(texts.sort((one, other) => one.notification.localeCompare(other.notification))).toMatchObject([
      { notification: 'Block', sender: person(10), bindingId },
      { notification: 'Notify', sender: person(10), receiver: person(11), bindingId },
    ]);
  });

  it.each(REPLAYS)(
    'whose record was lost is replayed by %s with its binding, also when that has ended since',
    async (_way, replay) => {
      const { bindingId } = await bindTwo();
      await stack.advance(60);
      const from = stack.clock().toISOString();
      await stack.advance(60);
      stack.store.judge = ({ name, input }) =>
        name === 'put' && input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
      await stack.control.placeCall({
        appKey: SHOP.appKey,
        from: person(10),
        to: xNumber(4),
        outcome: 'busy',
        withholdEvents: ['callout', 'alerting', 'answer', 'disconnect'],
        cdrDelaySeconds: 86_400,
      });
      stack.store.judge = () => 'ok';
      await stack.advance(60);
      await stack.request('DELETE', `/bindings/${bindingId}`);
      await bind({ a: person(10), b: person(12), x: xNumber(4) });
      const callsAt = async () =>
        (
          (await stack.request('GET', `/calls?bindingId=${bindingId}&from=${from}`)).body as {
            items: object[];
          }
        ).items;
      const before = await callsAt();

      const replayed = await replay(stack, { from, to: stack.clock().toISOString() });

      expect(before).toEqual([]);
      expect(replayed).toMatchObject({ stored: 1 });
      expect(await callsAt()).toMatchObject([{ caller: person(10), bindingId }]);
    },
  );
});
