import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Fault } from '../store/failure.ts';
import { type Connected, connectTo, type Lookup, type Tunnel } from './connect.ts';
import { type DownloadHost, hostRule, type UsedException } from './download-host.ts';

export type DownloadLimits = Readonly<{
  maxBytes: number;
  /** Longest silence, from the first connection attempt on. */
  idleTimeoutMs: number;
  /** From start to last byte. */
  totalTimeoutMs: number;
  /** A file with the content type of text is taken as well; its bytes alone decide then. */
  anyContentType: boolean;
}>;

/** 512 MB are 17 hours of A-law; the total stays below the archiver's own time-out. */
export const DOWNLOAD_LIMITS: DownloadLimits = {
  maxBytes: 512 * 1024 * 1024,
  idleTimeoutMs: 15_000,
  totalTimeoutMs: 200_000,
  anyContentType: false,
};

/** Takes a file as it comes and never throws. A fault ends the download at once. */
export type DownloadSink = Readonly<{
  /** `undefined` when the host does not say how long the file is. */
  begin(lengthBytes: number | undefined): Promise<Fault | undefined>;
  write(chunk: Buffer): Promise<Fault | undefined>;
}>;

export type Downloaded =
  /** `endKnown`: the host said where the file ends, by its length or by a last chunk. */
  | Readonly<{ kind: 'received'; sizeBytes: number; endKnown: boolean }>
  | Readonly<{ kind: 'failed'; fault: Fault; cause?: unknown }>;

/** Fetches one file and hands it to `sink`; never throws for what the network or the host does. */
export type Download = (
  url: string,
  sink: DownloadSink,
  limits?: Partial<DownloadLimits>,
) => Promise<Downloaded>;

export type DownloadSettings = Readonly<{
  hosts: readonly DownloadHost[];
  /** Called for each exception that a download needed. */
  onException: (host: string, used: UsedException) => void;
  lookup?: Lookup | undefined;
  tunnel?: Tunnel | undefined;
  limits?: Partial<DownloadLimits> | undefined;
}>;

/**
 * Downloads each file over a fresh connection, without any credential. A redirect is a fault, not an order: the platform's
 * own 301 was read before, and no document says where a storage host may send us.
 */
export const createDownload =
  (settings: DownloadSettings): Download =>
  async (written, sink, limits) => {
    const url = URL.parse(written);
    if (url === null) return { kind: 'failed', fault: 'bad-url' };
    const watch = startWatch({ ...DOWNLOAD_LIMITS, ...settings.limits, ...limits });
    try {
      const downloaded = await fetchFile(settings, url, sink, watch);
      return watch.expired === undefined ? downloaded : { kind: 'failed', fault: watch.expired };
    } finally {
      watch.stop();
    }
  };

type Watch = {
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  expired: 'idle-time-out' | 'total-time-out' | undefined;
  touch(): void;
  /** Ends the timers and closes what is still open. */
  stop(): void;
};

const startWatch = (limits: DownloadLimits): Watch => {
  const controller = new AbortController();
  const expire = (as: 'idle-time-out' | 'total-time-out') => {
    watch.expired ??= as;
    controller.abort();
  };
  const idle = setTimeout(expire, limits.idleTimeoutMs, 'idle-time-out');
  const total = setTimeout(expire, limits.totalTimeoutMs, 'total-time-out');
  const watch: Watch = {
    limits,
    signal: controller.signal,
    expired: undefined,
    touch: () => idle.refresh(),
    stop() {
      clearTimeout(idle);
      clearTimeout(total);
      controller.abort();
    },
  };
  return watch;
};

const fetchFile = async (
  { hosts, onException, lookup, tunnel }: DownloadSettings,
  url: URL,
  sink: DownloadSink,
  watch: Watch,
): Promise<Downloaded> => {
  const connected: Connected = await connectTo({
    url,
    rule: hostRule(url, hosts),
    signal: watch.signal,
    onException: (used) => onException(url.host, used),
    lookup,
    tunnel,
  });
  if (connected.kind === 'failed') return connected;
  const closing = () => connected.socket.destroy();
  watch.signal.addEventListener('abort', closing);
  try {
    watch.touch();
    const response = await ask(url, connected.socket);
    const fault = answerFault(response, watch.limits);
    return fault === undefined ? await receive(response, sink, watch) : { kind: 'failed', fault };
  } catch (cause) {
    return { kind: 'failed', fault: 'connection-failed', cause };
  } finally {
    closing();
  }
};

const ask = (url: URL, socket: Socket): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket,
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: '*/*', 'accept-encoding': 'identity', connection: 'close' },
    });
    request.on('error', reject);
    request.on('response', resolve);
    request.end();
  });

/** Sound is often served as plain bytes; text in any of its forms is an error page. */
const TEXT = /^\s*(?:text\/|(?:application|image)\/(?:[\w.-]+\+)?(?:json|xml|html|problem)\b)/i;

const answerFault = ({ statusCode = 0, headers }: IncomingMessage, limits: DownloadLimits) => {
  if (statusCode >= 300 && statusCode < 400) return 'redirected';
  if (statusCode !== 200) return `http-${statusCode}` as const;
  if (!limits.anyContentType && TEXT.test(headers['content-type'] ?? '')) return 'wrong-content-type';
  if (!/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')) return 'encoded';
  return Number(headers['content-length'] ?? 0) > limits.maxBytes ? 'too-large' : undefined;
};

const receive = async (response: IncomingMessage, sink: DownloadSink, watch: Watch): Promise<Downloaded> => {
  const named = response.headers['content-length'];
  const lengthBytes = named === undefined ? undefined : Number(named);
  const refused = await sink.begin(lengthBytes);
  if (refused !== undefined) return { kind: 'failed', fault: refused };
  let sizeBytes = 0;
  try {
    for await (const chunk of response) {
      watch.touch();
      sizeBytes += chunk.length;
      const fault = sizeBytes > watch.limits.maxBytes ? 'too-large' : await sink.write(chunk);
      if (fault !== undefined) return { kind: 'failed', fault };
    }
  } catch (cause) {
    // Node reports a connection that ends before the announced length, or before the last chunk, as an error.
    return { kind: 'failed', fault: 'cut-short', cause };
  }
  const endKnown = named !== undefined || response.headers['transfer-encoding'] !== undefined;
  return { kind: 'received', sizeBytes, endKnown };
};
