import type { ClientRequest, IncomingHttpHeaders, RequestOptions } from 'node:http';

/** An answer of any status, read to its end. */
export type HttpAnswer = Readonly<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>;

/** When waiting ends. */
export type SilenceLimits = Readonly<{
  /** Until the TCP connection stands. */
  connectTimeoutMs: number;
  /** Without a byte in either direction. */
  silenceTimeoutMs: number;
}>;

/**
 * Posts a body and reads the whole answer.
 *
 * @throws {Error} `TimeoutError` after a time-out, else the error of the network with its `code`; an answer that is cut off
 *   is `ECONNRESET`.
 */
export type Exchange = (
  url: URL,
  request: Readonly<{ headers: Record<string, string>; body: string }>,
) => Promise<HttpAnswer>;

type Opener = (url: URL, options: RequestOptions) => ClientRequest;

/**
 * Connections of one client at most, for each of which a cold container pays a TLS handshake; further requests wait for one. The
 * SDK would open 50. docs/performance.md has the figures.
 */
export const MOST_CONNECTIONS = 16;

/** Connections stay open between requests. */
const AGENT = { keepAlive: true, maxSockets: MOST_CONNECTIONS };

/** Exchanges over connections of its own. A proxy is never used. */
export const createExchange = (limits: SilenceLimits): Exchange => {
  const openers = new Map<string, Opener>();
  return (url, { headers, body }) => {
    const open = openers.get(url.protocol) ?? openerOf(url.protocol);
    openers.set(url.protocol, open);
    const request = open(url, { method: 'POST', headers, timeout: limits.silenceTimeoutMs });
    return answerTo(request, body, limits);
  };
};

/** As a static import, `node:http` would load the whole of `fetch`, some 20 ms, for what it exports of it. */
const openerOf = (protocol: string): Opener => {
  if (protocol === 'https:') {
    const { Agent, request } = process.getBuiltinModule('node:https');
    const agent = new Agent(AGENT);
    return (url, options) => request(url, { ...options, agent });
  }
  const { Agent, request } = process.getBuiltinModule('node:http');
  const agent = new Agent(AGENT);
  return (url, options) => request(url, { ...options, agent });
};

const answerTo = (request: ClientRequest, body: string, limits: SilenceLimits): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const giveUp = (message: string) => {
      reject(Object.assign(new Error(message), { name: 'TimeoutError' }));
      request.destroy();
    };
    request.once('timeout', () => giveUp(`silence for ${limits.silenceTimeoutMs} ms`));
    request.once('socket', (socket) => {
      if (!socket.connecting) return;
      const timeout = setTimeout(
        () => giveUp(`no connection within ${limits.connectTimeoutMs} ms`),
        limits.connectTimeoutMs,
      );
      const stop = () => clearTimeout(timeout);
      socket.once('connect', stop).once('close', stop);
    });
    // Stays, because destroying a request may still emit an error.
    request.on('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });
