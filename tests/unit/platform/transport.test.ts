import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createOutgoingAgent } from '../../../shared/platform/client/outgoing-agent.ts';
import { createTransport, type Outgoing } from '../../../shared/platform/client/transport.ts';
import {
  LOOPBACK_CERTIFICATE,
  nobodyThere,
  serveBytes,
  serveHttp,
  serveHttps,
} from '../../fakes/loopback-servers.ts';

const limits = { connectTimeoutMs: 1000, totalTimeoutMs: 2000 };
const send = createTransport(createOutgoingAgent(), limits);

const get = (url: string, more: Partial<Outgoing> = {}): Outgoing => ({
  method: 'GET',
  url,
  headers: {},
  ...more,
});

const ANSWER = '{"resultcode":"0"}';
const answering = (head: string, body = ANSWER) =>
  serveBytes((socket) => {
    socket.once('data', () => socket.end(`${head}\r\n\r\n${body}`));
  });

describe('a request', () => {
  it('leaves as one short connection, its body measured in bytes', async () => {
    let received = '';
    const url = await serveBytes((socket) => {
      socket.on('data', (bytes) => {
        received += bytes;
        if (received.endsWith('}')) socket.end(`HTTP/1.1 200 OK\r\n\r\n${ANSWER}`);
      });
    });
    const body = '{"userData":"é"}';

    await send({ method: 'POST', url: `${url}/path?a=%2B86`, headers: { 'x-aksk': 'token' }, body });

    expect(received.split('\r\n').slice(0, 1)).toEqual(['POST /path?a=%2B86 HTTP/1.1']);
    expect(received).toContain('x-aksk: token\r\n');
    expect(received).toContain('user-agent: privatenumber/0.1.0\r\n');
    expect(received).toContain('content-length: 17\r\n');
    expect(received.toLowerCase()).toContain('connection: close\r\n');
    expect(received.endsWith(body)).toBe(true);
  });

  it('without body has none, also as DELETE', async () => {
    let received = '';
    const url = await serveBytes((socket) => {
      socket.once('data', (bytes) => {
        received += bytes;
        socket.end(`HTTP/1.1 200 OK\r\n\r\n${ANSWER}`);
      });
    });

    await send({ method: 'DELETE', url, headers: {} });

    expect(received).not.toMatch(/content-length|transfer-encoding/i);
    expect(received.endsWith('\r\n\r\n')).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    ['200 OK', 200],
    ['400 Bad Request', 400],
    ['401 Unauthorized', 401],
    ['403 Forbidden', 403],
    ['500 Internal Server Error', 500],
  ])('is read to its end with status %s', async (status, httpStatus) => {
    const url = await answering(`HTTP/1.1 ${status}\r\nContent-Type: application/json`);

    const answer = await send(get(url));

    expect(answer).toEqual({
      kind: 'answered',
      httpStatus,
      location: undefined,
      json: { resultcode: '0' },
    });
  });

  it('is JSON whatever its content type says', async () => {
    const url = await answering('HTTP/1.1 200 OK\r\nContent-Type: text/html');

    expect(await send(get(url))).toMatchObject({ json: { resultcode: '0' } });
  });

  it('may start with a byte order mark and come in pieces', async () => {
    const url = await serveHttp((_request, response) => {
      response.write(Buffer.from([0xef, 0xbb, 0xbf]));
      response.end('{"resultdesc":"号"}');
    });

    expect(await send(get(url))).toMatchObject({ json: { resultdesc: '号' } });
  });

  it.each(['', '<html>Bad Gateway</html>', '{"cut":', '\u0000'])('may be no JSON: %j', async (body) => {
    const url = await answering('HTTP/1.1 502 Bad Gateway', body);

    expect(await send(get(url))).toEqual({
      kind: 'answered',
      httpStatus: 502,
      location: undefined,
      json: undefined,
    });
  });

  it.each([301, 302, 303, 307, 308])('with %i is handed over, not followed', async (httpStatus) => {
    const asked: (string | undefined)[] = [];
    const url = await serveHttp((request, response) => {
      asked.push(request.url);
      response.writeHead(httpStatus, { Location: '/elsewhere' }).end();
    });

    expect(await send(get(`${url}/here`))).toMatchObject({ httpStatus, location: '/elsewhere' });
    expect(asked).toEqual(['/here']);
  });

  it('of exactly one MiB is read, of one byte more is not', async () => {
    const json = (sizeBytes: number) => `"${'x'.repeat(sizeBytes - 2)}"`;
    const url = await serveHttp((request, response) => response.end(json(Number(request.url?.slice(1)))));

    const fitting = await send(get(`${url}/1048576`));
    const tooLarge = await send(get(`${url}/1048577`));

    expect(fitting).toMatchObject({ kind: 'answered', httpStatus: 200 });
    expect(tooLarge).toMatchObject({ kind: 'unanswered', reason: 'unreadable', mayHaveApplied: true });
  });
});

