// Where serverless-offline differs from API Gateway in a way that our functions would notice. All of it was seen with 14.8.2:
// it answers 200 with the stack of a function that throws, re-writes JSON bodies (a body `"x"` arrives as `x`), gives every
// request the same id, answers what it refuses itself in its own format, takes a path with a slash at its end for the one
// without, keeps the last alone of headers that repeat, and allows every page by CORS, where our deployed API allows none.
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { isTextBody, receivedHeaders } from './as-received.mjs';
import { pushesInTurn } from './pushes-in-turn.mjs';

/**
 * Puts the differences right on a started serverless-offline.
 *
 * @param {object} offline the plugin's instance
 * @param {string} pluginFile path of the package's main file
 */
export const behaveLikeApiGateway = async (offline, pluginFile) => {
  const server = offline.internals().getApiGatewayServer();
  server.ext('onRequest', asReceived);
  server.ext('onRequest', pushesInTurn(PUSHES_AT_ONCE));
  server.ext('onPreHandler', withBodyAsSent);
  server.ext('onPreResponse', withProblems);
  await giveRequestIds(pluginFile);
};

/** Puts right what the plugin makes the event from: the address, the raw headers and the cookies. */
const asReceived = (request, h) => {
  const { req } = request.raw;
  const { headers, cookies } = receivedHeaders(req.rawHeaders);
  req.rawHeaders = Object.entries(headers).flat();
  // The plugin allows what it sees here; a function sees the raw headers.
  delete request.headers.origin;
  request.state = stateOf(cookies);
  // An address that cannot be read is refused later.
  if (request.url === null) return h.continue;
  request.setUrl(req.url, false);
  const [, ...query] = req.url.split('?');
  request.url.searchParams.toString = () => query.join('?');
  return h.continue;
};

/** The plugin writes each as name, `=` and value again; `null` means none to it. */
const stateOf = (cookies) => {
  if (cookies.length === 0) return null;
  const state = {};
  for (const cookie of cookies) {
    const [name, ...value] = cookie.split('=');
    state[name] = [...(state[name] ?? []), value.join('=')];
  }
  return state;
};

const NOTHING = Buffer.alloc(0);

/** Fifty CDRs each: more at once only wait for each other on one machine. */
const PUSHES_AT_ONCE = 8;

/** The plugin parses what has the type of JSON, and decodes as text what is not plainly binary, broken characters as well. */
const withBodyAsSent = (request, h) => {
  const type = request.headers['content-type'];
  request.mime = 'application/octet-stream';
  // The event's headers are taken from the raw ones, so a function still sees the type that was sent.
  if (!isTextBody(type, request.payload ?? NOTHING))
    request.headers['content-type'] = 'application/octet-stream';
  return h.continue;
};

const CODES = { 400: 'invalid-request', 404: 'not-found', 413: 'payload-too-large' };

/** hapi's `onPreResponse`: a problem document for whatever the gateway itself refuses, and for a function that failed. */
export const withProblems = (request, h) => {
  const { response } = request;
  const failed = hasFailed(response);
  if (!response.isBoom && !failed) return h.continue;
  const status = failed ? 500 : response.output.statusCode;
  const code = CODES[status] ?? (status < 500 ? 'invalid-request' : 'internal-error');
  const title = failed ? 'Internal Server Error' : response.output.payload.error;
  return h
    .response(JSON.stringify({ type: `/problems/${code}`, title, status, detail: title, code }))
    .code(status)
    .type('application/problem+json');
};

/**
 * Whether the answer is the error of a function that threw: the plugin sends it with its stack, and with payload 2.0 as 200, so
 * that the platform would take a push for delivered. The log has the error.
 */
const hasFailed = ({ isBoom, source }) => {
  if (isBoom) return false;
  const error = typeof source === 'string' && source.startsWith('{"errorMessage"') ? parsed(source) : source;
  return error instanceof Object && 'errorType' in error && 'stackTrace' in error;
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const giveRequestIds = async (pluginFile) => {
  const { default: EventV2 } = await import(
    new URL('./events/http/lambda-events/LambdaProxyIntegrationEventV2.js', pathToFileURL(pluginFile)).href
  );
  const { create } = EventV2.prototype;
  EventV2.prototype.create = function createWithId() {
    const event = create.call(this);
    event.requestContext.requestId = randomUUID();
    return withoutAbsent(event);
  };
};

/** API Gateway leaves out a field that the request has nothing for. */
const withoutAbsent = (event) =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null && value !== undefined));
