import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const X = xNumber(1);
let stack: Stack;
beforeEach(async () => {
  stack = await startStack({
    ...{ store: 'memory', changes: true, startAt: new Date('2026-03-31T23:59:30Z') },
    apps: [{ ...RIDES, numbers: poolNumbers(2) }],
  });
});
afterEach(() => stack.close());

/** A push that was signed at 23:59:30, as it comes for the first time and again. */
const push = async (route: string, nonce: string, body: unknown): Promise<number> => {
  const headers = signedHeaders({ ...RIDES, nonce, created: '2026-03-31T23:59:30Z' });
  return (await stack.request('POST', `/webhooks/${route}`, { body, headers })).status;
};
const cdr = aCdrPush([
  aSentCdr({
    ...{ sessionId: 'late', icid: 'late', recordFlag: 0, subscriptionId: '', bindNum: X },
    ...{ callerNum: person(1), fwdDstNum: person(2), callInTime: '2026-03-31 23:50:00' },
    ...{ fwdStartTime: '2026-03-31 23:50:01', fwdAlertingTime: '2026-03-31 23:50:02' },
    ...{ fwdAnswerTime: '2026-03-31 23:50:10', callEndTime: '2026-03-31 23:51:11' },
  }),
]);
const text = {
  appKey: RIDES.appKey,
  smsEvent: {
    ...{ smsIdentifier: 'late', notificationMode: 'Notify', event: 'Text Sent', sendResult: '0' },
    ...{ calling: person(1), called: person(2), virtualNumber: X, smsContent: 'Here' },
    timeStamp: '2026-03-31T23:50:16.450Z',
  },
};

it('what came in the month and could be stored after its end alone is late', async () => {
  const records = [stack.tables.CALLS_TABLE, stack.tables.MESSAGES_TABLE];
  stack.store.judge = (call) =>
    isWrite(call) && records.some((table) => table === call.input.table) ? 'before' : 'ok';
  const refused = [await push('cdr', 'one', cdr), await push('sms', 'two', text)];
  stack.store.judge = () => 'ok';
  await stack.advance(3600);
  const taken = [await push('cdr', 'one', cdr), await push('sms', 'two', text)];
  await stack.followChanges();

  const { body } = await stack.request('GET', '/usage?from=2026-03&to=2026-03&by=app');

  expect([refused, taken]).toEqual([
    [503, 503],
    [200, 200],
  ]);
  expect(body).toMatchObject({
    total: {
      ...{ calls: 1, billedMinutes: 2, messages: 1, messageParts: 1 },
      late: { calls: 1, billedMinutes: 2, messages: 1, messageParts: 1 },
    },
  });
});

it('what is stored in time stays in time when it comes again after the end of the month', async () => {
  await push('cdr', 'one', cdr);
  await stack.followChanges();
  await stack.advance(3600);
  await push('cdr', 'one', cdr);
  await stack.followChanges();
  const { body } = await stack.request('GET', '/usage?from=2026-03&to=2026-03&by=app');

  expect(body).toMatchObject({ total: { calls: 1, late: { calls: 0, billedMinutes: 0 } } });
});
