import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { withConfiguration } from '../../../shared/runtime/with-configuration.ts';

const textOf = (name: string): string =>
  JSON.stringify({
    apps: [{ name, mode: 'AXB', appKey: 'MadeUpAppKey', appSecret: 'made-up-secret' }],
    apiKeys: [{ name: 'shop', key: 'made-up-api-key' }],
    dataKeys: [{ id: 'one', key: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=' }],
    lookupKey: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
  });

const logger = createLogger({ clock: () => new Date(0), write: () => undefined });

/** A handler that answers the name of the app it was built with, over a store whose document the test changes. */
const setUp = (first: () => Promise<string>) => {
  let now = new Date('2026-03-01T08:00:00.000Z');
  const state = { read: first, reads: [] as string[], built: 0 };
  const read = (uri: string) => {
    state.reads.push(uri);
    return state.read();
  };
  const handler = withConfiguration<string, null, string>(
    { uri: 'secretsmanager:one', clock: () => now, logger, read },
    ({ apps }) => {
      state.built += 1;
      return async (event) => `${event} ${apps[0]?.name}`;
    },
  );
  const advance = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  return { state, advance, call: (event = 'call') => handler(event, null) };
};

const giving = (name: string) => async () => textOf(name);
const failing = () => Promise.reject(new Error('the store is down'));

describe('withConfiguration', () => {
  it('builds on the first call and not before', async () => {
    const { state, call } = setUp(giving('rides'));

    const before = [...state.reads];
    const answer = await call();

    expect(before).toEqual([]);
    expect(answer).toBe('call rides');
    expect(state).toMatchObject({ reads: ['secretsmanager:one'], built: 1 });
  });

  it('uses a document for five minutes', async () => {
    const { state, advance, call } = setUp(giving('rides'));
    await call();
    state.read = giving('changed');

    advance(299.999);
    const young = await call();
    advance(0.001);
    const old = await call();

    expect([young, old]).toEqual(['call rides', 'call changed']);
    expect(state).toMatchObject({ built: 2 });
    expect(state.reads).toHaveLength(2);
  });

  it('does not build anew for the same document', async () => {
    const { state, advance, call } = setUp(giving('rides'));
    await call();
    advance(300);

    const answer = await call();

    expect(answer).toBe('call rides');
    expect(state.built).toBe(1);
    expect(state.reads).toHaveLength(2);
  });

  it.each([
    ['cannot be fetched', failing],
    ['is not JSON', async () => '{'],
    ['is not usable', async () => '{"apps":[]}'],
  ])(
    'goes on with the document in hand when a later one %s, and asks again in five minutes',
    async (_case, broken) => {
      const { state, advance, call } = setUp(giving('rides'));
      await call();
      state.read = broken;

      advance(300);
      const during = await call();
      advance(299);
      await call();
      const reads = state.reads.length;
      state.read = giving('fixed');
      advance(1);
      const after = await call();

      expect([during, after]).toEqual(['call rides', 'call fixed']);
      expect(reads).toBe(2);
    },
  );

  it('fails when there never was a document, and tries again at once', async () => {
    const { state, call } = setUp(failing);

    await expect(call()).rejects.toThrow('the store is down');

    state.read = giving('rides');
    expect(await call()).toBe('call rides');
  });

  it('serves calls that come while a document is being fetched', async () => {
    const { state, advance, call } = setUp(giving('rides'));
    await call();
    const fetched = Promise.withResolvers<string>();
    state.read = () => fetched.promise;
    advance(300);

    const slow = call('slow');
    const quick = await call('quick');
    fetched.resolve(textOf('changed'));

    expect(quick).toBe('quick rides');
    expect(await slow).toBe('slow changed');
    expect(state.reads).toHaveLength(2);
  });

  it('does not take a fault of the handler for one of the document', async () => {
    const broken = withConfiguration<string, null, string>(
      { uri: 'file:///one', clock: () => new Date(0), logger, read: giving('rides') },
      () => () => Promise.reject(new Error('of the handler')),
    );

    await expect(broken('call', null)).rejects.toThrow('of the handler');
  });
});
