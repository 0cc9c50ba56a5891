import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { OutgoingAgents } from '../client/outgoing-agent.ts';

/** The way to a host as far as it goes. `failed`: at which step, and with which code of Node's. */
export type Reached =
  | Readonly<{ kind: 'reached'; certificateEndsAt?: string }>
  | Readonly<{ kind: 'failed'; step: 'name' | 'proxy' | 'connection' | 'certificate'; code: string }>;

const TIMEOUT_MS = 4000;

/**
 * Looks up the name, connects (through the proxy where there is one) and makes TLS, and sends nothing: a request without a
 * signature would be a failed authentication. Never throws.
 */
export const reachHost = async (agents: OutgoingAgents, url: string): Promise<Reached> => {
  const opener = url.startsWith('https:') ? await agents.https() : agents.http();
  return new Promise((resolve) => {
    const request = opener(url, { method: 'GET' });
    const end = (reached: Reached) => {
      clearTimeout(timer);
      resolve(reached);
      request.destroy();
    };
    const timer = setTimeout(() => end({ kind: 'failed', step: 'connection', code: 'time-out' }), TIMEOUT_MS);
    request.on('error', (cause) => end(failureOf(cause)));
    onConnected(request, end);
  });
};

/** A socket that went through a proxy is handed over when it is secure already. */
const onConnected = (request: ClientRequest, end: (reached: Reached) => void): void => {
  request.once('socket', (socket) => {
    const tell = () => end({ kind: 'reached', ...certificateOf(socket) });
    if (!socket.connecting) return tell();
    socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', tell);
  });
};

const certificateOf = (socket: unknown): Readonly<{ certificateEndsAt?: string }> => {
  if (!(socket instanceof TLSSocket)) return {};
  const endsAt = new Date(socket.getPeerCertificate().valid_to);
  return Number.isNaN(endsAt.getTime()) ? {} : { certificateEndsAt: endsAt.toISOString() };
};

const failureOf = (cause: unknown): Reached => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return { kind: 'failed', step: stepOf(code), code };
};

const stepOf = (code: string): 'name' | 'proxy' | 'connection' | 'certificate' => {
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'name';
  if (code.startsWith('ERR_PROXY')) return 'proxy';
  return /CERT|TLS|SSL|SIGNATURE|^UNABLE_TO_|^HOSTNAME/.test(code) ? 'certificate' : 'connection';
};
