import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Unanswered } from '../../kernel/platform-outcome.ts';
import { USER_AGENT } from '../../observability/user-agent.ts';
import { parseJson } from '../parse-json.ts';
import type { Opener, OutgoingAgents } from './outgoing-agent.ts';

/** One request as it leaves. */
export type Outgoing = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
  /** Shortens the total time-out for this request. */
  timeoutMs?: number;
}>;

/** An answer of any status, read to its end. */
export type Answered = Readonly<{
  kind: 'answered';
  httpStatus: number;
  location: string | undefined;
  /** The clock of whoever answered, as its `Date` header has it. */
  date?: string | undefined;
  /** The token that Huawei Cloud's IAM hands out in a header. */
  subjectToken?: string | undefined;
  /** The body as JSON whatever its content type says; `undefined` when it is none. */
  json: unknown;
}>;

/** Sends one request and never throws for what the network or the other side does. */
export type Transport = (outgoing: Outgoing) => Promise<Answered | Unanswered>;

export type TransportLimits = Readonly<{
  /** Until the connection (proxy tunnel and TLS included) stands. */
  connectTimeoutMs: number;
  /** Until the last byte of the answer. */
  totalTimeoutMs: number;
  maxAnswerBytes: number;
}>;

/** Total: below every function's time-out, so that a function can still store what it knows. */
const LIMITS: TransportLimits = {
  connectTimeoutMs: 3000,
  totalTimeoutMs: 6000,
  maxAnswerBytes: 1024 * 1024,
};

/**
 * A transport that follows no redirect, keeps no connection and tells failures before the request could leave
 * (`mayHaveApplied: false`) from those after. `fetch` can do neither of the last two.
 */
export const createTransport =
  (agents: OutgoingAgents, limits: Partial<TransportLimits> = {}): Transport =>
  async (outgoing) => {
    const opener = outgoing.url.startsWith('https:') ? await agents.https() : agents.http();
    return exchange(opener, { ...LIMITS, ...limits }, outgoing);
  };

const exchange = (opener: Opener, limits: TransportLimits, outgoing: Outgoing) =>
  new Promise<Answered | Unanswered>((resolve) => {
    const request = open(opener, outgoing);
    let mayHaveApplied = false;
    const finish = (outcome: Answered | Unanswered) => {
      clearTimeout(connecting);
      clearTimeout(total);
      resolve(outcome);
      // While a proxy tunnel is still being made, destroying emits nothing; so the promise is decided before.
      request.destroy();
    };
    const fail = (reason: Unanswered['reason'], cause: unknown) =>
      finish({ kind: 'unanswered', reason, mayHaveApplied, cause: withoutProxyAddress(cause) });
    const timeOut = (afterMs: number, what: string) =>
      setTimeout(() => fail('time-out', new Error(`${what} within ${afterMs} ms`)), afterMs);

    const connecting = timeOut(limits.connectTimeoutMs, 'no connection');
    const total = timeOut(Math.min(limits.totalTimeoutMs, outgoing.timeoutMs ?? Infinity), 'no answer');
    onConnected(request, () => {
      mayHaveApplied = true;
      clearTimeout(connecting);
    });
    request.on('error', (cause) => fail('connection', cause));
    request.on('response', (response) => {
      read(response, limits.maxAnswerBytes).then(
        (answer) =>
          answer === undefined ? fail('unreadable', new Error('answer too large')) : finish(answer),
        (cause) => fail('connection', cause),
      );
    });
    request.end(outgoing.body);
  });

const open = (opener: Opener, { method, url, headers, body }: Outgoing): ClientRequest => {
  const sized = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return opener(url, { method, headers: { 'user-agent': USER_AGENT, ...headers, ...sized } });
};

/**
 * Tells when bytes of the request may start to leave, which is never before TLS stands. Behind a proxy the socket is
 * handed over only then; elsewhere it is still connecting.
 */
const onConnected = (request: ClientRequest, connected: () => void): void => {
  request.once('socket', (socket) => {
    if (!socket.connecting) return connected();
    socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
  });
};

const read = async (response: IncomingMessage, maxBytes: number): Promise<Answered | undefined> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return {
    kind: 'answered',
    httpStatus: response.statusCode ?? 0,
    location: response.headers.location,
    date: response.headers.date,
    ...subjectTokenIn(response),
    json: readJsonBytes(Buffer.concat(chunks)),
  };
};

const subjectTokenIn = ({ headers }: IncomingMessage): Pick<Answered, 'subjectToken'> => {
  const token = headers['x-subject-token'];
  return typeof token === 'string' ? { subjectToken: token } : {};
};

const readJsonBytes = (bytes: Uint8Array): unknown => {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // A gateway's error page, or the empty body of a redirect; the status says the rest.
  }
};

/** Node quotes the proxy's address, which may hold a password, in the message of a failed tunnel. */
const withoutProxyAddress = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PROXY')
    ? new Error(`the proxy made no tunnel: ${String(cause.code)}`)
    : cause;
