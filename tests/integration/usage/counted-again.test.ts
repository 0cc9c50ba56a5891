import { afterEach, describe, expect, it } from 'vitest';
import { runImportCalls } from '../../../tools/commands/calls/run.ts';
import { runUndo } from '../../../tools/commands/calls/undo.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// Cells whose records change after they were counted are counted once more.

const X = xNumber(1);
let stack: Stack;
let nonce = 0;
afterEach(() => stack.close());

const start = async () => {
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T02:31:25.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20) }],
  });
};
const push = async (route: string, body: object | string) => {
  nonce += 1;
  const created = `${stack.clock().toISOString().slice(0, 19)}Z`;
  const headers = signedHeaders({ ...RIDES, nonce: `again${nonce}`, created });
  expect((await stack.request('POST', `/webhooks/${route}`, { body, headers })).status).toBe(200);
};
const pushCdr = (changes: object) =>
  push(
    'cdr',
    aCdrPush([
      aSentCdr({
        ...{ sessionId: 'session-1', recordFlag: 0, subscriptionId: '', bindNum: X },
        ...{ callerNum: person(1), fwdDstNum: person(2), ...changes },
      }),
    ]),
  );
const pushEvent = (eventType: string, timestamp: string) =>
  push('call-events', {
    eventType,
    statusInfo: { sessionId: 'session-1', timestamp, caller: person(1), called: person(2) },
  });
const pushText = (smsIdentifier: string, smsContent: string, calling: string) =>
  push('sms', {
    appKey: RIDES.appKey,
    smsEvent: {
      ...{ smsIdentifier, notificationMode: 'Notify', event: 'TextSMS', sendResult: 0, smsContent },
      ...{ calling, called: person(2), virtualNumber: X, timeStamp: '2026-03-01T02:30:16.450Z' },
    },
  });
const invoke = (name: string, event: object) => stack.invoke(name, event);
const importList = async (lines: readonly string[]): Promise<string> => {
  const order = { app: 'rides', operator: 'dora', zone: 'beijing', dryRun: false } as const;
  const report = await runImportCalls(order, Buffer.from(lines.join('\n')), invoke, () => undefined);
  return String(report.importId);
};
/** The changes are told, and hours later all that was marked is counted. */
const count = async () => {
  await stack.followChanges();
  await stack.advance(7_200);
  await stack.invoke('count-usage');
};
const total = async () =>
  ((await stack.request('GET', '/usage?from=2026-03-01&to=2026-03-01')).body as { total: object }).total;

const UNTOLD = { fwdStartTime: '', fwdAlertingTime: '', fwdAnswerTime: '', callEndTime: '' };

describe('usage', () => {
  it.each([
    ['of an open day', 0],
    ['of a day that is over', 3],
  ])('of a CDR without times has the talk that later events tell, %s', async (_when, days) => {
    await start();
    await pushCdr({ ...UNTOLD, callInTime: '2026-03-01 02:30:00' });
    await count();
    expect(await total()).toMatchObject({ calls: 1, talkSeconds: 0, unknownTalk: 0 });
    await stack.advance(days * 86_400);
    await pushEvent('answer', '2026-03-01 02:30:10');
    await pushEvent('disconnect', '2026-03-01 02:31:20');
    await count();

    expect(await total()).toMatchObject({ calls: 1, answered: 1, talkSeconds: 70, billedMinutes: 2 });
  });

  it('of an imported call goes with it, days after it was counted', async () => {
    await start();
    await stack.advance(3 * 3_600);
    const importId = await importList([
      'start time,x,caller,callee,answer time,end time,duration',
      `2026-03-01 10:30:03,${X},${person(1)},${person(2)},2026-03-01 10:30:09,2026-03-01 10:31:20,71`,
    ]);
    await count();
    expect(await total()).toMatchObject({ calls: 1, talkSeconds: 71 });
    await stack.advance(3 * 86_400);
    await runUndo({ app: 'rides', operator: 'dora', importId, dryRun: false }, invoke, () => undefined);
    await count();

    expect(await total()).toMatchObject({ calls: 0, talkSeconds: 0, billedMinutes: 0 });
  });

  it('of a long text stays when its words are erased', async () => {
    await start();
    await pushText('text-1', '好'.repeat(71), person(1));
    await count();
    await stack.invoke('manage-privacy', { action: 'erase', party: person(1), operator: 'tests' });
    await pushText('text-2', 'short', person(3));
    await count();

    expect(await total()).toMatchObject({ messages: 2, messageParts: 3 });
  });
});