describe('a failure before the request could leave', () => {
  const cannotHaveApplied = { kind: 'unanswered', mayHaveApplied: false };

  it('is a refused connection', async () => {
    expect(await send(get(await nobodyThere()))).toMatchObject({
      ...cannotHaveApplied,
      reason: 'connection',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('is a name that does not exist', async () => {
    const answer = await send(get('http://no-such-host.invalid/'));

    expect(answer).toMatchObject(cannotHaveApplied);
  });

  it('is a certificate that nobody vouches for', async () => {
    let requests = 0;
    const url = await serveHttps((_request, response) => {
      requests += 1;
      response.end(ANSWER);
    });

    const answer = await send(get(url));

    expect(answer).toMatchObject({
      ...cannotHaveApplied,
      reason: 'connection',
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(requests).toBe(0);
  });

  it('is a connection that does not come to stand in time', async () => {
    // The server takes the connection and never answers the TLS greeting.
    const url = await serveBytes(() => undefined);
    const hasty = createTransport(createOutgoingAgent(), { connectTimeoutMs: 50, totalTimeoutMs: 2000 });

    const answer = await hasty(get(url.replace('http:', 'https:')));

    expect(answer).toMatchObject({ ...cannotHaveApplied, reason: 'time-out' });
  });
});

describe('a failure after the request may have arrived', () => {
  const mayHaveApplied = { kind: 'unanswered', mayHaveApplied: true };

  it('is a connection cut without an answer', async () => {
    const url = await serveBytes((socket) => socket.once('data', () => socket.destroy()));

    expect(await send(get(url))).toMatchObject({ ...mayHaveApplied, reason: 'connection' });
  });

  it('is a connection cut within the answer', async () => {
    const url = await answering('HTTP/1.1 200 OK\r\nContent-Length: 1000');

    expect(await send(get(url))).toMatchObject({ ...mayHaveApplied, reason: 'connection' });
  });

  it('is an answer that is not HTTP', async () => {
    const url = await answering('SSH-2.0-OpenSSH');

    expect(await send(get(url))).toMatchObject({ ...mayHaveApplied, reason: 'connection' });
  });

  it.each([
    ['none comes', '', 0],
    ['it stops half-way', 'HTTP/1.1 200 OK\r\n\r\n{', 0],
    ['it trickles', 'HTTP/1.1 200 OK\r\n\r\n{', 10],
  ])('is an answer too late: %s', async (_case, start, trickleMs) => {
    const url = await serveBytes((socket) => {
      socket.once('data', () => socket.write(start));
      if (trickleMs === 0) return;
      const trickle = setInterval(() => socket.bytesRead > 0 && socket.write(' '), trickleMs);
      socket.on('close', () => clearInterval(trickle));
    });
    const hasty = createTransport(createOutgoingAgent(), { connectTimeoutMs: 1000, totalTimeoutMs: 80 });

    expect(await hasty(get(url))).toMatchObject({ ...mayHaveApplied, reason: 'time-out' });
    expect(await send(get(url, { timeoutMs: 80 }))).toMatchObject({ ...mayHaveApplied, reason: 'time-out' });
  });
});

it('a request trusts a configured certificate, and any certificate only when told so', async () => {
  const url = await serveHttps((_request, response) => response.end(ANSWER));
  const trusting = createTransport(createOutgoingAgent({ ca: LOOPBACK_CERTIFICATE }), limits);
  const careless = createTransport(createOutgoingAgent({ verifyCertificate: false }), limits);

  expect(await trusting(get(url))).toMatchObject({ kind: 'answered', httpStatus: 200 });
  expect(await careless(get(url))).toMatchObject({ kind: 'answered', httpStatus: 200 });
});

it('a request leaves no connection open', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${ANSWER}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  await send(get(`http://127.0.0.1:${port}`));

  await new Promise((resolve) => server.close(resolve)); // resolves when the last connection is gone
});
