import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
  bindOf,
  startAccessStack,
  talk,
} from './access-stack.ts';

const NOWHERE = 'abcdefghijklmnopabcdefghijklmnop';
/** The look-up key of {@link A}, HMAC-SHA256 with the look-up key of the tests, and that of a reference. */
const LOOKUP_KEY = /^[a-z]{32}$/;

let access: AccessStack;
let binding: Bound;
let callId: string;
beforeAll(async () => {
  access = await startAccessStack([
    ['reader', ['read', 'recordings', 'numbers']],
    ['masked', ['read:masked']],
    ['narrow', ['usage']],
    ['binder', ['bindings']],
  ]);
  binding = await access.bound('AXB', APP_OF.AXB, { reference: 'order-42', record: true });
  callId = await talk(access, 'AXB', binding);
}, 60_000);
afterAll(() => access?.stack.close());
beforeEach(() => void access.audits());

const encoded = (number: string) => encodeURIComponent(number);

/** Every GET route of our API, asked for what is there. */
const READS: readonly (readonly [route: string, path: () => string, found: object])[] = [
  ['GET /bindings', () => `/bindings?a=${encoded(A)}`, { count: 1 }],
  ['GET /bindings/{bindingId}', () => `/bindings/${binding.bindingId}`, { count: 1 }],
  ['GET /calls', () => `/calls?party=${encoded(B)}`, { count: 1 }],
  ['GET /calls/{callId}', () => `/calls/${callId}`, { count: 1 }],
  ['GET /messages', () => `/messages?x=${encoded(binding.x)}`, { count: 1 }],
  ['GET /numbers', () => '/numbers?limit=7', { count: 7 }],
  ['GET /pool', () => '/pool', { count: 12 }],
];

