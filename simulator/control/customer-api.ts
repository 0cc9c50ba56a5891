import type { IncomingRequest } from '../http/platform-api.ts';
import { type Answer, jsonAnswer } from '../protocol/answer.ts';
import type { CustomerApi } from '../state/options.ts';

/** Where the page for people asks the customer's API: on the page's own address, so that no page of another one can. */
const PREFIX = '/our-api/';

const METHODS: readonly string[] = ['GET', 'POST', 'DELETE'];

/** The headers that go on, and those that come back; the key is the simulator's to add. */
const SENT = ['content-type', 'accept-language', 'idempotency-key'] as const;
const ANSWERED = ['content-type', 'x-request-id', 'retry-after'] as const;

const NOT_CONNECTED = jsonAnswer(404, { title: 'No API is connected: start both with npm start.' });

const NOT_FROM_HERE = jsonAnswer(403, {
  title: 'From another machine the key of the API is needed: authorization: Bearer <key>.',
});

/** Of IPv4 as well where a server listens for both. */
const isThisMachine = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address);

/** The simulator lends the key to people at this machine alone; others have it, or not. */
const mayAsk = ({ address, headers }: IncomingRequest, { apiKey }: CustomerApi): boolean =>
  isThisMachine(address) || headers['authorization'] === `Bearer ${apiKey}`;

const only = (names: readonly string[], given: (name: string) => string | null | undefined) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = given(name);
      return value ? [[name, value]] : [];
    }),
  );

const passOn = async (
  { url, apiKey }: CustomerApi,
  { method, path, query, headers, body }: IncomingRequest,
): Promise<Answer> => {
  // Put together as text: as a relative address `//elsewhere` would be another server.
  const address = `${url}/${path.slice(PREFIX.length)}${query && `?${query}`}`;
  const response = await fetch(address, {
    method,
    redirect: 'manual',
    headers: { ...only(SENT, (name) => headers[name]), authorization: `Bearer ${apiKey}` },
    ...(body === '' || method === 'GET' ? {} : { body }),
  });
  return {
    status: response.status,
    headers: only(ANSWERED, (name) => response.headers.get(name)),
    body: Buffer.from(await response.arrayBuffer()),
  };
};

/** Requests of the page for people to the customer's API; undefined: the request is not one. */
export const createCustomerDoor =
  (api: CustomerApi | undefined) =>
  async (request: IncomingRequest): Promise<Answer | undefined> => {
    if (!request.path.startsWith(PREFIX)) return undefined;
    if (api === undefined) return NOT_CONNECTED;
    if (!mayAsk(request, api)) return NOT_FROM_HERE;
    if (!METHODS.includes(request.method)) return jsonAnswer(405, { title: 'Not one of the API’s methods.' });
    try {
      return await passOn(api, request);
    } catch {
      return jsonAnswer(502, { title: `The API at ${api.url} does not answer.` });
    }
  };
