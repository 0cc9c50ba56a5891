import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, hasProblemCode, parseEvent } from '../../../packages/client/src/index.ts';
import { API_KEY, person, poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const numbers = poolNumbers(20);

let stack: Stack;
let client: Client;
beforeAll(async () => {
  const apps = [{ ...RIDES, numbers, defaults: { recordTone: 'recorded.wav' } }];
  stack = await startStack({ store: 'memory', seed: 5, apps, changes: true });
  client = createClient({ baseUrl: stack.url, apiKey: API_KEY });
});
afterAll(() => stack.close());

/** Binds that reached the platform. */
const bindsAtPlatform = async () =>
  (await stack.control.journal({ operation: 'bind' })).filter(({ kind }) => kind === 'request').length;

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe('the typed client before our API', () => {
  it('makes, reads, changes and ends a binding', async () => {
    const body = { mode: 'AXB', a: person(1), b: person(2), reference: 'order-1' } as const;
    const made = await client.post('/bindings', { body });
    const path = { bindingId: made.bindingId };

    const read = await client.get('/bindings/{bindingId}', { params: { path } });
    const changed = await client.patch('/bindings/{bindingId}', {
      params: { path, header: { 'If-Match': String(read.version) } },
      body: { ttlSeconds: 600 },
    });
    const ended = await client.delete('/bindings/{bindingId}', { params: { path } });

    expect(made).toMatchObject({ a: '+8613800000001', b: '+8613800000002', status: 'active' });
    expect(read).toMatchObject(made);
    expect(changed.version).toBe(2);
    expect(ended).toMatchObject({ bindingId: made.bindingId, status: 'released' });
  });

  it('binds once when the first answer is lost on the way, because the repeat has the same key', async () => {
    const before = await bindsAtPlatform();
    let isLost = false;
    const throughBadLine = createClient({ baseUrl: stack.url, apiKey: API_KEY });
    const really = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      const answer = await really(...request);
      if (isLost) return answer;
      isLost = true;
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      });
    };
    const binding = await throughBadLine
      .post('/bindings', { body: { mode: 'AXB', a: person(3), b: person(4) } })
      .finally(() => {
        globalThis.fetch = really;
      });

    expect([isLost, binding.status]).toEqual([true, 'active']);
    expect((await bindsAtPlatform()) - before).toBe(1);
  });

  it('throws a problem with its code, and with each faulty place', async () => {
    const error = await client
      .post('/bindings', { body: { mode: 'AXB', a: '12', b: person(2) } })
      .catch((thrown: unknown) => thrown);

    expect(hasProblemCode(error, 'invalid-request')).toBe(true);
    expect(error).toMatchObject({ status: 400, errors: [{ path: 'a' }] });
    await expect(
      client.get('/calls/{callId}', { params: { path: { callId: 'a'.repeat(32) } } }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      createClient({ baseUrl: stack.url, apiKey: 'a-wrong-key-00000000' }).get('/numbers'),
    ).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
  });

  it('reads what is said of a code, which a browser gets as a page', async () => {
    const path = { code: 'already-bound' } as const;

    const told = await client.get('/problems/{code}', { params: { path, query: { lang: 'zh' } } });
    const { items } = await client.get('/problems');

    expect(told).toMatchObject({ status: 409, title: '两人之间已有相同的绑定', repeat: 'state' });
    expect(items).toHaveLength(32);
  });

  it('reads the events of a binding as the bus hands them on', async () => {
    const { bindingId } = await client.post('/bindings', {
      body: { mode: 'AXB', a: person(5), b: person(6), reference: 'order-5' },
    });
    await client.delete('/bindings/{bindingId}', { params: { path: { bindingId } } });
    await stack.followChanges();

    const events = stack.events().map((heard) => parseEvent(JSON.stringify(heard)));
    const told = events.filter((event) => event?.bindingId === bindingId);

    expect(told.map((event) => [event?.type, event?.reference])).toEqual([
      ['binding.released', 'order-5'],
      ['binding.active', 'order-5'],
    ]);
  });

  it('gives every item of a list, and asks for a page when the one before is used up', async () => {
    for (const index of [11, 12, 13])
      await client.post('/bindings', {
        body: { mode: 'AXB', a: person(10), b: person(index), reference: 'order-2' },
      });
    const found = await all(client.items('/bindings', { reference: 'order-2', limit: 2 }));
    const [page] = await all(client.pages('/bindings', { reference: 'order-2', limit: 2 }));

    expect(found.map(({ b }) => b).toSorted()).toEqual([
      '+8613800000011',
      '+8613800000012',
      '+8613800000013',
    ]);
    const searched = await all(client.items('/bindings/search', { reference: 'order-2', limit: 2 }));
    const [searchedPage] = await all(client.pages('/bindings/search', { a: person(10), limit: 2 }));

    expect(searched).toEqual(found);
    expect(searchedPage).toMatchObject({ items: page?.items ?? [] });
    expect(page?.items).toHaveLength(2);
    expect(await all(client.items('/numbers', { app: 'rides', limit: 7 }))).toHaveLength(20);
  });

  it('gives the usage by day, or as a sheet', async () => {
    const query = { from: '2026-03-01', to: '2026-03-02', by: 'day' } as const;

    expect(await client.get('/usage', { params: { query } })).toMatchObject({
      from: '2026-03-01',
      items: [],
    });
    expect(await client.csv('/usage', { params: { query } })).toMatch(/^\uFEFF?day,/);
  });

  it('downloads a recording from its link, without the key, and checks it', async () => {
    const { x, bindingId } = await client.post('/bindings', {
      body: { mode: 'AXB', a: person(21), b: person(22), record: true },
    });
    await stack.control.placeCall({ from: person(21), to: x ?? '', outcome: 'answered', talkSeconds: 5 });
    const [call] = await all(client.items('/calls', { bindingId }));
    await expect(client.recording(call?.callId ?? '')).rejects.toMatchObject({ code: 'recording-pending' });
    await stack.invoke('recording-archiver', { shard: undefined });

    const { bytes, contentType, sha256, isVerified } = await client.recording(call?.callId ?? '');

    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('RIFF');
    expect([contentType, isVerified]).toEqual(['audio/wav', true]);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

describe('the address of the API', () => {
  it.each(['http://api.example.com', 'ftp://127.0.0.1'])(
    'is refused where it would show the key: %s',
    (baseUrl) => {
      expect(() => createClient({ baseUrl, apiKey: 'any' })).toThrow('baseUrl must be https');
    },
  );
});

describe('an API key', () => {
  it.each(['', 'a key', 'a-key\n', 'clé'])(
    'that cannot be one is refused without being quoted: %j',
    (apiKey) => {
      expect(() => createClient({ baseUrl: 'https://api.example.com', apiKey })).toThrow(
        new TypeError('apiKey must be visible ASCII characters'),
      );
    },
  );
});
