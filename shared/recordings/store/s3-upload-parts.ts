import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Content } from './spool.ts';

/** S3 takes no part below 5 MiB but the last (Amazon S3 multipart upload limits). */
const PART_BYTES = 5 * 1024 * 1024;

export const base64OfHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

type Place = Readonly<{ Bucket: string; Key: string; UploadId: string }>;
type FileContent = Extract<Content, { kind: 'file' }>;

/**
 * Uploads a file in parts, one at a time from one buffer, so memory does not grow with length. Completes the upload when
 * the last part is in; on any failure takes it back and throws what failed. `completion` is added to the last request.
 */
export const uploadParts = async (
  client: S3Client,
  object: CreateMultipartUploadCommandInput & { Bucket: string; Key: string },
  content: FileContent,
  sizeBytes: number,
  completion: Readonly<{ IfNoneMatch?: string }>,
): Promise<void> => {
  const { UploadId = '' } = await client.send(
    new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: 'SHA256' }),
  );
  const place = { Bucket: object.Bucket, Key: object.Key, UploadId };
  try {
    const Parts = await sendParts(client, place, content, sizeBytes);
    await client.send(
      new CompleteMultipartUploadCommand({ ...place, ...completion, MultipartUpload: { Parts } }),
    );
  } catch (cause) {
    // The bucket's lifecycle rule removes an upload that cannot be aborted now; the first failure is the one to report.
    await client.send(new AbortMultipartUploadCommand(place)).catch(() => undefined);
    throw cause;
  }
};

const sendParts = async (
  client: S3Client,
  place: Place,
  content: FileContent,
  sizeBytes: number,
): Promise<CompletedPart[]> => {
  const buffer = Buffer.allocUnsafeSlow(Math.min(PART_BYTES, sizeBytes));
  const parts: CompletedPart[] = [];
  for (let position = 0; position < sizeBytes; position += PART_BYTES) {
    const filled = await content.read(buffer, position);
    parts.push(await sendPart(client, place, parts.length + 1, buffer.subarray(0, filled)));
  }
  return parts;
};

const sendPart = async (
  client: S3Client,
  place: Place,
  PartNumber: number,
  Body: Buffer,
): Promise<CompletedPart> => {
  const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
  const { ETag } = await client.send(
    new UploadPartCommand({ ...place, PartNumber, Body, ContentLength: Body.byteLength, ChecksumSHA256 }),
  );
  return { PartNumber, ETag, ChecksumSHA256 };
};
