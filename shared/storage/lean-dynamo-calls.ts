import type { JsonCall, JsonService } from '../aws/json-service.ts';
import type { DynamoCalls } from './dynamo-calls.ts';

/** DynamoDB, with the SDK's shorter pauses for it. */
export const DYNAMODB: JsonService = {
  name: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  jsonVersion: '1.0',
  tries: 3,
  baseMs: 25,
};

/** The calls over the lean client; the answers are the service's own JSON. */
export const leanDynamoCalls = (call: JsonCall): DynamoCalls => ({
  getItem: (input) => call('GetItem', input),
  putItem: (input) => call('PutItem', input),
  deleteItem: (input) => call('DeleteItem', input),
  updateItem: (input) => call('UpdateItem', input),
  query: (input) => call('Query', input),
  batchGetItem: (input) => call('BatchGetItem', input),
  scan: (input) => call('Scan', input),
});
