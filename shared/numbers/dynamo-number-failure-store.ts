import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import { type Documents, UpdateCommand } from '../storage/documents.ts';
import { inStore } from '../storage/dynamo.ts';
import { hourOf, type NumberFailureStore } from './number-failures.ts';

/** Re-pushes come for five hours; a day later nobody adds to an hour any more. */
const KEPT_SECONDS = 24 * 3600;

const Updated = v.object({ people: v.set(v.string()) });

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

/** NumberFailures in DynamoDB: one item a number and hour, with the look-up keys of the people. One write and no read each. */
export const createDynamoNumberFailureStore = ({
  documents,
  table,
  lookup,
}: Options): NumberFailureStore => ({
  async add({ app, x, from, at }) {
    const hour = hourOf(at);
    const command = new UpdateCommand({
      TableName: table,
      Key: { pk: `U#${lookup('private-number', x)}#${hour}`, sk: app },
      UpdateExpression: 'ADD people :person SET #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':person': new Set([lookup('party', from)]),
        ':ttl': epochSeconds(addSeconds(new Date(at), KEPT_SECONDS)),
      },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes } = await inStore('record a number failure', () => documents.send(command));
    return v.parse(Updated, Attributes).people.size;
  },
});
