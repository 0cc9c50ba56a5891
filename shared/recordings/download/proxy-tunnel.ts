import type { ClientRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIPv4, type Socket } from 'node:net';
import { USER_AGENT } from '../../observability/user-agent.ts';
import type { Target, Tunnel } from './connect.ts';

/**
 * Opens connections through an HTTP CONNECT proxy (RFC 9110, 9.3.6). Hosts named in `noProxy` and the loopback hosts,
 * which no proxy elsewhere can reach, are left to the direct way. The target's TLS runs inside the tunnel, so the
 * proxy sees a host name and nothing else.
 */
export const createProxyTunnel = (httpsProxy: string, noProxy = ''): Tunnel => {
  const proxy = new URL(httpsProxy);
  return (target, signal) =>
    isDirect(target.host, noProxy) ? undefined : tunnel(ask(proxy, target, signal));
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** The usual NO_PROXY form: names, which cover their subdomains, addresses, or `*`; a port is ignored. */
const isDirect = (host: string, noProxy: string): boolean =>
  isLoopback(host) ||
  noProxy
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase().replace(/^\*?\./, ''))
    // The end of an IPv6 address looks like a port.
    .flatMap((entry) => [entry, entry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')])
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));

const ask = (proxy: URL, { host, port }: Target, signal: AbortSignal): ClientRequest => {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  // As a static import, `node:http` would load the whole of `fetch` (docs/adr/0033).
  const send = proxy.protocol === 'https:' ? secureRequest : process.getBuiltinModule('node:http').request;
  return send({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    path: authority,
    headers: {
      host: authority,
      'user-agent': USER_AGENT,
      ...(user === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    agent: false,
    signal,
  }).end();
};

/** Node takes every answer to CONNECT for an accepted one, so its status is judged here. */
const tunnel = (asked: ClientRequest): Promise<Socket> =>
  new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('connect', (answer, socket, head) => {
      if (answer.statusCode === 200) {
        if (head.byteLength > 0) socket.unshift(head);
        resolve(socket);
      } else {
        socket.destroy();
        reject(new Error(`the proxy made no tunnel: HTTP ${answer.statusCode}`));
      }
    });
  });
