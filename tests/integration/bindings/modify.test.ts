import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = {
  bindingId: string;
  a: string;
  b: string;
  x: string;
  version: number;
  detail: string;
  expiresAt: string;
  code: string;
};

describe('a change of a live AXB binding', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(() => stack.close());

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body } });
    expect(answer.status).toBe(201);
    return answer.body as Body;
  };
  const patch = async (bindingId: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await stack.request('PATCH', `/bindings/${bindingId}`, { body, headers });
    return { status: answer.status, body: answer.body as Body };
  };
  const lastModify = async (): Promise<unknown> => {
    const entries = await stack.control.journal({ kind: 'request', operation: 'modify' });
    const last = entries.at(-1);
    return last !== undefined && 'body' in last ? JSON.parse(String(last.body)) : undefined;
  };

  it('replaces one side: the new courier is reached, the old one is free for the same X again', async () => {
    const bound = await bind({ a: person(1), b: person(2) });

    const changed = await patch(bound.bindingId, { b: person(3) });

    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ a: person(1), b: person(3), x: bound.x, version: 2 });
    const [there] = await stack.control.bindings({ x: bound.x });
    expect(there).toMatchObject({ a: person(1), b: person(3) });
    const other = await bind({ a: person(4), b: person(2), x: bound.x });
    expect(other.x).toBe(bound.x);
  });

  it('counts a new life time from the change', async () => {
    const bound = await bind({ a: person(5), b: person(6), ttlSeconds: 600 });
    await stack.advance(300);

    const changed = await patch(bound.bindingId, { ttlSeconds: 900 });

    expect(changed.body.expiresAt).toBe(new Date(stack.clock().getTime() + 900_000).toISOString());
    expect(await lastModify()).toMatchObject({ duration: 900 });
  });

  it('leaves the life time alone when it is not named', async () => {
    const bound = await bind({ a: person(7), b: person(8), ttlSeconds: 600 });
    await stack.advance(10);

    const changed = await patch(bound.bindingId, { maxCallMinutes: 5 });

    expect(changed.body.expiresAt).toBe(bound.expiresAt);
    expect(await lastModify()).not.toHaveProperty('duration');
  });

  it('is refused for a party that the X holds already, and changes nothing', async () => {
    const one = await bind({ a: person(9), b: person(10) });
    await bind({ a: person(11), b: person(12), x: one.x });

    const refused = await patch(one.bindingId, { b: person(11) });

    expect([refused.status, refused.body.code]).toEqual([409, 'number-taken']);
    const read = await stack.request('GET', `/bindings/${one.bindingId}?verify=true`);
    expect(read.body).toMatchObject({ b: person(10), version: 1, platform: { state: 'match' } });
  });

  it('is refused with a stale version, and accepted with the current one', async () => {
    const bound = await bind({ a: person(13), b: person(14) });
    await patch(bound.bindingId, { maxCallMinutes: 3 });

    const stale = await patch(bound.bindingId, { maxCallMinutes: 4 }, { 'if-match': '1' });
    const current = await patch(bound.bindingId, { maxCallMinutes: 4 }, { 'if-match': '"2"' });

    expect([stale.status, stale.body.code]).toEqual([412, 'version-conflict']);
    expect(stale.body.detail).toBe('the binding is not the version that If-Match names');
    expect([current.status, current.body.version]).toEqual([200, 3]);
  });

  it('names what no mode can change', async () => {
    const bound = await bind({ a: person(15), b: person(16) });

    const refused = await patch(bound.bindingId, { x: bound.x, reference: 'other' });

    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: 'not-changeable',
      errors: [
        { path: 'x', message: 'cannot be changed' },
        { path: 'reference', message: 'cannot be changed' },
      ],
    });
  });

  it.each(['others', 'x', 'y'])('names a tone that this mode does not have: %s', async (tone) => {
    const bound = await bind({ a: person(41), b: person(42) });

    const refused = await patch(bound.bindingId, { waitingTones: { a: 'a.wav', [tone]: 'other.wav' } });

    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: `waitingTones.${tone}`, message: 'is not a tone of this mode' }],
    });
    expect((await stack.request('DELETE', `/bindings/${bound.bindingId}`)).status).toBe(200);
  });

  it('whose answer is lost is asked for again and confirmed', async () => {
    const bound = await bind({ a: person(17), b: person(18) });
    await stack.control.faults.add({ on: 'modify', kind: 'drop-after', times: 1 });

    const changed = await patch(bound.bindingId, { b: person(19) });

    expect([changed.status, changed.body.b]).toEqual([200, person(19)]);
  });

  it('that is cut short is carried out by the sweeper', async () => {
    const bound = await bind({ a: person(20), b: person(21), ttlSeconds: 7200 });
    await stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 3 });
    const cut = await patch(bound.bindingId, { b: person(22) });
    await stack.advance(61);

    const report = await stack.invoke('binding-sweeper');

    const read = await stack.request('GET', `/bindings/${bound.bindingId}?verify=true`);
    expect([cut.status, cut.body.code]).toEqual([503, 'platform-unavailable']);
    expect(report).toMatchObject({ recovered: 1 });
    expect(read.body).toMatchObject({ b: person(22), version: 2, platform: { state: 'match' } });
  });

  it('of an ended binding is refused', async () => {
    const bound = await bind({ a: person(23), b: person(24) });
    await stack.request('DELETE', `/bindings/${bound.bindingId}`);

    const refused = await patch(bound.bindingId, { maxCallMinutes: 3 });

    expect([refused.status, refused.body.code]).toEqual([409, 'binding-ended']);
  });

  it('and its end at the same time leave no reservation behind', async () => {
    const bound = await bind({ a: person(25), b: person(26) });

    await Promise.all([
      patch(bound.bindingId, { b: person(27) }),
      stack.request('DELETE', `/bindings/${bound.bindingId}`),
    ]);
    await stack.advance(61);
    await stack.invoke('binding-sweeper');

    const again = await bind({ a: person(27), b: person(26), x: bound.x });
    expect(again.x).toBe(bound.x);
    const there = await stack.control.bindings({ appKey: RIDES.appKey, x: bound.x });
    const ofThese = there.filter(({ a, b }) =>
      [a, b].some((number) => number === person(26) || number === person(27)),
    );
    expect(ofThese).toHaveLength(1);
  });
});
