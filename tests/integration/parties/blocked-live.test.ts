import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bound, type PartiesStack, startPartiesStack } from './parties-stack.ts';

let stack: PartiesStack;
beforeAll(async () => {
  stack = await startPartiesStack();
});
afterAll(() => stack.close());

type Answer = Readonly<{ code: string; errors?: { path: string }[]; items: readonly object[] }>;

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await stack.ask(method, path, body);
  return { status: answer.status, body: answer.body as Answer };
};
const patch = ({ bindingId }: Bound, change: object) => ask('PATCH', `/bindings/${bindingId}`, change);
const setCallee = ({ bindingId }: Bound, callee: string, ttlSeconds = 600) =>
  ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee, ttlSeconds });
const block = async (party: string, more: object = {}): Promise<void> => {
  expect((await ask('POST', '/blocks', { party, ...more })).status).toBe(201);
};
const refusal = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [
  status,
  body.code,
  (body.errors ?? []).map(({ path }) => path),
];
const SOMEBODY = '+8613800009001';
const OTHER = '+8613800009002';

/** A mode, the side of the person who is blocked, the rest of the binding, and a change that would give it more. */
const MORE: readonly [string, 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'X', string, object, object][] = [
  ['another B for A', 'AXB', 'a', {}, { b: OTHER }],
  ['another A for B', 'AXB', 'b', {}, { a: OTHER }],
  ['another phone of B', 'AXB', 'b', {}, { b: OTHER }],
  ['another phone of A', 'AXB', 'a', {}, { a: OTHER }],
  ['a longer life', 'AXB', 'a', { ttlSeconds: 3600 }, { ttlSeconds: 7200 }],
  [
    'a longer life beside what may be changed',
    'AXB',
    'a',
    { ttlSeconds: 3600 },
    { maxCallMinutes: 3, ttlSeconds: 7200 },
  ],
  ['another phone of A', 'AX', 'a', {}, { a: OTHER }],
  ['a longer life', 'AX', 'a', { ttlSeconds: 3600 }, { ttlSeconds: 7200 }],
  ['another call-back number for A', 'AXE', 'a', {}, { callback: { number: OTHER } }],
  [
    'another phone of the one who is called back',
    'AXE',
    'callback.number',
    {},
    { callback: { number: OTHER } },
  ],
  ['a longer life', 'AXE', 'a', { ttlSeconds: 3600 }, { ttlSeconds: 7200 }],
  [
    'a longer call-back',
    'AXE',
    'a',
    { ttlSeconds: 7200, callbackTtlSeconds: 600 },
    { callbackTtlSeconds: 3600 },
  ],
  ['another B for A', 'AXYB', 'a', {}, { b: OTHER }],
  ['whoever calls for A', 'AXYB', 'a', {}, { b: null }],
  ['another phone of B', 'AXYB', 'b', {}, { b: OTHER }],
  ['another B for A', 'X', 'a', {}, { b: OTHER }],
  ['a longer life', 'X', 'b', { ttlSeconds: 3600 }, { ttlSeconds: 7200 }],
];
const onSide = (side: string, person: string): object =>
  side === 'callback.number' ? { callback: { number: person } } : { [side]: person };

