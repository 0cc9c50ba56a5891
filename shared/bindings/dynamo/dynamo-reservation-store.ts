import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import {
  type Documents,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '../../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../../storage/dynamo.ts';
import type { Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';

/** Left reservations are remembered this long, so that the same pair can get the same X again. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;

const Item = v.object({
  sk: v.string(),
  bindingId: v.string(),
  partner: v.string(),
  freeAt: v.optional(v.string()),
  route: v.optional(v.string()),
});

const itemKey = ({ app, party, x }: ReservationKey) => ({ pk: `P#${app}#${party}`, sk: `X#${x}` });

const toReservation = (attributes: Attributes): Reservation => {
  const { sk, bindingId, partner, freeAt } = v.parse(Item, attributes);
  return { x: sk.slice(2), bindingId, partner, freeAt };
};

/** PairReservations in the bindings table, one partition a party, so that one consistent query shows where a party sits. */
export const createDynamoReservationStore = (documents: Documents, table: string): ReservationStore => ({
  async of(app, party) {
    const reservations: Reservation[] = [];
    let from: Attributes | undefined;
    do {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `P#${app}#${party}` },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const page = await inStore('list reservations', () => documents.send(command));
      reservations.push(...(page.Items ?? []).map(toReservation));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return reservations;
  },

  async reserve(key, { bindingId, partner, route }, now, reuse) {
    const neverTaken = 'attribute_not_exists(pk)';
    const ours = 'bindingId = :bindingId';
    const free = 'freeAt <= :now';
    const backAgain = '(partner = :partner AND attribute_exists(freeAt))';
    const command = new PutCommand({
      TableName: table,
      Item: { ...itemKey(key), bindingId, partner, route },
      ConditionExpression: [neverTaken, ours, free, ...(reuse ? [backAgain] : [])].join(' OR '),
      ExpressionAttributeValues: {
        ':bindingId': bindingId,
        ':now': now.toISOString(),
        ...(reuse ? { ':partner': partner } : {}),
      },
    });
    return conditionally('reserve a private number', () => documents.send(command));
  },

  async reserveOver(key, { bindingId, partner, route }) {
    const command = new PutCommand({
      TableName: table,
      Item: { ...itemKey(key), bindingId, partner, route },
    });
    await inStore('reserve a private number over another binding', () => documents.send(command));
  },

  async release(key, bindingId, freeAt) {
    const command = new UpdateCommand({
      TableName: table,
      Key: itemKey(key),
      UpdateExpression: 'SET freeAt = :freeAt, #ttl = :ttl REMOVE #route',
      ConditionExpression: 'bindingId = :bindingId AND attribute_not_exists(freeAt)',
      ExpressionAttributeNames: { '#ttl': 'ttl', '#route': 'route' },
      ExpressionAttributeValues: {
        ':bindingId': bindingId,
        ':freeAt': freeAt.toISOString(),
        ':ttl': epochSeconds(addSeconds(freeAt, REMEMBERED_SECONDS)),
      },
    });
    await conditionally('release a reservation', () => documents.send(command));
  },

  async reroute(key, bindingId, route) {
    const command = new UpdateCommand({
      TableName: table,
      Key: itemKey(key),
      UpdateExpression: 'SET #route = :route',
      ConditionExpression: 'bindingId = :bindingId AND attribute_not_exists(freeAt)',
      ExpressionAttributeNames: { '#route': 'route' },
      ExpressionAttributeValues: { ':bindingId': bindingId, ':route': route },
    });
    await conditionally('lay a route', () => documents.send(command));
  },

  async routeOn(key) {
    const command = new GetCommand({ TableName: table, Key: itemKey(key), ConsistentRead: true });
    const { Item: found } = await inStore('read a route', () => documents.send(command));
    if (found === undefined) return undefined;
    const { freeAt, route } = v.parse(Item, found);
    return freeAt === undefined ? route : undefined;
  },
});
