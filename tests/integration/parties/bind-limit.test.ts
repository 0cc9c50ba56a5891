import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODES } from '../../../shared/kernel/mode.ts';
import { type PartiesStack, startPartiesStack } from './parties-stack.ts';

type Body = Readonly<{
  bindingId: string;
  code: string;
  retryAfterSeconds: number;
  errors: { path: string }[];
}>;

/** Three binds of a person in an hour. */
const MOST = 3;

describe('binds of one person in an hour, of an app with a limit', () => {
  let stack: PartiesStack;
  beforeAll(async () => {
    stack = await startPartiesStack({ settings: { bindsPerPersonPerHour: MOST } });
  });
  afterAll(() => stack.close());

  const ask = async (body: object, headers: Record<string, string> = {}) => {
    const answer = await stack.ask('POST', '/bindings', body, headers);
    return { status: answer.status, body: answer.body as Body, headers: answer.headers, text: answer.text };
  };
  const counts = async () =>
    (await stack.items('NUMBERS_TABLE')).filter(({ pk }) => String(pk).startsWith('LIMIT#'));

  it.each(MODES)('are so many as the app allows, and more in the next hour (%s)', async (mode) => {
    const a = stack.somebody();
    for (let made = 0; made < MOST; made += 1)
      expect((await ask(stack.bodyOf(mode, { a, reference: `order-${made}` }))).status).toBe(201);
    await stack.advance(60);

    const refused = await ask(stack.bodyOf(mode, { a, reference: 'order-more' }));

    expect([refused.status, refused.body.code, refused.body.errors]).toMatchObject([
      429,
      'bind-limit',
      [{ path: 'a' }],
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.retryAfterSeconds);
    expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(3600);
    expect(refused.text).not.toContain(a.slice(3));
    await stack.advance(refused.body.retryAfterSeconds);
    expect((await ask(stack.bodyOf(mode, { a, reference: 'order-more' }))).status).toBe(201);
  });

  it('count on either side, and never more than so many of those at once', async () => {
    const person = stack.somebody();
    const bodies = Array.from({ length: 8 }, (_, index) =>
      stack.bodyOf('AXB', index % 2 === 0 ? { a: person } : { b: person }),
    );

    const answers = await Promise.all(bodies.map((body) => ask(body)));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429, 429, 429]);
  });

  it('count once, however often they are repeated, and not where nothing was made', async () => {
    const a = stack.somebody();
    const keyed = stack.bodyOf('AXB', { a });
    const plain = stack.bodyOf('AXB', { a, reference: 'order-9' });
    for (let times = 0; times < 4; times += 1) {
      expect((await ask(keyed, { 'idempotency-key': `limit-${a}` })).status).toBe(201);
      expect((await ask(plain)).status).toBe(times === 0 ? 201 : 200);
    }
    const taken = await stack.bind('AXB', { b: stack.somebody() });
    for (let times = 0; times < 4; times += 1) {
      const refused = await ask({ ...stack.bodyOf('AXB', { a }), b: taken.b, x: taken.x });
      expect([refused.status, refused.body.code]).toEqual([409, 'number-taken']);
    }

    expect((await ask(stack.bodyOf('AXB', { a }))).status).toBe(201);
    expect((await ask(stack.bodyOf('AXB', { a }))).status).toBe(429);
  });

  it('are counted for nobody where the other side has had enough', async () => {
    const [a, b] = [stack.somebody(), stack.somebody()];
    for (let made = 0; made < MOST; made += 1) await stack.bind('AXB', { b });

    const refused = await ask(stack.bodyOf('AXB', { a, b }));

    expect([refused.status, refused.body.errors]).toMatchObject([429, [{ path: 'b' }]]);
    for (let made = 0; made < MOST; made += 1) await stack.bind('AXB', { a });
  });

  it('go from what is stored with an erasure, and by themselves', async () => {
    const a = stack.somebody();
    await stack.bind('AXE', { a });
    const before = await counts();
    expect(before.every(({ ttl }) => typeof ttl === 'number')).toBe(true);

    const erased = await stack.invoke('manage-privacy', {
      party: a,
      operator: 'dora',
      action: 'erase',
      endLive: true,
    });

    expect(erased).toMatchObject({ erased: { 'bind-count': 1 } });
    expect(await counts()).toHaveLength(before.length - 1);
  });
});
