import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, Refusal, refusalAnswer } from '../protocol/answer.ts';
import { secondsAfter } from '../state/clock.ts';
import type { RequestFault } from '../state/faults.ts';
import type { Platform } from '../state/platform.ts';
import { type Headers, statedAppKey } from './authentication.ts';
import { answerInstead, cutsConnection, delayBeforeMs, misled, sendAnswer } from './faulty-answer.ts';
import { closeServer, listenOn } from './listener.ts';
import type { IncomingRequest, Outcome, PlatformApi, Target } from './platform-api.ts';

/** A service beside the platform itself; undefined: the request is not for it. */
export type SideDoor = (request: IncomingRequest) => Promise<Answer | undefined>;

/**
 * Decides the fate of each request by what it asks for, before the listed faults are looked at: for faults that must not
 * depend on the order in which parallel requests come.
 */
export type Judge = (asked: { operation: string; path: string; query: string }) => RequestFault | undefined;

/** The parts that the server needs. */
export type ServerParts = {
  platform: Platform;
  api: PlatformApi;
  storage: (path: string, query: string) => Answer;
  sideDoor: SideDoor;
  ownUrl: () => string;
  /** Where a `wrong-certificate` fault leads; null: there is no such place. */
  wrongStorageUrl: () => string | null;
  judge?: Judge | undefined;
};

/** The one server: platform API, storage host, control API and console. */
export type SimulatorServer = {
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
  /** The listener's own work on a request, for other listeners. */
  handle: RequestListener;
  inFlight(): number;
};

const NOT_FOUND: Outcome = {
  answer: { status: 404, headers: { 'Content-Type': 'text/html' }, body: Buffer.from('Not Found') },
  code: null,
  applied: false,
};

const readRequest = async (message: IncomingMessage): Promise<IncomingRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers: Headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value ?? '')]),
  );
  return {
    method: message.method ?? 'GET',
    path,
    query: query.join('?'),
    headers,
    body: bytes.toString('utf8'),
    bytes,
    address: message.socket.remoteAddress ?? '',
  };
};

const targetOf = ({ api }: ServerParts, { method, path }: IncomingRequest): Target | null =>
  path.startsWith('/storage/') ? { name: 'download', operation: null } : api.target(method, path);

const faultFor = (
  { judge, platform }: ServerParts,
  { name }: Target,
  { path, query, headers }: IncomingRequest,
): RequestFault | undefined =>
  judge?.({ operation: name, path, query }) ?? platform.faults.takeForRequest(name, statedAppKey(headers));

const runTarget = ({ api, storage }: ServerParts, target: Target, request: IncomingRequest): Outcome => {
  if (target.name !== 'download') return api.run(target, request);
  const answer = storage(request.path, request.query);
  return { answer, code: null, applied: answer.status === 200 };
};

/** The customer has given up; a gateway holds the request until the platform's clock has moved on. */
const applyLate = (
  parts: ServerParts,
  target: Target,
  request: IncomingRequest,
  { delaySeconds = DEFAULT_LATE_SECONDS }: RequestFault,
): void => {
  const { clock } = parts.platform;
  clock.at(secondsAfter(clock.now(), delaySeconds), 'late-request', async () => {
    runTarget(parts, target, request);
  });
};

const DEFAULT_LATE_SECONDS = 10;

/** The outcome of a request; null: its connection is cut before anything happens. */
const outcomeOf = async (
  parts: ServerParts,
  target: Target | null,
  request: IncomingRequest,
  fault?: RequestFault,
): Promise<Outcome | null> => {
  if (!target) return NOT_FOUND;
  if (fault?.kind === 'drop-before') return null;
  if (fault?.kind === 'late') {
    applyLate(parts, target, request, fault);
    return null;
  }
  const instead = fault && answerInstead(fault, target, parts.ownUrl() + request.path);
  if (instead) return instead;
  const delayMs = delayBeforeMs(fault);
  if (delayMs > 0) await wait(delayMs);
  return runTarget(parts, target, request);
};

const journalRequest = (
  { journal, clock }: Platform,
  request: IncomingRequest,
  name: string,
  outcome: Outcome | null,
  fault?: RequestFault,
): void => {
  const { method, path, query, headers, body } = request;
  const lost = outcome === null || cutsConnection(fault);
  journal.addRequest({
    at: clock.now().toISOString(),
    operation: name,
    method,
    path,
    query,
    headers,
    body,
    appKey: statedAppKey(headers),
    status: lost ? null : outcome.answer.status,
    code: outcome?.code ?? null,
    answerBody: name === 'download' ? '' : (outcome?.answer.body.toString('utf8') ?? ''),
    applied: outcome?.applied ?? false,
    fault: fault?.kind ?? null,
  });
};

const servePlatform = async (
  parts: ServerParts,
  request: IncomingRequest,
  response: ServerResponse,
): Promise<void> => {
  const target = targetOf(parts, request);
  const fault = target ? faultFor(parts, target, request) : undefined;
  const outcome = await outcomeOf(parts, target, request, fault);
  journalRequest(parts.platform, request, target?.name ?? 'unknown', outcome, fault);
  if (!outcome || cutsConnection(fault)) response.destroy();
  else await sendAnswer(response, misled(outcome.answer, fault, parts.wrongStorageUrl()), fault);
};

const answerFailure = (response: ServerResponse, cause: unknown): Promise<void> | undefined => {
  process.stderr.write(`simulator: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
  if (!response.headersSent) return sendAnswer(response, refusalAnswer(new Refusal(500, '1010001')));
  response.destroy();
  return undefined;
};

/** A server that is not listening yet. */
export const createSimulatorServer = (parts: ServerParts): SimulatorServer => {
  let inFlight = 0;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('Date', parts.platform.clock.now().toUTCString());
    const request = await readRequest(message);
    const beside = await parts.sideDoor(request);
    if (beside) return sendAnswer(response, beside);
    inFlight += 1;
    try {
      await servePlatform(parts, request, response);
    } finally {
      inFlight -= 1;
    }
  };

  const handle: RequestListener = (message, response) => {
    serve(message, response).catch((cause: unknown) => answerFailure(response, cause));
  };
  const server = createServer(handle);

  return {
    listen: (port, host) => listenOn(server, port, host),
    close: () => closeServer(server),
    handle,
    inFlight: () => inFlight,
  };
};
