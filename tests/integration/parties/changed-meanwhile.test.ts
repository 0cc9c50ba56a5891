import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOut, documentsAround, type StoreCall } from '../../fakes/documents-around.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';
import { type Bound, type PartiesStack, startPartiesStack } from './parties-stack.ts';

const AFTER_SECONDS = 600;

let stack: PartiesStack;
/** Work that is done just before a write of a binding. */
let meanwhile: ((bindingId: string) => Promise<void>) | undefined;

beforeAll(async () => {
  const store = await startMemoryStore();
  const documents = documentsAround(async (call) => {
    const bindingId = writtenBinding(call);
    if (bindingId !== undefined) await meanwhile?.(bindingId);
    return carryOut(store.documents, call);
  });
  stack = await startPartiesStack(
    { settings: { unbindAfterCallSeconds: AFTER_SECONDS } },
    { store: { ...store, documents } },
  );
});
beforeEach(() => {
  meanwhile = undefined;
});
afterAll(() => stack.close());

const writtenBinding = ({ name, input }: StoreCall): string | undefined =>
  name === 'put' && input.purpose === 'storing the binding' ? String(input.item['pk']).slice(2) : undefined;

type Answer = Readonly<{ items: readonly object[]; ended: Readonly<{ items: readonly object[] }> }>;

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await stack.ask(method, path, body);
  return { status: answer.status, body: answer.body as Answer };
};

/** Does it once, just before the next write of that binding. */
const beforeTheNextWriteOf = ({ bindingId }: Bound, work: () => Promise<unknown>): void => {
  meanwhile = async (written) => {
    if (written !== bindingId) return;
    meanwhile = undefined;
    await work();
  };
};

/** Begins a change, and holds its first write of the binding until the next one of somebody else. */
const heldUntilTheNextWriteOf = async (
  { bindingId }: Bound,
  begin: () => Promise<{ status: number }>,
): Promise<{ answer: Promise<{ status: number }> }> => {
  const held = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  meanwhile = async (written) => {
    if (written !== bindingId) return;
    meanwhile = async (next) => {
      if (next !== bindingId) return;
      meanwhile = undefined;
      go.resolve();
      await answer;
    };
    held.resolve();
    await go.promise;
  };
  const answer = begin();
  await held.promise;
  return { answer };
};

const patch = ({ bindingId }: Bound, change: object) => ask('PATCH', `/bindings/${bindingId}`, change);
const setCallee = ({ bindingId }: Bound, callee: string) =>
  ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee, ttlSeconds: 86_400 });

/** The sides to which each mode can bring another person. */
const SIDES = [
  ['AXB', 'b'],
  ['AXB', 'a'],
  ['AX', 'a'],
  ['AXYB', 'b'],
  ['X', 'b'],
] as const;

