import { Sha256 } from '@smithy/core/checksum';
import { escapeUri } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { credentialsIn } from './credentials.ts';
import type { ObjectAddress } from './object-address.ts';
import type { AwsEnvironment } from './service-address.ts';

/** The terms of a link. */
export type LinkTerms = Readonly<{
  /** The content type that the answer has, whatever the object's own is. */
  contentType: string;
  expiresInSeconds: number;
  /** The moment from which it counts. */
  signedAt: Date;
}>;

/** Makes a link that opens an object of S3 without any further authorisation. It asks nobody. */
export type LinkSigner = (address: ObjectAddress, terms: LinkTerms) => Promise<string>;

/**
 * A signer of links (Signature Version 4, by the SDK's own package), which are those that the SDK makes. It reads the credentials
 * for each link; one ends with the session of its credentials, however long it should open.
 *
 * @throws {Error} from the signer, when the environment holds no credentials.
 */
export const createLinkSigner = (environment: AwsEnvironment): LinkSigner => {
  const signer = new SignatureV4({
    service: 's3',
    region: '', // given with each link
    credentials: async () => credentialsIn(environment),
    sha256: Sha256,
    uriEscapePath: false, // S3 signs a path as it is sent
  });
  return async ({ protocol, host, path, region }, { contentType, expiresInSeconds, signedAt }) => {
    const request = {
      method: 'GET',
      protocol,
      hostname: host,
      path,
      query: { 'response-content-type': contentType, 'x-id': 'GetObject' },
      headers: { host, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    };
    const { query = {} } = await signer.presign(request, {
      expiresIn: expiresInSeconds,
      signingDate: signedAt,
      signingRegion: region,
    });
    return `${protocol}//${host}${path}?${written(query)}`;
  };
};

const written = (query: Readonly<Record<string, unknown>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(String(value))}`)
    .sort()
    .join('&');
