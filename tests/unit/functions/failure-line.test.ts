import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PushRoute } from '../../../shared/pushes/intake/push-journal.ts';
import type { StoreSurroundings } from '../../../shared/runtime/runtime.ts';
import { aContext, anApiEvent } from '../../builders/api-event.ts';
import { aCdrPush, aSentCdr, SAMPLE_APP, SIGNED_AT, signedHeaders } from '../../builders/pushes.ts';
import { documentsAround } from '../../fakes/documents-around.ts';
import { ACCESS_URI, accessDocument, configurationDocument, documentReader } from '../../harness/fixtures.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

const NUMBER = '13800000001';
const SECRET = SAMPLE_APP.appSecret;
const ID = 'bindingidbindingid';
const WINDOW = { from: '2026-03-01T02:00:00Z', to: '2026-03-01T03:00:00Z' };
const PUSH_TABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'];

/** A change of the table of calls as its stream has it. */
const A_NEW_CDR = {
  eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/calls/stream/2026-03-01T00:00:00.000',
  dynamodb: {
    ApproximateCreationDateTime: 1_772_331_600,
    SequenceNumber: '1',
    NewImage: {
      ...{ pk: { S: 'C#one' }, sk: { S: 'CDR#one' }, app: { S: 'rides' }, xKey: { S: 'x' } },
      startedKey: { S: '2026-03-01T02:00:00.000Z#one' },
    },
  },
};

const aPush = (route: PushRoute | 'cdr/') => () => ({
  rawPath: `/webhooks/${route}`,
  headers: signedHeaders(),
  body: aCdrPush([aSentCdr()]),
  isBase64Encoded: false,
  requestContext: { requestId: 'request-a', http: { method: 'POST' } },
});

const bind = () =>
  anApiEvent({
    route: 'POST /bindings',
    body: JSON.stringify({ mode: 'AXB', a: '+8613800000001', b: '+8613900000002', record: false }),
  });

const aPhoneChange = () =>
  anApiEvent({
    route: 'POST /parties/change',
    body: JSON.stringify({ from: '+8613800000001', to: '+8613900000002' }),
  });

const onBinding =
  (route: string, body: object = {}) =>
  () =>
    anApiEvent({ route, path: { bindingId: ID }, body: JSON.stringify(body) });

const onCall = (route: string) => () =>
  anApiEvent({ route, path: { callId: 'abcdefabcdefabcdefabcdefabcdefab' } });

type Row = Readonly<{
  name: string;
  /** The variables beside `CONFIG_URI` without which it cannot run. */
  needs: readonly string[];
  /** A function of our API. */
  api?: true;
  /** Asks no store, so that none can fail it. */
  storeless?: true;
  /** An event that has the function ask a store, when it is behind the HTTP API or not. */
  http?: () => unknown;
  /** Answers what it can while the store fails. */
  inParts?: true;
  other?: () => unknown;
}>;

