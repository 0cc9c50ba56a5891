import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import { aCdrPush, aPushApp, aSentCdr, sample } from '../../builders/pushes.ts';

const RECEIVED_AT = new Date('2026-03-01T04:00:00.000Z');

const itemOf = (body: string, mode: Mode = 'AXB') =>
  Object(createPushReader()(Buffer.from(body), aPushApp({ mode }), RECEIVED_AT).items[0]);

const cdrOf = (changes: Record<string, unknown>, mode?: Mode) =>
  itemOf(aCdrPush([aSentCdr(changes)]), mode).cdr;

const eventOf = (changes: Record<string, unknown>) => {
  const push = sample('axb-event-disconnect');
  return itemOf(JSON.stringify({ ...push, statusInfo: { ...Object(push['statusInfo']), ...changes } })).event;
};

const messageOf = (direction: unknown, mode?: Mode) => {
  const push = sample('axb-sms-notify-sent');
  const extInfo = { extParas: [{ key: 'direction', value: direction }] };
  return itemOf(JSON.stringify({ ...push, smsEvent: { ...Object(push['smsEvent']), extInfo } }), mode)
    .message;
};

describe('who hung up', () => {
  it.each([
    [1, 'caller', undefined],
    ['1', 'caller', undefined],
    [2, 'callee', undefined],
    ['2', 'callee', undefined],
    [0, undefined, 0],
    [3, undefined, 3],
    ['both', undefined, 'both'],
    ['', undefined, undefined],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
  ])('is told by %s: %s', (callRelDirection, hungUpBy, left) => {
    const cdr = cdrOf({ callRelDirection });
    const event = eventOf({ callRelDirection });

    expect([cdr.hungUpBy, cdr.other?.callRelDirection]).toEqual([hungUpBy, left]);
    expect([event.hungUpBy, event.other?.callRelDirection]).toEqual([hungUpBy, left]);
  });
});

describe('the direction', () => {
  it.each<[Mode, unknown, string]>([
    ['AX', '0', 'to-a'],
    ['AX', '1', 'from-a'],
    ['AX', '2', 'abnormal'],
    ['AXB', '0', 'to-a'],
    ['AXB', '1', 'from-a'],
    ['AXB', '2', 'abnormal'],
    ['AXB', 1, 'from-a'],
    ['AXB', '3', 'unknown'],
    ['AXB', '', 'unknown'],
    ['AXB', null, 'unknown'],
    ['AXE', '0', 'to-a'],
    ['AXE', '1', 'from-a'],
    ['AXYB', '0', 'to-a'],
    ['AXYB', '1', 'from-a'],
    ['X', '0', 'unknown'],
    ['X', '1', 'unknown'],
    ['X', '2', 'abnormal'],
  ])('in %s of code %s is %s, for calls and texts', (mode, code, direction) => {
    expect(cdrOf({ direction: code }, mode).direction).toBe(direction);
    expect(messageOf(code, mode).direction).toBe(direction);
  });
});

describe('the codes of an end', () => {
  it.each([
    ['fwdUnaswRsn', 'q850Cause'],
    ['ulFailReason', 'releaseCode'],
    ['sipStatusCode', 'sipStatus'],
  ])('%s is read as a number, and stays as sent when it is none', (name, field) => {
    const read = (value: unknown) => {
      const cdr = cdrOf({ [name]: value });
      return [cdr[field], cdr.other?.[name]];
    };

    expect([0, '0', 17, '17', '8102', 'busy', '1.5', '', null].map(read)).toEqual([
      [0, undefined],
      [0, undefined],
      [17, undefined],
      [17, undefined],
      [8102, undefined],
      [undefined, 'busy'],
      [undefined, '1.5'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});
