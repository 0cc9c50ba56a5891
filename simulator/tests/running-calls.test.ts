import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AXB_PATH, openPlayground, type Playground, STOP_PATH, X } from './playground.ts';

describe('calls on the clock', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const bodies = (path: string) =>
    playground.receiver.received.filter((push) => push.path === path).map(({ body }) => JSON.parse(body));
  const types = () => bodies('/events').map(({ eventType }) => eventType);
  const cdrs = () => bodies('/cdr').flatMap(({ feeLst }) => feeLst);
  const start = () =>
    playground.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 60, pace: 'clock' });
  const stop = (sessionid: string, signal = 'call_stop') =>
    playground.client.send('POST', STOP_PATH, { body: { sessionid, signal } });

  it('goes on as time passes', async () => {
    await playground.bind();
    await start();
    const seen = [types()];

    for (const seconds of [2, 4, 60]) {
      await playground.control.advance(seconds);
      seen.push(types());
    }

    expect(seen.map((list) => list.at(-1))).toEqual(['callout', 'alerting', 'answer', 'disconnect']);
    expect(cdrs()).toMatchObject([{ callInTime: '2026-03-01 02:31:20', callEndTime: '2026-03-01 02:32:26' }]);
  });

  it('is not cut by an unbind', async () => {
    const subscriptionId = await playground.bind();
    const { sessionId } = await start();
    await playground.client.send('DELETE', AXB_PATH, {
      query: `subscriptionId=${subscriptionId}`,
    });

    await playground.control.advance(66);

    expect(cdrs()).toMatchObject([{ sessionId, subscriptionId, ulFailReason: 0 }]);
  });

  it('is ended by terminate call, answered as text/html', async () => {
    await playground.bind();
    const { sessionId } = await start();
    await playground.control.advance(16);

    const answer = await stop(sessionId);
    await playground.control.waitFor({ operation: 'cdr', state: 'delivered' }, 5000);
    await playground.control.advance(600);

    expect(answer).toMatchObject({ status: 200, json: { resultcode: '0', resultdesc: 'Success' } });
    expect(answer.headers['content-type']).toBe('text/html;charset=UTF-8');
    expect(cdrs()).toMatchObject([{ sessionId, callEndTime: '2026-03-01 02:31:36', ulFailReason: 8017 }]);
    expect(types().filter((type) => type === 'disconnect')).toHaveLength(1);
  });

  it.each([
    ['a call already over', 'over', 'call_stop', '1020152'],
    ['an unknown call', 'unknown', 'call_stop', '1020152'],
    ['another signal', 'over', 'call_start', '1020001'],
  ])('refuses to terminate %s with 500', async (_case, which, signal, code) => {
    await playground.bind();
    const { sessionId } = await start();
    await playground.control.advance(100);

    const { status, json } = await stop(which === 'over' ? sessionId : 'nobody', signal);

    expect([status, json?.['resultcode']]).toEqual([500, code]);
  });
});
