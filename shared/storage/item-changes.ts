import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { fromWire } from './attributes.ts';
import type { Attributes } from './documents.ts';

/** One change of a stored item, in the order of its stream. An item that is made has no `before`, one that is removed no `after`. */
export type ItemChange = Readonly<{
  table: string;
  before: Attributes | undefined;
  after: Attributes | undefined;
  /** When it was written, ISO 8601 UTC; the stream knows whole seconds. */
  at: string;
  /** Its place in the stream, by which a function says up to where it is done. */
  sequenceNumber: string;
  /** The item's time was up (`ttl`): nobody of ours has removed it. */
  isByTimeToLive: boolean;
}>;

const Image = v.record(
  v.string(),
  v.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);

/** A record as Lambda hands it on (DynamoDB Streams, `NEW_AND_OLD_IMAGES`). */
const StreamRecord = v.object({
  eventSourceARN: v.string(),
  dynamodb: v.object({
    ApproximateCreationDateTime: v.number(),
    SequenceNumber: v.string(),
    OldImage: v.optional(Image),
    NewImage: v.optional(Image),
  }),
  userIdentity: v.nullish(v.object({ principalId: v.string() })),
});

const StreamEvent = v.object({ Records: v.array(StreamRecord) });

/** Reads the changes of an event of a stream trigger. @throws {v.ValiError} for an event of another kind, which is a mistake in our template. */
export const readItemChanges = (event: unknown): readonly ItemChange[] =>
  v.parse(StreamEvent, event).Records.map(({ eventSourceARN, dynamodb, userIdentity }) => ({
    table: tableOf(eventSourceARN),
    before: dynamodb.OldImage && fromWire(dynamodb.OldImage),
    after: dynamodb.NewImage && fromWire(dynamodb.NewImage),
    at: new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString(),
    sequenceNumber: dynamodb.SequenceNumber,
    isByTimeToLive: userIdentity?.principalId === 'dynamodb.amazonaws.com',
  }));

/** The name in `arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>`. */
const tableOf = (streamArn: string): string => streamArn.split('/')[1] ?? '';

/** The answer of a function that reports failed records: Lambda brings the first of them, and all behind it, again. */
export type BatchReport = Readonly<{ batchItemFailures: readonly Readonly<{ itemIdentifier: string }>[] }>;

/** Every change is done. */
export const ALL_DONE: BatchReport = { batchItemFailures: [] };

/** From this change on they come again. */
export const againFrom = ({ sequenceNumber }: ItemChange): BatchReport => ({
  batchItemFailures: [{ itemIdentifier: sequenceNumber }],
});
