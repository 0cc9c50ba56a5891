import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomerDoor } from '../control/customer-api.ts';
import { closeServer, listenOn } from '../http/listener.ts';
import { A, openPlayground, type Playground, X } from './playground.ts';

const FOREIGN = [
  ['a page of another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ['a page of another port here', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin of its own', { origin: 'null' }],
  ['a page whose browser names no origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page whose name leads here', { host: 'elsewhere.example' }],
  ['a page at another address', { host: '192.0.2.1:3100' }],
] as const;

type Answered = Readonly<{ status: number | undefined; body: string }>;

/** `fetch` writes host and origin itself. */
const send = (url: string, method: string, headers: Readonly<Record<string, string>>, body = '') =>
  new Promise<Answered>((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      text(answer).then((got) => resolve({ status: answer.statusCode, body: got }), reject);
    });
    sent.on('error', reject).end(body);
  });

describe('the side door', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());
  const at = (path: string) => playground.simulator.url + path;

  it.each(FOREIGN)('does nothing for %s, and tells it nothing', async (_page, headers) => {
    const call = JSON.stringify({ from: A, to: X, outcome: 'answered' });

    const placed = await send(at('/control/calls'), 'POST', headers, call);
    const told = await send(at('/control/apps'), 'GET', headers);
    const asked = await send(at('/our-api/calls'), 'GET', headers);

    expect([placed, told, asked].map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(JSON.parse(placed.body).error).toMatch(/^(a page from elsewhere|this server is not called)/);
    expect(await playground.control.calls()).toEqual([]);
  });

  it('is open to tools, which name no origin, and to its own page, also at localhost', async () => {
    const { port, url } = playground.simulator;
    const answers = await Promise.all([
      send(at('/control/now'), 'GET', {}),
      send(at('/control/advance'), 'POST', { origin: url, 'sec-fetch-site': 'same-origin' }, '{"seconds":1}'),
      send(`http://127.0.0.1:${port}/control/now`, 'GET', {
        host: `localhost:${port}`,
        origin: `http://localhost:${port}`,
      }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('leaves the platform to every customer, by whatever name', async () => {
    const answer = await send(at('/rest/caas/relationnumber/partners/v1.0'), 'GET', {
      host: 'platform.example',
      origin: 'https://elsewhere.example',
    });

    expect([answer.status, JSON.parse(answer.body).resultcode]).toEqual([400, '1023006']);
  });

  it('gives a page that may load nothing from elsewhere to whoever follows a link, by our own names alone', async () => {
    const page = await fetch(at('/console'), { headers: { 'sec-fetch-site': 'cross-site' } });
    const html = await page.text();
    const [asset = ''] = /console\/simulator-[0-9a-f]{12}\.js/.exec(html) ?? [];
    const script = await fetch(at(`/${asset}`));
    const byOtherName = await send(at('/console'), 'GET', { host: 'elsewhere.example' });

    expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript;charset=utf-8',
    ]);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(at('/console/nothing.js'))).status).toBe(404);
    expect(byOtherName.status).toBe(403);
  });

  it.each(['/', '/console/'])('leads from %s to the page', async (path) => {
    const answer = await fetch(at(path), { redirect: 'manual' });

    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console']);
  });
});

describe("the customer's API behind the page", () => {
  const asked: unknown[] = [];
  const api = createServer((message, response) => {
    void text(message).then((body) => {
      const { authorization, cookie } = message.headers;
      const { 'idempotency-key': key, 'accept-language': language } = message.headers;
      asked.push({ method: message.method, url: message.url, body, authorization, cookie, key, language });
      response.writeHead(201, { 'content-type': 'application/json', 'x-request-id': 'r-1', server: 'any' });
      response.end('{"made":true}');
    });
  });
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    asked.length = 0;
    for (const close of open.splice(0)) await close();
  });
  const connected = async () => {
    const url = `http://127.0.0.1:${await listenOn(api, 0, '127.0.0.1')}`;
    const playground = await openPlayground({}, { customerApi: { url, apiKey: 'key-1' } });
    open.push(playground.close, () => closeServer(api));
    return { url, ...playground };
  };

  it('is asked with its key and nothing that the page did not mean to send', async () => {
    const { simulator } = await connected();

    const answer = await send(
      `${simulator.url}/our-api/bindings?app=rides`,
      'POST',
      { authorization: 'Bearer of-the-page', cookie: 'a=b', 'idempotency-key': 'k', 'accept-language': 'zh' },
      '{"mode":"AXB"}',
    );

    expect(answer).toEqual({ status: 201, body: '{"made":true}' });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/bindings?app=rides',
        body: '{"mode":"AXB"}',
        authorization: 'Bearer key-1',
        cookie: undefined,
        key: 'k',
        language: 'zh',
      },
    ]);
  });

  it.each([
    ['127.0.0.1', undefined, 201],
    ['127.0.0.2', undefined, 201],
    ['::1', undefined, 201],
    ['::ffff:127.0.0.1', undefined, 201],
    ['192.0.2.9', undefined, 403],
    ['::ffff:192.0.2.9', undefined, 403],
    ['2001:db8::1', undefined, 403],
    ['', undefined, 403],
    ['192.0.2.9', 'Bearer key-2', 403],
    ['192.0.2.9', 'Bearer key-1', 201],
  ] as const)('lends its key to this machine alone: %s with %s', async (address, authorization, status) => {
    const { url } = await connected();
    const door = createCustomerDoor({ url, apiKey: 'key-1' });
    const headers = authorization === undefined ? {} : { authorization };
    const sent = { method: 'GET', path: '/our-api/calls', query: '', body: '', bytes: Buffer.alloc(0) };

    const answer = await door({ ...sent, headers, address });

    expect(answer?.status).toBe(status);
    expect(asked).toHaveLength(status === 201 ? 1 : 0);
  });

  it('is the only server that is asked, whatever the path', async () => {
    const { simulator } = await connected();

    const answers = await Promise.all(
      ['//elsewhere.example/x', '/@elsewhere.example/', '/..//elsewhere.example'].map((path) =>
        send(`${simulator.url}/our-api${path}`, 'GET', {}),
      ),
    );

    expect(answers.every(({ status }) => status === 201 || status === 404)).toBe(true);
    expect(asked.length).toBe(answers.filter(({ status }) => status === 201).length);
  });

  it('is named by the control API, and its key is not', async () => {
    const { simulator, url } = await connected();

    const about = await (await fetch(`${simulator.url}/control/about`)).text();

    expect(JSON.parse(about)).toMatchObject({ customerApi: url, seed: 7, dialect: { sessionId: 'old' } });
    expect(about).not.toContain('key-1');
  });

  it('is not there unless the simulator was told of one, and a silent one is said to be', async () => {
    const alone = await openPlayground();
    const silent = await openPlayground({}, { customerApi: { url: 'http://127.0.0.1:9', apiKey: 'key-1' } });
    open.push(alone.close, silent.close);

    const none = await fetch(`${alone.simulator.url}/our-api/calls`);
    const mute = await fetch(`${silent.simulator.url}/our-api/calls`);

    expect([none.status, await none.json()]).toEqual([
      404,
      { title: 'No API is connected: start both with npm start.' },
    ]);
    expect([mute.status, await mute.json()]).toEqual([
      502,
      { title: 'The API at http://127.0.0.1:9 does not answer.' },
    ]);
  });
});
