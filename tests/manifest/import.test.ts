import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { anApiEvent } from '../builders/api-event.ts';
import { SAMPLE_APP } from '../builders/pushes.ts';
import { accessDocument, configurationDocument } from '../harness/fixtures.ts';
import { functionsOf, packagedTemplate } from './expect-template.ts';
import { PACKAGE_DIRECTORY } from './packaged-service.ts';

const DOCUMENT = JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1'));
const ACCESS = JSON.stringify(accessDocument());

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Secrets Manager and DynamoDB over http: they note what they are asked, and the test answers the former. */
const startServices = async (secret: (asked: number, response: ServerResponse, body: string) => void) => {
  const asked: string[] = [];
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(operation);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (operation !== 'GetSecretValue') response.end('{}');
    else secret(asked.filter((other) => other === operation).length, response, body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { asked, endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
};

const withDocument = (_asked: number, response: ServerResponse, body: string) =>
  response.end(JSON.stringify({ SecretString: body.includes('ACCESS_URI') ? ACCESS : DOCUMENT }));

/** Imports a packaged function in a fresh process, as Lambda does, and then runs the script, which has its `handler`. */
const importBundle = async (name: string, endpoint: string, script = '') => {
  const file = join(PACKAGE_DIRECTORY, '.esbuild', 'package', name, 'functions', name, 'index.mjs');
  const variables = functionsOf(template).get(name)?.Environment.Variables ?? {};
  const filled = Object.entries(variables).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : /_URI$/.test(key) ? `secretsmanager:${key}` : 'filled-in',
  ]);
  const code = `
    const { handler } = await import(${JSON.stringify(file)});
    const context = { awsRequestId: 'lambda-a', functionName: 'function', getRemainingTimeInMillis: () => 10000 };
    ${script}
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    env: {
      ...Object.fromEntries(filled),
      AWS_REGION: 'cn-north-1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
      AWS_SECRET_ACCESS_KEY: 'made-up',
    },
  });
  return stdout;
};

/** Calls `unbind` with a good key and an id that cannot be, and tells what it answers. */
const CALL = `
  const event = ${JSON.stringify(anApiEvent({ route: 'DELETE /bindings/{bindingId}', path: { bindingId: '..' } }))};
  const { statusCode, headers } = await handler(event, context);
  process.stdout.write('answered ' + statusCode + ' ' + headers['retry-after']);`;

describe('a packaged function', () => {
  it('reads its documents while it is imported, once, and nothing else', async () => {
    const seen: (readonly [name: string, asked: readonly string[]])[] = [];
    const names = [...functionsOf(template).keys()];

    for (const name of names) {
      const { asked, endpoint } = await startServices(withDocument);
      await importBundle(name, endpoint);
      seen.push([name, asked]);
    }

    expect(names.length).toBeGreaterThan(15);
    // Health and the pages of errors have no configuration; the functions of the API alone have callers.
    const isOfApi = (name: string) =>
      'ACCESS_URI' in (functionsOf(template).get(name)?.Environment.Variables ?? {});
    const isBare = (name: string) => ['health', 'console', 'describe-problem'].includes(name);
    const documents = (name: string) => (isBare(name) ? 0 : isOfApi(name) ? 2 : 1);
    expect(seen).toEqual(names.map((name) => [name, Array(documents(name)).fill('GetSecretValue')]));
  });

  it('reads nothing more at its first event', async () => {
    const { asked, endpoint } = await startServices(withDocument);

    const output = await importBundle('unbind', endpoint, CALL);

    expect(output).toContain('answered 404');
    expect(asked).toEqual(['GetSecretValue', 'GetSecretValue']);
  });

  it('is imported when the configuration cannot be read, and reads it at its first event', async () => {
    const { asked, endpoint } = await startServices((count, response, body) => {
      if (count === 1) response.writeHead(400).end('{"__type":"AccessDeniedException","message":"not yet"}');
      else withDocument(count, response, body);
    });

    const output = await importBundle('unbind', endpoint, CALL);

    expect(output).toContain('"event":"function-not-prepared"');
    expect(output).toContain('answered 404');
    expect(asked).toEqual(['GetSecretValue', 'GetSecretValue', 'GetSecretValue']);
  });

  it('answers 503, and when to come again, while the configuration cannot be read', async () => {
    const { endpoint } = await startServices((_count, response) =>
      response.writeHead(400).end('{"__type":"AccessDeniedException","message":"never"}'),
    );

    const output = await importBundle('unbind', endpoint, CALL);

    expect(output).toContain('answered 503 2');
    expect(output).toContain('"event":"request-failed"');
  });
});
