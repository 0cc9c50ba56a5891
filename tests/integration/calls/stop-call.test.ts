import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const A = person(1);
const X = xNumber(1);

type Item = Readonly<{ callId: string; endedAt: string | null; outcome: unknown }>;

describe('POST /calls/{callId}/stop', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
    await stack.request('POST', '/bindings', { body: { mode: 'AXB', a: A, b: person(2), x: X } });
  });
  afterEach(() => stack.close());

  const startCall = async (): Promise<{ callId: string; sessionId: string }> => {
    const placed = { from: A, to: X, outcome: 'answered', talkSeconds: 600, pace: 'clock' } as const;
    const { sessionId } = await stack.control.placeCall(placed);
    await stack.advance(30);
    const { body } = await stack.request('GET', `/calls?x=${encodeURIComponent(X)}&limit=1`);
    return { callId: (body as { items: Item[] }).items[0]?.callId ?? '', sessionId };
  };

  const stop = async (callId: string) => {
    const { status, body, text } = await stack.request('POST', `/calls/${callId}/stop`);
    return { status, body: body as object, text };
  };

  it('ends a call under way, and says so when it is over', async () => {
    const { callId, sessionId } = await startCall();

    const stopped = await stop(callId);
    await vi.waitFor(async () => expect(await stack.control.idle()).toMatchObject({ idle: true }));
    const again = await stop(callId);

    const { body } = await stack.request('GET', `/calls/${callId}`);
    expect(stopped).toMatchObject({ status: 200, body: { callId, alreadyEnded: false } });
    expect(again).toMatchObject({ status: 200, body: { callId, alreadyEnded: true } });
    expect((body as Item).endedAt).not.toBeNull();
    // The platform was asked once: the second time our own records knew.
    expect(await stack.control.journal({ operation: 'call-stop' })).toHaveLength(1);
    expect(`${stopped.text}${again.text}${stack.logs.join()}`).not.toContain(sessionId);
  });

  it('takes the word of the platform when its events have not come', async () => {
    const { callId } = await startCall();
    await stack.control.faults.add({
      on: 'call-stop',
      kind: 'result-code',
      httpStatus: 500,
      code: '1020152',
    });

    expect(await stop(callId)).toMatchObject({ status: 200, body: { callId, alreadyEnded: true } });
  });

  it('asks nobody to end a call whose record is here, whatever times that has', async () => {
    const record = { sessionId: 'x1', callerNum: A, calleeNum: 'not a number', startTime: 'yesterday' };
    await stack.control.pushRaw({
      ...{ appKey: RIDES.appKey, kind: 'cdr' },
      body: { eventType: 'fee', feeLst: [record] },
    });
    const { body } = await stack.request('GET', '/calls?app=rides');
    const [call] = (body as { items: (Item & { legs: object[] })[] }).items;

    expect(call).toMatchObject({ endedAt: null, outcome: null, answered: false, talkSeconds: 0 });
    expect(call?.legs).toHaveLength(1);
    expect(await stop(call?.callId ?? '')).toMatchObject({ status: 200, body: { alreadyEnded: true } });
    expect(await stack.control.journal({ operation: 'call-stop' })).toEqual([]);
  });

  it('does not know other calls', async () => {
    expect(await stop('zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('hands on that the platform cannot be asked', async () => {
    const { callId } = await startCall();
    await stack.control.faults.add({
      on: 'call-stop',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
    });

    expect(await stop(callId)).toMatchObject({ status: 503, body: { code: 'account-suspended' } });
  });
});
