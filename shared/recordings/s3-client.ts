import { S3Client } from '@aws-sdk/client-s3';

/**
 * An S3 client with time-outs that end before any function does. The endpoint comes from the SDK's own
 * `AWS_ENDPOINT_URL_S3`; credentials are the environment's. Proxies are not used.
 */
export const createS3Client = ({ pathStyle }: { pathStyle: boolean }): S3Client =>
  new S3Client({
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    // Every upload names its own SHA-256; a second checksum would cost time and, on some stores, the request.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 2000, socketTimeout: 15_000 },
  });
