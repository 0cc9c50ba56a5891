import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const FLAT = {
  name: 'flat',
  mode: 'AX' as const,
  appKey: 'TestAppKeyFlat00000000000001',
  appSecret: 'test-app-secret-flat-0001',
};

type Body = {
  bindingId: string;
  items: { notification: string; decision: object | null; receiver: string | null }[];
};

describe('an SMS of AX that names nobody', () => {
  let stack: Stack;
  let serial = 10;
  const numbers = poolNumbers(11);
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [{ ...FLAT, numbers, defaults: { smsReply: ['temporary-callee', 'last-contact', 'discard'] } }],
      platformApps: [{ ...FLAT, numbers, pushUrls: {} }],
    });
  });
  afterAll(() => stack.close());

  const bind = async (a: string, x: string) => {
    const answer = await stack.request('POST', '/bindings', {
      body: { mode: 'AX', a, x, ttlSeconds: 86_400 },
    });
    expect(answer.status).toBe(201);
    return (answer.body as Body).bindingId;
  };
  const sms = (from: string, to: string) => stack.control.sendText({ from, to, content: 'See you at noon' });
  /** Our decision about the latest SMS that the platform asked about. */
  const lastDecision = async (x: string) => {
    const listed = await stack.request('GET', `/messages?x=${encodeURIComponent(x)}`);
    return (listed.body as Body).items.find(({ notification }) => notification === 'Block')?.decision;
  };

  it('goes to the temporary callee while there is one', async () => {
    const bindingId = await bind(person(1), xNumber(1));
    await stack.request('PUT', `/bindings/${bindingId}/temporary-callee`, {
      body: { callee: person(2), ttlSeconds: 600 },
    });

    const sent = await sms(person(1), xNumber(1));

    expect(sent.delivered).toMatchObject({ to: person(2) });
    expect(await lastDecision(xNumber(1))).toEqual({ operation: 'forward', reason: 'temporary-callee' });
  });

  const setCallee = (bindingId: string, callee: string, ttlSeconds = 600) =>
    stack.request('PUT', `/bindings/${bindingId}/temporary-callee`, { body: { callee, ttlSeconds } });
  /** Our answer to an SMS that A sent at a moment and that the platform asks about now. */
  const asked = async (a: string, x: string, sentAt: string | undefined) => {
    serial += 1;
    const [there] = await stack.control.bindings({ x });
    const pushed = await stack.control.pushRaw({
      appKey: FLAT.appKey,
      kind: 'smsControl',
      body: {
        appKey: FLAT.appKey,
        smsEvent: {
          smsIdentifier: `9c1d0f7a2b3e4c5d8f6a7b8c9d0e2f${serial}`,
          notificationMode: 'Block',
          calling: a,
          virtualNumber: x,
          event: 'TextSMS',
          ...(sentAt === undefined ? {} : { timeStamp: sentAt }),
          subscriptionId: there?.subscriptionId,
        },
      },
    });
    const answer = pushed === null ? undefined : pushed.attempts.at(-1)?.answerBody;
    return (JSON.parse(String(answer)) as { actions: unknown[] }).actions[0];
  };
  const DROPPED = { operation: 'DiscardMessage' };
  const to = (called: string, calling: string) => ({
    operation: 'vNumberRoute',
    message: { called, calling },
  });

  it('goes to nobody when it was sent before the temporary callee was set', async () => {
    const [a, x] = [person(11), xNumber(6)];
    const bindingId = await bind(a, x);
    const before = stack.clock().toISOString();
    await stack.advance(2);
    await setCallee(bindingId, person(12));
    const between = stack.clock().toISOString();
    await stack.advance(2);
    await setCallee(bindingId, person(13));

    expect(await asked(a, x, before)).toEqual(DROPPED);
    expect(await lastDecision(x)).toEqual({ operation: 'discard', reason: 'in-doubt' });
    expect(await asked(a, x, between)).toEqual(DROPPED);
    expect(await asked(a, x, stack.clock().toISOString())).toEqual(to(person(13), a));
    expect(await asked(a, x, undefined)).toEqual(to(person(13), a));
  });

  it('goes to a temporary callee who was set again since, but not from before he was set first', async () => {
    const [a, x] = [person(14), xNumber(7)];
    const bindingId = await bind(a, x);
    const before = stack.clock().toISOString();
    await stack.advance(2);
    await setCallee(bindingId, person(15), 60);
    const first = stack.clock().toISOString();
    await stack.advance(2);
    await setCallee(bindingId, person(15), 60);

    expect(await asked(a, x, first)).toEqual(to(person(15), a));
    expect(await asked(a, x, before)).toEqual(DROPPED);
    await stack.advance(70);
    const after = stack.clock().toISOString();
    await stack.advance(2);
    await setCallee(bindingId, person(15), 60);
    expect(await asked(a, x, after)).toEqual(DROPPED);
  });

  it('goes to nobody when the time of the temporary callee was up after it was sent', async () => {
    const [a, x] = [person(22), xNumber(10)];
    const bindingId = await bind(a, x);
    await stack.control.placeCall({ from: person(23), to: x, outcome: 'answered', talkSeconds: 10 });
    await stack.advance(60);
    await setCallee(bindingId, person(24), 60);
    await stack.advance(59);
    const before = stack.clock().toISOString();
    await stack.advance(2);

    expect(await asked(a, x, before)).toEqual(DROPPED);
    expect(await asked(a, x, stack.clock().toISOString())).toEqual(to(person(23), a));
  });

  it('goes to nobody while another temporary callee may be set at the platform', async () => {
    const [a, x] = [person(16), xNumber(8)];
    const bindingId = await bind(a, x);
    await setCallee(bindingId, person(17));
    await stack.control.faults.add({ on: 'set-temporary-callee', kind: 'late', times: 3, delaySeconds: 5 });
    const lost = await setCallee(bindingId, person(18));
    await stack.advance(6);

    expect(lost.status).toBe(503);
    expect(await asked(a, x, stack.clock().toISOString())).toEqual(DROPPED);
    await setCallee(bindingId, person(18));
    expect(await asked(a, x, stack.clock().toISOString())).toEqual(to(person(18), a));
  });

  it('goes to nobody when it was sent before a change made its sender A', async () => {
    const [a, x] = [person(19), xNumber(9)];
    const bindingId = await bind(a, x);
    await setCallee(bindingId, person(20), 86_400);
    await stack.advance(10);
    const before = stack.clock().toISOString();
    await stack.advance(10);
    await stack.request('PATCH', `/bindings/${bindingId}`, { body: { a: person(21) } });

    expect(await asked(person(21), x, before)).toEqual(DROPPED);
    expect(await asked(person(21), x, stack.clock().toISOString())).toEqual(DROPPED);
    await setCallee(bindingId, person(20), 86_400);
    expect(await asked(person(21), x, before)).toEqual(DROPPED);
    expect(await asked(person(21), x, stack.clock().toISOString())).toEqual(to(person(20), person(21)));
  });

  it('goes to whoever was last in touch, by call or by SMS', async () => {
    await bind(person(3), xNumber(2));
    await stack.control.placeCall({ from: person(4), to: xNumber(2), outcome: 'answered', talkSeconds: 10 });
    await stack.advance(60);

    const afterCall = await sms(person(3), xNumber(2));
    await stack.advance(60);
    await sms(person(5), xNumber(2));
    await stack.advance(60);
    const afterSms = await sms(person(3), xNumber(2));

    expect(afterCall.delivered).toMatchObject({ to: person(4) });
    expect(afterSms.delivered).toMatchObject({ to: person(5) });
    expect(await lastDecision(xNumber(2))).toEqual({ operation: 'forward', reason: 'last-contact' });
  });

  it('is dropped when nobody was in touch for a day', async () => {
    await bind(person(6), xNumber(3));
    await stack.control.placeCall({ from: person(7), to: xNumber(3), outcome: 'answered', talkSeconds: 10 });
    await stack.advance(24 * 3600 + 60);
    await stack.invoke('binding-sweeper');
    await bind(person(6), xNumber(4));

    const sent = await sms(person(6), xNumber(4));

    expect([sent.sendResult, sent.delivered]).toEqual([6, null]);
    expect(await lastDecision(xNumber(4))).toEqual({ operation: 'discard', reason: 'policy' });
  });

  it('never goes anywhere by the word of somebody who is not A', async () => {
    await bind(person(8), xNumber(5));
    await stack.control.placeCall({ from: person(9), to: xNumber(5), outcome: 'answered', talkSeconds: 10 });
    const push = await stack.control.pushRaw({
      appKey: FLAT.appKey,
      kind: 'smsControl',
      body: {
        appKey: FLAT.appKey,
        smsEvent: {
          smsIdentifier: '9c1d0f7a2b3e4c5d8f6a7b8c9d0e1f99',
          notificationMode: 'Block',
          calling: person(10),
          virtualNumber: xNumber(5),
          event: 'TextSMS',
          timeStamp: '2026-03-01T08:00:00.000Z',
          subscriptionId: (await stack.control.bindings({ x: xNumber(5) }))[0]?.subscriptionId,
        },
      },
    });

    const answer = push === null ? undefined : push.attempts.at(-1)?.answerBody;

    expect(JSON.parse(String(answer))).toEqual({ actions: [{ operation: 'DiscardMessage' }] });
    expect(await lastDecision(xNumber(5))).toEqual({ operation: 'discard', reason: 'not-the-owner' });
  });
});
