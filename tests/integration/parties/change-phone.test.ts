import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xNumber } from '../../harness/fixtures.ts';
import { type PartiesStack, startPartiesStack } from './parties-stack.ts';

type Item = Readonly<{ bindingId: string; result: string; code?: string; roles: readonly string[] }>;
type Report = Readonly<{ items: readonly Item[]; nextCursor: string | null; code: string; errors: object[] }>;

let stack: PartiesStack;
beforeAll(async () => {
  stack = await startPartiesStack();
});
afterAll(() => stack.close());

const change = async (from: string, to: string, more: object = {}, query = '') => {
  const answer = await stack.ask('POST', `/parties/change${query}`, { from, to, ...more });
  return { status: answer.status, body: answer.body as Report, text: answer.text };
};
const resultsOf = ({ body }: { body: Report }) =>
  Object.fromEntries(body.items.map(({ bindingId, result, code }) => [bindingId, code ?? result]));

describe('a person with another phone', () => {
  it('is moved in every mode, on every side that the mode can change, and the platform agrees', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const asA = [await stack.bind('AXB', { a: from }), await stack.bind('AX', { a: from })];
    asA.push(await stack.bind('X', { a: from }));
    const asB = [await stack.bind('AXB', { b: from }), await stack.bind('AXYB', { b: from })];
    asB.push(await stack.bind('X', { b: from }));
    const called = await stack.bind('AXE', { callback: { number: from } });
    const rung = await stack.bind('AX');
    const callee = { callee: from, ttlSeconds: 600 };
    expect((await stack.ask('PUT', `/bindings/${rung.bindingId}/temporary-callee`, callee)).status).toBe(200);
    const fixed = [await stack.bind('AXE', { a: from }), await stack.bind('AXYB', { a: from })];

    const done = await change(from, to);

    expect([done.status, done.body.nextCursor]).toEqual([200, null]);
    expect(resultsOf(done)).toEqual({
      ...Object.fromEntries([...asA, ...asB, called, rung].map(({ bindingId }) => [bindingId, 'changed'])),
      ...Object.fromEntries(fixed.map(({ bindingId }) => [bindingId, 'not-changeable'])),
    });
    for (const { bindingId } of asA)
      expect(await stack.read(bindingId)).toMatchObject({ a: to, platform: { state: 'match' } });
    for (const { bindingId } of asB)
      expect(await stack.read(bindingId)).toMatchObject({ b: to, platform: { state: 'match' } });
    expect(await stack.read(called.bindingId)).toMatchObject({ callback: { number: to } });
    expect(await stack.read(rung.bindingId)).toMatchObject({ temporaryCallee: { callee: to } });
    expect(done.text).not.toMatch(/138\d{8}/);
  });

  it('is moved once: a repeat finds nothing more, and later binds of the former number stay', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    await stack.bind('AXB', { a: from });
    expect((await change(from, to)).body.items).toHaveLength(1);
    const later = await stack.bind('AXB', { a: from });

    expect(await stack.read(later.bindingId)).toMatchObject({ a: from });
    expect((await change(from, stack.somebody(), { app: 'ax' })).body.items).toEqual([]);
  });

  it('keeps a binding whose other side has the new number, and one whose X holds it', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const partner = await stack.bind('AXB', { a: from, b: to });
    const held = await stack.bind('AXB', { a: to });
    const taken = await stack.bind('AXB', { a: from, x: held.x });

    const done = await change(from, to);

    expect([done.status, resultsOf(done)]).toEqual([
      200,
      { [partner.bindingId]: 'invalid-request', [taken.bindingId]: 'number-taken' },
    ]);
    expect(await stack.read(partner.bindingId)).toMatchObject({ a: from, b: to, version: 1 });
  });

  it('is told beforehand by a dry run, which changes nothing', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const free = await stack.bind('AXB', { b: from });
    const held = await stack.bind('X', { a: to });
    const taken = await stack.bind('X', { a: from, x: held.x });
    const fixed = await stack.bind('AXE', { a: from });

    const tried = await change(from, to, {}, '?dryRun=true');

    expect([tried.status, resultsOf(tried)]).toEqual([
      200,
      {
        [free.bindingId]: 'changeable',
        [taken.bindingId]: 'number-taken',
        [fixed.bindingId]: 'not-changeable',
      },
    ]);
    expect(await stack.read(free.bindingId)).toMatchObject({ b: from, version: 1 });
  });

  it('is moved in the apps alone that the caller may see', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const seen = await stack.bind('AXB', { a: from });
    const other = await stack.bind('AX', { a: from });
    const headers = { authorization: 'Bearer key-of-narrow' };

    const answer = await stack.ask('POST', '/parties/change', { from, to }, headers);
    const unknown = await stack.ask('POST', '/parties/change', { from, to, app: 'ax' }, headers);

    expect(answer.body).toMatchObject({ items: [{ bindingId: seen.bindingId, result: 'changed' }] });
    expect(await stack.read(other.bindingId)).toMatchObject({ a: from });
    expect(unknown.status).toBe(400);
  });

  it.each([
    ['the same number twice', (from: string) => ({ from, to: from }), ['to']],
    [
      'a private number of ours as the new one',
      (from: string) => ({ from, to: xNumber(31_415_001) }),
      ['to'],
    ],
    [
      'a private number of ours as the former one',
      (to: string) => ({ from: xNumber(31_415_001), to }),
      ['from'],
    ],
    ['an unknown field', (from: string) => ({ from, to: '+8613800000001', x: 1 }), ['x']],
    ['no number', (from: string) => ({ from, to: '12' }), ['to']],
    ['another cursor', (from: string) => ({ from, to: '+8613800000001', cursor: 'x' }), ['cursor']],
  ])('is refused with %s', async (_name, bodyFor, paths) => {
    const answer = await stack.ask('POST', '/parties/change', bodyFor(stack.somebody()));

    expect(answer.status).toBe(400);
    expect((answer.body as Report).errors).toMatchObject(paths.map((path) => ({ path })));
  });

  it('is moved in parts that a cursor joins when the platform throttles, and nobody is left behind', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const bound = [];
    for (let at = 0; at < 22; at += 1) bound.push(await stack.bind('AXB', { a: from }));
    await stack.control.faults.add({ on: 'modify', kind: 'throttled', times: 4 });

    const first = await change(from, to);
    await stack.advance(300);
    const rest = await change(from, to, { cursor: first.body.nextCursor });

    expect([first.status, rest.status, rest.body.nextCursor]).toEqual([202, 200, null]);
    expect(Object.values(resultsOf(first))).toContain('platform-throttled');
    expect(await listed(from)).toHaveLength(0);
    expect(await listed(to)).toHaveLength(22);
  });

  it('is moved by a repeat where a change had no answer', async () => {
    const [from, to] = [stack.somebody(), stack.somebody()];
    const { bindingId } = await stack.bind('AXB', { a: from });
    await stack.control.faults.add({ on: 'modify', kind: 'drop-after', times: 4 });
    const first = await change(from, to);
    await stack.control.faults.clear();
    await stack.advance(300);

    const again = await change(from, to);

    expect([first.status, resultsOf(first)]).toEqual([202, { [bindingId]: 'platform-unavailable' }]);
    expect(again.status).toBe(200);
    expect(await stack.read(bindingId)).toMatchObject({ a: to });
  });
});

const listed = async (a: string): Promise<readonly object[]> => {
  const path = `/bindings?a=${encodeURIComponent(a)}&status=active`;
  return (await stack.ask('GET', path)).body['items'];
};
