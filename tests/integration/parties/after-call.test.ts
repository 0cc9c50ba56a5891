import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODES } from '../../../shared/kernel/mode.ts';
import { type Bound, type PartiesStack, startPartiesStack } from './parties-stack.ts';

/** Ten minutes after the last call. */
const AFTER_SECONDS = 600;

describe('a binding of an app that ends it after the last call', () => {
  let stack: PartiesStack;
  beforeAll(async () => {
    stack = await startPartiesStack({ settings: { unbindAfterCallSeconds: AFTER_SECONDS, rebind: true } });
  });
  afterAll(() => stack.close());

  const sweep = () => stack.invoke('binding-sweeper');
  const statusOf = async ({ bindingId }: Bound) => (await stack.read(bindingId))['status'];
  const call = (bound: Bound, more: object = {}) => {
    const from = bound.b ?? stack.somebody();
    const extension = bound.extension === undefined ? {} : { extension: bound.extension };
    const order = { from, to: bound.x, outcome: 'answered', talkSeconds: 20, ...extension, ...more };
    return stack.control.placeCall(order as Parameters<typeof stack.control.placeCall>[0]);
  };

  const lastCdr = async () => {
    const pushes = await stack.control.journal({ kind: 'push', operation: 'cdr' });
    const last = pushes.at(-1);
    if (last === undefined || !('body' in last)) throw new Error('no CDR was pushed');
    return { appKey: String(last.appKey), kind: 'cdr' as const, body: JSON.parse(String(last.body)) };
  };
  const pushAgain = async (push: Awaited<ReturnType<typeof lastCdr>>): Promise<void> => {
    const pushed = await stack.control.pushRaw(push);
    expect(pushed?.attempts.at(-1)?.status).toBe(200);
  };

  it('lives on without a call, and until so many seconds after the end of the last one, in every mode', async () => {
    const without = await stack.bind('AXB');
    const bounds = [];
    for (const mode of MODES) bounds.push(await stack.bind(mode));
    for (const bound of bounds) await call(bound);
    // The calls have begun now and talk for some seconds.
    await stack.advance(AFTER_SECONDS - 1);
    await sweep();
    for (const bound of bounds) expect([bound.x, await statusOf(bound)]).toEqual([bound.x, 'active']);

    await stack.advance(120);
    const report = await sweep();

    for (const bound of bounds)
      expect(await stack.read(bound.bindingId)).toMatchObject({
        status: 'released',
        platform: { state: 'match' },
      });
    expect(report).toMatchObject({ released: 5, remaining: 0 });
    expect(await statusOf(without)).toBe('active');
    expect(await sweep()).toMatchObject({ released: 0 });
  });

  it('is measured by the last call, not answered ones too', async () => {
    const bound = await stack.bind('AXB', { ttlSeconds: 86_400 });
    await call(bound);
    await stack.advance(AFTER_SECONDS - 60);
    await call(bound, { outcome: 'no-answer', talkSeconds: 0 });
    await stack.advance(120);
    await sweep();
    expect(await statusOf(bound)).toBe('active');

    await stack.advance(AFTER_SECONDS);
    await sweep();

    expect(await statusOf(bound)).toBe('released');
  });

  it('is not ended while somebody talks, nor by an old CDR that comes again', async () => {
    const bound = await stack.bind('AXB', { ttlSeconds: 86_400 });
    await call(bound);
    const first = await lastCdr();
    await call(bound, { talkSeconds: 3 * AFTER_SECONDS, pace: 'clock' });
    await stack.advance(2 * AFTER_SECONDS);
    await sweep();
    expect(await statusOf(bound)).toBe('active');

    await stack.advance(AFTER_SECONDS + 120);
    await pushAgain(first);
    await sweep();
    expect(await statusOf(bound)).toBe('active');
    await stack.advance(AFTER_SECONDS);
    await sweep();

    expect(await statusOf(bound)).toBe('released');
  });

  it('is not ended while somebody talks behind many newer calls, nor soon after that', async () => {
    const bound = await stack.bind('AX', { ttlSeconds: 86_400 });
    await call(bound, { talkSeconds: 3 * AFTER_SECONDS, pace: 'clock' });
    await stack.advance(60);
    for (let calls = 0; calls < 21; calls += 1) await call(bound, { outcome: 'busy', talkSeconds: 0 });

    await stack.advance(2 * AFTER_SECONDS);
    await sweep();
    expect(await statusOf(bound)).toBe('active');
    await stack.advance(AFTER_SECONDS + 120);
    await sweep();
    expect(await statusOf(bound)).toBe('active');
    await stack.advance(AFTER_SECONDS);
    await sweep();

    expect(await statusOf(bound)).toBe('released');
  });

  it('is left alone where another person has come since that call, and when it has ended by itself', async () => {
    const changed = await stack.bind('AXB', { ttlSeconds: 86_400 });
    await call(changed);
    const expired = await stack.bind('AXB', { ttlSeconds: 60 });
    await call(expired);
    await stack.advance(60);
    const joined = await stack.ask('PATCH', `/bindings/${changed.bindingId}`, { b: stack.somebody() });
    expect(joined.status).toBe(200);

    await stack.advance(2 * AFTER_SECONDS);
    await sweep();

    expect([await statusOf(changed), await statusOf(expired)]).toEqual(['active', 'expired']);
  });

  /** Its number is lost, and the sweeper moves it. */
  const move = async ({ x }: Pick<Bound, 'x'>): Promise<void> => {
    const lost = { state: 'unavailable', cause: 'deleted' };
    expect((await stack.ask('PATCH', `/numbers/${encodeURIComponent(x)}`, lost)).status).toBe(200);
    await sweep();
  };
  /** The bindings that took its place; people who share a number move together. */
  const nowOf = async (bindingId: string): Promise<Bound> => {
    const { replacedBy, ...bound } = await stack.read(bindingId);
    return typeof replacedBy === 'string' ? nowOf(replacedBy) : (bound as Bound);
  };

  it('counts the calls on a number that it had before a move, in every mode', async () => {
    const bounds = [];
    for (const mode of MODES) bounds.push(await stack.bind(mode, { ttlSeconds: 86_400 }));
    const movesTwice = await stack.bind('AXB', { ttlSeconds: 86_400 });
    const changed = await stack.bind('AXB', { ttlSeconds: 86_400 });
    for (const bound of [...bounds, movesTwice, changed]) await call(bound);
    await stack.advance(60);
    await stack.ask('PATCH', `/bindings/${changed.bindingId}`, { b: stack.somebody() });
    for (const bound of [...bounds, movesTwice, changed]) await move(bound);
    await move(await nowOf(movesTwice.bindingId));
    for (const { bindingId } of bounds) expect(await nowOf(bindingId)).toMatchObject({ status: 'active' });

    await stack.advance(AFTER_SECONDS);
    await sweep();

    for (const { bindingId, x } of [...bounds, movesTwice]) {
      const now = await nowOf(bindingId);
      expect(now).toMatchObject({ status: 'released', endReason: 'after-call' });
      expect(now.x).not.toBe(x);
    }
    expect(await nowOf(changed.bindingId)).toMatchObject({ status: 'active' });
  });

  it('lives on after a move where somebody talks on the former number, or called the new one', async () => {
    const [talking, again] = [await stack.bind('AXB', { ttlSeconds: 86_400 }), await stack.bind('AX')];
    await call(talking, { talkSeconds: 3 * AFTER_SECONDS, pace: 'clock' });
    await call(again);
    await stack.advance(60);
    for (const bound of [talking, again]) await move(bound);
    await call(await nowOf(talking.bindingId));
    await stack.advance(AFTER_SECONDS - 120);
    await call(await nowOf(again.bindingId));
    await stack.advance(180);

    await sweep();

    for (const { bindingId } of [talking, again])
      expect(await nowOf(bindingId)).toMatchObject({ status: 'active' });
  });

  it('is tried again after a failure', async () => {
    const bound = await stack.bind('AXB', { ttlSeconds: 86_400 });
    await call(bound);
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-before', times: 4 });
    await stack.advance(2 * AFTER_SECONDS);
    await sweep();
    await stack.control.faults.clear();
    await stack.advance(300);

    await sweep();

    expect(await statusOf(bound)).toBe('released');
  });
});

describe('a binding of an app that does not', () => {
  let stack: PartiesStack;
  beforeAll(async () => {
    stack = await startPartiesStack();
  });
  afterAll(() => stack.close());

  it('lives on after its calls, and nothing is stored for it', async () => {
    const bound = await stack.bind('AXB', { ttlSeconds: 86_400 });
    const order = { from: bound.b ?? '', to: bound.x, outcome: 'answered', talkSeconds: 5 } as const;
    await stack.control.placeCall(order);
    await stack.advance(3600);
    await stack.invoke('binding-sweeper');

    expect((await stack.read(bound.bindingId))['status']).toBe('active');
    const items = await stack.items('CALLS_TABLE');
    expect(items.filter(({ pk }) => String(pk).startsWith('ENDINGS#'))).toEqual([]);
  });
});
