import { escapeUri } from '@smithy/core/protocols';
import { type AwsEnvironment, serviceAddress } from './service-address.ts';

const S3 = { name: 's3', endpointVariable: 'AWS_ENDPOINT_URL_S3' };

/** Where an object is, and the region that signs requests for it. */
export type ObjectAddress = Readonly<{
  /** With the colon. */
  protocol: string;
  /** With the port, where it is not the usual one. */
  host: string;
  /** Escaped. */
  path: string;
  region: string;
}>;

/** A bucket that may stand in the name of a host. With dots in it no certificate would cover the name. */
const HOST_LABEL = /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/;
const IP_ADDRESS = /^(\d+\.){3}\d+$|^\[/;

/**
 * The address of an object in S3, as the SDK has it: the bucket is in the host's name where it can be, else in the path. For
 * buckets by their name, not for access points or directory buckets.
 *
 * @throws {Error} as {@link serviceAddress}.
 */
export const objectAddress = (
  { bucket, key }: Readonly<{ bucket: string; key: string }>,
  { pathStyle, environment }: Readonly<{ pathStyle: boolean; environment: AwsEnvironment }>,
): ObjectAddress => {
  const {
    url: { protocol, host, hostname, pathname },
    region,
  } = serviceAddress(S3, environment);
  const inHost = !pathStyle && HOST_LABEL.test(bucket) && !IP_ADDRESS.test(hostname);
  const names = [...(inHost ? [] : [bucket]), ...key.split('/')];
  return {
    protocol,
    host: inHost ? `${bucket}.${host}` : host,
    path: `${pathname.replace(/\/$/, '')}/${names.map(escapeUri).join('/')}`,
    region,
  };
};
