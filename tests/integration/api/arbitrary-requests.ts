import * as fc from 'fast-check';
import type { Route } from '../../harness/routes.ts';
import { type Body, bodyFor, type Numbers } from './arbitrary-bodies.ts';
import { edges, mobile, oddText, secretText, written } from './arbitrary-values.ts';

/** The bytes of a body; written out as late as possible, so that a failing test can show what was sent. */
export const bytesOfBody = (body: Body): Buffer | undefined => {
  if (body === undefined) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.alloc(body.blanks, ' ');
};

/** One request to a route: what the gateway passes on, and how a webhook is signed. */
export type FuzzRequest = Readonly<{
  headers: Record<string, string>;
  query: Record<string, string>;
  path: Record<string, string>;
  body: Body;
  /** `key`: with the API key; `signed`: as the platform signs for app `signer`; `none`: with what `headers` holds. */
  as: 'key' | 'signed' | 'none';
  signer: number;
}>;

const headerValue = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
  secretText,
  fc.constantFrom(
    'Bearer',
    'Bearer ',
    'Basic eDp5',
    'Bearer a b',
    'application/xml',
    'zh',
    'k'.repeat(129),
    '',
    ...['"1"', '1', '"2"', 'order-42', 'text/csv'],
  ),
  fc
    .tuple(
      fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
    )
    .map(
      ([name, value]) =>
        `UsernameToken Username="${name}",PasswordDigest="${value}",Nonce="n",Created="2026-03-01T08:00:00Z"`,
    ),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'authorization',
    'idempotency-key',
    'x-aksk',
    'x-wsse',
    'content-type',
    'accept-language',
    'if-match',
  ),
  headerValue.map((value) => value.trim()),
  { maxKeys: 3 },
);

const oddQuery = fc.dictionary(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom('a', 'b', 'x', 'reference', 'status', 'limit', 'cursor', 'from', 'to'),
    },
    fc.constantFrom('bindingId', 'party', 'verify', 'dryRun', 'app', 'areaCode', 'state'),
    fc.constantFrom('__proto__', 'A', '', 'constructor'),
    fc.string({ maxLength: 20 }),
  ),
  fc.oneof(
    { weight: 3, arbitrary: written },
    edges.map(String),
    oddText,
    fc.constantFrom('active', 'released', 'true', 'false', '1', '100', '101', '2026-03-01', '2026-02-30'),
    fc.constantFrom('abcdefghabcdefgh', 'test-1:AAAA', 'test-1~:////', 'a'.repeat(1025)),
  ),
  { maxKeys: 2 },
);

/** The records that are there when the fuzzing starts, so that not every id is unknown. */
export type Known = Readonly<{
  /** Bindings of every mode that nobody ends. */
  ids: readonly string[];
  /** Bindings to end. */
  expendable: readonly string[];
  /** Calls of theirs, over and going on. */
  calls: readonly string[];
  cursors: readonly string[];
  apps: readonly string[];
  numbers: Numbers;
  /** The app whose numbers may be imported and closed. */
  spare: string;
}>;

/** A list that somebody would ask for, with at most two faults. */
const queryWith = ({ ids, cursors, apps }: Known): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.oneof(
        mobile.map((number) => ({ a: number })),
        mobile.map((number) => ({ party: number })),
        fc.constantFrom({ x: '+8617000000001' }, { reference: 'order-42' }, {}),
        fc.constantFrom(...ids).map((bindingId) => ({ bindingId })),
        // A list of numbers counts what is live on each of them.
        fc.constantFrom(...apps).map((app) => ({ app, limit: '2' })),
      ),
      fc.oneof(fc.constant({}), fc.constantFrom({ limit: '2' }, { status: 'active' }, { verify: 'true' })),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        fc.constantFrom(...cursors).map((cursor) => ({ cursor })),
      ),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, oddQuery),
    )
    .map((parts) => Object.assign({}, ...parts));

/** Imports name the spare app, and some change nothing. */
const importQuery = ({ spare }: Known): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.constant({ app: spare }),
      fc.oneof(fc.constant({}), fc.constant({ dryRun: 'true' })),
      fc.oneof(fc.constant({}), fc.constant({ force: 'true' })),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, oddQuery),
    )
    .map((parts) => Object.assign({}, ...parts));

const idsFor = ({ ids, expendable, calls, numbers }: Known, { method, path }: Route): readonly string[] => {
  if (path.startsWith('/numbers/')) return numbers.spare;
  if (path.startsWith('/calls/')) return calls;
  return method === 'DELETE' ? expendable : ids;
};

const pathValue = (known: Known, route: Route): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...idsFor(known, route)) },
    written,
    fc.constantFrom(
      'abcdefghabcdefgh',
      'abcdefghabcdefghabcdefghabcdefgh',
      'a',
      '%',
      '%2F',
      '..',
      'B#x',
      '13800000001',
    ),
    fc.string({ minLength: 1, maxLength: 80 }),
    secretText,
  );

/** Half of the imports are CSV by their type, whatever their body is. */
const usualHeaders = ({ routeKey }: Route): fc.Arbitrary<Record<string, string>> =>
  routeKey === 'PUT /numbers' ? fc.constantFrom({}, { 'content-type': 'text/csv' }) : fc.constant({});

/** Requests to one route, most of them with the right key or signature, because a wrong one ends the story at once. */
export const requestTo = (route: Route, known: Known): fc.Arbitrary<FuzzRequest> => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const insider = route.keyed ? 'key' : 'signed';
  return fc.record({
    headers: fc.oneof({ weight: 2, arbitrary: usualHeaders(route) }, headers),
    query: fc.oneof(
      { weight: 1, arbitrary: fc.constant({}) },
      { weight: 3, arbitrary: route.routeKey === 'PUT /numbers' ? importQuery(known) : queryWith(known) },
    ),
    path: fc.record(Object.fromEntries(names.map((name) => [name, pathValue(known, route)]))),
    body: bodyFor(route, known.numbers),
    signer: fc.nat(),
    as: fc.oneof(
      { weight: 7, arbitrary: fc.constant(insider as 'key' | 'signed') },
      fc.constant('none' as const),
    ),
  });
};

/** A path that the template does not have, or a known one in another method or spelling. */
export const strayTarget: fc.Arbitrary<{ method: string; path: string }> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND'),
  path: fc.oneof(
    fc.constantFrom(
      '/',
      '/binding',
      '/Bindings',
      '/bindings/',
      '/bindings//',
      '/webhooks',
      '/webhooks/cdr/x',
      '/webhooks/cdrs',
      '/health/x',
    ),
    fc.constantFrom(
      '/.env',
      '/bindings/%00',
      '/bindings/..%2f..',
      '/calls/%',
      '/calls/%E0%A4%A',
      '/x?y=%zz',
      '/?a=1&a=2',
    ),
    fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
    fc
      .array(
        fc.constantFrom('bindings', 'calls', 'recording', 'webhooks', '13800000001', '__proto__', '%7B'),
        { maxLength: 4 },
      )
      .map((parts) => `/${parts.join('/')}`),
  ),
});
