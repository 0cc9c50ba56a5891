import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoCalls } from './dynamo-calls.ts';

/** The calls over a client of the SDK. */
export const sdkDynamoCalls = (client: DynamoDBClient): DynamoCalls => ({
  getItem: (input) => client.send(new GetItemCommand(input)),
  putItem: (input) => client.send(new PutItemCommand(input)),
  deleteItem: (input) => client.send(new DeleteItemCommand(input)),
  updateItem: (input) => client.send(new UpdateItemCommand(input)),
  query: (input) => client.send(new QueryCommand(input)),
  batchGetItem: (input) => client.send(new BatchGetItemCommand(input)),
  scan: (input) => client.send(new ScanCommand(input)),
});
