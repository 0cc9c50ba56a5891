import { describe, expect, it } from 'vitest';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import { aCdrPush, aPushApp, aSentCdr, sample } from '../../builders/pushes.ts';

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');

const itemOf = (push: string): unknown =>
  createPushReader()(Buffer.from(push), aPushApp(), RECEIVED_AT).items[0];

/** The moments of the documented CDR with these changes, and what is left of them as sent. */
const momentsOf = (changes: Record<string, unknown>) => {
  const item = itemOf(aCdrPush([aSentCdr({ ...changes, spId: undefined, hostName: undefined })]));
  const { startedAt, forwardedAt, ringingAt, answeredAt, endedAt, failedAt, other } = Object(item).cdr;
  const times = [startedAt, forwardedAt, ringingAt, answeredAt, endedAt, failedAt];
  return { times: times.map((time) => time?.slice(11, 19)), other };
};

/** The whole of them: started, forwarded, rang, answered, ended, not failed. */
const WHOLE = ['02:30:03', '02:30:03', '02:30:05', '02:30:09', '02:31:20', undefined];

describe('a moment of a CDR', () => {
  it.each([
    ['callInTime', 0],
    ['fwdStartTime', 1],
    ['fwdAlertingTime', 2],
    ['fwdAnswerTime', 3],
    ['callEndTime', 4],
    ['failTime', 5],
  ])('that is impossible counts as missing in %s, and stays as sent', (name, place) => {
    const impossible = [
      '1970-01-01 00:00:00',
      '2014-12-31 23:59:59',
      '2026-03-02 02:32:01',
      '9999-12-31 23:59:59',
      '0001-01-01 00:00:00',
    ];

    for (const sent of impossible)
      expect(momentsOf({ [name]: sent })).toEqual({
        times: WHOLE.with(place, undefined),
        other: { [name]: sent },
      });
  });

  it('may be up to a day after the receipt', () => {
    expect(momentsOf({ callEndTime: '2026-03-02 02:32:00' }).times[4]).toBe('02:32:00');
  });

  it.each<[string, Record<string, string>, (string | undefined)[]]>([
    ['an end before the start', { callEndTime: '2026-03-01 01:00:00' }, WHOLE.with(4, undefined)],
    [
      'an answer after the end',
      { fwdAnswerTime: '2026-03-01 02:31:40' },
      WHOLE.with(3, '02:31:40').with(4, undefined),
    ],
    ['an answer before the start', { fwdAnswerTime: '2026-02-28 02:30:09' }, WHOLE.with(3, undefined)],
    ['a start after the end', { callInTime: '2026-03-01 02:31:50' }, WHOLE.with(0, undefined)],
    ['a ringing after the end', { fwdAlertingTime: '2026-03-01 02:31:50' }, WHOLE.with(2, undefined)],
    ['a failure before the end', { failTime: '2026-03-01 02:31:19' }, WHOLE],
  ])('in the wrong order counts as missing: %s', (_case, changes, times) => {
    const read = momentsOf(changes);

    expect(read.times).toEqual(times);
    expect(Object.keys(read.other)).toHaveLength(1);
  });

  it('may be the same as another', () => {
    const same = '2026-03-01 02:30:09';
    const names = [
      'callInTime',
      'fwdStartTime',
      'fwdAlertingTime',
      'fwdAnswerTime',
      'callEndTime',
      'failTime',
    ];

    const read = momentsOf(Object.fromEntries(names.map((name) => [name, same])));

    expect(read).toEqual({ times: Array(6).fill('02:30:09'), other: undefined });
  });

  it('at which recording began counts as missing, too', () => {
    const item = itemOf(aCdrPush([aSentCdr({ recordStartTime: '1970-01-01 00:00:00' })]));

    expect(Object(item).cdr.recordingStartedAt).toBeUndefined();
  });

  it('of the answer makes the talk unclear when it is refused, not when it is left out', () => {
    const unclear = ['1970-01-01 00:00:00', 'soon', undefined, ''].map(
      (fwdAnswerTime) => Object(itemOf(aCdrPush([aSentCdr({ fwdAnswerTime })]))).cdr.answerUnclear,
    );

    expect(unclear).toEqual([true, true, undefined, undefined]);
  });
});

describe('an impossible moment', () => {
  it.each(['1970-01-01 00:00:00', '2026-03-03 02:30:09'])(
    'of an event, %s, sends it to quarantine',
    (timestamp) => {
      const event = sample('axb-event-answer');

      const item = itemOf(
        JSON.stringify({ ...event, statusInfo: { ...Object(event['statusInfo']), timestamp } }),
      );

      expect(item).toMatchObject({
        kind: 'unreadable',
        reason: 'no-time',
        sent: { statusInfo: { timestamp } },
      });
    },
  );

  it.each(['1970-01-01T00:00:00.000Z', '2026-03-03T02:40:16.450Z'])(
    'of a text, %s, counts as missing',
    (timeStamp) => {
      const sms = sample('axb-sms-notify-sent');

      const item = itemOf(JSON.stringify({ ...sms, smsEvent: { ...Object(sms['smsEvent']), timeStamp } }));

      expect(Object(item).message.sentAt).toBeUndefined();
      expect(Object(item).message.other).toMatchObject({ timeStamp });
    },
  );
});
