import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const FLAT = {
  name: 'flat',
  mode: 'AX' as const,
  appKey: 'TestAppKeyFlat00000000000001',
  appSecret: 'test-app-secret-flat-0001',
};

type Pushed = { attempts: readonly { answerBody?: unknown }[] } | null;

describe('an SMS of AX with which A declines a call, while every index lags ten seconds', () => {
  let stack: Stack;
  let serial = 0;
  const numbers = poolNumbers(18);
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      indexLagSeconds: () => 10,
      apps: [{ ...FLAT, numbers, defaults: { smsReply: ['last-contact', 'temporary-callee'] } }],
      platformApps: [{ ...FLAT, numbers, pushUrls: {} }],
    });
  });
  afterAll(() => stack.close());

  /** A binding of A whose person 2 called an hour ago. */
  const someoneCalledAnHourAgo = async (place: number) => {
    const a = person(10 * place + 1);
    const x = xNumber(place);
    const body = { mode: 'AX', a, x, ttlSeconds: 86_400 };
    const { bindingId, subscriptionId } = (await stack.request('POST', '/bindings', { body }))
      .body as unknown as { bindingId: string; subscriptionId: string };
    const before = person(10 * place + 2);
    await stack.control.placeCall({ from: before, to: x, outcome: 'answered', talkSeconds: 10 });
    await stack.advance(3600);
    return { a, x, bindingId, subscriptionId, before, ringing: person(10 * place + 3) };
  };
  const now = () => stack.clock().toISOString().slice(0, 19).replace('T', ' ');
  const push = (kind: 'callEvents' | 'cdr', body: object) =>
    stack.control.pushRaw({ appKey: FLAT.appKey, kind, body } as never) as Promise<Pushed>;
  const event = (eventType: string, statusInfo: object) =>
    push('callEvents', { eventType, statusInfo: { timestamp: now(), ...statusInfo } });
  const ring = (
    { x, subscriptionId }: { x: string; subscriptionId: string },
    from: string,
    session: string,
  ) => event('callin', { sessionId: session, caller: from, called: x, subscriptionId });
  const cdr = (x: string, subscriptionId: string, changes: object) =>
    push('cdr', {
      eventType: 'fee',
      feeLst: [
        { direction: 1, appKey: FLAT.appKey, bindNum: x, callInTime: now(), subscriptionId, ...changes },
      ],
    });
  const sms = async (from: string, to: string) => {
    serial += 1;
    await stack.advance(3);
    const { delivered } = await stack.control.sendText({ from, to, content: `In a meeting ${serial}` });
    return delivered === null ? null : (delivered as { to: string }).to;
  };

  it('goes to the one who called in the second in which the binding was made', async () => {
    const [a, x] = [person(101), xNumber(10)];
    const body = { mode: 'AX', a, x, ttlSeconds: 86_400 };
    const { subscriptionId } = (await stack.request('POST', '/bindings', { body })).body as unknown as {
      subscriptionId: string;
    };
    await ring({ x, subscriptionId }, person(102), 'session-10');

    const { delivered } = await stack.control.sendText({ from: a, to: x, content: 'In a meeting' });

    expect(delivered).toMatchObject({ to: person(102) });
  });

  it('goes to whoever rings now, although the index shows only the one before', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(1);
    await ring({ x, subscriptionId }, ringing, 'session-1');

    expect(await sms(a, x)).toBe(ringing);
  });

  it('goes to nobody when two ring at once, and to the second once the first has given up', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(2);
    await ring({ x, subscriptionId }, person(29), 'session-2a');
    await stack.advance(10);
    await ring({ x, subscriptionId }, ringing, 'session-2b');

    expect(await sms(a, x)).toBeNull();
    await event('disconnect', {
      sessionId: 'session-2a',
      caller: x,
      called: a,
      stateCode: 7502,
      subscriptionId,
    });
    expect(await sms(a, x)).toBe(ringing);
  });

  it('goes to nobody when a phone rings of whose call nothing else is stored yet', async () => {
    const { a, x, subscriptionId } = await someoneCalledAnHourAgo(3);
    await event('alerting', { sessionId: 'session-3', caller: x, called: a, subscriptionId });

    expect(await sms(a, x)).toBeNull();
  });

  it('goes to the ringing one when his event is known and its record failed', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(4);
    stack.store.judge = ({ name, input }) =>
      name === 'put' && JSON.stringify(input).includes('EVT#') ? 'before' : 'ok';
    await ring({ x, subscriptionId }, ringing, 'session-4');
    stack.store.judge = () => 'ok';

    expect(await sms(a, x)).toBe(ringing);
  });

  /** Fails the first write of a purpose from now on, as often as said. */
  const failing = (purpose: string, times = 1) => {
    let left = times;
    stack.store.judge = ({ input }) => {
      if (input.purpose !== purpose || left === 0) return 'ok';
      left -= 1;
      return 'before';
    };
  };

  it.each([
    ['its contact', 'storing the contact', 11],
    ['its push', 'journaling the push', 12],
  ])(
    'goes to nobody while the write of %s has failed, and to the ringing one with the re-push',
    async (_, purpose, place) => {
      const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(place);
      failing(purpose);
      await ring({ x, subscriptionId }, ringing, `session-${place}`);

      expect(await sms(a, x)).toBeNull();
      await stack.advance(60);
      expect(await sms(a, x)).toBe(ringing);
    },
  );

  it('goes to nobody while the only record of a call, its CDR, is not stored', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(13);
    failing('storing the contact');
    await cdr(x, subscriptionId, { sessionId: 'session-13', callerNum: ringing, calleeNum: x, fwdDstNum: a });

    expect(await sms(a, x)).toBeNull();
    await stack.advance(60);
    expect(await sms(a, x)).toBe(ringing);
  });

  it('is told of in an error line when not even that somebody rang could be stored', async () => {
    const { x, subscriptionId, ringing } = await someoneCalledAnHourAgo(16);
    failing('storing the contact', 4);
    await ring({ x, subscriptionId }, ringing, 'session-16');

    const lines = stack.logs.filter((line) => line.includes('unknown-contact-not-stored'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', app: 'flat', error: { code: 'store-unavailable' } },
    ]);
  });

  it('goes to whoever rings although somebody sends a false call under the signature of his push', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(17);
    const created = stack.clock().toISOString().replace('.000Z', 'Z');
    const headers = { authorization: '', ...signedHeaders({ ...FLAT, nonce: 'nonce17', created }) };
    const send = (caller: string, sessionId: string) => {
      const statusInfo = { timestamp: now(), sessionId, caller, called: x, subscriptionId };
      const body = { eventType: 'callin', statusInfo };
      return stack.request('POST', '/webhooks/call-events', { body, headers });
    };
    const real = await send(ringing, 'session-17');
    await stack.advance(2);
    const forged = await send(person(179), 'session-18');

    expect([real.status, forged.status]).toEqual([200, 401]);
    expect(await sms(a, x)).toBe(ringing);
  });

  it('goes to the one who rang before when only a re-push of his failed', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(14);
    await ring({ x, subscriptionId }, ringing, 'session-14');
    failing('storing the contact');
    await ring({ x, subscriptionId }, ringing, 'session-14');

    expect(await sms(a, x)).toBe(ringing);
  });

  it('goes to nobody while the contacts cannot be read', async () => {
    const { a, x } = await someoneCalledAnHourAgo(15);
    failing('reading the last contacts', Number.POSITIVE_INFINITY);

    expect(await sms(a, x)).toBeNull();
    stack.store.judge = () => 'ok';
  });

  it('goes to nobody after a call of A whose other side is not known, and to him with its CDR', async () => {
    const { a, x, subscriptionId, bindingId } = await someoneCalledAnHourAgo(5);
    await ring({ x, subscriptionId }, a, 'session-5');
    await stack.request('PUT', `/bindings/${bindingId}/temporary-callee`, {
      body: { callee: person(58), ttlSeconds: 600 },
    });

    expect(await sms(a, x)).toBeNull();
    await cdr(x, subscriptionId, {
      sessionId: 'session-5',
      callerNum: a,
      calleeNum: x,
      fwdDstNum: person(59),
    });
    expect(await sms(a, x)).toBe(person(59));
  });

  it('goes to the caller of a CDR that came before its events', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(6);
    await cdr(x, subscriptionId, { sessionId: 'session-6', callerNum: ringing, calleeNum: x, fwdDstNum: a });

    expect(await sms(a, x)).toBe(ringing);
    await ring({ x, subscriptionId }, ringing, 'session-6');
    expect(await sms(a, x)).toBe(ringing);
  });

  it('goes to nobody after a CDR that does not say whom it was about, or when', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(7);
    await cdr(x, subscriptionId, { sessionId: 'session-7', callerNum: ringing, calleeNum: x });

    expect(await sms(a, x)).toBeNull();
  });

  it('goes to nobody when another called after it was sent', async () => {
    const { a, x, subscriptionId, ringing } = await someoneCalledAnHourAgo(8);
    const sentAt = stack.clock().toISOString();
    await stack.advance(2);
    await ring({ x, subscriptionId }, ringing, 'session-8');
    const pushed = await stack.control.pushRaw({
      appKey: FLAT.appKey,
      kind: 'smsControl',
      body: {
        appKey: FLAT.appKey,
        smsEvent: {
          smsIdentifier: '9c1d0f7a2b3e4c5d8f6a7b8c9d0e1f08',
          notificationMode: 'Block',
          calling: a,
          virtualNumber: x,
          event: 'TextSMS',
          timeStamp: sentAt,
          subscriptionId,
        },
      },
    });

    const answer = pushed === null ? undefined : pushed.attempts.at(-1)?.answerBody;
    expect(JSON.parse(String(answer))).toEqual({ actions: [{ operation: 'DiscardMessage' }] });
  });

  it('never goes to the contacts of another A who had X before', async () => {
    const { x, bindingId, ringing } = await someoneCalledAnHourAgo(9);
    await stack.control.placeCall({ from: ringing, to: x, outcome: 'answered', talkSeconds: 10 });
    await stack.request('PATCH', `/bindings/${bindingId}`, { body: { a: person(97) } });

    expect(await sms(person(97), x)).toBeNull();
  });
});
