import { expectTypeOf, test } from 'vitest';
import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { assertNever } from '../../shared/kernel/assert-never.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import type { Push, PushApp, PushItem, PushKind, ReadPush } from '../../shared/pushes/push.ts';

declare const read: ReadPush;
declare const app: PushApp;

test('the reader of pushes implements ReadPush', () => {
  expectTypeOf(createPushReader).returns.toEqualTypeOf<ReadPush>();
  expectTypeOf(read).returns.toEqualTypeOf<Push>();
  // @ts-expect-error the signature is over bytes, so bytes are read
  read('{"eventType":"fee"}', app, new Date(0));
});

test('every body is a push of some kind', () => {
  expectTypeOf(read(new Uint8Array(), app, new Date(0)).kind).toEqualTypeOf<PushKind>();
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
