import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { spoil, unreadableLines, withBrokenSeal, withUnknownKey } from './spoil.ts';

type Binding = { bindingId: string; x: string };
type List = { items: Record<string, string>[]; nextCursor: string | null; unreadable?: string[] };

const A = person(1);

describe('one stored item that cannot be opened', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const bind = async (b: number, x?: string, reference = `order-${b}`): Promise<Binding> => {
    const answer = await stack.request('POST', '/bindings', {
      body: {
        mode: 'AXB',
        a: A,
        b: person(b),
        reference,
        ttlSeconds: 600,
        ...(x === undefined ? {} : { x }),
      },
    });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const list = async (path: string): Promise<List> => {
    const answer = await stack.request('GET', path);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const spoilBinding = (bindingId: string, change = withUnknownKey) =>
    spoil(stack, 'BINDINGS_TABLE', ({ pk }) => pk === `B#${bindingId}`, change);

  it.each([
    ['unknown-key', withUnknownKey, 'retired'],
    ['broken-seal', withBrokenSeal, 'test-1'],
  ])('of a binding is left out of a list, named there, and told as %s', async (reason, change, dataKeyId) => {
    const [bad, good] = [await bind(2), await bind(3)];
    await spoilBinding(bad.bindingId, change);

    const page = await list(`/bindings?a=${encodeURIComponent(A)}`);
    const single = await stack.request('GET', `/bindings/${bad.bindingId}`);

    expect(page.items.map(({ bindingId }) => bindingId)).toEqual([good.bindingId]);
    expect(page.unreadable).toEqual([bad.bindingId]);
    expect([single.status, single.body]).toMatchObject([500, { code: 'item-unreadable' }]);
    expect(unreadableLines(stack)[0]).toMatchObject({
      level: 'error',
      table: 'bindings',
      kind: 'binding',
      id: bad.bindingId,
      dataKeyId,
      reason,
    });
    expect(stack.logs.filter((line) => line.includes('itemsUnreadable'))).toHaveLength(2);
  });

  it('is not named while everything can be opened', async () => {
    await bind(2);

    const page = await list(`/bindings?a=${encodeURIComponent(A)}`);

    expect(Object.keys(page)).toEqual(['items', 'nextCursor']);
  });

  it('of a binding does not let its number be bound twice, nor keeps others from being bound', async () => {
    const bad = await bind(2, xNumber(1));
    await spoilBinding(bad.bindingId);

    const same = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: A, b: person(9), x: xNumber(1) },
    });
    const again = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: A, b: person(2), reference: 'order-2', ttlSeconds: 600 },
    });
    const others = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(5), b: person(6), x: xNumber(1) },
    });

    expect([same.status, same.body]).toMatchObject([409, { code: 'number-taken' }]);
    expect([again.status, again.body]).toMatchObject([500, { code: 'item-unreadable' }]);
    expect(others.status).toBe(201);
    expect(await stack.control.bindings({ appKey: RIDES.appKey })).toHaveLength(2);
  });

  it('of a binding does not stop the end of a reference for the others, and is told', async () => {
    const [bad, good] = [await bind(2, undefined, 'both'), await bind(3, undefined, 'both')];
    await spoilBinding(bad.bindingId);

    const ended = await stack.request('DELETE', '/bindings?reference=both');
    const read = await stack.request('GET', `/bindings/${good.bindingId}`);

    expect([ended.status, ended.body]).toMatchObject([500, { code: 'item-unreadable' }]);
    expect(read.body).toMatchObject({ status: 'released' });
  });

  it('of a binding does not stop the sweeper or the comparison with the platform', async () => {
    const [bad, good] = [await bind(2), await bind(3)];
    await spoilBinding(bad.bindingId);
    await stack.request('DELETE', `/bindings/${good.bindingId}`);

    const report = await stack.invoke('reconcile', { app: 'rides', repair: false });
    const swept = await stack.invoke('binding-sweeper');

    expect(report).toMatchObject({ numbers: 20, unjudged: 2, findings: [] });
    expect(swept).toMatchObject({ failed: 0 });
  });

  it('of a number is passed over by binds and named in the pool', async () => {
    expect((await list('/numbers')).items).toHaveLength(20);
    await spoil(stack, 'NUMBERS_TABLE', ({ sk }) => String(sk).startsWith('X#'), withUnknownKey);
    const [first] = (await stack.items('NUMBERS_TABLE')).filter(({ sk }) => String(sk).startsWith('X#'));
    const key = String(first?.['sk']).slice(2);
    await spoil(
      stack,
      'NUMBERS_TABLE',
      ({ sk }) => String(sk).startsWith('X#') && sk !== `X#${key}`,
      (sealed) => sealed.replace(/^retired/, 'test-1'),
    );
    await stack.advance(60);

    const page = await list('/numbers');
    const bound = [await bind(2), await bind(3)];
    const report = await stack.invoke('reconcile', { app: 'rides', repair: false });
    const numbers = page.items.map(({ x }) => ({ x }));
    const imported = await stack.request('PUT', '/numbers?force=true', { body: numbers });

    expect([page.items.length, page.unreadable]).toEqual([19, [key]]);
    expect(numbers).toEqual(expect.arrayContaining(bound.map(({ x }) => ({ x }))));
    expect(report).toMatchObject({
      numbers: 19,
      unread: [{ number: { key, lastDigits: '??' }, code: 'item-unreadable' }],
    });
    expect([imported.status, imported.body]).toMatchObject([200, { unchanged: 19, unreadable: [key] }]);
  });

  it('of a call or a message is left out of the lists and named there', async () => {
    const { bindingId, x } = await bind(2);
    await stack.control.placeCall({ from: A, to: x, outcome: 'answered', talkSeconds: 5 });
    await stack.advance(60);
    await stack.control.placeCall({ from: A, to: x, outcome: 'busy' });
    await stack.control.sendText({ from: A, to: x, content: 'on my way' });
    const before = await list(`/calls?bindingId=${bindingId}`);
    const texts = await list(`/messages?bindingId=${bindingId}`);
    const [good, bad] = before.items.map(({ callId }) => String(callId));
    await spoil(
      stack,
      'CALLS_TABLE',
      ({ pk, sk }) => pk === `C#${bad}` && String(sk).startsWith('CDR#'),
      withBrokenSeal,
    );
    await spoil(stack, 'MESSAGES_TABLE', () => true, withUnknownKey);

    const calls = await list(`/calls?bindingId=${bindingId}`);
    const messages = await list(`/messages?bindingId=${bindingId}`);
    const single = await stack.request('GET', `/calls/${bad}`);
    const recordings = await stack.invoke('manage-recordings', {
      action: 'erase',
      party: A,
      operator: 'Ada',
    });

    expect([calls.items.map(({ callId }) => callId), calls.unreadable]).toEqual([[good], [bad]]);
    expect(messages.items).toEqual([]);
    expect(messages.unreadable).toEqual(texts.items.map(({ messageId }) => messageId));
    expect([single.status, single.body]).toMatchObject([500, { code: 'item-unreadable' }]);
    expect(recordings).toMatchObject({ calls: 2, counts: { unreadable: 1, 'no-recording': 1 } });
  });

  it('of the journal is left out of a replay and told by it', async () => {
    const { x } = await bind(2);
    await stack.control.placeCall({ from: A, to: x, outcome: 'busy' });
    const heads = (await stack.items('PUSHES_TABLE')).filter(({ sk }) => sk === 'N');
    const [first] = heads.filter(({ day }) => day !== undefined).map(({ pk }) => String(pk));
    await spoil(stack, 'PUSHES_TABLE', ({ pk }) => pk === first, withUnknownKey);
    const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };

    const replayed = await stack.invoke('replay-pushes', { ...window, quarantined: false });
    const { gaps } = (await stack.invoke('report-gaps', window)) as { gaps: object[] };

    expect(replayed).toMatchObject({ unopened: [first?.slice(2)], quarantined: 0, next: null });
    expect(gaps).toContainEqual({
      kind: 'unreadable',
      app: '?',
      receivedAt: '2026-03-01T08:00:00.000Z',
      journalId: first?.slice(2),
    });
  });
});
