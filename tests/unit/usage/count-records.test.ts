import { describe, expect, it } from 'vitest';
import { type CountedCdr, countCdrs, countMessages } from '../../../shared/usage/count/count-records.ts';
import { NO_USAGE, readSums, SUM_NAMES, writeSums } from '../../../shared/usage/usage-sums.ts';

const APRIL = '2026-04-01T00:00:00.000Z';
const aCdr = (changes: Partial<CountedCdr>): CountedCdr => ({
  callId: 'call-a',
  recordKey: 'record-a',
  storedAt: '2026-03-10T08:00:00.000Z',
  answered: true,
  talkSeconds: 61,
  group: undefined,
  ...changes,
});

describe('the count of CDRs', () => {
  it('has a redial once, with the begun minutes of each of its CDRs', () => {
    const { sums } = countCdrs([aCdr({}), aCdr({ recordKey: 'record-b', talkSeconds: 1 })], APRIL);

    expect(sums).toEqual({ ...NO_USAGE, calls: 1, answered: 1, talkSeconds: 62, billedMinutes: 3 });
  });

  it('has a record once, wherever it stands', () => {
    const { sums } = countCdrs(
      [aCdr({}), aCdr({ answered: false, talkSeconds: 0, callId: 'b' }), aCdr({})],
      APRIL,
    );

    expect(sums).toEqual({ ...NO_USAGE, calls: 2, answered: 1, talkSeconds: 61, billedMinutes: 2 });
  });

  it('tells unknown talk, and what came after the month', () => {
    const late = aCdr({ callId: 'b', storedAt: APRIL, talkSeconds: 59 });
    const { sums } = countCdrs([aCdr({ talkSeconds: undefined }), late], APRIL);

    expect(sums).toEqual({
      ...{ ...NO_USAGE, calls: 2, answered: 2, talkSeconds: 59, billedMinutes: 1, unknownTalk: 1 },
      ...{ lateCalls: 1, lateBilledMinutes: 1 },
    });
  });

  it('is kept apart for each binding', () => {
    const { groups } = countCdrs(
      [
        aCdr({ group: 'one' }),
        aCdr({ callId: 'b', group: 'two', talkSeconds: 0, answered: false }),
        aCdr({ callId: 'c' }),
      ],
      APRIL,
    );

    expect([...groups]).toEqual([
      ['one', { ...NO_USAGE, calls: 1, answered: 1, talkSeconds: 61, billedMinutes: 2 }],
      ['two', { ...NO_USAGE, calls: 1 }],
    ]);
  });
});

describe('the count of texts', () => {
  it('has each once, and no question of the platform', () => {
    const aText = { storedAt: '2026-03-10T08:00:00.000Z', group: undefined };
    const told = { ...aText, messageId: 'a', message: { notification: 'Notify', segments: 3 } };
    const asked = { ...aText, messageId: 'b', message: { notification: 'Block', segments: 3 } };
    const sealed = { ...aText, messageId: 'c', message: undefined, storedAt: APRIL };

    expect(countMessages([told, told, asked, sealed], APRIL).sums).toEqual({
      ...{ ...NO_USAGE, messages: 2, messageParts: 3, lateMessages: 1 },
    });
  });
});

describe('sums as they are written', () => {
  const all = Object.fromEntries(SUM_NAMES.map((name, place) => [name, place + 1]));
  const sums = { ...NO_USAGE, ...all };

  it('are short', () => {
    expect(writeSums('calls', { ...sums, lateCalls: 0, lateBilledMinutes: 0 })).toBe('1 2 3 4 5');
    expect(writeSums('texts', sums)).toBe('8 9 10 11');
    expect(writeSums('calls', NO_USAGE)).toBe('0');
  });

  it('are read as they were', () => {
    expect(readSums('calls', '1 2 3')).toEqual({ ...NO_USAGE, calls: 1, answered: 2, talkSeconds: 3 });
    expect(readSums('texts', '8 9 10 11')).toEqual({
      ...{ ...NO_USAGE, messages: 8, messageParts: 9, lateMessages: 10, lateMessageParts: 11 },
    });
  });
});
