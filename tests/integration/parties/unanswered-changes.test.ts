import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bound, type PartiesStack, startPartiesStack } from './parties-stack.ts';

let stack: PartiesStack;
beforeAll(async () => {
  stack = await startPartiesStack();
});
afterAll(() => stack.close());

type Answer = Readonly<{
  items: readonly Readonly<{ bindingId: string; result: string; code?: string }>[];
  ended: Readonly<{
    items: readonly Readonly<{ bindingId: string; result: string; code?: string }>[];
    isComplete: boolean;
  }>;
}>;

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await stack.ask(method, path, body);
  return { status: answer.status, body: answer.body as Answer, text: answer.text };
};
/** A request to which the platform gives no answer; it applies it or not. */
const unanswered = async (kind: 'drop-after' | 'drop-before', method: string, path: string, body: object) => {
  const { faults } = stack.control;
  for (const on of ['modify', 'bind', 'set-temporary-callee'] as const)
    await faults.add({ on, kind, times: 8 });
  await faults.add({ on: 'query', kind: 'drop-before', times: 8 });
  const answer = await ask(method, path, body);
  await faults.clear();
  return answer.status;
};
const block = (party: string, endLive = true) => ask('POST', '/blocks', { party, endLive });
const sweep = async (...waits: readonly number[]): Promise<void> => {
  for (const seconds of waits) {
    await stack.advance(seconds);
    await stack.invoke('binding-sweeper');
  }
};
/** The text of all that the platform has on the X of a binding. */
const there = async ({ x }: Bound): Promise<string> =>
  JSON.stringify((await stack.control.bindings()).filter((binding) => binding.x === x));

/** The people who may come into a binding by a change, in each mode. */
const SIDES = [
  ['AXB', 'b', {}],
  ['AXB', 'a', {}],
  ['AX', 'a', {}],
  ['AXYB', 'b', {}],
  ['AXE', 'callback', { callback: { number: '+8613800009001' } }],
] as const;
const KINDS = ['drop-after', 'drop-before'] as const;
const CASES = SIDES.flatMap((side) => KINDS.map((kind) => [...side, kind] as const));
const bringing = (side: string, person: string): object =>
  side === 'callback' ? { callback: { number: person } } : { [side]: person };

describe('a person who was blocked while a change without an answer may bring him', () => {
  it.each(CASES)('is not brought: %s %s %o %s', async (mode, side, more, kind) => {
    const person = stack.somebody();
    const bound = await stack.bind(mode, { ttlSeconds: 86_400, ...more });
    const before = await stack.read(bound.bindingId);
    expect(await unanswered(kind, 'PATCH', `/bindings/${bound.bindingId}`, bringing(side, person))).toBe(503);

    const first = await block(person);
    const connected = await there(bound);
    await sweep(120, 400, 120);
    const again = await block(person);

    // Not told to be done while an attempt may still be applied.
    expect([first.status, first.body.ended.isComplete]).toEqual([202, false]);
    expect(first.body.ended.items).toMatchObject([
      { bindingId: bound.bindingId, result: 'failed', code: 'binding-in-progress' },
    ]);
    expect(connected).not.toContain(person);
    expect([again.status, again.body.ended]).toEqual([200, { items: [], isComplete: true }]);
    const { platform, ...after } = await stack.read(bound.bindingId);
    expect(after).toMatchObject({ status: 'active', a: before['a'] });
    expect([after['b'], after['callback']]).toEqual([before['b'], before['callback']]);
    expect(platform).toMatchObject({ state: 'match' });
    expect(await there(bound)).not.toContain(person);
  });

  it('loses the binding whose call-back number cannot be taken away there', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AXE', { ttlSeconds: 86_400 });
    await unanswered('drop-after', 'PATCH', `/bindings/${bound.bindingId}`, { callback: { number: person } });

    const blocked = await block(person);

    expect(blocked.body.ended).toEqual({
      items: [{ bindingId: bound.bindingId, app: 'axe', result: 'ended' }],
      isComplete: true,
    });
    expect(await stack.read(bound.bindingId)).toMatchObject({ status: 'released', endReason: 'blocked' });
    // Others of the app may be on its X.
    expect(await there(bound)).not.toContain(bound.a);
  });

  it('is rung no more as a temporary callee', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AX');
    const callee = { callee: person, ttlSeconds: 86_400 };
    await unanswered('drop-after', 'PUT', `/bindings/${bound.bindingId}/temporary-callee`, callee);

    const blocked = await block(person);
    await stack.advance(2);
    const caller = await stack.control.placeCall({
      from: bound.a,
      to: bound.x,
      outcome: 'answered',
      talkSeconds: 5,
    });

    expect(blocked.body.ended.items).toMatchObject([{ bindingId: bound.bindingId }]);
    expect(JSON.stringify(caller)).not.toContain(person);
  });

  it.each(['a later change', 'a bind of the pair'] as const)('is not brought by %s', async (by) => {
    const person = stack.somebody();
    const bound = await stack.bind('AXB', { ttlSeconds: 86_400 });
    await unanswered('drop-before', 'PATCH', `/bindings/${bound.bindingId}`, { b: person });
    await block(person, false);
    await stack.advance(90);

    if (by === 'a later change') await ask('PATCH', `/bindings/${bound.bindingId}`, { record: true });
    else await ask('POST', '/bindings', { mode: 'AXB', a: bound.a, b: bound.b });

    expect(await there(bound)).not.toContain(person);
    await sweep(400, 120);
    expect(await stack.read(bound.bindingId)).toMatchObject({ status: 'active', b: bound.b });
  });
});

describe('an erasure of a person whom a change without an answer may bring', () => {
  it.each(['AXB', 'AXYB'] as const)(
    'takes the change back, and the binding keeps its people: %s',
    async (mode) => {
      const party = stack.somebody();
      const bound = await stack.bind(mode, { ttlSeconds: 86_400 });
      await unanswered('drop-after', 'PATCH', `/bindings/${bound.bindingId}`, { b: party });

      await stack.invoke('manage-privacy', { action: 'erase', party, operator: 'dora', endLive: true });

      expect(await there(bound)).not.toContain(party);
      await sweep(400, 120);
      expect(await stack.read(bound.bindingId)).toMatchObject({
        status: 'active',
        b: bound.b,
        platform: { state: 'match' },
      });
    },
  );
});

describe('a person with another phone, whom a change without an answer may bring', () => {
  it.each([
    ['AXB', 'a'],
    ['AXB', 'b'],
    ['AX', 'a'],
    ['AXYB', 'b'],
  ] as const)('has the former one in the end, after the way back (%s %s)', async (mode, side) => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind(mode, { [side]: from, ttlSeconds: 86_400 });
    expect(await unanswered('drop-after', 'POST', '/parties/change', { from, to })).toBe(202);
    await stack.advance(90);

    const back = await ask('POST', '/parties/change', { from: to, to: from });
    await sweep(400, 120);

    expect(back.body.items).toMatchObject([{ bindingId: bound.bindingId, result: 'changed' }]);
    expect(await stack.read(bound.bindingId)).toMatchObject({
      [side]: from,
      status: 'active',
      platform: { state: 'match' },
    });
  });
});
