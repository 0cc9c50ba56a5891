import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
  OTHER_APP,
  startAccessStack,
  talk,
} from './access-stack.ts';

/** A look-up key, as the audit has it. */
const LOOKUP_KEY = /^[a-z]{32}$/;

/** Somebody who is blocked in an app. */
const BLOCKED = '+8613800000099';

let access: AccessStack;
let binding: Bound;
beforeAll(async () => {
  access = await startAccessStack([
    ['reader', ['read']],
    ['masked', ['read:masked']],
    ['other-desk', ['read'], [OTHER_APP]],
    ['narrow', ['bindings', 'recordings', 'numbers', 'usage', 'operations']],
  ]);
  binding = await access.bound('AXB', APP_OF.AXB, { reference: 'order-42' });
  await talk(access, 'AXB', binding);
  await access.ask('POST', '/blocks', { party: BLOCKED, app: APP_OF.AXB });
  await access.stack.advance(1);
  await access.bound('AXB', APP_OF.AXB, { reference: 'order-43' });
}, 60_000);
afterAll(() => access?.stack.close());
beforeEach(() => void access.audits());

/** A search, what it asks for, and the same as the query of a GET. */
type Row = readonly [list: string, body: () => Record<string, unknown>];

const ROWS: readonly Row[] = [
  ['/bindings', () => ({ a: A })],
  ['/bindings', () => ({ b: B, limit: 1 })],
  ['/bindings', () => ({ party: A.slice(3), status: 'active', limit: '2' })],
  ['/bindings', () => ({ x: binding.x, at: access.stack.clock().toISOString() })],
  ['/bindings', () => ({ reference: 'order-42', app: APP_OF.AXB, from: '2026-03-01', to: '2026-03-02' })],
  ['/calls', () => ({ party: B })],
  ['/calls', () => ({ x: binding.x, orphan: false })],
  ['/calls', () => ({ app: APP_OF.AXB, orphan: true })],
  ['/calls', () => ({ bindingId: binding.bindingId, outcome: 'normal', from: '2026-03-01T00:00:00+08:00' })],
  ['/blocks', () => ({ party: BLOCKED })],
  ['/blocks', () => ({ app: APP_OF.AXB, limit: 1 })],
  ['/messages', () => ({ x: binding.x })],
  ['/messages', () => ({ bindingId: binding.bindingId, limit: 3 })],
];

const asQuery = (body: Record<string, unknown>): string =>
  String(
    new URLSearchParams(
      Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])),
    ),
  );

const withoutCursor = (body: unknown): unknown => ({ ...(body as object), nextCursor: null });

describe('a search', () => {
  it.each(ROWS)('of %s answers what the GET of the same fields answers: row %#', async (list, bodyOf) => {
    const body = bodyOf();

    const found = await access.as('reader')('POST', `${list}/search`, body);
    const got = await access.as('reader')('GET', `${list}?${asQuery(body)}`);

    expect(found.status).toBe(200);
    expect(withoutCursor(found.body)).toEqual(withoutCursor(got.body));
  });

  it('finds something where there is something', async () => {
    const counts = [];
    for (const [list, bodyOf] of ROWS)
      counts.push((await access.ask('POST', `${list}/search`, bodyOf())).body as { items: unknown[] });

    expect(counts.map(({ items }) => items.length)).toEqual([2, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
  });

  it('goes on from the cursor of the GET, and the GET from its cursor', async () => {
    const page = async (method: 'GET' | 'POST', cursor: string | null) => {
      const body = { a: A, limit: 1, ...(cursor === null ? {} : { cursor }) };
      const path = method === 'GET' ? `/bindings?${asQuery(body)}` : '/bindings/search';
      const answer = await access.ask(method, path, method === 'GET' ? undefined : body);
      return answer.body as { items: { bindingId: string }[]; nextCursor: string | null };
    };

    const [first, other] = [await page('GET', null), await page('POST', null)];
    const second = await page('POST', first.nextCursor);

    expect(first.items).toEqual(other.items);
    expect(second.items).toEqual((await page('GET', other.nextCursor)).items);
    expect(second.items).toMatchObject([{ bindingId: binding.bindingId }]);
  });

  it('does not open a cursor of another filter', async () => {
    const { nextCursor } = (await access.ask('POST', '/bindings/search', { a: A, limit: 1 })).body as {
      nextCursor: string;
    };

    const answer = await access.ask('POST', '/bindings/search', { b: B, cursor: nextCursor });

    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
  });

  it.each<readonly [list: string, body: unknown, faults: readonly object[]]>([
    ['/bindings', {}, [{ path: '', message: 'give at least one of a, b, party, x, y, reference and app' }]],
    ['/bindings', { a: A, sort: 'up' }, [{ path: 'sort', message: 'is not a known field' }]],
    ['/bindings', { a: 13_812_345_671 }, [{ path: 'a', message: 'must be a string' }]],
    ['/bindings', { a: null, app: APP_OF.AXB }, [{ path: 'a', message: 'must be a string' }]],
    ['/bindings', { a: A, limit: 101 }, [{ path: 'limit', message: 'must be an integer from 1 to 100' }]],
    ['/bindings', { a: A, limit: 0 }, [{ path: 'limit', message: 'must be an integer from 1 to 100' }]],
    ['/bindings', { a: A, limit: 1.5 }, [{ path: 'limit', message: 'must be an integer from 1 to 100' }]],
    ['/bindings', { a: A, limit: true }, [{ path: 'limit', message: 'must be an integer from 1 to 100' }]],
    ['/bindings', { app: 'nobodys' }, [{ path: 'app', message: 'is not a configured app' }]],
    ['/bindings', [], [{ path: '', message: 'must be an object' }]],
    ['/calls', {}, [{ path: '', message: 'give at least one of bindingId, x, party and app' }]],
    ['/calls', { app: APP_OF.AXB, orphan: 1 }, [{ path: 'orphan', message: 'must be true or false' }]],
    ['/calls', { app: APP_OF.AXB, orphan: 'no' }, [{ path: 'orphan', message: 'must be true or false' }]],
    ['/calls', { app: APP_OF.AXB, b: B }, [{ path: 'b', message: 'is not a known field' }]],
    ['/calls', { app: 'nobodys' }, [{ path: 'app', message: 'is not a configured app' }]],
    ['/messages', { party: A }, [{ path: 'party', message: 'is not a known field' }]],
    ['/messages', {}, [{ path: '', message: 'give exactly one of bindingId and x' }]],
  ])('of %s refuses %j and says why', async (list, body, faults) => {
    const answer = await access.ask('POST', `${list}/search`, body);

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect((answer.body as { errors: unknown }).errors).toEqual(faults);
    expect(answer.text).not.toContain('13800000071');
  });

  it.each(['/bindings', '/calls', '/messages'])('of %s refuses what stands in its URL', async (list) => {
    const answer = await access.ask('POST', `${list}/search?x=17000000001`, { x: binding.x });

    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'x', message: 'is not a known parameter' }] },
    });
  });

  it.each(['/bindings', '/calls', '/messages'])('of %s needs a body, of at most 64 KiB', async (list) => {
    const none = await access.ask('POST', `${list}/search`);
    const long = await access.ask('POST', `${list}/search`, { x: ' '.repeat(65 * 1024) });

    expect([none.status, long.status]).toEqual([400, 413]);
  });

  it.each([
    ['/bindings', { reference: 'order-42' }],
    ['/calls', { party: B }],
    ['/messages', { x: 'of the binding' }],
  ] as const)(
    'of %s finds nothing of other apps for a caller that is limited to some',
    async (list, body) => {
      const asked = 'x' in body ? { x: binding.x } : body;

      const answer = await access.as('other-desk')('POST', `${list}/search`, asked);

      expect(answer).toMatchObject({ status: 200, body: { items: [] } });
    },
  );
});

