import { afterEach, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
afterEach(() => stack.close());

const start = async (configuration: object = {}) => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    configuration,
    environment: { LOG_LEVEL: 'debug' },
  });
};

/** The lines of functions since this was called last, by what they say; the sum of a metric under its name. */
const written = (metric: string) => {
  const lines = stack.logs.splice(0).map((line) => JSON.parse(line));
  const events: Record<string, number> = {};
  for (const { event } of lines) if (event !== undefined) events[event] = (events[event] ?? 0) + 1;
  const sum = lines.reduce((total, line) => total + (line[metric] ?? 0), 0);
  const told = lines.reduce(
    (total, { event, requests = 1 }) => total + (event === undefined ? 0 : requests),
    0,
  );
  return { events, sum, told };
};

const send = async (times: number, method: string, path: string, headers: Record<string, string>) => {
  const statuses = new Set<number>();
  for (let sent = 0; sent < times; sent += 1)
    statuses.add((await stack.request(method, path, { headers: { authorization: '', ...headers } })).status);
  return [...statuses];
};

const SIGNED = signedHeaders({
  ...RIDES,
  appSecret: 'not-the-secret-0001',
  nonce: 'flood',
  created: '2026-03-01T08:00:00Z',
});

describe('a flood of requests', () => {
  it.each<[string, string, string, Record<string, string>, string, string, number, object?]>([
    ['without a key', 'GET', '/bindings', {}, 'keys-refused', 'keysRefused', 401],
    [
      'with a wrong key',
      'POST',
      '/bindings',
      { authorization: 'Bearer wrong' },
      'keys-refused',
      'keysRefused',
      401,
    ],
    ['without a signature', 'POST', '/webhooks/cdr', {}, 'push-refused', 'pushesRefused', 401],
    [
      'of an app with a wrong secret',
      'POST',
      '/webhooks/sms',
      SIGNED,
      'push-refused',
      'signedPushesRefused',
      401,
    ],
    ['to a made-up webhook', 'POST', '/webhooks/made/up', {}, 'webhook-not-found', 'webhooksNotFound', 404],
    [
      'with a signature to anywhere',
      'POST',
      '/made-up',
      SIGNED,
      'webhook-not-found',
      'webhooksNotFound',
      404,
    ],
    [
      ...([
        'from an unknown address',
        'POST',
        '/webhooks/cdr',
        {},
        'push-refused',
        'pushesRefused',
        403,
      ] as const),
      { webhookSources: ['203.0.113.0/24'] },
    ],
  ])('%s leaves no more lines than make an alarm ring, and is counted whole', async (...the) => {
    const [, method, path, headers, event, metric, status, configuration] = the;
    await start(configuration);

    const statuses = await send(30, method, path, headers);
    const first = written(metric);
    await stack.advance(10);
    await send(1, method, path, headers);
    const second = written(metric);

    expect(statuses).toEqual([status]);
    expect(first).toEqual({ events: { [event]: 20 }, sum: 20, told: 20 });
    expect(second).toEqual({ events: { [event]: 1 }, sum: 11, told: 11 });
  });

  it('to an address that nothing has leaves no line', async () => {
    await start();

    expect(await send(5, 'GET', '/made-up', {})).toEqual([404]);
    expect(written('none').events).toEqual({});
  });
});
