import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, stopServer } from '../../../tools/local-stack/engines.ts';
import { startLambdaPort } from '../../../tools/local-stack/events/lambda-port.ts';

const INVOKE = '/2015-03-31/functions/privatenumber-local-binding-sweeper/invocations';

describe('the Lambda port', () => {
  let port: Awaited<ReturnType<typeof startLambdaPort>>;
  let invoked = 0;
  const functions = createServer((_request, response) => {
    invoked += 1;
    response.end('{}');
  });
  beforeAll(async () => {
    const behind = `http://127.0.0.1:${await listen(functions, '127.0.0.1')}`;
    port = await startLambdaPort({ host: '127.0.0.1', port: 0, behind, events: () => [] });
  });
  beforeEach(() => {
    invoked = 0;
  });
  afterAll(async () => {
    await port.stop();
    await stopServer(functions);
  });

  const send = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<Readonly<{ status: number | undefined; body: string }>>((resolve, reject) => {
      const sent = request(new URL(path, port.endpoint), { method, headers }, (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
      });
      sent.on('error', reject).end();
    });
  const own = () => new URL(port.endpoint).host;

  it('invokes for tools, which name no origin, and for its own pages', async () => {
    const answers = [
      await send('POST', INVOKE, {}),
      await send('POST', INVOKE, { host: own().replace('127.0.0.1', 'localhost') }),
      await send('POST', INVOKE, { origin: port.endpoint, 'sec-fetch-site': 'same-origin' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(invoked).toBe(3);
  });

  it.each([
    ['a page of another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of another port here', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a page whose browser names no origin', { 'sec-fetch-site': 'cross-site' }],
    ['a page whose name leads here', { host: 'elsewhere.example:3001' }],
    ['a page whose name leads here and begins as ours', { host: '127.0.0.1.elsewhere.example' }],
    ['a page at another address', { host: '192.0.2.1:3001' }],
  ])('invokes nothing for %s, and tells it no events', async (_page, headers) => {
    const answers = [await send('POST', INVOKE, headers), await send('GET', '/events', headers)];

    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(JSON.parse(answers[0]?.body ?? '').message).toMatch(
      /^(a page from elsewhere|this server is not called)/,
    );
    expect(invoked).toBe(0);
  });
});
