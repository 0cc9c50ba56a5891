import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { USER_AGENT } from '../../observability/user-agent.ts';
import type { Fault } from '../store/failure.ts';
import { type Connected, connectTo, type Lookup, type Tunnel } from './connect.ts';
import { type DownloadHost, hostRule, isListed, type UsedException } from './download-host.ts';
import { incomingBody } from './incoming-body.ts';
import { isPart, type OddLabel, oddLabelsOf } from './labels.ts';
import { unpack } from './unpack.ts';

export type DownloadLimits = Readonly<{
  maxBytes: number;
  /** Longest silence, from the first connection attempt on. */
  idleTimeoutMs: number;
  /** From start to last byte. */
  totalTimeoutMs: number;
}>;

/** 512 MB are 17 hours of A-law; the total stays below the archiver's own time-out. */
export const DOWNLOAD_LIMITS: DownloadLimits = {
  maxBytes: 512 * 1024 * 1024,
  idleTimeoutMs: 15_000,
  totalTimeoutMs: 200_000,
};

/** Takes a file as it comes, unpacked, and never throws. A fault ends the download at once. */
export type DownloadSink = Readonly<{
  /** `undefined` when the host does not say how long the file is, or says it of packed bytes. */
  begin(lengthBytes: number | undefined): Promise<Fault | undefined>;
  write(chunk: Buffer): Promise<Fault | undefined>;
}>;

export type Downloaded =
  /** `endKnown`: the host said where the file ends, by its length or by a last chunk. */
  | Readonly<{ kind: 'received'; endKnown: boolean; oddLabels: readonly OddLabel[] }>
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
 * Downloads each file over a fresh connection, without any credential. The bytes decide what a file is, not its labels: those
 * that do not fit are reported. One redirect is followed, to the same host or to one that has an entry in `hosts`, under
 * all checks of the first address; no document says where else a storage host may send us.
 */
export const createDownload =
  (settings: DownloadSettings): Download =>
  async (written, sink, limits) => {
    const url = URL.parse(written);
    if (url === null) return { kind: 'failed', fault: 'bad-url' };
    const watch = startWatch({ ...DOWNLOAD_LIMITS, ...settings.limits, ...limits });
    const fetching = { settings, sink, watch };
    try {
      const first = await fetchFile(fetching, url);
      const downloaded = first instanceof URL ? await fetchFile(fetching, first) : first;
      if (watch.expired !== undefined) return { kind: 'failed', fault: watch.expired };
      return downloaded instanceof URL ? { kind: 'failed', fault: 'redirected' } : downloaded;
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

type Fetching = Readonly<{ settings: DownloadSettings; sink: DownloadSink; watch: Watch }>;

/** Fetches from one address; the answer is another one when the host redirects to where a download may go. */
const fetchFile = async ({ settings, sink, watch }: Fetching, url: URL): Promise<Downloaded | URL> => {
  const { hosts, onException, lookup, tunnel } = settings;
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
    const { statusCode = 0 } = response;
    if (statusCode >= 300 && statusCode < 400)
      return redirectOf(response, url, hosts) ?? { kind: 'failed', fault: 'redirected' };
    if (statusCode < 200 || statusCode >= 300) return { kind: 'failed', fault: `http-${statusCode}` };
    return await receive(response, sink, watch);
  } catch (cause) {
    return { kind: 'failed', fault: 'connection-failed', cause };
  } finally {
    closing();
  }
};

/** As a static import, `node:http` would load the whole of `fetch`, some 20 ms (docs/adr/0033). */
const ask = (url: URL, socket: Socket): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = process.getBuiltinModule('node:http').request({
      createConnection: () => socket,
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        connection: 'close',
      },
    });
    request.on('error', reject);
    request.on('response', resolve);
    request.end();
  });

const redirectOf = ({ headers }: IncomingMessage, from: URL, hosts: readonly DownloadHost[]) => {
  const to = headers.location === undefined ? null : URL.parse(headers.location, from.href);
  return to !== null && (to.hostname === from.hostname || isListed(to, hosts)) ? to : undefined;
};

const receive = async (response: IncomingMessage, sink: DownloadSink, watch: Watch): Promise<Downloaded> => {
  const { maxBytes } = watch.limits;
  const came = incomingBody(response, watch.touch);
  const { announcedBytes = 0 } = came;
  if (announcedBytes > maxBytes) return { kind: 'failed', fault: 'too-large' };
  try {
    const file = await unpack(came.bytes(), response.headers['content-encoding'] ?? '');
    const oddLabels = oddLabelsOf(response, file.mislabelled);
    const refused =
      (await sink.begin(file.packed ? undefined : came.announcedBytes)) ??
      (await hand(file.bytes, sink, maxBytes));
    const isTextPage = refused === 'not-wave' && oddLabels.includes('wrong-content-type');
    if (refused !== undefined) return { kind: 'failed', fault: isTextPage ? 'wrong-content-type' : refused };
    // A packing says itself where it ends, and has a checksum.
    if (came.cut !== undefined && !file.packed)
      return { kind: 'failed', fault: 'cut-short', cause: came.cut };
    if (isPart(response)) return { kind: 'failed', fault: 'http-206' };
    return { kind: 'received', endKnown: file.packed || came.endKnown, oddLabels };
  } catch (cause) {
    return { kind: 'failed', fault: came.cut === undefined ? 'encoded' : 'cut-short', cause };
  }
};

const hand = async (
  file: AsyncIterable<Buffer>,
  sink: DownloadSink,
  maxBytes: number,
): Promise<Fault | undefined> => {
  let sizeBytes = 0;
  for await (const chunk of file) {
    sizeBytes += chunk.length;
    const fault = sizeBytes > maxBytes ? 'too-large' : await sink.write(chunk);
    if (fault !== undefined) return fault;
  }
  return undefined;
};
