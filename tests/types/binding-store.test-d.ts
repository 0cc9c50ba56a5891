import { expectTypeOf, test } from 'vitest';
import type { Binding, BindingStatus } from '../../shared/bindings/model/binding.ts';
import type { BindingRecord, BindingStore } from '../../shared/bindings/model/binding-store.ts';
import { assertNever } from '../../shared/kernel/assert-never.ts';

declare const store: BindingStore;
declare const record: BindingRecord;
declare const binding: Binding;

test('a fake implements BindingStore', () => {
  const fake: BindingStore = {
    get: async () => record,
    create: async () => undefined,
    rememberReference: async () => undefined,
    rememberToCome: async () => undefined,
    toCome: async () => [],
    replace: async () => undefined,
    bySubscription: async () => undefined,
    madeLately: async () => [],
    places: async () => [],
    getAll: async () => [record],
    getReadable: async () => ({ records: [record], unreadable: [] }),
    due: async () => [],
    countDue: async () => 0,
    countExpired: async () => 0,
    liveOn: async () => [],
    countLive: async () => 0,
  };

  expectTypeOf(fake).toExtend<BindingStore>();
  expectTypeOf<Omit<BindingStore, 'replace'>>().not.toExtend<BindingStore>();
});

test('a replace that lost the race gives undefined, and callers have to handle it', async () => {
  const replaced = await store.replace(record, { binding });

  // @ts-expect-error somebody else may have been faster
  expectTypeOf(replaced.revision);
  expectTypeOf(replaced).toEqualTypeOf<BindingRecord | undefined>();
});

test('the store alone counts the revisions', () => {
  // @ts-expect-error a new record has no revision yet
  store.create({ binding, revision: 1 });
  // @ts-expect-error a change names none either
  store.replace(record, { binding, revision: 2 });
  // @ts-expect-error only a record that was read can be replaced
  store.replace({ binding }, { binding });
});

test('a record cannot be changed in place', () => {
  // @ts-expect-error it is written by `replace`
  record.dueAt = '2026-03-01T08:00:00.000Z';
});

test('a list goes on behind a place and not behind an id', () => {
  // @ts-expect-error the list is ordered by the moment of creation
  store.places({ reference: 'order-42' }, 10, 'any-id');
  // @ts-expect-error nobody finds bindings by their status
  store.places({ status: 'active' }, 10, undefined);
});

test('a switch over the statuses leaves nothing', () => {
  const isOver = (status: BindingStatus): boolean => {
    switch (status) {
      case 'pending':
      case 'active':
      case 'releasing':
        return false;
      case 'released':
      case 'expired':
      case 'failed':
        return true;
      default:
        return assertNever(status);
    }
  };

  expectTypeOf(isOver).parameter(0).toEqualTypeOf<BindingStatus>();
  // @ts-expect-error there is no such status
  isOver('deleted');
});
