import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';

/**
 * An S3 client with time-outs that end before any function does. The endpoint comes from the SDK's own
 * `AWS_ENDPOINT_URL_S3`; credentials are the environment's. Proxies are not used.
 */
export const createS3Client = ({ pathStyle }: { pathStyle: boolean }): S3Client =>
  signWithChecksum(
    new S3Client({
      forcePathStyle: pathStyle,
      maxAttempts: 3,
      // Every upload names its own SHA-256; a second checksum would cost time and, on some stores, the request.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 2000, socketTimeout: 15_000 },
    }),
  );

const Hashed = v.object({
  headers: v.intersect([v.object({ 'x-amz-checksum-sha256': v.string() }), v.record(v.string(), v.string())]),
});

/**
 * Lets the client sign an upload with the SHA-256 that it carries as checksum, instead of hashing the bytes once more.
 * Signature and checksum then vouch for the same bytes; the store still verifies them.
 */
export const signWithChecksum = (client: S3Client): S3Client => {
  client.middlewareStack.add(
    (next) => (call) => {
      if (v.is(Hashed, call.request)) {
        const { headers } = call.request;
        headers['x-amz-content-sha256'] = Buffer.from(headers['x-amz-checksum-sha256'], 'base64').toString(
          'hex',
        );
      }
      return next(call);
    },
    { step: 'build', name: 'signWithChecksum', priority: 'low' },
  );
  return client;
};
