import { describe, expect, it } from 'vitest';
import { createDynamoDocuments } from '../../../shared/storage/dynamo-documents.ts';
import { carryOut, type StoreCall } from '../../fakes/documents-around.ts';
import { callsAround, dynamoCallsAt } from '../../harness/dynamo-clients.ts';
import { usesOfStoreCall } from '../../rights/store-call.ts';

const TABLE = 'f00-privatenumber-local-bindings';
const at = { purpose: 'testing', table: TABLE };
const key = { pk: 'B#1', sk: 'B' };

const CALLS: readonly StoreCall[] = [
  { name: 'get', input: { ...at, key } },
  { name: 'put', input: { ...at, item: key } },
  { name: 'update', input: { ...at, key, change: 'SET a = :a', values: { ':a': 1 } } },
  { name: 'remove', input: { ...at, key } },
  { name: 'query', input: { ...at, where: 'pk = :pk' } },
  { name: 'batchGet', input: { ...at, keys: [key] } },
];

/** The operation of DynamoDB that our port makes of a call. */
const operationOf = async (call: StoreCall): Promise<string> => {
  const operations: string[] = [];
  const calls = callsAround(dynamoCallsAt.lean('http://127.0.0.1:9'), async (operation) => {
    operations.push(operation);
    return {};
  });
  await carryOut(createDynamoDocuments(calls), call);
  return operations.join();
};

describe('a call of the port', () => {
  it.each(CALLS)('$name needs the right with the name of its operation', async (call) => {
    const [use] = usesOfStoreCall(call);

    expect(use?.action.toLowerCase()).toBe(`dynamodb:${(await operationOf(call)).toLowerCase()}`);
    expect(use?.resource).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/privatenumber-local-bindings');
  });

  it('on an index needs the right on that index', () => {
    const input = { ...at, index: 'a-index', where: 'a = :a' };

    expect(usesOfStoreCall({ name: 'query', input })).toEqual([
      {
        action: 'dynamodb:Query',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/privatenumber-local-bindings/index/a-index',
      },
    ]);
  });
});
