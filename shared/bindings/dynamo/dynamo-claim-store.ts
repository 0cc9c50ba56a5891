import * as v from 'valibot';
import { epochSeconds } from '../../kernel/clock.ts';
import { DeleteCommand, type Documents, GetCommand, PutCommand } from '../../storage/documents.ts';
import { conditionally, inStore } from '../../storage/dynamo.ts';
import type { Claim, ClaimStore } from '../model/claim-store.ts';

const Item = v.object({
  bindingId: v.string(),
  fingerprint: v.string(),
  leaseUntil: v.string(),
  answer: v.optional(v.string()),
});

const itemKey = (key: string) => ({ pk: `K#${key}`, sk: 'K' });

const toItem = (key: string, claim: Claim, expiresAt: Date) => ({
  ...itemKey(key),
  ...claim,
  expiresAt: expiresAt.toISOString(),
  ttl: epochSeconds(expiresAt),
});

/** Claims in the bindings table. DynamoDB removes expired rows late, so the condition compares the time itself. */
export const createDynamoClaimStore = (documents: Documents, table: string): ClaimStore => {
  const read = async (key: string): Promise<Claim | undefined> => {
    const command = new GetCommand({ TableName: table, Key: itemKey(key), ConsistentRead: true });
    const { Item: found } = await inStore('read a claim', () => documents.send(command));
    if (found === undefined) return undefined;
    const { bindingId, fingerprint, leaseUntil, answer } = v.parse(Item, found);
    return { bindingId, fingerprint, leaseUntil, ...(answer === undefined ? {} : { answer }) };
  };

  const store: ClaimStore = {
    async take(key, claim, now, expiresAt) {
      const command = new PutCommand({
        TableName: table,
        Item: toItem(key, claim, expiresAt),
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': now.toISOString() },
      });
      if (await conditionally('take a claim', () => documents.send(command))) return { taken: true };
      const held = await read(key);
      // Dropped between the two calls: the next try finds the place free.
      if (held === undefined) return store.take(key, claim, now, expiresAt);
      // Written by this very call, whose answer was lost and which the SDK then repeated.
      return held.bindingId === claim.bindingId ? { taken: true } : { taken: false, claim: held };
    },

    async replace(key, old, claim, expiresAt) {
      const command = new PutCommand({
        TableName: table,
        Item: toItem(key, claim, expiresAt),
        ConditionExpression: 'bindingId = :bindingId AND leaseUntil = :leaseUntil',
        ExpressionAttributeValues: { ':bindingId': old.bindingId, ':leaseUntil': old.leaseUntil },
      });
      if (await conditionally('replace a claim', () => documents.send(command))) return true;
      // As above.
      const held = await read(key);
      return (
        held?.bindingId === claim.bindingId &&
        held.leaseUntil === claim.leaseUntil &&
        held.answer === claim.answer
      );
    },

    async drop(key, bindingId) {
      const command = new DeleteCommand({
        TableName: table,
        Key: itemKey(key),
        ConditionExpression: 'bindingId = :bindingId',
        ExpressionAttributeValues: { ':bindingId': bindingId },
      });
      await conditionally('drop a claim', () => documents.send(command));
    },
  };
  return store;
};
