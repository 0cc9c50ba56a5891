import { describe, expect, it } from 'vitest';
import { aWebhook } from '../../builders/intake.ts';
import { aCdrPush, aSentCdr, sample } from '../../builders/pushes.ts';

const RECEIVED_AT = '2026-03-01T02:41:00.000Z';

const failuresAfter = async (body: string) => {
  const webhook = aWebhook({ now: RECEIVED_AT });
  const answer = await webhook.deliver(body);
  return { status: answer.status, failures: webhook.stores.numbers.numberFailures };
};

/** The report of a text that was sent from A at 02:40:16. */
const aTextReport = (changes: Record<string, unknown>): string => {
  const push = sample('axb-sms-notify-failed-unbound');
  return JSON.stringify({ ...push, smsEvent: { ...Object(push['smsEvent']), ...changes } });
};

const FROM_TEXT = {
  app: 'rides',
  x: '+8617000000001',
  from: '+8613800000003',
  at: '2026-03-01T02:40:16.450Z',
};

describe('the result of a text', () => {
  it('3 blames its private number, for its sender and at its time', async () => {
    expect(await failuresAfter(aTextReport({ sendResult: 3 }))).toEqual({
      status: 200,
      failures: [FROM_TEXT],
    });
  });

  it.each([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99, null])('%s does not', async (sendResult) => {
    expect(await failuresAfter(aTextReport({ sendResult }))).toEqual({ status: 200, failures: [] });
  });

  it.each(['virtualNumber', 'calling'])('blames nothing without %s', async (missing) => {
    expect(await failuresAfter(aTextReport({ sendResult: 3, [missing]: undefined }))).toEqual({
      status: 200,
      failures: [],
    });
  });

  it.each([
    ['without a time', undefined],
    ['of a time in the future', '2026-03-01T02:41:00.001Z'],
  ])('blames its private number at the receipt: %s', async (_case, timeStamp) => {
    const { failures } = await failuresAfter(aTextReport({ sendResult: 3, timeStamp }));

    expect(failures).toEqual([{ ...FROM_TEXT, at: RECEIVED_AT }]);
  });
});

const FROM_CALL = {
  app: 'rides',
  x: '+8617000000001',
  from: '+8613800000001',
  at: '2026-03-01T02:31:20.000Z',
};

describe('the release code of a call', () => {
  it.each([8025, 8055])(
    '%i blames its private number, for its caller and at its end',
    async (ulFailReason) => {
      expect(await failuresAfter(aCdrPush([aSentCdr({ ulFailReason })]))).toEqual({
        status: 200,
        failures: [FROM_CALL],
      });
    },
  );

  it.each([0, 8024, 8026, 8054, 8056, 8100, null])('%s does not', async (ulFailReason) => {
    expect(await failuresAfter(aCdrPush([aSentCdr({ ulFailReason })]))).toEqual({
      status: 200,
      failures: [],
    });
  });

  it.each(['bindNum', 'callerNum'])('blames nothing without %s', async (missing) => {
    const cdr = aSentCdr({ ulFailReason: 8025, [missing]: undefined });

    expect(await failuresAfter(aCdrPush([cdr]))).toEqual({ status: 200, failures: [] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['its start when it has no end', { callEndTime: undefined }, '2026-03-01T02:30:03.000Z'],
    ['its receipt when it has neither', { callEndTime: undefined, callInTime: undefined }, RECEIVED_AT],
    ['its receipt when it ends in the future', { callEndTime: '2026-03-01 02:45:00' }, RECEIVED_AT],
  ])('blames its private number at %s', async (_case, changes, at) => {
    const { failures } = await failuresAfter(aCdrPush([aSentCdr({ ulFailReason: 8025, ...changes })]));

    expect(failures).toEqual([{ ...FROM_CALL, at }]);
  });
});