const WITH_A_DOCUMENT: readonly Row[] = [
  { name: 'bind', api: true, needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'], http: bind },
  {
    name: 'binding-sweeper',
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE', 'CALLS_TABLE'],
    other: () => ({ time: '2026-03-01T08:00:00Z' }),
  },
  { name: 'call-event-webhook', needs: PUSH_TABLES, http: aPush('call-events') },
  { name: 'cdr-webhook', needs: PUSH_TABLES, http: aPush('cdr') },
  { name: 'measure-state', needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'], other: () => ({}) },
  {
    name: 'manage-numbers',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: () => anApiEvent({ route: 'GET /numbers' }),
  },
  {
    name: 'manage-keys',
    needs: [...PUSH_TABLES, 'USAGE_TABLE'],
    other: () => ({ action: 'count' }),
  },
  {
    name: 'count-usage',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'USAGE_TABLE', 'NUMBERS_TABLE'],
    other: () => ({}),
  },
  {
    name: 'manage-usage',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'USAGE_TABLE'],
    other: () => ({ action: 'compare', month: '2026-02', app: 'rides' }),
  },
  {
    name: 'mark-usage',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'USAGE_TABLE'],
    other: () => ({ Records: [A_NEW_CDR] }),
  },
  {
    name: 'operate-pushes',
    api: true,
    needs: PUSH_TABLES,
    http: () => anApiEvent({ route: 'GET /operations/pushes' }),
  },
  {
    name: 'operate-status',
    api: true,
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'],
    http: () => anApiEvent({ route: 'GET /operations/status' }),
    // Each part that cannot be read has a line of its own.
    inParts: true,
  },
  {
    name: 'operate-recordings',
    api: true,
    needs: ['CALLS_TABLE'],
    http: () => anApiEvent({ route: 'GET /operations/recordings' }),
  },
  {
    name: 'query-usage',
    api: true,
    needs: ['BINDINGS_TABLE', 'USAGE_TABLE'],
    http: () => anApiEvent({ route: 'GET /usage' }),
  },
  {
    name: 'manage-pool',
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    other: () => ({ action: 'report' }),
  },
  {
    name: 'manage-platform',
    needs: ['NUMBERS_TABLE'],
    other: () => ({ action: 'gate' }),
  },
  {
    name: 'publish-events',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'EVENT_BUS_NAME', 'EVENTS_QUEUE_URL'],
    other: () => ({ action: 'tell-expiries' }),
  },
  {
    name: 'export-records',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'PUSHES_TABLE', 'RECORDINGS_BUCKET'],
    other: () => ({ action: 'status' }),
  },
  {
    name: 'import-calls',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'],
    other: () => ({
      app: 'rides',
      operator: 'dora',
      calls: [
        {
          place: 'row 2',
          x: '+8617000000001',
          caller: `+86${NUMBER}`,
          startedAt: '2020-03-01T02:00:00.000Z',
        },
      ],
    }),
  },
  {
    name: 'manage-privacy',
    needs: [...PUSH_TABLES, 'RECORDINGS_BUCKET'],
    other: () => ({ action: 'look', party: NUMBER, operator: 'dora' }),
  },
  {
    name: 'manage-recordings',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'RECORDINGS_BUCKET'],
    other: () => ({ action: 'status', party: NUMBER }),
  },
  {
    name: 'modify-binding',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: onBinding('PATCH /bindings/{bindingId}', { ttlSeconds: 3600 }),
  },
  { name: 'number-status-webhook', needs: PUSH_TABLES, http: aPush('number-status') },
  {
    name: 'query-bindings',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: onBinding('GET /bindings/{bindingId}'),
  },
  {
    name: 'query-calls',
    api: true,
    needs: ['CALLS_TABLE', 'BINDINGS_TABLE', 'RECORDINGS_BUCKET'],
    http: onCall('GET /calls/{callId}'),
  },
  {
    name: 'query-messages',
    api: true,
    needs: ['MESSAGES_TABLE', 'BINDINGS_TABLE'],
    http: () => anApiEvent({ route: 'GET /messages', query: { x: '+8617000000001' } }),
  },
  {
    name: 'read-access',
    api: true,
    storeless: true,
    needs: [],
    http: () => anApiEvent({ route: 'GET /access' }),
  },
  { name: 'reconcile', needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'], other: () => ({ app: 'rides' }) },
  {
    name: 'recording-archiver',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'RECORDINGS_BUCKET'],
    // Partitions that cannot be read are lines of their own, so an event that it cannot read stands for a failure.
    other: () => ({ shard: -1, caller: NUMBER }),
  },
  { name: 'replay-pushes', needs: PUSH_TABLES, other: () => WINDOW },
  { name: 'report-gaps', needs: ['CALLS_TABLE', 'PUSHES_TABLE'], other: () => WINDOW },
  {
    name: 'report-status',
    needs: ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'],
    // Parts that cannot be read do not fail it, so an event that it cannot read stands for a failure.
    other: () => ({ caller: NUMBER }),
  },
  {
    name: 'manage-parties',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: aPhoneChange,
  },
  {
    name: 'set-temporary-callee',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: onBinding('PUT /bindings/{bindingId}/temporary-callee', { callee: '+8613900000002' }),
  },
  {
    name: 'manage-reports',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: () => anApiEvent({ route: 'GET /reports' }),
  },
  { name: 'report-numbers', needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'], other: () => ({}) },
  { name: 'other-webhook', needs: PUSH_TABLES, http: aPush('cdr/') },
  { name: 'sms-webhook', needs: PUSH_TABLES, http: aPush('sms') },
  {
    name: 'stop-call',
    api: true,
    needs: ['CALLS_TABLE', 'NUMBERS_TABLE'],
    http: onCall('POST /calls/{callId}/stop'),
  },
  {
    name: 'unbind',
    api: true,
    needs: ['BINDINGS_TABLE', 'NUMBERS_TABLE'],
    http: onBinding('DELETE /bindings/{bindingId}'),
  },
];

