import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const [A, B, X] = [person(1), person(2), xNumber(1)];

describe('texts with half a character, which JSON can hold and no store', () => {
  let stack: Stack;
  beforeAll(async () => {
    const numbers = poolNumbers(1);
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      apps: [{ ...RIDES, numbers }],
      platformApps: [simulatorApp(RIDES, numbers)],
    });
  });
  afterAll(() => stack.close());

  const items = async (path: string) =>
    ((await stack.request('GET', path)).body as unknown as { items: { legs?: unknown[] }[] }).items;

  it('are two calls when two CDRs differ there only', async () => {
    for (const half of ['\\ud83d', '\\ud83e']) {
      const entry = `{"sessionId":"${half}-1","bindNum":"${X}","callerNum":"${A}","fwdDstNum":"${B}","callInTime":"2026-03-01 08:00:00"}`;
      const body = `{"eventType":"fee","feeLst":[${entry}]}`;
      await stack.control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body } as never);
    }

    expect((await items(`/calls?x=${encodeURIComponent(X)}`)).map(({ legs }) => legs?.length)).toEqual([
      1, 1,
    ]);
  });

  it('are two messages when two reports differ there only', async () => {
    for (const half of ['\\ud83d', '\\ud83e']) {
      const sms = `{"smsIdentifier":"${half}-1","notificationMode":"Notify","calling":"${A}","virtualNumber":"${X}","event":"TextSMS","timeStamp":"2026-03-01T08:00:00.000Z"}`;
      const body = `{"appKey":"${RIDES.appKey}","smsEvent":${sms}}`;
      await stack.control.pushRaw({ appKey: RIDES.appKey, kind: 'sms', body } as never);
    }

    expect(await items(`/messages?x=${encodeURIComponent(X)}`)).toHaveLength(2);
  });

  it('are refused from our callers, whose references would become one', async () => {
    const answer = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: A, b: B, reference: '\ud83d' },
    });

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});
