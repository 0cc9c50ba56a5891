import { expectTypeOf, test } from 'vitest';
import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { Appended, CallFilter, CallReader, CallWriter } from '../../shared/calls/call-store.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';

declare const reader: CallReader;
declare const writer: CallWriter;
declare const cdr: Cdr;
declare const event: CallEvent;
const page = { from: undefined, to: undefined, limit: 10, after: undefined };

test('a fake implements CallWriter, and another one CallReader', () => {
  expectTypeOf({
    appendCdr: async () => 'stored' as const,
    appendEvent: async () => 'duplicate' as const,
  }).toExtend<CallWriter>();
  expectTypeOf({ read: async () => undefined, list: async () => [] }).toExtend<CallReader>();
  expectTypeOf({ read: async () => undefined }).not.toExtend<CallReader>();
});

test('a record is stored or was there already', () => {
  expectTypeOf<Appended>().toEqualTypeOf<'stored' | 'duplicate'>();
  expectTypeOf(writer.appendCdr(cdr, new Date(0))).toEqualTypeOf<Promise<Appended>>();
  // @ts-expect-error an event is not a CDR
  writer.appendCdr(event, new Date(0));
  // @ts-expect-error nobody knows when it came
  writer.appendEvent(event);
});

test('calls are looked for in exactly one way', () => {
  expectTypeOf<CallFilter['by']>().toEqualTypeOf<'subscription' | 'x' | 'party' | 'app'>();
  reader.list({ by: 'x', x: '+8617000000001' }, page);
  // @ts-expect-error a subscription is one of an app
  reader.list({ by: 'subscription', subscriptionId: 'any' }, page);
  // @ts-expect-error a party is not an X
  reader.list({ by: 'party', x: '+8617000000001' }, page);
  // @ts-expect-error there is no list of all calls
  reader.list({}, page);
});
