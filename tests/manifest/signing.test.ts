import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { addressesIn as wholeSdkAddressesIn } from './signing-function/functions/signs/index.ts';

const SECRET = 'made-up-secret-access-key';
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_SESSION_TOKEN: 'made-up-session-token',
  AWS_REGION: 'cn-north-1',
};

type Received = Readonly<{ request: IncomingMessage; body: string }>;

let directory: string;
let server: Server;
let endpoint: string;
const received: Received[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signing-'));
  await bundleFunctions({
    root: join(ROOT, 'tests', 'manifest', 'signing-function'),
    names: ['signs'],
    outDirectory: directory,
  });
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    received.push({ request, body });
    response
      .setHeader('content-type', 'application/x-amz-json-1.0')
      .end(request.method === 'HEAD' ? undefined : '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

const bundleFile = (): string => join(directory, 'signs', 'functions', 'signs', 'index.mjs');

const runBundle = (environment: Record<string, string>) => {
  const script = `const { handler } = await import(${JSON.stringify(bundleFile())}); await handler();`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment, AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ENDPOINT_URL_S3: endpoint },
  });
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signature Version 4, after the steps of the AWS General Reference, written here a second time on purpose. */
const signatureOf = ({ request, body }: Received, signedHeaders: string, scope: string): string => {
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [
    request.method,
    request.url,
    '',
    headers.join(''),
    signedHeaders,
    request.headers['x-amz-content-sha256'] ?? sha256(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${SECRET}`);
  return hmac(key, toSign).toString('hex');
};

describe('a bundle with the unused parts of the SDK cut out', () => {
  it.each([
    ['dynamodb', 'POST'],
    ['s3', 'HEAD'],
  ])(
    'signs calls to %s with the credentials and the session token of the environment',
    async (service, method) => {
      received.length = 0;

      await runBundle(ENVIRONMENT);

      const call = received.find(({ request }) => request.method === method);
      const written =
        /^AWS4-HMAC-SHA256 Credential=AKIDMADEUP\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
          call?.request.headers.authorization ?? '',
        );
      const [, scope = '', signedHeaders = '', signature] = written ?? [];
      expect(scope).toMatch(new RegExp(`^\\d{8}/cn-north-1/${service}/aws4_request$`));
      expect(call?.request.headers['x-amz-security-token']).toBe('made-up-session-token');
      expect(signedHeaders.split(';')).toContain('x-amz-security-token');
      expect(call && signatureOf(call, signedHeaders, scope)).toBe(signature);
    },
  );

  it.each([
    ['eu-central-1', 'amazonaws.com'],
    ['cn-north-1', 'amazonaws.com.cn'],
    ['cn-northwest-1', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['us-iso-east-1', 'c2s.ic.gov'],
    ['ap-southeast-99', 'amazonaws.com'],
  ])('finds the services of %s, as the rules of the SDK do', async (region, suffix) => {
    const { addressesIn } = await import(bundleFile());

    const addresses = addressesIn(region);

    expect(addresses).toEqual([
      `https://dynamodb.${region}.${suffix}/`,
      `https://secretsmanager.${region}.${suffix}/`,
    ]);
    expect(addresses).toEqual(wholeSdkAddressesIn(region));
  });

  it('sends nothing when the environment holds no credentials', async () => {
    received.length = 0;

    const run = runBundle({ AWS_REGION: 'cn-north-1' });

    await expect(run).rejects.toThrow('no credentials in the environment');
    expect(received).toEqual([]);
  });
});