describe('the audit', () => {
  it.each(READS)('has one line of each read: %s', async (route, path, found) => {
    const { status } = await access.as('reader')('GET', path());

    expect(status).toBe(200);
    expect(access.audits()).toMatchObject([
      { level: 'audit', event: 'data-read', apiKeyName: 'reader', route, status: 200, found },
    ]);
  });

  it.each(READS)('has one line of a read without the scope: %s', async (route, path) => {
    await access.as('narrow')('GET', path());

    expect(access.audits()).toMatchObject([
      {
        event: 'data-read',
        apiKeyName: 'narrow',
        route,
        status: 403,
        code: 'forbidden',
        found: { count: 0 },
      },
    ]);
  });

  it.each([
    ['GET /bindings', '/bindings?reference=nothing', 200],
    ['GET /bindings/{bindingId}', `/bindings/${NOWHERE}`, 404],
    ['GET /bindings/{bindingId}', '/bindings/13812345671', 404],
    ['GET /calls', `/calls?bindingId=${NOWHERE}`, 200],
    ['GET /calls', '/calls', 400],
    ['GET /calls/{callId}', `/calls/${NOWHERE}`, 404],
    ['GET /calls/{callId}/recording', `/calls/${NOWHERE}/recording`, 404],
    ['GET /messages', `/messages?bindingId=${NOWHERE}`, 200],
  ])('has one line of a read that finds nothing: %s', async (route, path, status) => {
    await access.as('reader')('GET', path);

    expect(access.audits()).toMatchObject([
      { event: 'data-read', apiKeyName: 'reader', route, status, found: { count: 0 } },
    ]);
  });

  it('has what was looked for as a look-up key, the same for every spelling, and as ids', async () => {
    const soughtFor = async (path: string) => {
      await access.as('masked')('GET', path);
      return access.audits().map((line) => line['soughtFor'])[0] as Record<string, string>;
    };
    const national = A.slice(3);

    const [one, other, both] = [
      await soughtFor(`/bindings?a=${encoded(A)}&status=active`),
      await soughtFor(`/bindings?a=0086%20${national}`),
      await soughtFor(`/bindings?a=${national}&x=${encoded(binding.x)}&reference=order-42`),
    ];
    const calls = await soughtFor(`/calls?party=${encoded(A)}`);

    expect(one['a']).toMatch(LOOKUP_KEY);
    expect(Object.keys(one)).toEqual(['a']);
    expect([other['a'], both['a'], calls['party']]).toEqual([one['a'], one['a'], one['a']]);
    expect([both['x'], both['reference']]).toEqual([
      expect.stringMatching(LOOKUP_KEY),
      expect.stringMatching(LOOKUP_KEY),
    ]);
    // So an auditor finds the items as well.
    expect(await access.stack.items('BINDINGS_TABLE')).toContainEqual(
      expect.objectContaining({ aKey: one['a'], xKey: both['x'] }),
    );
    expect(await soughtFor(`/bindings/${binding.bindingId}`)).toEqual({ bindingId: binding.bindingId });
    expect(await soughtFor('/bindings?a=not-a-number')).toEqual({ a: 'unreadable' });
  });

  it.each(['50%off', '50%25off', 'a%41'])(
    'has the look-up key of the reference %s as the item has it',
    async (reference) => {
      const bound = await access.bound('AXB', APP_OF.AXB, { reference });
      access.audits();

      await access.as('reader')('GET', `/bindings?reference=${encoded(reference)}`);

      const [{ soughtFor, found } = {}] = access.audits();
      expect(found).toEqual({ count: 1 });
      expect(await access.stack.items('BINDINGS_TABLE')).toContainEqual(
        expect.objectContaining({
          pk: `B#${bound.bindingId}`,
          referenceKey: (soughtFor as Record<string, string>)['reference'],
        }),
      );
    },
  );

  it('holds no number, whatever is asked for', async () => {
    const numbers = [A, B, binding.x].map((number) => number.slice(3));
    for (const number of numbers)
      for (const path of [
        `/bindings?a=${number}`,
        `/bindings/${number}`,
        `/calls?party=${number}`,
        `/calls/${number}`,
      ])
        await access.as('reader')('GET', path);
    const lines = JSON.stringify(access.audits());

    for (const number of numbers) expect(lines).not.toContain(number);
  });

  it('has the changes too: who, and of which binding', async () => {
    const made = await access.as('binder')('POST', '/bindings', {
      ...bindOf('AX', APP_OF.AX),
      reference: 'order-1',
    });
    const { bindingId } = made.body as Bound;
    await access.as('binder')('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 3 });
    await access.as('binder')('DELETE', `/bindings/${bindingId}`);

    const line = {
      level: 'audit',
      event: 'data-changed',
      apiKeyName: 'binder',
      found: { count: 1, id: bindingId },
    };
    expect(access.audits()).toMatchObject([
      { ...line, route: 'POST /bindings', status: 201, soughtFor: { a: expect.stringMatching(LOOKUP_KEY) } },
      { ...line, route: 'PATCH /bindings/{bindingId}', status: 200, soughtFor: { bindingId } },
      { ...line, route: 'DELETE /bindings/{bindingId}', status: 200 },
    ]);
  });

  it('has whom a change names, also where it is refused, so that guesses are found', async () => {
    const ended = await access.bound('AXB', APP_OF.AXB, { reference: 'order-8' });
    await access.ask('DELETE', `/bindings/${ended.bindingId}`);
    await access.as('masked')('GET', `/bindings?a=${encoded(A)}&b=${encoded(B)}&reference=order-8`);
    const [{ soughtFor: keys } = {}] = access.audits() as { soughtFor: Record<string, string> }[];
    const { bindingId } = ended;

    await access.as('binder')('PATCH', `/bindings/${bindingId}`, { a: A.slice(3), b: B });
    await access.as('binder')('PATCH', `/bindings/${bindingId}`, { callback: { number: A } });
    await access.as('binder')('PUT', `/bindings/${bindingId}/temporary-callee`, {
      callee: B,
      ttlSeconds: 60,
    });
    await access.as('binder')('POST', '/bindings', { mode: 'AXB', a: A, b: 'nobody', reference: 'order-8' });
    await access.as('binder')('PATCH', `/bindings/${bindingId}`, { a: 13812345671 });
    await access.as('binder')('PATCH', `/bindings/${bindingId}`, { a: ' '.repeat(200) + A, b: null });
    await access.as('binder')('DELETE', `/bindings/${bindingId}`, { a: A });
    await access.as('binder')('POST', '/bindings', 'no JSON');

    expect(access.audits().map((line) => line['soughtFor'])).toEqual([
      { bindingId, a: keys?.['a'], b: keys?.['b'] },
      { bindingId, callback: keys?.['a'] },
      { bindingId, callee: keys?.['b'] },
      { a: keys?.['a'], b: 'unreadable', reference: keys?.['reference'] },
      { bindingId, a: 'unreadable' },
      { bindingId, a: 'unreadable' },
      { bindingId, a: keys?.['a'] },
      {},
    ]);
  });

  it('has no line of a stranger, who reads nothing', async () => {
    const { status } = await access.as('unknown')('GET', `/bindings/${binding.bindingId}`);

    expect(status).toBe(401);
    expect(access.audits()).toEqual([]);
  });
});
