import * as fc from 'fast-check';
import { sampleText } from '../../builders/pushes.ts';
import type { Route } from '../../harness/routes.ts';

/** A text, bytes that are no text, so many blanks, or nothing at all. */
export type Body = string | Uint8Array | { blanks: number } | undefined;

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
  /** `key`: with the API key; `signed`: as the platform signs; `none`: with what `headers` holds. */
  as: 'key' | 'signed' | 'none';
}>;

/** Texts that requests carry and no problem may repeat. */
export const SENT_SECRETS = ['a', 'b', 'c'].map((letter) => `s3cret-${letter}-Zm9vYmFy`);

const secretText = fc.constantFrom(...SENT_SECRETS);

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

const mobile = fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map((parts) => parts.join(''));

/** Numbers as people write them, and much that only looks like one. */
const written = fc.oneof(
  { weight: 4, arbitrary: mobile.map((number) => `+86${number}`) },
  mobile,
  mobile.map((number) => `0086 ${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`),
  mobile.map((number) => `(+86)${number}\u2010`),
  mobile.map((number) => number.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
  digits(8).map((number) => `0755${number}`),
  digits(7).map((number) => `400${number}`),
  digits(5).map((number) => `95${number}`),
  fc.constantFrom(
    '+',
    '++86',
    '86',
    '',
    '0',
    '00000000000',
    '+1 202 555 0100',
    'tel:+8613800000001',
    '١٣٨٠٠٠٠٠٠٠١',
  ),
  fc.nat(40).chain((length) => digits(length)),
  fc.nat(24).map((index) => `+86170${String(index).padStart(8, '0')}`),
);

const edges = fc.constantFrom(
  ...[-1, 0, 1, 59, 60, 61, 1439, 1440, 1441, 7_775_999, 7_776_000, 7_776_001, 2_592_001],
  ...[1.5, 1e21, -1e300, Number.MAX_SAFE_INTEGER, 13800000001, 8613800000001],
);

const lengthEdges = fc
  .tuple(
    fc.constantFrom('x', '汉', '\u{1f600}', 'é', '{'),
    fc.constantFrom(0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257),
  )
  .map(([letter, count]) => letter.repeat(count));

const oddText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  lengthEdges,
  secretText,
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    '$(id)',
    "' OR 1=1--",
    '%00',
    '<script>',
    '__proto__',
  ),
);

/** JSON text of any value, made as text so that it can hold what no object can: `__proto__`, doubled names, `1e999`. */
const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: oddText.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: written.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: edges.map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('null', 'true', 'false', '[]', '{}', '1e999', '-0', '""', '"null"'),
  },
  fc.json({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 300 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
  fc.constantFrom(
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":{"number":"+8613800000001"}}',
  ),
);

const bindFields = [
  ...[
    'mode',
    'app',
    'a',
    'b',
    'x',
    'areaCode',
    'areaMatch',
    'reference',
    'ttlSeconds',
    'record',
    'recordTone',
  ],
  ...[
    'userData',
    'callDirection',
    'maxCallMinutes',
    'lastMinuteTone',
    'sms',
    'waitingTones',
    'extension',
    'callback',
  ],
  ...['callbackTtlSeconds', 'ybTtlSeconds', 'callee', 'state'],
];

const fieldName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...bindFields) },
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'A',
    'ttl_seconds',
    '',
    ' ',
    '13800000001',
  ),
  fc.string(),
);

