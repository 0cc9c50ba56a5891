import {
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { AppError } from '../../kernel/errors.ts';
import type { Put, RecordingObject, RecordingStore } from './recording-store.ts';
import { base64OfHex, uploadParts } from './s3-upload-parts.ts';

const RECORDING_CONTENT_TYPE = 'audio/wav';

/** Each upload in parts has one part in memory; the files of the waiting ones are on disk. */
const UPLOADS_AT_ONCE = 2;

/** The headers that every way of writing has in common. */
const described = (bucket: string, { objectKey, sha256, facts }: RecordingObject) => ({
  Bucket: bucket,
  Key: objectKey,
  ContentType: RECORDING_CONTENT_TYPE,
  Metadata: {
    'call-id': facts.callId,
    sha256,
    ...(facts.bindingId === undefined ? {} : { 'binding-id': facts.bindingId }),
    ...(facts.talkSeconds === undefined ? {} : { 'talk-seconds': String(facts.talkSeconds) }),
    ...(facts.notes.length === 0 ? {} : { suspect: facts.notes.join(' ') }),
  },
});

/**
 * Recordings in an S3 bucket. Small ones are one request, whose SHA-256 the store verifies; longer ones go in parts, each
 * verified, and are completed at the end or taken back; before they begin, existence is asked for. `If-None-Match: *`
 * protects an object that is there; a store that does not know it answers 501, and from then on existence is always asked
 * for instead.
 */
export const createS3RecordingStore = (client: S3Client, bucket: string): RecordingStore => {
  let conditional = true;
  const inTurn = pLimit(UPLOADS_AT_ONCE);

  const write = async (recording: RecordingObject): Promise<void> => {
    const { content, sizeBytes, sha256, replaces } = recording;
    const once = conditional && !replaces ? { IfNoneMatch: '*' } : {};
    const object = described(bucket, recording);
    if (content.kind === 'file') return inTurn(() => uploadParts(client, object, content, sizeBytes, once));
    await client.send(
      new PutObjectCommand({
        ...object,
        ...once,
        Body: content.bytes,
        ContentLength: sizeBytes,
        ChecksumSHA256: base64OfHex(sha256),
      }),
    );
  };

  const existing = async (recording: RecordingObject): Promise<Put | undefined> => {
    const { Bucket, Key } = described(bucket, recording);
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
      return {
        kind: 'already-there',
        sizeBytes: head.ContentLength ?? 0,
        sha256: head.Metadata?.['sha256'],
      };
    } catch {
      // Absent, or not to be seen: S3 answers 403 for what is absent to callers that may not list.
      return undefined;
    }
  };

  const put = async (recording: RecordingObject): Promise<Put> => {
    try {
      await write(recording);
      return { kind: 'stored' };
    } catch (cause) {
      if (conditional && isNotImplemented(cause)) {
        conditional = false;
        return (await existing(recording)) ?? put(recording);
      }
      // Refused because it is there, or written although the answer was lost: the object that is there decides.
      const there = await existing(recording);
      if (there?.kind === 'already-there' && (!recording.replaces || there.sha256 === recording.sha256))
        return there;
      throw new AppError('store-unavailable', 'the archive did not store a recording', { cause });
    }
  };

  return {
    async put(recording) {
      // Before a long upload existence is asked for; a small one asks by itself where the store knows conditions.
      const asks = !recording.replaces && (!conditional || recording.content.kind === 'file');
      return (asks ? await existing(recording) : undefined) ?? put(recording);
    },

    async remove(objectKey) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: objectKey }));
      } catch (cause) {
        throw new AppError('store-unavailable', 'the archive did not delete a recording', { cause });
      }
    },
  };
};

const isNotImplemented = (cause: unknown): boolean =>
  cause instanceof S3ServiceException &&
  (cause.name === 'NotImplemented' || cause.$metadata.httpStatusCode === 501);
