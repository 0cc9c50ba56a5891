import { describe, expect, it } from 'vitest';
import { composeGuard } from '../../../shared/runtime/compose-guard.ts';
import { anApiEvent } from '../../builders/api-event.ts';
import { ACCESS_URI, callerWith } from '../../harness/fixtures.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

/** A guard over an access document that the test changes. */
const setUp = (environment: Record<string, string> = {}) => {
  const state = {
    now: new Date('2026-03-01T08:00:00.000Z'),
    read: async (): Promise<string> => JSON.stringify({ callers: [callerWith('shop', 'shop-key')] }),
  };
  const lines: string[] = [];
  const uris: string[] = [];
  const runtime = createTestRuntime({
    environment: { ACCESS_URI, ...environment },
    clock: () => state.now,
    readConfiguration: (uri) => {
      uris.push(uri);
      return state.read();
    },
    writeLog: (line) => lines.push(line),
  });
  const guard = composeGuard(runtime);
  const event = (key: string) =>
    anApiEvent({ route: 'GET /bindings', headers: { authorization: `Bearer ${key}` } });
  return {
    state,
    guard,
    uris,
    linesSoFar: () => lines.splice(0).map((line) => JSON.parse(line)),
    identify: (key = 'shop-key') => guard.identify(event(key)),
    advance: (seconds: number) => {
      state.now = new Date(state.now.getTime() + seconds * 1000);
    },
  };
};

const giving =
  (...callers: readonly object[]) =>
  async () =>
    JSON.stringify({ callers });
const away = () => Promise.reject(new Error('the store is down'));

describe('the guard of the deployment', () => {
  it('reads the access document before the first event when it is told to, and once', async () => {
    const { guard, uris, identify } = setUp();

    await guard.prepare();
    const before = uris.length;

    expect((await identify()).apiKeyName).toBe('shop');
    expect([before, uris]).toEqual([1, ['secretsmanager:access']]);
  });

  it('lets a key that was taken out count for five minutes at most', async () => {
    const { state, identify, advance } = setUp();
    await identify();
    state.read = giving(callerWith('shop', 'next-key'));

    advance(299);
    const young = await identify();
    advance(1);

    expect(young.apiKeyName).toBe('shop');
    await expect(identify()).rejects.toMatchObject({ code: 'unauthorized' });
    expect((await identify('next-key')).apiKeyName).toBe('shop');
  });

  it.each([
    ['cannot be fetched', away],
    ['is faulty', giving({ name: 'shop', key: 'in clear', scopes: ['read'] })],
  ])('is unavailable, and knows no stranger, while the document %s', async (_case, read) => {
    const { state, identify, linesSoFar } = setUp();
    state.read = read;

    for (const key of ['shop-key', 'wrong-key'])
      await expect(identify(key)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(linesSoFar()).toMatchObject([{ configurationsNotRead: 1 }, { configurationsNotRead: 1 }]);
  });

  it('goes on with the document in hand when a later one cannot be read, and says which', async () => {
    const { state, identify, linesSoFar, advance } = setUp();
    await identify();
    state.read = away;
    advance(300);

    expect((await identify()).apiKeyName).toBe('shop');
    expect(linesSoFar()).toMatchObject([
      { level: 'error', event: 'configuration-not-refreshed', document: 'access' },
      { configurationsNotRead: 1 },
    ]);
  });

  it('warns of keys that end within fourteen days, each time the document is read', async () => {
    const { state, identify, linesSoFar, advance } = setUp();
    state.read = giving(
      callerWith('soon', 'key-1', { expiresAt: '2026-03-15T08:00:00Z' }),
      callerWith('late', 'key-2', { expiresAt: '2026-03-15T08:05:00Z' }),
      callerWith('over', 'key-3', { expiresAt: '2026-03-01T08:00:00Z' }),
      callerWith('shop', 'shop-key'),
    );
    const soon = { name: 'soon', expiresAt: '2026-03-15T08:00:00.000Z' };

    await identify();
    const first = linesSoFar();
    advance(300);
    await identify();

    expect(first).toMatchObject([
      { level: 'warn', event: 'keys-expiring', callers: [soon] },
      { keysExpiring: 1 },
    ]);
    expect(linesSoFar()).toMatchObject([
      { callers: [soon, { name: 'late', expiresAt: '2026-03-15T08:05:00.000Z' }] },
      { keysExpiring: 2 },
    ]);
  });

  it('reads no document for callers with a token', async () => {
    const { guard, uris } = setUp({ API_GUARD: 'jwt', ACCESS_URI: '' });
    const event = anApiEvent({ route: 'GET /bindings' });
    Object.assign(event.requestContext, { authorizer: { jwt: { claims: { sub: 'orders', scp: 'read' } } } });

    await guard.prepare();
    guard.readAhead();

    expect(await guard.identify(event)).toEqual({ apiKeyName: 'orders', scopes: ['read'], apps: undefined });
    expect(uris).toEqual([]);
  });
});