/** A search of each list that names somebody, and the fields by which the audit is to know him. */
const SEARCHES = [
  ['/bindings', () => ({ a: A, b: B, x: binding.x, reference: 'order-42', from: '2026-03-01' }), 'abxr'],
  ['/calls', () => ({ party: B, x: binding.x, to: '2026-03-02', orphan: false }), 'px'],
  ['/messages', () => ({ x: binding.x, limit: 5 }), 'x'],
] as const;

const NAMES: Readonly<Record<string, string>> = { a: 'a', b: 'b', x: 'x', r: 'reference', p: 'party' };

describe('the audit of a search', () => {
  it.each(SEARCHES)(
    'of %s is that of a read, with whom it was for as look-up keys',
    async (list, body, named) => {
      const { status } = await access.as('reader')('POST', `${list}/search`, body());

      const lines = access.audits();
      expect(status).toBe(200);
      expect(lines).toMatchObject([
        {
          event: 'data-read',
          apiKeyName: 'reader',
          route: `POST ${list}/search`,
          status: 200,
          found: { count: 1 },
        },
      ]);
      expect(lines[0]?.['soughtFor']).toEqual(
        Object.fromEntries([...named].map((letter) => [NAMES[letter], expect.stringMatching(LOOKUP_KEY)])),
      );
    },
  );

  it('has the same key as the GET, and apps and ids as they are', async () => {
    const body = { party: B, app: APP_OF.AXB, bindingId: binding.bindingId };
    await access.as('reader')('POST', '/calls/search', body);
    await access.as('reader')('GET', `/calls?${asQuery(body)}`);

    const [searched, got] = access.audits().map((line) => line['soughtFor']);
    expect(searched).toEqual(got);
    expect(searched).toMatchObject({ app: APP_OF.AXB, bindingId: binding.bindingId });
  });

  it.each(['/bindings', '/calls', '/messages'])('of %s is there when it is refused', async (list) => {
    await access.as('narrow')('POST', `${list}/search`, { x: binding.x });
    await access.as('reader')('POST', `${list}/search`, { x: 'not a number', 'x.13800000071': A });

    const lines = access.audits();
    expect(lines).toMatchObject([
      { event: 'data-read', apiKeyName: 'narrow', status: 403, code: 'forbidden', found: { count: 0 } },
      { event: 'data-read', apiKeyName: 'reader', status: 400, code: 'invalid-request' },
    ]);
    expect(lines.map((line) => line['soughtFor'])).toEqual([
      { x: expect.stringMatching(LOOKUP_KEY) },
      { x: 'unreadable' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('13800000071');
  });
});

describe('a masked reader', () => {
  it.each(SEARCHES)('sees the middle of no number in a search of %s', async (list, body) => {
    const [full, masked] = [
      await access.as('reader')('POST', `${list}/search`, body()),
      await access.as('masked')('POST', `${list}/search`, body()),
    ];

    expect(masked.status).toBe(200);
    for (const number of [A, B, binding.x]) {
      expect(full.text).toContain(number);
      expect(masked.text).not.toContain(number.slice(3));
    }
    expect(masked.body).toMatchObject({ items: [{ x: expect.stringMatching(/^\+861\*\*\*\*\d{4}$/) }] });
  });
});
