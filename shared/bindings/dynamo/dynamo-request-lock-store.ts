import * as v from 'valibot';
import { epochSeconds } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import type { RequestLock, RequestLockStore } from '../model/request-lock-store.ts';

const Item = v.object({
  bindingId: v.string(),
  fingerprint: v.string(),
  leaseUntil: v.string(),
  answer: v.optional(v.string()),
});

const itemKey = (key: string) => ({ pk: `K#${key}`, sk: 'K' });

const toItem = (key: string, lock: RequestLock, expiresAt: Date) => ({
  ...itemKey(key),
  ...lock,
  expiresAt: expiresAt.toISOString(),
  ttl: epochSeconds(expiresAt),
});

/** Locks in the bindings table. DynamoDB removes expired items late, so the condition compares the time itself. */
export const createDynamoRequestLockStore = (documents: Documents, table: string): RequestLockStore => {
  const store: RequestLockStore = {
    async take(key, lock, now, expiresAt) {
      const { written } = await documents.put({
        purpose: 'taking the lock',
        table,
        item: toItem(key, lock, expiresAt),
        condition: 'attribute_not_exists(pk) OR expiresAt <= :now',
        values: { ':now': now.toISOString() },
      });
      if (written) return { taken: true };
      const held = await readLock(documents, table, key);
      // The lock was dropped between the two calls: the next try finds the place free.
      if (held === undefined) return store.take(key, lock, now, expiresAt);
      // The lock of this very call: its answer was lost, and the engine's client repeated the write.
      return held.bindingId === lock.bindingId ? { taken: true } : { taken: false, lock: held };
    },

    get: (key) => readLock(documents, table, key),

    async replace(key, old, lock, expiresAt) {
      const { written } = await documents.put({
        purpose: 'replacing the lock',
        table,
        item: toItem(key, lock, expiresAt),
        condition: 'bindingId = :bindingId AND leaseUntil = :leaseUntil',
        values: { ':bindingId': old.bindingId, ':leaseUntil': old.leaseUntil },
      });
      if (written) return true;
      // This very call may have replaced it, repeated by the engine's client after a lost answer.
      const held = await readLock(documents, table, key);
      return (
        held?.bindingId === lock.bindingId &&
        held.leaseUntil === lock.leaseUntil &&
        held.answer === lock.answer
      );
    },

    async drop(key, bindingId) {
      await documents.remove({
        purpose: 'dropping the lock',
        table,
        key: itemKey(key),
        condition: 'bindingId = :bindingId',
        values: { ':bindingId': bindingId },
      });
    },
  };
  return store;
};

const readLock = async (
  documents: Documents,
  table: string,
  key: string,
): Promise<RequestLock | undefined> => {
  const found = await documents.get({ purpose: 'reading the lock', table, key: itemKey(key) });
  if (found === undefined) return undefined;
  const { bindingId, fingerprint, leaseUntil, answer } = v.parse(Item, found);
  return { bindingId, fingerprint, leaseUntil, ...(answer === undefined ? {} : { answer }) };
};