const asText = (fields: readonly (readonly [string, string])[]): string =>
  `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

/** A bind that is right, as fields of JSON text. */
const goodBind = fc
  .record({
    a: mobile,
    b: mobile,
    more: fc.subarray([
      ['areaCode', '"0755"'],
      ['areaMatch', '"loose"'],
      ['reference', '"order-42"'],
      ['ttlSeconds', '3600'],
      ['record', 'true'],
      ['recordTone', '"notice.wav"'],
      ['userData', '"abc"'],
      ['callDirection', '"from-a"'],
      ['maxCallMinutes', '30'],
      ['sms', 'true'],
      ['waitingTones', '{"a":"wait.wav"}'],
    ] as [string, string][]),
  })
  .map(({ a, b, more }): [string, string][] => [
    ['mode', '"AXB"'],
    ['a', `"+86${a}"`],
    ['b', `"+86${b}"`],
    // A tone goes with every recording, so that most of these would be accepted as they are.
    ...more.filter(([name]) => name !== 'recordTone'),
    ['recordTone', '"notice.wav"'],
  ]);

/** A right bind with one to three faults: fields replaced, doubled, added or left out. */
export const mutatedBind: fc.Arbitrary<string> = fc
  .tuple(
    goodBind,
    fc.array(fc.tuple(fc.constantFrom('replace', 'add', 'drop', 'double'), fieldName, oddJson, fc.nat()), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([good, faults]) => {
    let fields = good;
    for (const [fault, name, json, at] of faults) {
      const index = at % Math.max(fields.length, 1);
      if (fault === 'add') fields = [...fields, [name, json]];
      else if (fault === 'drop') fields = fields.filter((_field, place) => place !== index);
      else if (fault === 'double') fields = [...fields, [fields[index]?.[0] ?? name, json]];
      else fields = fields.map((field, place) => (place === index ? [field[0], json] : field));
    }
    return asText(fields);
  });

const SAMPLES = [
  ...[
    'axb-cdr-answered-recorded',
    'axb-cdr-batch',
    'axb-cdr-unbound',
    'axb-event-callin',
    'axb-event-disconnect',
  ],
  ...['axb-sms-notify-sent', 'x-sms-block', 'x-event-callin-block', 'x-number-status-batch'],
].map((name) => sampleText(name));

/** A documented push with one value somewhere in it replaced by another. */
const mutatedPush: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...SAMPLES), fc.nat(), oddJson)
  .map(([text, at, json]) => {
    const values = [...text.matchAll(/:\s*("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
    const found = values[at % values.length];
    if (found?.[1] === undefined) return text;
    const start = found.index + found[0].length - found[1].length;
    return `${text.slice(0, start)}${json}${text.slice(start + found[1].length)}`;
  });

const anyBody: fc.Arbitrary<Body> = fc.oneof(
  fc.constant(undefined),
  fc.uint8Array({ maxLength: 200 }),
  oddJson,
  fc.array(fc.tuple(fieldName, oddJson), { maxLength: 6 }).map(asText),
  fc.string(),
  fc.constantFrom(65_535, 65_536, 65_537).map((blanks) => ({ blanks })),
  goodBind.map((fields) => `\ufeff${asText(fields)}`),
);

const bodyFor = ({ routeKey, path }: Route): fc.Arbitrary<Body> => {
  if (path.startsWith('/webhooks/'))
    return fc.oneof(
      { weight: 3, arbitrary: mutatedPush },
      { weight: 2, arbitrary: anyBody },
      fc.constant({ blanks: 1024 * 1024 + 1 }),
    );
  if (routeKey === 'POST /bindings')
    return fc.oneof({ weight: 4, arbitrary: mutatedBind }, { weight: 1, arbitrary: anyBody });
  return anyBody;
};

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
    '"1"',
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

/** What is there when the fuzzing starts, so that not every id is unknown. */
export type Known = Readonly<{ ids: readonly string[]; cursors: readonly string[] }>;

/** A list that somebody would ask for, with at most two faults. */
const queryWith = ({ ids, cursors }: Known): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.oneof(
        mobile.map((number) => ({ a: number })),
        mobile.map((number) => ({ party: number })),
        fc.constantFrom({ x: '+8617000000001' }, { reference: 'order-42' }, {}),
        fc.constantFrom(...ids).map((bindingId) => ({ bindingId })),
      ),
      fc.oneof(fc.constant({}), fc.constantFrom({ limit: '2' }, { status: 'active' }, { verify: 'true' })),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        fc.constantFrom(...cursors).map((cursor) => ({ cursor })),
      ),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, oddQuery),
    )
    .map((parts) => Object.assign({}, ...parts));

const pathValue = ({ ids }: Known) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ids) },
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

/** Requests to one route, most of them with the right key or signature, because a wrong one ends the story at once. */
export const requestTo = (route: Route, known: Known): fc.Arbitrary<FuzzRequest> => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const insider = route.authorized ? 'key' : 'signed';
  return fc.record({
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, headers),
    query: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: queryWith(known) }),
    path: fc.record(Object.fromEntries(names.map((name) => [name, pathValue(known)]))),
    body: bodyFor(route),
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
      '/webhooks/cdr/',
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
