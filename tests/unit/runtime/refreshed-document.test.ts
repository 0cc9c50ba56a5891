import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { parseConfiguration } from '../../../shared/runtime/configuration.ts';
import { createRefreshedDocument } from '../../../shared/runtime/refreshed-document.ts';

const textOf = (name: string): string =>
  JSON.stringify({
    apps: [{ name, mode: 'AXB', appKey: 'MadeUpAppKey', appSecret: 'made-up-secret' }],
    dataKeys: [{ id: 'one', key: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=' }],
    lookupKey: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
  });

/** Something that answers the name of the app it was built with, over a store whose document the test changes. */
const setUp = (first: () => Promise<string>) => {
  let now = new Date('2026-03-01T08:00:00.000Z');
  const state = { read: first, reads: [] as string[], built: 0 };
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ clock: () => now, write: (line) => lines.push(JSON.parse(line)) });
  const read = (uri: string) => {
    state.reads.push(uri);
    return state.read();
  };
  const { current, prepare } = createRefreshedDocument({
    document: 'configuration',
    uri: 'secretsmanager:one',
    clock: () => now,
    logger,
    read,
    parse: parseConfiguration,
    build: ({ apps }) => {
      if (apps[0]?.name === 'unbuildable') throw new Error('unbuildable cannot be built');
      state.built += 1;
      return async (event: string) => `${event} ${apps[0]?.name}`;
    },
  });
  const advance = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  return { state, lines, advance, prepare, call: async (event = 'call') => (await current())(event) };
};

const giving = (name: string) => async () => textOf(name);
const failing = () => Promise.reject(new Error('the store is down'));

/** Lets go on what is under way beside a call. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('createRefreshedDocument', () => {
  it('builds on the first call and not before', async () => {
    const { state, call } = setUp(giving('rides'));

    const before = [...state.reads];
    const answer = await call();

    expect(before).toEqual([]);
    expect(answer).toBe('call rides');
    expect(state).toMatchObject({ reads: ['secretsmanager:one'], built: 1 });
  });

  it('uses a document for five minutes at most, and reads it again after four', async () => {
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

  describe.each([
    ['cannot be fetched', failing, 'unreadable'],
    ['is not JSON', async () => '{', 'refused'],
    ['is not usable', async () => '{"apps":[]}', 'refused'],
  ])('goes on with the document in hand when a later one %s', (_case, broken, reason) => {
    it('and asks again in half a minute', async () => {
      const { state, advance, call } = setUp(giving('rides'));
      await call();
      state.read = broken;

      advance(300);
      const during = await call();
      advance(29.999);
      await call();
      const reads = state.reads.length;
      state.read = giving('fixed');
      advance(0.001);
      const after = await call();

      expect([during, after]).toEqual(['call rides', 'call fixed']);
      expect(reads).toBe(2);
    });

    it('with a warning at first, and an error that is counted when it is older than promised', async () => {
      const { state, lines, advance, call } = setUp(giving('rides'));
      await call();
      state.read = broken;

      advance(240);
      await call();
      await turn();
      const early = lines.splice(0);
      advance(60);
      await call();

      expect(early).toMatchObject([{ level: 'warn', event: 'configuration-not-refreshed', reason }]);
      expect(lines).toMatchObject([
        { level: 'error', event: 'configuration-not-refreshed', reason },
        { configurationsNotRead: 1, reason },
      ]);
    });
  });

  it('goes on with the document in hand when nothing can be built from a later one', async () => {
    const { state, lines, advance, call } = setUp(giving('rides'));
    await call();
    state.read = giving('unbuildable');
    advance(300);

    const answer = await call();

    expect(answer).toBe('call rides');
    expect(lines).toMatchObject([
      {
        event: 'configuration-not-refreshed',
        reason: 'refused',
        error: { message: 'unbuildable cannot be built' },
      },
      { configurationsNotRead: 1, reason: 'refused' },
    ]);
  });

  it('fails when there never was a document, and tries again at once', async () => {
    const { state, lines, call } = setUp(failing);

    await expect(call()).rejects.toThrow('the store is down');
    expect(lines).toMatchObject([{ configurationsNotRead: 1, reason: 'unreadable' }]);

    state.read = giving('rides');
    expect(await call()).toBe('call rides');
  });

  it('serves calls that come while a document is being fetched', async () => {
    const { state, advance, call } = setUp(giving('rides'));
    await call();
    const fetched = Promise.withResolvers<string>();
    state.read = () => fetched.promise;
    advance(299);

    const slow = call('slow');
    const quick = await call('quick');
    fetched.resolve(textOf('changed'));

    expect(quick).toBe('quick rides');
    expect(await slow).toBe('slow rides');
    await turn();
    expect(await call()).toBe('call changed');
    expect(state.reads).toHaveLength(2);
  });

  it('reads and builds before the first call when it is told to', async () => {
    const { state, prepare, call } = setUp(giving('rides'));

    await prepare();
    const before = { ...state, reads: [...state.reads] };

    expect(await call()).toBe('call rides');
    expect(before).toMatchObject({ reads: ['secretsmanager:one'], built: 1 });
    expect(state.reads).toHaveLength(1);
  });

  it('serves a first call that comes long after with a new document', async () => {
    const { state, advance, prepare, call } = setUp(giving('rides'));
    await prepare();
    state.read = giving('changed');

    advance(300);

    expect(await call()).toBe('call changed');
  });

  it('does not fail when it cannot read before the first call, which tries again', async () => {
    const { state, lines, prepare, call } = setUp(failing);

    await prepare();
    state.read = giving('rides');

    expect(await call()).toBe('call rides');
    expect(lines).toMatchObject([
      { level: 'warn', event: 'function-not-prepared', error: { message: 'the store is down' } },
    ]);
  });
});
