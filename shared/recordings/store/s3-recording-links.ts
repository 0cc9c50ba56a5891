import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { LINK_SECONDS, type RecordingLinks } from './recording-links.ts';

/** The type under which recordings are stored and served. */
const CONTENT_TYPE = 'audio/wav';

type Options = Readonly<{ s3: S3Client; bucket: string }>;

/** Presigned S3 addresses; signing asks nobody, so it cannot fail for a store that is down. */
export const createS3RecordingLinks = ({ s3, bucket }: Options): RecordingLinks => ({
  link(objectKey, signedAt) {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: objectKey,
      ResponseContentType: CONTENT_TYPE,
    });
    return getSignedUrl(s3, command, { expiresIn: LINK_SECONDS, signingDate: signedAt });
  },
});