describe('a live binding of a person who is blocked', () => {
  it.each(MORE)('does not get %s (%s, %s)', async (_name, mode, side, more, change) => {
    const person = stack.somebody();
    const bound = await stack.bind(mode, { ...onSide(side, person), ...more });
    await block(person);
    const before = await stack.read(bound.bindingId);

    const refused = await patch(bound, change);

    expect(refusal(refused)).toEqual([422, 'party-blocked', [side]]);
    expect(await stack.read(bound.bindingId)).toEqual(before);
    expect(JSON.stringify(refused.body)).not.toContain(person.slice(3));
  });

  it('does not get another callee where A is blocked, and another one takes a callee who is blocked away', async () => {
    const [a, person] = [stack.somebody(), stack.somebody()];
    const [own, others] = [await stack.bind('AX', { a }), await stack.bind('AX')];
    await setCallee(own, SOMEBODY);
    await setCallee(others, person);
    await block(a);
    await block(person);

    const refused = [await setCallee(own, OTHER), await setCallee(own, SOMEBODY, 900)];
    const replaced = await setCallee(others, OTHER);

    expect(refused.map(refusal)).toEqual([
      [422, 'party-blocked', ['a']],
      [422, 'party-blocked', ['a']],
    ]);
    expect([replaced.status, replaced.body]).toMatchObject([200, { temporaryCallee: { callee: OTHER } }]);
    expect(await stack.read(own.bindingId)).toMatchObject({ temporaryCallee: { callee: SOMEBODY } });
  });

  it.each([
    ['AXB', 'b', { ttlSeconds: 3600 }, { ttlSeconds: 600, maxCallMinutes: 5, callDirection: 'from-a' }],
    ['AXB', 'a', {}, { ttlSeconds: 600 }],
    ['AX', 'a', { ttlSeconds: 3600 }, { ttlSeconds: 600 }],
    ['AXE', 'callback.number', { ttlSeconds: 3600 }, { callback: { tone: 'tone.wav' } }],
    ['AXE', 'a', { ttlSeconds: 7200 }, { callbackTtlSeconds: 600 }],
    ['AXYB', 'b', {}, { b: null }],
  ] as const)('may get less (%s, %s, %o, %o)', async (mode, side, more, change) => {
    const person = stack.somebody();
    const bound = await stack.bind(mode, { ...onSide(side, person), ...more });
    await block(person);

    const changed = await patch(bound, change);
    const ended = await ask('DELETE', `/bindings/${bound.bindingId}`);

    expect([changed.status, ended.status]).toEqual([200, 200]);
  });

  it('gets all again in another app, after the end of the block, and when it is taken away', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AXB', { a: person, ttlSeconds: 3600 });
    await block(person, { app: 'ax' });
    expect((await patch(bound, { ttlSeconds: 7200 })).status).toBe(200);

    await block(person, { until: new Date(stack.clock().getTime() + 60_000).toISOString() });
    expect((await patch(bound, { ttlSeconds: 9000 })).status).toBe(422);
    await stack.advance(61);

    expect((await patch(bound, { ttlSeconds: 9000, b: stack.somebody() })).status).toBe(200);
  });
});

describe('another phone', () => {
  const moved = (from: string, to: string, query = '') =>
    ask('POST', `/parties/change${query}`, { from, to });

  it('is not given to a person who is blocked, in any mode, and a dry run says so', async () => {
    const from = stack.somebody();
    const bounds = [
      await stack.bind('AXB', { a: from }),
      await stack.bind('AXB', { b: from }),
      await stack.bind('AX', { a: from }),
      await stack.bind('AXYB', { b: from }),
      await stack.bind('AXE', { callback: { number: from } }),
      await stack.bind('X', { b: from }),
    ];
    const rung = await stack.bind('AX');
    await setCallee(rung, from);
    const free = await stack.bind('AXE', { a: stack.somebody() });
    await block(from);
    const to = stack.somebody();

    const tried = await moved(from, to, '?dryRun=true');
    const done = await moved(from, to);

    for (const { status, body } of [tried, done]) {
      expect([status, body.items.length]).toEqual([200, bounds.length + 1]);
      for (const item of body.items)
        expect(item).toMatchObject({ result: 'conflict', code: 'party-blocked' });
    }
    expect(await stack.read(rung.bindingId)).toMatchObject({ temporaryCallee: { callee: from } });
    expect((await ask('GET', `/bindings?party=${encodeURIComponent(to)}`)).body.items).toEqual([]);
    expect(await stack.read(free.bindingId)).toMatchObject({ status: 'active' });
  });

  it('is given in the apps in which the person is not blocked', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const [kept, free] = [await stack.bind('AXB', { a: from }), await stack.bind('AX', { a: from })];
    await block(from, { app: 'axb' });

    const { body } = await moved(from, to);

    expect(body.items).toHaveLength(2);
    expect(await stack.read(kept.bindingId)).toMatchObject({ a: from });
    expect(await stack.read(free.bindingId)).toMatchObject({ a: to });
  });

  it('is not given to others beside a person who is blocked, and a dry run says so', async () => {
    const [from, to, blocked] = [stack.somebody(), stack.somebody(), stack.somebody()];
    const { bindingId } = await stack.bind('AXB', { a: blocked, b: from });
    const rung = await stack.bind('AX', { a: blocked });
    await setCallee(rung, from);
    await block(blocked);
    const conflict = { result: 'conflict', code: 'party-blocked' };
    const conflicts = [bindingId, rung.bindingId].sort().map((id) => ({ bindingId: id, ...conflict }));

    for (const query of ['?dryRun=true', '']) {
      const items = (await moved(from, to, query)).body.items as { bindingId: string }[];
      const byId = [...items].sort((one, two) => (one.bindingId < two.bindingId ? -1 : 1));
      expect(byId).toMatchObject(conflicts);
    }
  });
});