describe('a binding that a change gives to others between the look at it and its end', () => {
  it.each(SIDES)('is not ended after the last call of those before (%s %s)', async (mode, side) => {
    const bound = await stack.bind(mode, { ttlSeconds: 86_400 });
    const from = bound.b ?? stack.somebody();
    await stack.control.placeCall({ from, to: bound.x, outcome: 'answered', talkSeconds: 20 });
    await stack.advance(AFTER_SECONDS + 120);
    const other = stack.somebody();
    const statuses: number[] = [];
    beforeTheNextWriteOf(bound, async () => {
      statuses.push((await patch(bound, { [side]: other })).status);
    });

    await stack.invoke('binding-sweeper');
    await stack.advance(120);
    await stack.invoke('binding-sweeper');

    expect(statuses).toEqual([200]);
    expect(await stack.read(bound.bindingId)).toMatchObject({
      status: 'active',
      [side]: other,
      platform: { state: 'match' },
    });
  });

  it.each(['AXB', 'AXE'] as const)('ends all the same where the people are the same (%s)', async (mode) => {
    const bound = await stack.bind(mode, { ttlSeconds: 86_400 });
    const extension = bound.extension === undefined ? {} : { extension: bound.extension };
    const call = { from: bound.b ?? stack.somebody(), to: bound.x, outcome: 'answered' } as const;
    await stack.control.placeCall({ ...call, talkSeconds: 20, ...extension });
    await stack.advance(AFTER_SECONDS + 120);
    beforeTheNextWriteOf(bound, () => patch(bound, { ttlSeconds: 7200 }));

    await stack.invoke('binding-sweeper');

    expect(await stack.read(bound.bindingId)).toMatchObject({ status: 'released', endReason: 'after-call' });
  });

  it.each(SIDES)('is not ended by the block of one who has left (%s %s)', async (mode, side) => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind(mode, { [side]: person });
    const changed = await heldUntilTheNextWriteOf(bound, () => patch(bound, { [side]: other }));

    const blocked = await ask('POST', '/blocks', { party: person, endLive: true });

    expect((await changed.answer).status).toBe(200);
    expect([blocked.status, blocked.body.ended]).toEqual([201, { items: [], isComplete: true }]);
    expect(await stack.read(bound.bindingId)).toMatchObject({
      status: 'active',
      [side]: other,
      platform: { state: 'match' },
    });
  });

  it('is not ended by the block of a call-back number that has left (AXE)', async () => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AXE', { callback: { number: person } });
    const changed = await heldUntilTheNextWriteOf(bound, () => patch(bound, { callback: { number: other } }));

    const blocked = await ask('POST', '/blocks', { party: person, endLive: true });

    expect((await changed.answer).status).toBe(200);
    expect(blocked.body.ended).toEqual({ items: [], isComplete: true });
    expect(await stack.read(bound.bindingId)).toMatchObject({
      status: 'active',
      callback: { number: other },
    });
  });

  it('is ended by the block of one who is still there after another change', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AXB', { b: person });
    const changed = await heldUntilTheNextWriteOf(bound, () => patch(bound, { maxCallMinutes: 7 }));

    const blocked = await ask('POST', '/blocks', { party: person, endLive: true });

    expect((await changed.answer).status).toBe(200);
    expect(blocked.body.ended.items).toMatchObject([{ bindingId: bound.bindingId, result: 'ended' }]);
    expect(await stack.read(bound.bindingId)).toMatchObject({ status: 'released', endReason: 'blocked' });
  });

  it.each(['AXB', 'AXYB'] as const)('is not ended by an erasure of one who has left (%s)', async (mode) => {
    const [party, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind(mode, { b: party });
    beforeTheNextWriteOf(bound, () => patch(bound, { b: other }));

    await stack.invoke('manage-privacy', { action: 'erase', party, operator: 'dora', endLive: true });

    expect(await stack.read(bound.bindingId)).toMatchObject({ status: 'active', b: other });
  });
});

describe('a temporary callee whom somebody sets between the look at another one and his end', () => {
  const callees = ['by a block', 'by an erasure', 'by another phone'] as const;
  it.each(callees)('stays: %s', async (way) => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AX');
    await setCallee(bound, person);
    const statuses: number[] = [];
    beforeTheNextWriteOf(bound, async () => {
      statuses.push((await setCallee(bound, other)).status);
    });

    if (way === 'by a block') {
      const blocked = await ask('POST', '/blocks', { party: person, endLive: true });
      expect([blocked.status, blocked.body.ended]).toEqual([201, { items: [], isComplete: true }]);
    } else if (way === 'by an erasure')
      await stack.invoke('manage-privacy', {
        action: 'erase',
        party: person,
        operator: 'dora',
        endLive: true,
      });
    else {
      const to = stack.somebody();
      const moved = await ask('POST', '/parties/change', { from: person, to });
      expect(moved.body.items).toMatchObject([{ result: 'failed', code: 'version-conflict' }]);
      expect((await ask('POST', '/parties/change', { from: person, to })).body.items).toEqual([]);
    }

    expect(statuses).toEqual([200]);
    await stack.advance(2);
    expect(await stack.read(bound.bindingId)).toMatchObject({
      status: 'active',
      temporaryCallee: { callee: other },
    });
    await stack.control.placeCall({ from: bound.a, to: bound.x, outcome: 'answered', talkSeconds: 5 });
    expect(JSON.stringify(await stack.control.journal({ kind: 'push', operation: 'cdr' }))).toContain(other);
  });

  it('is taken away by the block where he is the same one, set for longer', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AX');
    await setCallee(bound, person);
    const changed = await heldUntilTheNextWriteOf(bound, () => setCallee(bound, person));

    const blocked = await ask('POST', '/blocks', { party: person, endLive: true });

    expect((await changed.answer).status).toBe(200);
    expect(blocked.body.ended.items).toMatchObject([{ bindingId: bound.bindingId, result: 'callee-ended' }]);
    await stack.advance(2);
    expect((await stack.read(bound.bindingId))['temporaryCallee']).toBeUndefined();
  });
});
