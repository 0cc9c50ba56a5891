// The local engine has no streams, so that the records of DynamoDB Streams are made here from an item before and after a write.
import { isDeepStrictEqual } from 'node:util';
import type { WireAttributes } from '../../../shared/storage/attributes.ts';
import { LOCAL_REGION } from '../create-from-template.ts';

/** A record as Lambda hands it to a function (API reference of DynamoDB Streams, `Record`). */
export type StreamRecord = Readonly<{
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: Readonly<{
    /** Whole seconds since 1970. */
    ApproximateCreationDateTime: number;
    Keys: WireAttributes;
    OldImage?: WireAttributes;
    NewImage?: WireAttributes;
    SequenceNumber: string;
    StreamViewType: 'NEW_AND_OLD_IMAGES';
  }>;
  userIdentity?: Readonly<{ type: 'Service'; principalId: 'dynamodb.amazonaws.com' }>;
}>;

/** An item before and after a write, as it stands on the wire. */
export type Written = Readonly<{
  table: string;
  before: WireAttributes | undefined;
  after: WireAttributes | undefined;
  at: Date;
  /** From 1, growing within a table. */
  sequence: number;
  /** The item's time was up. */
  isByTimeToLive?: boolean;
}>;

/** The record of a write; `undefined` for one that left the item as it was, of which a stream has none. */
export const streamRecordOf = (written: Written): StreamRecord | undefined => {
  const { table, before, after, at, sequence, isByTimeToLive = false } = written;
  const item = after ?? before;
  if (item === undefined || isDeepStrictEqual(before, after)) return undefined;
  const { pk, sk } = item;
  const SequenceNumber = String(sequence).padStart(21, '0');
  return {
    eventID: `${table}-${SequenceNumber}`,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: LOCAL_REGION,
    eventSourceARN: `arn:aws:dynamodb:${LOCAL_REGION}:000000000000:table/${table}/stream/local`,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at.getTime() / 1000),
      Keys: { ...(pk && { pk }), ...(sk && { sk }) },
      ...(before && { OldImage: before }),
      ...(after && { NewImage: after }),
      SequenceNumber,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    ...(isByTimeToLive && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
};
