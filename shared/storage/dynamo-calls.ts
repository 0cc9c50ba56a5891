import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  DeleteItemInput,
  DeleteItemOutput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  PutItemOutput,
  QueryInput as QueryCallInput,
  QueryOutput,
  ScanInput as ScanCallInput,
  ScanOutput,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';
import type { WireAttributes } from './attributes.ts';

/**
 * The operations of DynamoDB behind the port, as its API reference describes them. There are two clients: that of the SDK, and
 * a lean one; which of them is in a bundle is chosen at packaging (docs/adr/0033).
 *
 * @throws {Error} from each, with the service's code as its `name`; see {@link isFailedCondition}.
 */
export type DynamoCalls = Readonly<{
  getItem: (input: GetItemInput) => Promise<GetItemOutput>;
  putItem: (input: PutItemInput) => Promise<PutItemOutput>;
  deleteItem: (input: DeleteItemInput) => Promise<DeleteItemOutput>;
  updateItem: (input: UpdateItemInput) => Promise<UpdateItemOutput>;
  query: (input: QueryCallInput) => Promise<QueryOutput>;
  batchGetItem: (input: BatchGetItemInput) => Promise<BatchGetItemOutput>;
  scan: (input: ScanCallInput) => Promise<ScanOutput>;
}>;

/** The failure of a write whose condition does not hold; with the item as it is, when the write asked for that. */
export type FailedCondition = Error & { readonly Item?: WireAttributes | undefined };

/** Tells a condition that does not hold from other failures of {@link DynamoCalls}, whichever client they come from. */
export const isFailedCondition = (failure: unknown): failure is FailedCondition =>
  failure instanceof Error && failure.name === 'ConditionalCheckFailedException';
