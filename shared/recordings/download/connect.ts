import { createHash, X509Certificate } from 'node:crypto';
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { DownloadFault } from '../store/failure.ts';
import type { DownloadHost, UsedException } from './download-host.ts';
import { isPublicAddress } from './public-address.ts';

/** Asks for a name's addresses, in the form of `dns.lookup` with `all`. */
export type Lookup = (
  name: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export type Target = Readonly<{ host: string; port: number }>;

/** Opens a TCP connection through a proxy; `undefined` for hosts that are reached directly. */
export type Tunnel = (target: Target, signal: AbortSignal) => Promise<Socket> | undefined;

export type Connecting = Readonly<{
  url: URL;
  rule: DownloadHost;
  signal: AbortSignal;
  onException: (used: UsedException) => void;
  lookup?: Lookup | undefined;
  tunnel?: Tunnel | undefined;
}>;

export type Connected =
  | Readonly<{ kind: 'connected'; socket: Socket }>
  | Readonly<{ kind: 'failed'; fault: DownloadFault; cause?: unknown }>;

const failed = (fault: DownloadFault, cause?: unknown): Connected => ({ kind: 'failed', fault, cause });

/**
 * Opens a fresh connection for one file; the request is written only after every check has passed. The address guard is in
 * the name look-up of the connection itself, so the address that was checked is the one that is connected to. Through a
 * proxy the guard sees literal addresses only: names are resolved by the proxy, which then has to keep private networks
 * closed.
 */
export const connectTo = async (connecting: Connecting): Promise<Connected> => {
  const { url, rule } = connecting;
  if (url.username !== '' || url.password !== '') return failed('bad-url');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return failed('bad-url');
  if (url.protocol === 'http:') {
    if (!rule.allowHttp) return failed('plain-http');
    connecting.onException('allow-http');
  }
  const opened = await openTcp(connecting);
  return opened.kind === 'failed' || url.protocol === 'http:' ? opened : secure(opened.socket, connecting);
};

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

const openTcp = async (connecting: Connecting): Promise<Connected> => {
  const { url, signal, tunnel } = connecting;
  const host = hostOf(url);
  // The system's look-up is never asked for a literal address, so that one is judged here.
  if (isIP(host) !== 0 && !admits(connecting, host)) return failed('address-refused');
  const target = { host, port: portOf(url) };
  try {
    const socket = await (tunnel?.(target, signal) ?? direct(connecting, target));
    // A reader of the socket gets its errors too; between two readers nobody does, and that would end the process.
    socket.on('error', () => undefined);
    return { kind: 'connected', socket };
  } catch (cause) {
    return failed(faultOf(cause), cause);
  }
};

/** A private address is admitted by the host's exception only, and then reported. */
const admits = ({ rule, onException }: Connecting, address: string): boolean => {
  if (isPublicAddress(address)) return true;
  if (rule.allowPrivate) onException('allow-private');
  return rule.allowPrivate;
};

const REFUSED = 'ERR_ADDRESS_NOT_PUBLIC';

const faultOf = (cause: unknown): DownloadFault => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === REFUSED) return 'address-refused';
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'name-not-resolved' : 'connection-failed';
};

const direct = (connecting: Connecting, target: Target): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp({ ...target, lookup: guardedLookup(connecting), signal: connecting.signal });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });

/** The look-up that the socket uses: it never learns of an address that the guard refuses. */
const guardedLookup =
  (connecting: Connecting): LookupFunction =>
  (name, options, done) => {
    const lookup: Lookup = connecting.lookup ?? systemLookup;
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const admitted = error === null ? addresses.filter(({ address }) => admits(connecting, address)) : [];
      const [first] = admitted;
      if (error !== null || first === undefined) done(error ?? refusal(), '');
      else if (options.all === true) done(null, admitted);
      else done(null, first.address, first.family);
    });
  };

const refusal = (): NodeJS.ErrnoException =>
  Object.assign(new Error('the host has no public address'), { code: REFUSED });

const secure = (socket: Socket, { url, rule, signal, onException }: Connecting): Promise<Connected> => {
  if (rule.insecure) onException('insecure');
  if (rule.ca !== undefined) onException('ca');
  if (rule.pin !== undefined) onException('pin');
  const host = hostOf(url);
  const secured = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(rule.ca === undefined ? {} : { secureContext: trusting(rule.ca) }),
    // A pin alone replaces the chain check: it is stricter, and made for certificates that no authority signed.
    rejectUnauthorized: !(rule.insecure || (rule.pin !== undefined && rule.ca === undefined)),
  });
  return new Promise((resolve) => {
    const fail = (fault: DownloadFault, cause?: unknown) => {
      signal.removeEventListener('abort', onAbort);
      secured.destroy();
      socket.destroy();
      resolve(failed(fault, cause));
    };
    const onAbort = () => fail('connection-failed', signal.reason);
    signal.addEventListener('abort', onAbort);
    const onError = (cause: Error) =>
      fail(secured.authorizationError ? 'certificate-refused' : 'connection-failed', cause);
    // It stays, for the same reason as that of the TCP connection.
    secured.on('error', onError);
    secured.once('secureConnect', () => {
      if (!hasPin(secured, rule.pin)) return fail('pin-mismatch');
      signal.removeEventListener('abort', onAbort);
      resolve({ kind: 'connected', socket: secured });
    });
  });
};

const contexts = new Map<string, SecureContext>();

/** Parsing all public roots takes milliseconds, so it is done once a certificate and not once a file. */
const trusting = (ca: string): SecureContext => {
  // `ca` alone would replace the certificates that Node trusts, so those are named again beside it.
  const context = contexts.get(ca) ?? createSecureContext({ ca: [...getCACertificates('default'), ca] });
  contexts.set(ca, context);
  return context;
};

/** Compares the SHA-256 of the certificate's public key (SubjectPublicKeyInfo, DER). */
const hasPin = (secured: TLSSocket, pin: string | undefined): boolean => {
  if (pin === undefined) return true;
  const key = new X509Certificate(secured.getPeerCertificate(true).raw).publicKey;
  const digest = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return `sha256/${digest}` === pin;
};