const WITH_A_STORE = WITH_A_DOCUMENT.filter(({ storeless }) => !storeless);

const ENVIRONMENT = {
  EVENT_BUS_NAME: 'events',
  EVENTS_QUEUE_URL: 'https://sqs.local/untold-events',
  CONFIG_URI: 'secretsmanager:test',
  ACCESS_URI,
  ...Object.fromEntries([...PUSH_TABLES, 'USAGE_TABLE'].map((name) => [name, name.toLowerCase()])),
  RECORDINGS_BUCKET: 'recordings',
  AWS_REGION: 'local',
};

const CONFIGURATION = {
  ...configurationDocument([SAMPLE_APP], '127.0.0.1'),
  reporting: { baseUrl: 'https://reports.local', accessKey: { ak: 'access-key', sk: SECRET } },
};
const readConfiguration = documentReader(CONFIGURATION);

const brokenStore = documentsAround(() => Promise.reject(new Error(`the table of ${NUMBER} is away`)));

/** Runs a function as composed in `functions/<name>/index.ts`: what it ended with, and its lines of level error. */
const run = async (name: string, event: unknown, changes: Partial<StoreSurroundings> = {}) => {
  const lines: string[] = [];
  const { compose } = await import(`../../../functions/${name}/index.ts`);
  const handler = compose(
    createTestRuntime({
      environment: ENVIRONMENT,
      clock: () => new Date(SIGNED_AT),
      readConfiguration,
      documents: () => brokenStore,
      sleep: async () => undefined,
      writeLog: (line) => lines.push(line),
      ...changes,
    }),
  );
  const [ended] = await Promise.allSettled([handler(event, aContext())]);
  const errors = lines.filter((line) => line.includes('"level":"error"'));
  return { ended, errors, lines: lines.join('\n') };
};

/** One line with all that finds the invocation again, and nothing that nobody may see. */
const expectOneLine = (
  { errors, lines }: Readonly<{ errors: readonly string[]; lines: string }>,
  event: string,
  requestId: string,
) => {
  expect(errors.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'error',
      event,
      functionName: 'privatenumber-test-function',
      requestId,
      error: expect.objectContaining({ name: expect.any(String), message: expect.any(String) }),
    }),
  ]);
  expect(lines).not.toContain(NUMBER);
  expect(lines).not.toContain(SECRET);
};

describe('the functions whose failures are tested', () => {
  it('are all functions of the project', () => {
    const folders = readdirSync(new URL('../../../functions/', import.meta.url));

    expect(
      [...WITH_A_DOCUMENT.map(({ name }) => name), 'console', 'describe-problem', 'health'].sort(),
    ).toEqual(folders.sort());
  });
});

describe.each(WITH_A_DOCUMENT)('$name leaves one line and fails', ({ name, api, needs }) => {
  it('without its variables, and names all of them', async () => {
    const outcome = await run(name, {}, { environment: {} });

    expectOneLine(outcome, 'function-failed', 'lambda-a');
    expect(outcome.ended).toMatchObject({
      status: 'rejected',
      reason: {
        message: `missing in the environment: ${['CONFIG_URI', ...(api ? ['ACCESS_URI'] : []), ...needs].join(', ')}`,
      },
    });
  });

  it('when a setting is not valid', async () => {
    const environment = { ...ENVIRONMENT, RETENTION_DAYS: NUMBER.slice(0, 1) };

    const outcome = await run(name, {}, { environment });

    expectOneLine(outcome, 'function-failed', 'lambda-a');
    expect(outcome.ended).toMatchObject({ status: 'rejected' });
  });
});

type ReadDocument = StoreSurroundings['readConfiguration'];

const UNREADABLE: readonly [how: string, read: ReadDocument][] = [
  ['cannot be fetched', () => Promise.reject(new Error(`no secret for ${NUMBER}`))],
  ['is not JSON', async () => JSON.stringify(CONFIGURATION).slice(1)],
  ['is not valid', documentReader({ ...CONFIGURATION, lookupKey: SECRET })],
];

