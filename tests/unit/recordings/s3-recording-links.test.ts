import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createS3RecordingLinks } from '../../../shared/recordings/store/s3-recording-links.ts';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
  AWS_SECRET_ACCESS_KEY: 'made-up-secret',
  AWS_SESSION_TOKEN: 'made/up+session=token',
};
const SIGNED_AT = new Date('2026-03-01T08:00:00.000Z');
const KEY = 'recordings/2026/03/01/3Jx0_a-b/9Kd2.wav';

type Place = Readonly<{
  bucket: string;
  region?: string;
  endpoint?: string;
  pathStyle?: boolean;
  key?: string;
  sessionToken?: string;
}>;

const linkOf = ({
  bucket,
  region = 'eu-central-1',
  endpoint,
  pathStyle = false,
  key = KEY,
  ...more
}: Place) =>
  createS3RecordingLinks({
    bucket,
    pathStyle,
    environment: {
      ...CREDENTIALS,
      AWS_REGION: region,
      AWS_SESSION_TOKEN: more.sessionToken ?? CREDENTIALS.AWS_SESSION_TOKEN,
      AWS_ENDPOINT_URL_S3: endpoint,
    },
  }).link(key, SIGNED_AT);

/** The same link as the SDK makes it, with the settings of our own client of S3. */
const linkOfSdk = ({
  bucket,
  region = 'eu-central-1',
  endpoint,
  pathStyle = false,
  key = KEY,
  sessionToken = CREDENTIALS.AWS_SESSION_TOKEN,
}: Place) => {
  const config: S3ClientConfig = {
    region,
    forcePathStyle: pathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: {
      accessKeyId: CREDENTIALS.AWS_ACCESS_KEY_ID,
      secretAccessKey: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
      ...(sessionToken === '' ? {} : { sessionToken }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentType: 'audio/wav' });
  return getSignedUrl(new S3Client(config), command, { expiresIn: 900, signingDate: SIGNED_AT });
};

const BUCKET = 'privatenumber-prod-recordings-123456789012-eu-central-1';

const PLACES: readonly (readonly [string, Place, string])[] = [
  [
    'a bucket in the name of the host',
    { bucket: BUCKET },
    `https://${BUCKET}.s3.eu-central-1.amazonaws.com/`,
  ],
  [
    'the oldest region',
    { bucket: 'my-bucket', region: 'us-east-1' },
    'https://my-bucket.s3.us-east-1.amazonaws.com/',
  ],
  ['a bucket with dots', { bucket: 'my.bucket' }, 'https://s3.eu-central-1.amazonaws.com/my.bucket/'],
  ['a bucket with capitals', { bucket: 'MyBucket' }, 'https://s3.eu-central-1.amazonaws.com/MyBucket/'],
  [
    'a bucket with an underscore',
    { bucket: 'my_bucket' },
    'https://s3.eu-central-1.amazonaws.com/my_bucket/',
  ],
  [
    'a bucket in the path',
    { bucket: 'my-bucket', pathStyle: true },
    'https://s3.eu-central-1.amazonaws.com/my-bucket/',
  ],
  ['credentials without a session', { bucket: 'my-bucket', sessionToken: '' }, 'https://my-bucket.s3.'],
  [
    'an engine at an IPv4 address',
    { bucket: 'my-bucket', endpoint: 'http://127.0.0.1:4566' },
    'http://127.0.0.1:4566/my-bucket/',
  ],
  [
    'an engine at an IPv6 address',
    { bucket: 'my-bucket', endpoint: 'http://[::1]:4566' },
    'http://[::1]:4566/my-bucket/',
  ],
  [
    'an engine with a name',
    { bucket: 'my-bucket', endpoint: 'http://localhost:4566' },
    'http://my-bucket.localhost:4566/',
  ],
  [
    'an engine below a path',
    { bucket: 'my-bucket', endpoint: 'https://s3.example/base' },
    'https://my-bucket.s3.example/base/',
  ],
  [
    'an engine below a path, by path',
    { bucket: 'my-bucket', endpoint: 'https://s3.example/base', pathStyle: true },
    'https://s3.example/base/my-bucket/',
  ],
  [
    'an engine at the usual port',
    { bucket: 'my-bucket', endpoint: 'https://s3.example:443/' },
    'https://my-bucket.s3.example/',
  ],
  [
    'an engine and a bucket with dots',
    { bucket: 'my.bucket', endpoint: 'http://s3.example' },
    'http://s3.example/my.bucket/',
  ],
  ...[
    ['cn-north-1', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['us-iso-east-1', 'c2s.ic.gov'],
    ['us-isob-east-1', 'sc2s.sgov.gov'],
    ['us-isof-south-1', 'csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'cloud.adc-e.uk'],
    ['ap-southeast-99', 'amazonaws.com'],
  ].map(
    ([region = '', suffix]) =>
      [
        `the region ${region}`,
        { bucket: 'my-bucket', region },
        `https://my-bucket.s3.${region}.${suffix}/`,
      ] as const,
  ),
];

describe('a link to a recording', () => {
  it.each(PLACES)('for %s is the one that the SDK makes', async (_title, place, beginning) => {
    const link = await linkOf(place);

    expect(link.slice(0, beginning.length)).toBe(beginning);
    expect(link).toBe(await linkOfSdk(place));
  });

  it('is that of the SDK for any key', async () => {
    const parts = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(parts, fc.boolean(), async (names, pathStyle) => {
        const place = { bucket: 'my-bucket', key: names.join('/'), pathStyle };
        expect(await linkOf(place)).toBe(await linkOfSdk(place));
      }),
    );
  });

  it('opens for a quarter of an hour, as sound, with the session of the credentials', async () => {
    const { searchParams } = new URL(await linkOf({ bucket: BUCKET }));

    expect(Object.fromEntries(searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      'X-Amz-Credential': 'AKIDMADEUP/20260301/eu-central-1/s3/aws4_request',
      'X-Amz-Date': '20260301T080000Z',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'made/up+session=token',
      'X-Amz-Signature': expect.stringMatching(/^[\da-f]{64}$/),
      'X-Amz-SignedHeaders': 'host',
      'response-content-type': 'audio/wav',
      'x-id': 'GetObject',
    });
  });

  it('is signed with the credentials of its moment', async () => {
    const environment: Record<string, string> = { ...CREDENTIALS, AWS_REGION: 'eu-central-1' };
    const links = createS3RecordingLinks({ bucket: BUCKET, pathStyle: false, environment });
    await links.link(KEY, SIGNED_AT);
    environment['AWS_ACCESS_KEY_ID'] = 'AKIDRENEWED';

    expect(await links.link(KEY, SIGNED_AT)).toContain('X-Amz-Credential=AKIDRENEWED%2F');
  });

  it.each([
    [{ AWS_REGION: 'eu-central-1' }, 'no credentials in the environment'],
    [CREDENTIALS, 'missing in the environment: AWS_REGION'],
    [
      { ...CREDENTIALS, AWS_REGION: 'us-east-1', AWS_USE_FIPS_ENDPOINT: 'true' },
      'AWS_USE_FIPS_ENDPOINT needs an address in AWS_ENDPOINT_URL_S3',
    ],
  ])('is not made with %o', async (environment, message) => {
    const links = createS3RecordingLinks({ bucket: BUCKET, pathStyle: false, environment });

    await expect(links.link(KEY, SIGNED_AT)).rejects.toThrow(message);
  });
});
