import { describe, expect, it } from 'vitest';
import { messageParts } from '../../../shared/messages/message-parts.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import { aPushApp, sample } from '../../builders/pushes.ts';

const RECEIVED_AT = new Date('2026-03-01T04:00:00.000Z');
const read = createPushReader();

/** The one text of a push, of 71 Chinese characters, with that `splitNum`. */
const textWith = (splitNum: unknown) => {
  const { smsEvent, ...push } = sample('axb-sms-notify-sent');
  const extInfo = { extParas: [{ key: 'splitNum', value: splitNum }] };
  const body = { ...push, smsEvent: { ...Object(smsEvent), extInfo, smsContent: '文'.repeat(71) } };
  const [item] = read(Buffer.from(JSON.stringify(body)), aPushApp(), RECEIVED_AT).items;
  if (item?.kind !== 'message') throw new TypeError('no text was read');
  return item.message;
};

describe('the count of parts that the platform sends', () => {
  it.each([
    ['3', 3],
    [3, 3],
    ['0', 0],
    ['255', 255],
  ])('%j counts', (splitNum, parts) => {
    const message = textWith(splitNum);

    expect([message.segments, messageParts(message), message.other]).toEqual([parts, parts, undefined]);
  });

  it.each(['256', '3.0', '-1', '999999999999999', '1e3', '9'.repeat(20), 'three', 3.5, 1e21])(
    '%j is kept as it was sent, and the words count',
    (splitNum) => {
      const message = textWith(splitNum);

      expect(message.segments).toBeUndefined();
      expect(message.other).toEqual({ extInfo: { splitNum } });
      expect(messageParts(message)).toBe(2);
    },
  );
});
