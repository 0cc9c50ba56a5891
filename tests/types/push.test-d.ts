import { expectTypeOf, test } from 'vitest';
import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { assertNever } from '../../shared/kernel/assert-never.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import type { PushApp, PushItem, PushKind, ReadPush, ReadResult } from '../../shared/pushes/push.ts';

declare const read: ReadPush;
declare const app: PushApp;

test('the reader of pushes implements ReadPush', () => {
  expectTypeOf(createPushReader).returns.toEqualTypeOf<ReadPush>();
  expectTypeOf(read).returns.toEqualTypeOf<ReadResult>();
  // @ts-expect-error the signature is over bytes, so bytes are read
  read('{"eventType":"fee"}', app);
});

test('a body is a push or is none, for a reason', () => {
  const result = read(new Uint8Array(), app);

  // @ts-expect-error it may be none
  expectTypeOf(result.push);
  if (result.kind === 'no-push')
    expectTypeOf(result.reason).toEqualTypeOf<
      'not-json' | 'too-deep' | 'too-many-items' | 'unknown-envelope'
    >();
  else expectTypeOf(result.push.kind).toEqualTypeOf<PushKind>();
});

test('a switch over the items of a push leaves nothing', () => {
  const kept = (item: PushItem): unknown => {
    switch (item.kind) {
      case 'cdr':
        expectTypeOf(item.cdr).toEqualTypeOf<Cdr>();
        return item.cdr;
      case 'event':
        expectTypeOf(item.event).toEqualTypeOf<CallEvent>();
        return item.event;
      case 'message':
        return item.message;
      case 'number-status':
        return item.status;
      case 'unreadable':
        expectTypeOf(item.sent).toEqualTypeOf<unknown>();
        return item.reason;
      default:
        return assertNever(item);
    }
  };

  expectTypeOf(kept).parameter(0).toEqualTypeOf<PushItem>();
  // @ts-expect-error an item that cannot be read says why
  kept({ kind: 'unreadable', sent: '{}' });
});
