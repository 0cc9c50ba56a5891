import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { type Attributes, conditionally, inStore } from '../storage/dynamo.ts';
import type { NumberStore } from './number-store.ts';
import { PrivateNumber } from './private-number.ts';

const Item = v.object({ pk: v.string(), sk: v.string(), sealed: v.string() });

type Options = Readonly<{
  documents: DynamoDBDocumentClient;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** The pool in DynamoDB: one partition an app, one sealed item a number. */
export const createDynamoNumberStore = ({ documents, table, sealer, lookup }: Options): NumberStore => ({
  async ofApp(app) {
    const numbers: PrivateNumber[] = [];
    let from: Attributes | undefined;
    do {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :x)',
        ExpressionAttributeValues: { ':pk': `APP#${app}`, ':x': 'X#' },
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      const page = await inStore('list private numbers', () => documents.send(command));
      numbers.push(...(page.Items ?? []).map((item) => open(sealer, item)));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return numbers;
  },

  async addIfAbsent(number) {
    const sk = `X#${lookup('private-number', number.x)}`;
    const command = new PutCommand({
      TableName: table,
      Item: {
        pk: `APP#${number.app}`,
        sk,
        state: number.state,
        sealed: sealer.seal(JSON.stringify(number), sk),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await conditionally('add a private number', () => documents.send(command));
  },
});

const open = (sealer: Sealer, attributes: Attributes): PrivateNumber => {
  const { sk, sealed } = v.parse(Item, attributes);
  return v.parse(PrivateNumber, JSON.parse(sealer.open(sealed, sk).toString('utf8')));
};
