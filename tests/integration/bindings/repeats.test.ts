import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; subscriptionId: string; x: string; status: string; code: string };

describe('POST /bindings with repeats', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory' });
  });
  afterEach(() => stack.close());

  const bind = async (body: object, headers: Record<string, string> = {}) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body }, headers });
    return { status: answer.status, body: answer.body as Body, headers: answer.headers };
  };
  const bindCalls = async () => stack.control.journal({ kind: 'request', operation: 'bind' });

  it('makes one platform binding of twenty identical parallel requests', async () => {
    const before = (await bindCalls()).length;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => bind({ a: person(1), b: person(2), reference: 'order-1' })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.bindingId)).size).toBe(1);
    expect((await bindCalls()).length - before).toBe(1);
  });

  it('makes one platform binding of twenty parallel requests with one idempotency key, all answered 201', async () => {
    const before = (await bindCalls()).length;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => bind({ a: person(3), b: person(4) }, { 'idempotency-key': 'key-1' })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body.bindingId)).size).toBe(1);
    expect((await bindCalls()).length - before).toBe(1);
  });

  it('answers a repeat of an idempotency key as the first time, also after the binding has ended', async () => {
    const first = await bind({ a: person(5), b: person(6) }, { 'idempotency-key': 'key-2' });
    await stack.request('DELETE', `/bindings/${first.body.bindingId}`);

    const repeat = await bind({ a: person(5), b: person(6) }, { 'idempotency-key': 'key-2' });

    expect(repeat.status).toBe(201);
    expect(repeat.body).toEqual(first.body);
  });

  it('refuses an idempotency key with another body', async () => {
    await bind({ a: person(7), b: person(8) }, { 'idempotency-key': 'key-3' });

    const other = await bind({ a: person(7), b: person(9) }, { 'idempotency-key': 'key-3' });

    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(other.headers.get('content-type')).toBe('application/problem+json');
  });

  it('forgets an idempotency key after 24 hours', async () => {
    const first = await bind(
      { a: person(10), b: person(11), ttlSeconds: 60 },
      { 'idempotency-key': 'key-4' },
    );
    await stack.advance(24 * 3600 + 1);

    const later = await bind(
      { a: person(10), b: person(12), ttlSeconds: 60 },
      { 'idempotency-key': 'key-4' },
    );

    expect(first.status).toBe(201);
    expect(later.status).toBe(201);
    expect(later.body.bindingId).not.toBe(first.body.bindingId);
  });

  it('takes another reference for another binding, on another number', async () => {
    const one = await bind({ a: person(13), b: person(14), reference: 'one' });
    const two = await bind({ a: person(13), b: person(14), reference: 'two' });

    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.x).not.toBe(two.body.x);
  });

  it('makes a new binding once the former has been released', async () => {
    const one = await bind({ a: person(15), b: person(16) });
    await stack.request('DELETE', `/bindings/${one.body.bindingId}`);

    const two = await bind({ a: person(15), b: person(16) });

    expect(two.status).toBe(201);
    expect(two.body.bindingId).not.toBe(one.body.bindingId);
  });

  it('finds without a key what was made with one', async () => {
    const keyed = await bind({ a: person(17), b: person(18) }, { 'idempotency-key': 'key-5' });

    const bare = await bind({ a: person(17), b: person(18) });

    expect(bare.status).toBe(200);
    expect(bare.body.bindingId).toBe(keyed.body.bindingId);
  });

  it('refuses the X asked for when it holds one of the two already, in either role', async () => {
    await bind({ a: person(19), b: person(20), x: xNumber(7) });

    const asA = await bind({ a: person(19), b: person(21), x: xNumber(7) });
    const asB = await bind({ a: person(22), b: person(19), x: xNumber(7) });

    expect([asA.status, asA.body.code]).toEqual([409, 'number-taken']);
    expect([asB.status, asB.body.code]).toEqual([409, 'number-taken']);
  });
});

describe('a lost answer', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body } });
    return { status: answer.status, body: answer.body as Body };
  };

  it('is resolved by a query within the request', async () => {
    await stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });

    const answer = await bind({ a: person(1), b: person(2) });

    const [atPlatform] = await stack.control.bindings();
    expect(answer.status).toBe(201);
    expect(answer.body.subscriptionId).toBe(atPlatform?.subscriptionId);
    expect(await stack.control.bindings()).toHaveLength(1);
  });

  it('and a query that fails as well leave the binding pending; the repeat gives that same binding', async () => {
    await stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 3 });
    const before = (await stack.control.bindings()).length;

    const first = await bind({ a: person(3), b: person(4) });
    const repeat = await bind({ a: person(3), b: person(4) });

    expect([first.status, first.body.code]).toEqual([503, 'platform-unavailable']);
    expect(repeat.status).toBe(201);
    const there = await stack.control.bindings();
    expect(there).toHaveLength(before + 1);
    expect(there.map(({ subscriptionId }) => subscriptionId)).toContain(repeat.body.subscriptionId);
  });

  it('of a request that never arrived is tried once more', async () => {
    await stack.control.faults.add({ on: 'bind', kind: 'drop-before', times: 1 });

    const answer = await bind({ a: person(5), b: person(6) });

    expect(answer.status).toBe(201);
  });

  it('left by a killed bind is recovered by the sweeper', async () => {
    let killed = false;
    stack.store.judge = ({ name, input }) => {
      // From the write that would make it active on, nothing of this process reaches the store any more.
      const item = JSON.stringify('item' in input ? input.item : {});
      if (name === 'put' && item.includes('"status":"active"')) killed = true;
      return killed ? 'before' : 'ok';
    };
    const answer = await bind({ a: person(7), b: person(8), reference: 'killed' });
    stack.store.judge = () => 'ok';
    await stack.advance(61);

    const report = await stack.invoke('binding-sweeper');

    const found = await stack.request('GET', '/bindings?reference=killed');
    const [binding] = (found.body as { items: Body[] }).items;
    expect(answer.status).toBe(503);
    expect(report).toEqual({ expired: 0, unbound: 0, released: 0, recovered: 1, failed: 0, remaining: 0 });
    expect(binding?.status).toBe('active');
    expect((await stack.control.bindings()).map(({ subscriptionId }) => subscriptionId)).toContain(
      binding?.subscriptionId,
    );
  });

  it('of a killed bind that never reached the platform ends as failed, and the pair can be bound again', async () => {
    let killed = false;
    stack.store.judge = ({ name, input }) => {
      const item = JSON.stringify('item' in input ? input.item : {});
      const verdict = killed ? 'before' : 'ok';
      if (name === 'put' && item.includes('"status":"pending"')) killed = true;
      return verdict;
    };
    await bind({ a: person(9), b: person(10), reference: 'unborn' });
    stack.store.judge = () => 'ok';
    await stack.advance(61);

    const early = await stack.invoke('binding-sweeper');
    // Nobody knows that nothing was sent, and a request may be under way for minutes.
    await stack.advance(300);
    const report = await stack.invoke('binding-sweeper');
    const again = await bind({ a: person(9), b: person(10), reference: 'unborn' });

    expect(early).toMatchObject({ recovered: 0, failed: 0, remaining: 0 });
    expect(report).toMatchObject({ recovered: 0, failed: 1 });
    expect(again.status).toBe(201);
  });
});
