import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** The certificate of {@link serveHttps}, for those who are to trust it. */
export const LOOPBACK_CERTIFICATE = fixture('loopback.crt');

/** Listens on a free port of 127.0.0.1 until the test ends; the answer is the port. */
const listen = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** A plain HTTP server; the answer is its address. */
export const serveHttp = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createHttpServer(answer))}`;

/** A server with the self-signed certificate of `tests/fixtures/tls`. */
export const serveHttps = async (answer: RequestListener): Promise<string> => {
  const server = createHttpsServer({ key: fixture('loopback.key'), cert: LOOPBACK_CERTIFICATE }, answer);
  return `https://127.0.0.1:${await listen(server)}`;
};

/** A server of bare bytes, for what a decent HTTP server would not do. */
export const serveBytes = async (connected: (socket: Socket) => void): Promise<string> =>
  `http://127.0.0.1:${await listen(createTcpServer(connected))}`;

/** An HTTP CONNECT proxy with the list of hosts it was asked for; plain requests through it are listed by address. */
export const serveProxy = async (
  asked: (target: string) => 'tunnel' | 'refuse' | 'hang' = () => 'tunnel',
): Promise<{ url: string; targets: string[] }> => {
  const targets: string[] = [];
  const server = createHttpServer((request, response) => {
    targets.push(request.url ?? '');
    response.end('{}');
  });
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? '';
    targets.push(target);
    const verdict = asked(target);
    if (verdict === 'refuse') client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    if (verdict !== 'tunnel') return;
    const [host = '', port = ''] = target.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, targets };
};

/** An address on which nobody listens. */
export const nobodyThere = async (): Promise<string> => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${address.port}`;
};
