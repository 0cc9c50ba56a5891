import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { AppError } from '../kernel/errors.ts';
import { EXPORTS_PREFIX, type ExportObjects } from './export-objects.ts';

/** Exports in the bucket of recordings. */
export const createS3ExportObjects = (client: S3Client, bucket: string): ExportObjects => ({
  put: (key, bytes) =>
    orUnavailable('writing an export', async () => {
      await client.send(new PutObjectCommand(written(bucket, key, bytes)));
    }),

  get: (key) =>
    orUnavailable('reading an export', async () => {
      try {
        const { Body, ETag = '' } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body && { bytes: await Body.transformToByteArray(), version: ETag };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    }),

  replace: (key, bytes, version) =>
    orUnavailable('writing an export', async () => {
      try {
        await client.send(new PutObjectCommand({ ...written(bucket, key, bytes), IfMatch: version }));
        return true;
      } catch (error) {
        // 404: it was deleted; 409: it is being written; 412: it was.
        if ([404, 409, 412].includes(statusOf(error) ?? 0)) return false;
        throw error;
      }
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

const written = (bucket: string, key: string, bytes: Uint8Array) => ({
  Bucket: bucket,
  Key: key,
  Body: bytes,
  ContentLength: bytes.byteLength,
  ContentType: 'application/gzip',
  ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
});

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

const orUnavailable = async <Result>(purpose: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('store-unavailable', `${purpose} failed`, { cause });
  }
};
