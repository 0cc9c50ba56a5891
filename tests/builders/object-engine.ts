import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { signWithChecksum } from '../../shared/recordings/store/s3-client.ts';
import {
  createBuckets,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
} from '../../tools/local-stack/create-from-template.ts';
import { startS3 } from '../../tools/local-stack/engines.ts';
import { loadTemplate } from '../../tools/local-stack/template.ts';

/** An S3 client for a local engine, as the archiver's is but for the endpoint. */
export const clientFor = (endpoint: string): S3Client =>
  signWithChecksum(
    new S3Client({
      endpoint,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
      forcePathStyle: true,
      maxAttempts: 2,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  );

/** The S3 of `S3_ENDPOINT`, or one in memory, with the bucket of the template and a look into it. */
export const startObjectEngine = async () => {
  const given = process.env['S3_ENDPOINT'];
  const engine = given ? { endpoint: given, stop: async () => {} } : await startS3();
  const { RECORDINGS_BUCKET: bucket } = await createBuckets(engine.endpoint, await loadTemplate());
  const client = clientFor(engine.endpoint);
  return {
    endpoint: engine.endpoint,
    bucket,
    client,
    keys: async (prefix: string): Promise<string[]> => {
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
      return (page.Contents ?? []).map(({ Key = '' }) => Key);
    },
    put: async (key: string, bytes: Buffer): Promise<void> => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    },
    read: async (key: string) => {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const bytes = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
      return { bytes, contentType: head.ContentType, metadata: head.Metadata };
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  };
};
export type ObjectEngine = Awaited<ReturnType<typeof startObjectEngine>>;
