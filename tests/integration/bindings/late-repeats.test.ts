import { afterEach, describe, expect, it } from 'vitest';
import { briefly } from '../../harness/briefly.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';

/** A request without an answer may be applied for so long. */
const TOO_OLD_SECONDS = 301;

describe('a repeat of a bind that nobody knows the fate of, after its time is up', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  /** A bind for a minute whose fate nobody learns, and so much time that it can be applied no more. */
  const lostBind = async (name: 'AX' | 'AXB', body: object, applied: boolean) => {
    mode = await startModeStack(name, { store: 'memory', sleep: briefly });
    const { faults } = mode.stack.control;
    await faults.add({ on: 'bind', kind: applied ? 'drop-after' : 'drop-before', times: 1 });
    await faults.add({ on: 'query', kind: 'drop-before', times: 3 });
    const lost = await mode.bind({ ...body, ttlSeconds: 60 });
    await mode.stack.advance(TOO_OLD_SECONDS);
    return lost;
  };
  const all = async () => {
    const answer = await mode.stack.request('GET', `/bindings?a=${encodeURIComponent(A)}`);
    const { items } = answer.body as { items: { bindingId: string; status: string }[] };
    return items.map(({ bindingId, status }) => [bindingId, status]);
  };

  it.each([
    ['that was made and has ended at the platform', true],
    ['that never arrived', false],
  ])('makes a new binding in place of one %s', async (_case, applied) => {
    const lost = await lostBind('AXB', { a: A, b: B }, applied);

    const again = await mode.bind({ a: A, b: B, ttlSeconds: 60 });

    expect([lost.status, lost.body.code]).toEqual([503, 'platform-unavailable']);
    expect([again.status, again.body.status]).toEqual([201, 'active']);
    expect(await all()).toEqual([
      [again.body.bindingId, 'active'],
      [expect.not.stringContaining(again.body.bindingId), 'failed'],
    ]);
    const there = await mode.stack.control.bindings();
    expect(there.map(({ subscriptionId }) => subscriptionId)).toEqual([again.body.subscriptionId]);
  });

  it('makes a new one beside one that the platform would never end, and that is ended', async () => {
    await lostBind('AX', { a: A }, true);

    const again = await mode.bind({ a: A, ttlSeconds: 60 });
    const report = await mode.stack.invoke('binding-sweeper');

    expect([again.status, again.body.status]).toEqual([201, 'active']);
    expect(report).toMatchObject({ unbound: 1, remaining: 0 });
    const there = await mode.stack.control.bindings();
    expect(there.map(({ subscriptionId }) => subscriptionId)).toEqual([again.body.subscriptionId]);
  });

  it('with an idempotency key makes a new one beside one that the platform would never end', async () => {
    await lostBind('AX', { a: B }, false);
    const { faults } = mode.stack.control;
    const keyed = () =>
      mode.ask('POST', '/bindings', { mode: 'AX', a: A, ttlSeconds: 60 }, { 'idempotency-key': 'late-2' });
    await faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await faults.add({ on: 'query', kind: 'drop-before', times: 3 });
    const lost = await keyed();
    await mode.stack.advance(TOO_OLD_SECONDS);

    const again = await keyed();
    await mode.stack.invoke('binding-sweeper');

    expect([lost.status, again.status, again.body.status]).toEqual([503, 201, 'active']);
    const there = await mode.stack.control.bindings();
    expect(there.map(({ subscriptionId }) => subscriptionId)).toEqual([again.body.subscriptionId]);
  });

  it('says that the platform cannot be asked, and works as soon as it can', async () => {
    await lostBind('AXB', { a: A, b: B }, true);
    await mode.stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 3 });

    const silent = await mode.bind({ a: A, b: B, ttlSeconds: 60 });
    const again = await mode.bind({ a: A, b: B, ttlSeconds: 60 });

    expect([silent.status, silent.body.code]).toEqual([503, 'platform-unavailable']);
    expect([again.status, again.body.status]).toEqual([201, 'active']);
    expect(await mode.stack.control.bindings()).toHaveLength(1);
  });

  it('with an idempotency key makes a new one as well', async () => {
    await lostBind('AXB', { a: B, b: A }, false);
    const { faults } = mode.stack.control;
    const body = { mode: 'AXB', a: A, b: B, reference: 'keyed', ttlSeconds: 60 };
    const keyed = () => mode.ask('POST', '/bindings', body, { 'idempotency-key': 'late-1' });
    await faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await faults.add({ on: 'query', kind: 'drop-before', times: 3 });
    const lost = await keyed();
    await mode.stack.advance(TOO_OLD_SECONDS);

    const again = await keyed();
    const once = await keyed();

    expect([lost.status, again.status, once.status]).toEqual([503, 201, 201]);
    expect(again.body.status).toBe('active');
    expect(once.body.bindingId).toBe(again.body.bindingId);
  });
});
