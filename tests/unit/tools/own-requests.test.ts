import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, listen, startDynamo, startS3, stopServer } from '../../../tools/local-stack/engines.ts';
import { ownRequestsOnly } from '../../../tools/local-stack/guard/own-requests.ts';
import { guardServers } from '../../../tools/serverless-plugin/api-gateway/own-requests.mjs';

const FOREIGN = [
  ['a page of another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ['a page of another port here', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin of its own', { origin: 'null' }],
  ['a page whose browser names no origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page whose name leads here', { host: 'elsewhere.example' }],
] as const;

type Sent = Readonly<{ method?: string; headers?: Readonly<Record<string, string>> }>;

/** `fetch` writes host and origin itself. */
const send = (url: string, { method = 'GET', headers = {} }: Sent) =>
  new Promise<Readonly<{ status: number | undefined; body: string; cors: string[] }>>((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      const cors = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'));
      text(answer).then((body) => resolve({ status: answer.statusCode, body, cors }), reject);
    });
    sent.on('error', reject).end();
  });

/** A server as serverless-offline starts both of its own. */
const startHapi = async (): Promise<Engine> => {
  const pluginFile = createRequire(import.meta.url).resolve('serverless-offline');
  await guardServers(pluginFile, '127.0.0.1');
  const { Server } = createRequire(pluginFile)('@hapi/hapi');
  const server = new Server({ host: '127.0.0.1', port: 0 });
  server.route({ method: '*', path: '/{path*}', handler: () => '{}' });
  await server.start();
  return { endpoint: server.info.uri, stop: () => server.stop() };
};

/** One of ours. */
const startOwn = async (): Promise<Engine> => {
  const server = createServer((_request, response) => response.end('{}'));
  ownRequestsOnly(server, { host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${await listen(server, '127.0.0.1')}`;
  return { endpoint, stop: () => stopServer(server) };
};

describe.each([
  ['the embedded DynamoDB', startDynamo],
  ['the embedded S3', startS3],
  ['a server of serverless-offline', startHapi],
  ['another server of the local stack', startOwn],
] as const)('%s', (_server, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.stop());

  it.each(FOREIGN)('refuses %s in words, and allows it nothing', async (_page, headers) => {
    const preflight = { ...headers, 'access-control-request-method': 'POST' };
    const answers = [
      await send(engine.endpoint, { headers }),
      await send(engine.endpoint, { method: 'POST', headers }),
      await send(engine.endpoint, { method: 'OPTIONS', headers: preflight }),
    ];

    expect(answers.map(({ status, cors }) => [status, cors])).toEqual([
      [403, []],
      [403, []],
      [403, []],
    ]);
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({
      code: 'forbidden',
      status: 403,
      detail: expect.stringMatching(/^(a page from elsewhere|this server is not called)/),
    });
  });

  it('lets tools in, and the own page, also behind a proxy of another port', async () => {
    const { host, port } = new URL(engine.endpoint);
    const allowed = [
      {},
      { host: `localhost:${port}` },
      { origin: `http://${host}` },
      { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' },
    ];

    for (const headers of allowed) expect((await send(engine.endpoint, { headers })).status).not.toBe(403);
  });
});

describe('links from elsewhere', () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site' };

  it('lead to the console, by our own names, and to no other path', async () => {
    const { endpoint, stop } = await startHapi();
    const answers = [
      await send(`${endpoint}/console`, { headers: elsewhere }),
      await send(`${endpoint}/console`, { headers: { host: 'elsewhere.example' } }),
      await send(`${endpoint}/consoles`, { headers: elsewhere }),
      await send(`${endpoint}/calls`, { headers: elsewhere }),
    ];
    await stop();

    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403]);
  });

  it('lead to a recording when they are signed', async () => {
    const { endpoint, stop } = await startS3();
    const answers = [
      await send(`${endpoint}/bucket/key?X-Amz-Signature=0`, { headers: elsewhere }),
      await send(`${endpoint}/bucket/key?X-Amz-Signature=0`, { method: 'PUT', headers: elsewhere }),
      await send(`${endpoint}/bucket/key`, { headers: elsewhere }),
    ];
    await stop();

    expect(answers.map(({ status }) => status)).toEqual([404, 403, 403]);
  });
});
