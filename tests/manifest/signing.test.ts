import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { checkSignature } from '../builders/signature-v4.ts';

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
    names: ['signs', 'signs-lean'],
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

const runBundle = (name: string, environment: Record<string, string>) => {
  const file = join(directory, name, 'functions', name, 'index.mjs');
  const script = `const { handler } = await import(${JSON.stringify(file)}); await handler();`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment, AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ENDPOINT_URL_S3: endpoint },
  });
};

describe('a bundle with the unused parts of the SDK cut out', () => {
  it.each([
    ['signs', 'dynamodb', 'POST'],
    ['signs', 's3', 'HEAD'],
    ['signs-lean', 'dynamodb', 'POST'],
  ])(
    '%s its calls to %s with the credentials and the session token of the environment',
    async (name, service, method) => {
      received.length = 0;

      await runBundle(name, ENVIRONMENT);

      const call = received.find(({ request }) => request.method === method);
      const { url: path = '', headers = {} } = call?.request ?? {};
      const check = checkSignature({ method, path, headers, body: call?.body ?? '' }, SECRET);
      expect(check).toMatchObject({ accessKeyId: 'AKIDMADEUP', valid: true });
      expect(check.scope).toMatch(new RegExp(`^\\d{8}/cn-north-1/${service}$`));
      expect(check.signedHeaders).toContain('x-amz-security-token');
      expect(headers['x-amz-security-token']).toBe('made-up-session-token');
    },
  );

  it.each(['signs', 'signs-lean'])('%s nothing without credentials in the environment', async (name) => {
    received.length = 0;

    const run = runBundle(name, { AWS_REGION: 'cn-north-1' });

    await expect(run).rejects.toThrow('no credentials in the environment');
    expect(received).toEqual([]);
  });
});
