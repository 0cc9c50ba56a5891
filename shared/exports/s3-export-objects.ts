import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../kernel/errors.ts';
import { EXPORTS_PREFIX, type ExportObjects } from './export-objects.ts';

/** Exports in the bucket of recordings. */
export const createS3ExportObjects = (client: S3Client, bucket: string): ExportObjects => ({
  put: (key, bytes) =>
    orUnavailable('writing an export', async () => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ContentLength: bytes.byteLength,
          ContentType: 'application/gzip',
          ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
        }),
      );
    }),

  remove: (key) =>
    orUnavailable('deleting an export', async () => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    }),

  list: (after) =>
    orUnavailable('listing exports', async () => {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: EXPORTS_PREFIX, StartAfter: after }),
      );
      return Contents.flatMap(({ Key }) => Key ?? []);
    }),
});

const orUnavailable = async <Result>(purpose: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('store-unavailable', `${purpose} failed`, { cause });
  }
};
