import { describe, expect, it } from 'vitest';
import { createHandler, ListPlace } from '../../../functions/query-bindings/handler.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createCursors } from '../../../shared/sealing/cursor.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { A, B, X } from '../../builders/bind-request.ts';

const ID = 'bindingidbindingid';
const NOW = new Date('2026-03-01T08:00:00.000Z');
const PLACE = { bindingId: ID, createdAt: '2026-03-01T07:00:00.000Z' };

const binding = {
  bindingId: ID,
  app: 'rides',
  mode: 'AXB',
  status: 'active',
  a: A,
  b: B,
  x: X,
  terms: { callDirection: 'both', record: false },
  createdAt: PLACE.createdAt,
  version: 1,
};

const setUp = () => {
  const queries: unknown[] = [];
  const verified: string[] = [];
  const handle = createHandler({
    apps: [{ name: 'rides' }, { name: 'homes' }],
    get: async (id: string) => (id === ID ? { binding, revision: 1 } : undefined),
    list: async (query: unknown) => {
      queries.push(query);
      return { bindings: [binding], next: PLACE, unreadable: [] };
    },
    verify: async (record: { binding: typeof binding }) => {
      verified.push(record.binding.bindingId);
      return { state: 'drift', differences: ['b'] };
    },
    cursors: createCursors(createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]), ListPlace),
    clock: () => NOW,
  } as never);
  const handler = testChain(createLogger({ clock: () => NOW, write: () => undefined }), handle);
  const send = async (request: Partial<Parameters<typeof anApiEvent>[0]>) => {
    const answer = await handler(anApiEvent({ route: 'GET /bindings', ...request }), aContext());
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
  };
  const list = (query: Record<string, string>) => send({ query });
  const read = (bindingId: string, query = {}) =>
    send({ route: 'GET /bindings/{bindingId}', path: { bindingId }, query });
  return { list, read, queries, verified };
};

describe('GET /bindings/{bindingId}', () => {
  it('asks the platform only when it is told to', async () => {
    const { read, verified } = setUp();

    const plain = await read(ID);
    const told = [await read(ID, { verify: 'true' }), await read(ID, { verify: 'false' })];

    expect(plain.body.platform).toBeUndefined();
    expect(told.map(({ body }) => body.platform)).toEqual([
      { state: 'drift', differences: ['b'] },
      undefined,
    ]);
    expect(verified).toEqual([ID]);
  });

  it('shows what never ends with an end of null', async () => {
    const { read } = setUp();

    expect((await read(ID)).body).toMatchObject({ bindingId: ID, status: 'active', expiresAt: null });
  });

  it.each([
    ['nobodysbindingid', {}, 404],
    ['no-id', {}, 404],
    [ID, { verify: 'yes' }, 400],
    [ID, { colour: 'red' }, 400],
  ])('of %s with %j is %i', async (id, query, status) => {
    expect((await setUp().read(id, query)).status).toBe(status);
  });
});

describe('GET /bindings', () => {
  it('passes on what is asked for, numbers in one form', async () => {
    const { list, queries } = setUp();

    await list({
      a: '138 0000 0001',
      b: '0086-13900000002',
      x: '17000000001',
      reference: 'r',
      party: '13900000002',
      y: '+8617000000002',
      app: 'rides',
      status: 'active',
      at: '2026-03-01T16:05:00+08:00',
      from: '2026-02-01',
      to: '2026-03-01T08:10Z',
      limit: '7',
    });

    expect(queries).toEqual([
      {
        filter: {
          a: '+8613800000001',
          b: '+8613900000002',
          party: '+8613900000002',
          x: '+8617000000001',
          y: '+8617000000002',
          reference: 'r',
          app: 'rides',
        },
        status: 'active',
        at: '2026-03-01T08:05:00.000Z',
        from: '2026-02-01T00:00:00.000Z',
        to: '2026-03-01T08:10:00.000Z',
        limit: 7,
        after: undefined,
      },
    ]);
  });

  it('goes on from its cursor', async () => {
    const { list, queries } = setUp();
    const { nextCursor } = (await list({ reference: 'r' })).body;

    const next = await list({ reference: 'r', cursor: nextCursor, limit: '100' });

    expect(next.status).toBe(200);
    expect(queries.at(-1)).toEqual({
      filter: { reference: 'r' },
      status: undefined,
      limit: 100,
      after: PLACE,
    });
  });

  it('refuses a cursor of another list, which could show strangers', async () => {
    const { list, queries } = setUp();
    const { nextCursor } = (await list({ reference: 'r' })).body;

    const others = [
      await list({ reference: 's', cursor: nextCursor }),
      await list({ reference: 'r', status: 'active', cursor: nextCursor }),
      await list({ reference: 'r', cursor: `${nextCursor}A` }),
      await list({ reference: 'r', cursor: '' }),
    ];

    expect(others.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(others[0]?.body.errors).toEqual([{ path: 'cursor', message: 'is not a cursor of this list' }]);
    expect(queries).toHaveLength(1);
  });

  it.each([
    {},
    { status: 'active' },
    { a: '95588' },
    { x: '1' },
    { reference: '' },
    { reference: 'r'.repeat(65) },
    { reference: 'r', status: 'gone' },
    { reference: 'r', limit: '0' },
    { reference: 'r', limit: '101' },
    { reference: 'r', limit: '1e1' },
    { reference: 'r', limit: '' },
    { reference: 'r', colour: 'red' },
  ] as Record<string, string>[])('refuses %j', async (query) => {
    const { list, queries } = setUp();

    expect((await list(query)).status).toBe(400);
    expect(queries).toEqual([]);
  });
});
