import type { ClientRequest, RequestOptions } from 'node:http';
import { Agent, request } from 'node:https';

/** Where outgoing calls leave from, and whom they trust. */
export type OutgoingSettings = Readonly<{
  /** Address of an HTTP CONNECT proxy; absent: calls leave directly. */
  httpsProxy?: string | undefined;
  /** Hosts reached without the proxy, in the usual NO_PROXY form. */
  noProxy?: string | undefined;
  /** PEM certificates trusted besides those that Node trusts. */
  ca?: string | undefined;
  /** False accepts any certificate; for a host whose exception is configured, never for the platform. */
  verifyCertificate?: boolean;
}>;

/** Opens a request that leaves through an agent of ours. */
export type Opener = (url: string, options: RequestOptions) => ClientRequest;

/**
 * The openers of requests, one a protocol, each made when it is first asked for. A connection serves one request, as the
 * platform asks (`privatenumber_020`).
 */
export type OutgoingAgents = Readonly<{ http: () => Opener; https: () => Promise<Opener> }>;

/** Plain HTTP is for servers of one's own machine, and a proxy elsewhere cannot reach those. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * Agents whose requests go through the CONNECT proxy when there is one. They are handed to platform calls only: the AWS
 * SDK makes agents of its own and so never meets the proxy.
 *
 * @throws {Error} for a proxy address that is not a URL, or a Node older than 24.5, which would bypass the proxy in silence.
 */
export const createOutgoingAgent = (settings: OutgoingSettings = {}): OutgoingAgents => {
  if (settings.httpsProxy !== undefined) checkProxy(settings.httpsProxy);
  let http: Opener | undefined;
  let https: Promise<Opener> | undefined;
  return {
    http: () => {
      http ??= plainOpener(settings);
      return http;
    },
    https: () => {
      https ??= secureOpener(settings);
      return https;
    },
  };
};

/** Importing `node:http` would load the whole of `fetch`, some 20 ms (docs/adr/0033). */
const plainOpener = ({ httpsProxy, noProxy }: OutgoingSettings): Opener => {
  const plain = process.getBuiltinModule('node:http');
  const direct = [noProxy, LOOPBACK].filter(Boolean).join(',');
  const agent = new plain.Agent({
    keepAlive: false,
    ...(httpsProxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: httpsProxy, NO_PROXY: direct } }),
  });
  return (url, options) => plain.request(url, { ...options, agent });
};

const secureOpener = async ({
  httpsProxy,
  noProxy,
  ca,
  verifyCertificate = true,
}: OutgoingSettings): Promise<Opener> => {
  const agent = new Agent({
    keepAlive: false,
    rejectUnauthorized: verifyCertificate,
    ...(httpsProxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } }),
    ...(ca === undefined ? {} : { ca: await besideTheUsual(ca) }),
  });
  return (url, options) => request(url, { ...options, agent });
};

/** `ca` would replace the certificates Node trusts, so those are named again beside it. */
const besideTheUsual = async (ca: string): Promise<string[]> => {
  const { getCACertificates } = await import('node:tls');
  return [...getCACertificates('default'), ca];
};

const checkProxy = (httpsProxy: string): void => {
  // The address is not quoted: it may hold a password.
  if (!/^https?:\/\//.test(httpsProxy) || !URL.canParse(httpsProxy))
    throw new Error('HTTPS_PROXY must be an http or https address');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 5)) throw new Error('HTTPS_PROXY needs Node 24.5 or newer');
};
