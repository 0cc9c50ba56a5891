import { objectAddress } from '../../aws/object-address.ts';
import type { AwsEnvironment } from '../../aws/service-address.ts';
import { createLinkSigner } from '../../aws/sign-link.ts';
import { LINK_SECONDS, type RecordingLinks } from './recording-links.ts';

/** The type under which recordings are stored and served. */
const CONTENT_TYPE = 'audio/wav';

type Options = Readonly<{
  bucket: string;
  /** Address the bucket by path. */
  pathStyle: boolean;
  environment: AwsEnvironment;
}>;

/**
 * Presigned S3 addresses, without a client of S3, which would be most of a function (docs/adr/0033). Signing asks nobody, so it
 * cannot fail for a store that is down.
 */
export const createS3RecordingLinks = ({ bucket, ...surroundings }: Options): RecordingLinks => {
  const sign = createLinkSigner(surroundings.environment);
  return {
    link: async (key, signedAt) =>
      sign(objectAddress({ bucket, key }, surroundings), {
        contentType: CONTENT_TYPE,
        expiresInSeconds: LINK_SECONDS,
        signedAt,
      }),
  };
};
