import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { getCACertificates } from 'node:tls';

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

/** Agents for the two protocols; each connection serves one request, as the platform asks (`privatenumber_020`). */
export type OutgoingAgents = Readonly<{ http: HttpAgent; https: HttpsAgent }>;

/** Plain HTTP is for servers of one's own machine, and a proxy elsewhere cannot reach those. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * Agents whose requests go through the CONNECT proxy when there is one. They are handed to platform and download calls
 * only: the AWS SDK makes agents of its own and so never meets the proxy.
 *
 * @throws {Error} for a proxy address that is no URL, or a Node older than 24.5, which would bypass the proxy in silence.
 */
export const createOutgoingAgent = ({
  httpsProxy,
  noProxy = '',
  ca,
  verifyCertificate = true,
}: OutgoingSettings = {}): OutgoingAgents => {
  if (httpsProxy === undefined)
    return {
      http: new HttpAgent({ keepAlive: false }),
      https: new HttpsAgent({ keepAlive: false, ...trust(ca, verifyCertificate) }),
    };
  checkProxy(httpsProxy);
  return {
    http: new HttpAgent({
      keepAlive: false,
      proxyEnv: { HTTP_PROXY: httpsProxy, NO_PROXY: [noProxy, LOOPBACK].filter(Boolean).join(',') },
    }),
    https: new HttpsAgent({
      keepAlive: false,
      proxyEnv: { HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy },
      ...trust(ca, verifyCertificate),
    }),
  };
};

/** `ca` would replace the certificates Node trusts, so those are named again beside it. */
const trust = (ca: string | undefined, verifyCertificate: boolean) => ({
  rejectUnauthorized: verifyCertificate,
  ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
});

const checkProxy = (httpsProxy: string): void => {
  // The address is not quoted: it may hold a password.
  if (!/^https?:\/\//.test(httpsProxy) || !URL.canParse(httpsProxy))
    throw new Error('HTTPS_PROXY must be an http or https address');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 5)) throw new Error('HTTPS_PROXY needs Node 24.5 or newer');
};
