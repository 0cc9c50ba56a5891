import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { credentialsIn } from './credentials.ts';
import type { AwsEnvironment, ServiceAddress } from './service-address.ts';

/** A POST before it is signed. */
export type UnsignedRequest = Readonly<{
  address: ServiceAddress;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

/** Signs a request as of an instant; resolves to all of its headers. */
export type RequestSigner = (request: UnsignedRequest, at: Date) => Promise<Record<string, string>>;

/**
 * A signer (Signature Version 4, by the SDK's own package) for one service. It reads the credentials for each request, because
 * whoever renews them puts the new ones into the environment.
 *
 * @throws {Error} from the signer, when the environment holds no credentials.
 */
export const createRequestSigner = (service: string, environment: AwsEnvironment): RequestSigner => {
  const signer = new SignatureV4({
    service,
    region: '', // given with each request
    credentials: async () => credentialsIn(environment),
    sha256: Sha256,
  });
  return async ({ address: { url, region }, headers, body }, at) => {
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host, ...headers },
      body,
    };
    const signed = await signer.sign(request, { signingDate: at, signingRegion: region });
    return signed.headers;
  };
};
