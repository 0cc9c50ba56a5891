import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { type Attributes, conditionally, inStore } from '../storage/dynamo.ts';
import type { NumberStore } from './number-store.ts';
import { PrivateNumber } from './private-number.ts';

const Item = v.object({ pk: v.string(), sk: v.string(), sealed: v.string() });

/** Before every instant, so that a number whose state has no time can always be overridden. */
const NEVER = '';

type Options = Readonly<{
  documents: DynamoDBDocumentClient;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** The pool in DynamoDB: one partition an app, one sealed item a number. */
export const createDynamoNumberStore = ({ documents, table, sealer, lookup }: Options): NumberStore => {
  const keyOf = (app: string, x: string) => ({ pk: `APP#${app}`, sk: `X#${lookup('private-number', x)}` });

  const toItem = (number: PrivateNumber): Attributes => {
    const key = keyOf(number.app, number.x);
    const { state, stateAt = NEVER } = number;
    return { ...key, state, stateAt, sealed: sealer.seal(JSON.stringify(number), key.sk) };
  };

  const put = async (
    number: PrivateNumber,
    condition: Readonly<Record<string, unknown>>,
  ): Promise<boolean> => {
    const command = new PutCommand({ TableName: table, Item: toItem(number), ...condition });
    return conditionally('store a private number', () => documents.send(command));
  };

  return {
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

    async get(app, x) {
      const command = new GetCommand({ TableName: table, Key: keyOf(app, x), ConsistentRead: true });
      const { Item: found } = await inStore('read a private number', () => documents.send(command));
      return found === undefined ? undefined : open(sealer, found);
    },

    async addIfAbsent(number) {
      await put(number, { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    save: (number) =>
      put(number, {
        ConditionExpression:
          'attribute_not_exists(pk) OR attribute_not_exists(stateAt) OR stateAt <= :stateAt',
        ExpressionAttributeValues: { ':stateAt': number.stateAt ?? NEVER },
      }),
  };
};

const open = (sealer: Sealer, attributes: Attributes): PrivateNumber => {
  const { sk, sealed } = v.parse(Item, attributes);
  return v.parse(PrivateNumber, JSON.parse(sealer.open(sealed, sk).toString('utf8')));
};
