import * as v from 'valibot';
import { epochSeconds } from '../../kernel/clock.ts';
import { DeleteCommand, type Documents, GetCommand, PutCommand } from '../../storage/documents.ts';
import { conditionally, inStore } from '../../storage/dynamo.ts';
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

/** Locks in the bindings table. DynamoDB removes expired rows late, so the condition compares the time itself. */
export const createDynamoRequestLockStore = (documents: Documents, table: string): RequestLockStore => {
  const read = async (key: string): Promise<RequestLock | undefined> => {
    const command = new GetCommand({ TableName: table, Key: itemKey(key), ConsistentRead: true });
    const { Item: found } = await inStore('read a lock', () => documents.send(command));
    if (found === undefined) return undefined;
    const { bindingId, fingerprint, leaseUntil, answer } = v.parse(Item, found);
    return { bindingId, fingerprint, leaseUntil, ...(answer === undefined ? {} : { answer }) };
  };

  const store: RequestLockStore = {
    async take(key, lock, now, expiresAt) {
      const command = new PutCommand({
        TableName: table,
        Item: toItem(key, lock, expiresAt),
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': now.toISOString() },
      });
      if (await conditionally('take a lock', () => documents.send(command))) return { taken: true };
      const held = await read(key);
      // Dropped between the two calls: the next try finds the place free.
      if (held === undefined) return store.take(key, lock, now, expiresAt);
      // Written by this very call, whose answer was lost and which the SDK then repeated.
      return held.bindingId === lock.bindingId ? { taken: true } : { taken: false, lock: held };
    },

    async replace(key, old, lock, expiresAt) {
      const command = new PutCommand({
        TableName: table,
        Item: toItem(key, lock, expiresAt),
        ConditionExpression: 'bindingId = :bindingId AND leaseUntil = :leaseUntil',
        ExpressionAttributeValues: { ':bindingId': old.bindingId, ':leaseUntil': old.leaseUntil },
      });
      if (await conditionally('replace a lock', () => documents.send(command))) return true;
      // As above.
      const held = await read(key);
      return (
        held?.bindingId === lock.bindingId &&
        held.leaseUntil === lock.leaseUntil &&
        held.answer === lock.answer
      );
    },

    async drop(key, bindingId) {
      const command = new DeleteCommand({
        TableName: table,
        Key: itemKey(key),
        ConditionExpression: 'bindingId = :bindingId',
        ExpressionAttributeValues: { ':bindingId': bindingId },
      });
      await conditionally('drop a lock', () => documents.send(command));
    },
  };
  return store;
};
