import { describe, expect, it } from 'vitest';
import { compose as composeCdrWebhook } from '../../../functions/cdr-webhook/index.ts';
import { type Composition, composeFunction } from '../../../shared/runtime/compose-function.ts';
import type { StoreSurroundings } from '../../../shared/runtime/runtime.ts';
import { aContext } from '../../builders/api-event.ts';
import { SAMPLE_APP } from '../../builders/pushes.ts';
import { documentsAway } from '../../fakes/documents-around.ts';
import { configurationDocument } from '../../harness/fixtures.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

const ENVIRONMENT = { CONFIG_URI: 'secretsmanager:one', CALLS_TABLE: 'calls', PUSHES_TABLE: 'pushes' };

const documentOf = (name: string): string =>
  JSON.stringify(configurationDocument([{ ...SAMPLE_APP, name }], '127.0.0.1'));

/** A function that answers what it was built from, over a document that the test changes. */
const setUp = (changes: Partial<StoreSurroundings> = {}, whenUnreadable?: (error: Error) => string) => {
  const state = { now: new Date('2026-03-01T08:00:00.000Z'), text: documentOf('rides') };
  const lines: string[] = [];
  const uris: string[] = [];
  const built: Composition<'CALLS_TABLE'>[] = [];
  const runtime = createTestRuntime({
    environment: ENVIRONMENT,
    clock: () => state.now,
    readConfiguration: async (uri) => {
      uris.push(uri);
      return state.text;
    },
    writeLog: (line) => lines.push(line),
    ...changes,
  });
  const options = { variables: ['CALLS_TABLE'] as const, ...(whenUnreadable && { whenUnreadable }) };
  const handler = composeFunction<string, string, 'CALLS_TABLE'>(runtime, options, (composition) => {
    built.push(composition);
    return async (event) => `${event} ${composition.configuration.apps[0]?.name}`;
  });
  return {
    state,
    lines,
    uris,
    built,
    prepare: handler.prepare,
    call: () => handler('event', aContext()),
  };
};

describe('composeFunction', () => {
  it('reads nothing before the first event, and builds once for all events', async () => {
    const { uris, built, call } = setUp();
    const before = [...uris, ...built];

    const answers = [await call(), await call()];

    expect(before).toEqual([]);
    expect(answers).toEqual(['event rides', 'event rides']);
    expect(uris).toEqual(['secretsmanager:one']);
    expect(built).toHaveLength(1);
  });

  it('hands over the variables that were named, and the settings', async () => {
    const { built, call } = setUp();

    await call();

    expect(built[0]?.variables).toEqual({ CONFIG_URI: 'secretsmanager:one', CALLS_TABLE: 'calls' });
    expect(built[0]?.settings).toMatchObject({ retentionDays: 180 });
  });

  it('goes through the proxy of the document, and without one through that of the variable', async () => {
    const environment = { ...ENVIRONMENT, HTTPS_PROXY: 'http://proxy:3128' };
    const { state, built, call } = setUp({ environment });
    await call();
    const proxy = 'http://user:made-up-password@other:3128';
    state.text = JSON.stringify({ ...JSON.parse(state.text), httpsProxy: proxy });
    state.now = new Date('2026-03-01T08:05:00.000Z');

    await call();

    expect(built.map(({ settings }) => settings.httpsProxy)).toEqual(['http://proxy:3128', proxy]);
  });

  it('takes the document of the release before, says so, and ignores the keys of callers in it', async () => {
    const { state, lines, built, call } = setUp();
    state.text = JSON.stringify({
      ...JSON.parse(state.text),
      apiKeys: [{ name: 'shop', key: 'made-up-key' }, 7],
    });

    const answer = await call();

    expect(answer).toBe('event rides');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', event: 'api-keys-ignored' },
      { apiKeysIgnored: 1 },
    ]);
    expect(lines.join() + JSON.stringify(built[0]?.configuration)).not.toContain('made-up-key');
  });

  it('builds anew when the document has changed', async () => {
    const { state, built, call } = setUp();
    await call();
    state.text = documentOf('taxis');
    state.now = new Date('2026-03-01T08:05:00.000Z');

    const answer = await call();

    expect(answer).toBe('event taxis');
    expect(built).toHaveLength(2);
  });

  it('goes on with the document in hand, and says so, when a later one is not valid', async () => {
    const { state, lines, call } = setUp();
    await call();
    state.text = '{}';
    state.now = new Date('2026-03-01T08:05:00.000Z');

    const answer = await call();

    expect(answer).toBe('event rides');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', event: 'configuration-not-refreshed', requestId: 'lambda-a' },
      { configurationsNotRead: 1 },
    ]);
  });

  it('reads and builds before the first event when it is told to', async () => {
    const { uris, built, prepare, call } = setUp();

    await prepare();
    const before = [uris.length, built.length];

    expect(await call()).toBe('event rides');
    expect([before, uris.length, built.length]).toEqual([[1, 1], 1, 1]);
  });

  it('leaves it to the first event to tell of missing variables', async () => {
    const { lines, prepare, call } = setUp({ environment: {} });

    await prepare();

    expect(lines).toEqual([]);
    await expect(call()).rejects.toThrow('missing in the environment: CONFIG_URI, CALLS_TABLE');
  });

  it('answers as it is told while there is no usable document', async () => {
    const { state, call } = setUp({}, (error) => `answered: ${error.name}`);
    const valid = state.text;
    state.text = '{';

    const during = await call();
    state.text = valid;

    expect([during, await call()]).toEqual(['answered: UnreadableDocument', 'event rides']);
  });

  it('works after a first event that failed', async () => {
    const { state, call } = setUp();
    const valid = state.text;
    state.text = '{}';
    await expect(call()).rejects.toThrow('the configuration is not usable');
    state.text = valid;

    expect(await call()).toBe('event rides');
  });
});

describe('a webhook', () => {
  it('makes one client of the store, for all of its stores and events', async () => {
    let clients = 0;
    const handler = composeCdrWebhook(
      createTestRuntime({
        environment: { ...ENVIRONMENT, BINDINGS_TABLE: 'b', MESSAGES_TABLE: 'm', NUMBERS_TABLE: 'n' },
        readConfiguration: async () => documentOf('rides'),
        documents: () => {
          clients += 1;
          return documentsAway();
        },
      }),
    );

    const requestContext = { http: { method: 'POST' } };
    const event = {
      rawPath: '/webhooks/cdr',
      headers: {},
      body: '{}',
      isBase64Encoded: false,
      requestContext,
    };
    await handler(event as never, aContext());
    await handler(event as never, aContext());

    expect(clients).toBe(1);
  });
});
