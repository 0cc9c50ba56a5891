import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { LINK_SECONDS, type RecordingLinks } from './recording-links.ts';

/** The type under which recordings are stored and served. */
const CONTENT_TYPE = 'audio/wav';

type Options = Readonly<{ bucket: string; pathStyle: boolean }>;

/** Presigned S3 addresses; signing asks nobody, so it cannot fail for a store that is down. */
export const createS3RecordingLinks = (
  { bucket, pathStyle }: Options,
  client = new S3Client({ forcePathStyle: pathStyle }),
): RecordingLinks => ({
  link(objectKey, signedAt) {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: objectKey,
      ResponseContentType: CONTENT_TYPE,
    });
    return getSignedUrl(client, command, { expiresIn: LINK_SECONDS, signingDate: signedAt });
  },
});
