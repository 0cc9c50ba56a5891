import { expect, it } from 'vitest';
import { eventOf } from '../../../shared/events/facts/fact.ts';
import { holdsPhoneNumber } from '../../../shared/http/phone-in-text.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';

const referenceOf = (reference: string | undefined, isWithNumbers: boolean) =>
  eventOf(
    {
      kind: 'recording.lost',
      identity: ['call-1'],
      subject: 'calls/call-1',
      app: 'rides',
      binding: { bindingId: 'binding-1', reference },
      occurredAt: '2026-03-01T08:00:00.000Z',
      data: { callId: 'call-1', reason: null },
    },
    { lookup: createLookupKeys(Uint8Array.of(1)), withNumbers: () => isWithNumbers, holdsPhoneNumber },
  ).reference;

it.each([
  ['order-42', false, 'order-42'],
  [undefined, false, null],
  ['call 13800000001', false, null],
  ['+8613800000001', false, null],
  ['call 13800000001', true, 'call 13800000001'],
])('a stored reference %j of an app with numbers %j is told as %j', (reference, isWithNumbers, told) => {
  expect(referenceOf(reference, isWithNumbers)).toBe(told);
});