/** The access document as it cannot be used, beside a good configuration. */
const UNREADABLE_ACCESS: readonly [how: string, read: ReadDocument][] = [
  [
    'cannot be fetched',
    (uri) =>
      uri === ACCESS_URI ? Promise.reject(new Error(`no secret for ${NUMBER}`)) : readConfiguration(uri),
  ],
  ['is not JSON', async (uri) => (uri === ACCESS_URI ? '{' : readConfiguration(uri))],
  [
    'has a key in clear',
    documentReader(CONFIGURATION, accessDocument([{ name: 'shop', key: SECRET, scopes: ['read'] }])),
  ],
];

describe.each(WITH_A_DOCUMENT.filter(({ api }) => !api))('$name leaves one line and fails', ({ name }) => {
  it.each(UNREADABLE)('when the configuration %s', async (_how, readConfiguration) => {
    const outcome = await run(name, {}, { readConfiguration });

    expectOneLine(outcome, 'function-failed', 'lambda-a');
    expect(outcome.ended).toMatchObject({ status: 'rejected' });
    expect(outcome.lines).toContain('"configurationsNotRead":1');
  });
});

describe.each(WITH_A_DOCUMENT.filter(({ api }) => api))(
  '$name leaves one line and answers 503',
  ({ name, http }) => {
    it.each([
      ...UNREADABLE.map(([how, read]) => [`the configuration ${how}`, read] as const),
      ...UNREADABLE_ACCESS.map(([how, read]) => [`the access document ${how}`, read] as const),
    ])('when %s, key or not', async (_how, readConfiguration) => {
      const outcome = await run(name, http?.(), { readConfiguration });
      const stranger = await run(name, { requestContext: {}, headers: {} }, { readConfiguration });

      expectOneLine(outcome, 'request-failed', 'request-a');
      for (const { ended, lines } of [outcome, stranger]) {
        expect(ended).toMatchObject({
          status: 'fulfilled',
          value: {
            statusCode: 503,
            headers: { 'content-type': 'application/problem+json', 'retry-after': '2' },
          },
        });
        expect(lines).toContain('"configurationsNotRead":1');
      }
    });
  },
);

describe.each(WITH_A_STORE)('$name leaves one line', ({ name }) => {
  it('and fails when it cannot be put together', async () => {
    const documents = () => {
      throw new Error(`no client for ${NUMBER}`);
    };

    const outcome = await run(name, {}, { documents });

    expectOneLine(outcome, 'function-failed', 'lambda-a');
    expect(outcome.ended).toMatchObject({ status: 'rejected' });
  });
});

describe.each(WITH_A_STORE.filter(({ http, inParts }) => http !== undefined && !inParts))(
  '$name',
  ({ name, http }) => {
    it('leaves one line and answers a problem when a store is away', async () => {
      const outcome = await run(name, http?.());

      expectOneLine(outcome, 'request-failed', 'request-a');
      expect(outcome.ended).toMatchObject({
        status: 'fulfilled',
        value: { statusCode: 503, headers: { 'content-type': 'application/problem+json' } },
      });
    });
  },
);

describe.each(WITH_A_DOCUMENT.filter(({ other }) => other !== undefined))('$name', ({ name, other }) => {
  it('leaves one line and fails when a run does', async () => {
    const outcome = await run(name, other?.());

    expectOneLine(outcome, 'function-failed', 'lambda-a');
    expect(outcome.ended).toMatchObject({ status: 'rejected' });
  });
});

/** An event whose fields cannot be read, which no gateway sends: the only way to make such a function fail. */
const unreadable = (field: string) => ({
  requestContext: { requestId: 'request-a' },
  get [field]() {
    throw new Error(`not readable for ${NUMBER}`);
  },
});

describe.each(['describe-problem', 'health'])('%s', (name) => {
  it('leaves one line and answers a problem when it fails', async () => {
    const outcome = await run(name, unreadable(name === 'health' ? 'routeKey' : 'queryStringParameters'));

    expectOneLine(outcome, 'request-failed', 'request-a');
    expect(outcome.ended).toMatchObject({ status: 'fulfilled', value: { statusCode: 500 } });
  });
});
