import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODES } from '../../../shared/kernel/mode.ts';
import { xNumber } from '../../harness/fixtures.ts';
import { type PartiesStack, startPartiesStack } from './parties-stack.ts';

type Block = Readonly<{ blockId: string; party: string; app: string | null; reason: string | null }>;
type Answer = Readonly<{
  code: string;
  detail: string;
  errors: { path: string; message: string }[];
  items: readonly Block[];
  nextCursor: string | null;
}>;

let stack: PartiesStack;
beforeAll(async () => {
  stack = await startPartiesStack({ settings: { defaults: { smsReply: ['last-contact'] } } });
});
afterAll(() => stack.close());

const ask = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
  const answer = await stack.ask(method, path, body, headers);
  return { status: answer.status, body: answer.body as Answer & Block, text: answer.text };
};
const block = async (party: string, more: object = {}) => ask('POST', '/blocks', { party, ...more });
const refusal = ({ status, body }: { status: number; body: Answer }) => [
  status,
  body.code,
  (body.errors ?? []).map(({ path }) => path),
];
const lookFor = (party: string) => ask('GET', `/blocks?party=${encodeURIComponent(party)}`);

describe('a person who is blocked', () => {
  it.each(MODES)('is not bound as A (%s), and the answer has no number', async (mode) => {
    const a = stack.somebody();
    expect((await block(a)).status).toBe(201);

    const refused = await ask('POST', '/bindings', stack.bodyOf(mode, { a }));

    expect(refusal(refused)).toEqual([422, 'party-blocked', ['a']]);
    expect(refused.text).not.toContain(a.slice(3));
  });

  it.each(['AXB', 'AXYB', 'X'] as const)('is not bound as B (%s)', async (mode) => {
    const b = stack.somebody();
    await block(b, { app: mode.toLowerCase() });

    expect(refusal(await ask('POST', '/bindings', stack.bodyOf(mode, { b })))).toEqual([
      422,
      'party-blocked',
      ['b'],
    ]);
  });

  it('can be neither call-back number nor temporary callee, and comes by no change', async () => {
    const person = stack.somebody();
    const [axe, ax, axb] = [await stack.bind('AXE'), await stack.bind('AX'), await stack.bind('AXB')];
    await block(person);
    const callback = { callback: { number: person } };

    const bound = await ask('POST', '/bindings', stack.bodyOf('AXE', callback));
    const changed = await ask('PATCH', `/bindings/${axe.bindingId}`, callback);
    const rung = await ask('PUT', `/bindings/${ax.bindingId}/temporary-callee`, { callee: person });
    const joined = await ask('PATCH', `/bindings/${axb.bindingId}`, { b: person });
    const moved = await ask('POST', '/parties/change', { from: axb.a, to: person });

    expect([bound, changed, rung, joined].map(refusal)).toEqual([
      [422, 'party-blocked', ['callback.number']],
      [422, 'party-blocked', ['callback.number']],
      [422, 'party-blocked', ['callee']],
      [422, 'party-blocked', ['b']],
    ]);
    expect(moved.body.items).toMatchObject([{ result: 'conflict', code: 'party-blocked' }]);
  });

  it('is bound in other apps, after the end of the block, and when it was taken away', async () => {
    const person = stack.somebody();
    const inOne = await block(person, { app: 'axb' });
    expect((await ask('POST', '/bindings', stack.bodyOf('AX', { a: person }))).status).toBe(201);
    expect((await ask('POST', '/bindings', stack.bodyOf('AXB', { a: person }))).status).toBe(422);

    expect((await ask('DELETE', `/blocks/${inOne.body.blockId}`)).status).toBe(200);
    expect((await ask('DELETE', `/blocks/${inOne.body.blockId}`)).status).toBe(404);
    expect((await ask('POST', '/bindings', stack.bodyOf('AXB', { a: person }))).status).toBe(201);

    const other = stack.somebody();
    await block(other, { until: new Date(stack.clock().getTime() + 60_000).toISOString() });
    expect((await ask('POST', '/bindings', stack.bodyOf('AXB', { b: other }))).status).toBe(422);
    await stack.advance(61);
    expect((await ask('POST', '/bindings', stack.bodyOf('AXB', { b: other }))).status).toBe(201);
    expect((await lookFor(other)).body.items).toEqual([]);
  });

  it('still has the first answer of an idempotency key, which binds nobody anew', async () => {
    const a = stack.somebody();
    const body = stack.bodyOf('AXB', { a });
    const headers = { 'idempotency-key': 'order-1' };
    const first = await ask('POST', '/bindings', body, headers);
    await block(a);

    const repeated = await ask('POST', '/bindings', body, headers);
    const anew = await ask('POST', '/bindings', body, { 'idempotency-key': 'order-2' });
    const unkeyed = await ask('POST', '/bindings', body);

    expect([repeated.status, repeated.body]).toEqual([201, first.body]);
    expect([anew.status, unkeyed.status]).toEqual([422, 422]);
  });

  it('loses all live bindings when that is asked for, whatever the person is in them', async () => {
    const person = stack.somebody();
    const ended = [];
    for (const mode of MODES) ended.push(await stack.bind(mode, { a: person }));
    ended.push(await stack.bind('AXYB', { b: person }), await stack.bind('AXB', { b: person }));
    ended.push(await stack.bind('AXE', { callback: { number: person } }));
    const rung = await stack.bind('AX');
    const callee = { callee: person, ttlSeconds: 600 };
    await ask('PUT', `/bindings/${rung.bindingId}/temporary-callee`, callee);

    const blocked = await block(person, { endLive: true });

    expect(blocked.status).toBe(201);
    expect(blocked.body).toMatchObject({ ended: { isComplete: true } });
    for (const { bindingId } of ended)
      expect(await stack.read(bindingId)).toMatchObject({ status: 'released', platform: { state: 'match' } });
    await stack.advance(2);
    const left = await stack.read(rung.bindingId);
    expect([left['status'], left['temporaryCallee']]).toEqual(['active', undefined]);
    // He is set once more for a second by the one who asked for the block.
    const changedAt = new Date(stack.clock().getTime() - 2_000).toISOString();
    expect([left['changedBy'], left['changedAt']]).toEqual(['tests', changedAt]);
    expect((await block(person, { endLive: true })).body).toMatchObject({ ended: { items: [] } });
  });

  it('has another try at what could not be ended', async () => {
    const person = stack.somebody();
    const { bindingId } = await stack.bind('AXB', { a: person });
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-before', times: 4 });

    const first = await block(person, { endLive: true });
    await stack.control.faults.clear();
    await stack.advance(120);
    const again = await block(person, { endLive: true });

    expect(first.status).toBe(202);
    expect(first.body).toMatchObject({ ended: { items: [{ bindingId, result: 'failed' }] } });
    expect(again.status).toBe(200);
    expect(await stack.read(bindingId)).toMatchObject({ status: 'released' });
  });

  it('loses a binding as well whose answer was lost', async () => {
    const a = stack.somebody();
    await stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 4 });
    const bound = await ask('POST', '/bindings', stack.bodyOf('AXB', { a }));
    await stack.control.faults.clear();
    const pending = await stack.onlyOneOf(a);
    await stack.advance(120);

    const blocked = await block(a, { endLive: true });

    expect([bound.status, pending['status']]).toEqual([503, 'pending']);
    expect(blocked.body).toMatchObject({
      ended: { items: [{ bindingId: pending['bindingId'], result: 'ended' }] },
    });
    expect(await stack.read(String(pending['bindingId']))).toMatchObject({ status: 'released' });
    expect(await stack.control.bindings()).not.toContainEqual(expect.objectContaining({ a }));
  });

  it('reaches nobody by a call or a text of mode X, and nobody by a text of AX', async () => {
    const [joined, owner] = [await stack.bind('X'), await stack.bind('AX')];
    await stack.control.placeCall({
      from: stack.somebody(),
      to: owner.x,
      outcome: 'answered',
      talkSeconds: 5,
    });
    await block(joined.a);
    await block(owner.a);

    await stack.control.placeCall({ from: joined.a, to: joined.x, outcome: 'answered', talkSeconds: 5 });
    await stack.control.sendText({ from: joined.a, to: joined.x, content: 'hello' });
    await stack.control.sendText({ from: owner.a, to: owner.x, content: 'hello' });

    const decisions = async ({ bindingId, x }: { bindingId: string; x: string }) => {
      const found = await ask('GET', `/messages?x=${encodeURIComponent(x)}`);
      expect(bindingId).toBeTruthy();
      return (found.body.items as readonly unknown[] as readonly { decision: unknown }[]).flatMap(
        ({ decision }) => decision ?? [],
      );
    };
    const blocked = { operation: 'discard', reason: 'blocked' };
    expect(await decisions(joined)).toEqual([blocked]);
    expect(await decisions(owner)).toEqual([blocked]);
    const pushes = await stack.control.journal({ kind: 'push' });
    const callin = pushes
      .filter((entry) => 'body' in entry && String(entry.body).includes('"callin"'))
      .at(-1);
    expect(JSON.stringify(callin)).toMatch(/close/);
  });
});

describe('an erasure of a person', () => {
  it('shows the block in a copy, and takes it away', async () => {
    const party = stack.somebody();
    await block(party, { reason: 'told couriers lies' });

    const order = { party, operator: 'dora' };
    const copy = await stack.invoke('manage-privacy', { ...order, action: 'export' });
    const erased = await stack.invoke('manage-privacy', { ...order, action: 'erase' });

    expect(copy).toMatchObject({
      records: [{ kind: 'block', record: { party, reason: 'told couriers lies' } }],
    });
    expect(erased).toMatchObject({ erased: { block: 1 } });
    expect((await lookFor(party)).body.items).toEqual([]);
  });
});

describe('the list of blocks', () => {
  it('has each once, with all that was said of it, in pages', async () => {
    const people = Array.from({ length: 7 }, () => stack.somebody());
    for (const party of people) await block(party, { app: 'axe', reason: '骚扰 of couriers' });
    const found: Block[] = [];
    let cursor = '';
    do {
      const page = await ask('GET', `/blocks?app=axe&limit=2${cursor}`);
      expect(page.status).toBe(200);
      found.push(...page.body.items);
      cursor = page.body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
    } while (cursor !== '');

    expect(found.map(({ party }) => party).sort()).toEqual([...people].sort());
    expect(found[0]).toMatchObject({ app: 'axe', reason: '骚扰 of couriers', until: null, madeBy: 'tests' });
  });

  it('is another one for a caller that is limited to apps, and masked without the scope', async () => {
    const headers = { authorization: 'Bearer key-of-narrow' };
    const party = stack.somebody();
    const everywhere = await block(party);
    await block(party, { app: 'ax' });

    const required = await ask('POST', '/blocks', { party }, headers);
    const own = await ask('POST', '/blocks', { party, app: 'axb' }, headers);
    const list = await ask('GET', `/blocks?party=${encodeURIComponent(party)}`, undefined, headers);
    const other = await ask('DELETE', `/blocks/${everywhere.body.blockId}`, undefined, headers);

    expect(refusal(required)).toEqual([400, 'invalid-request', ['app']]);
    expect([own.status, own.body.party]).toEqual([201, party]);
    expect(list.body.items).toMatchObject([{ blockId: own.body.blockId, app: 'axb' }]);
    expect(list.text).not.toContain(party.slice(3));
    expect(other.status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['a reason with a number', { reason: 'rings 138 0000 0001 at night' }, 'reason'],
    ['an end in the past', { until: '2020-01-01' }, 'until'],
    ['an app that is not there', { app: 'other' }, 'app'],
    ['a private number of ours', { party: xNumber(31_415_001) }, 'party'],
    ['an unknown field', { note: 'x' }, 'note'],
  ])('refuses %s', async (_name, more, path) => {
    expect(refusal(await block(stack.somebody(), more))).toEqual([400, 'invalid-request', [path]]);
  });

  it('is in no log line with a number, and the audit says by a key who was blocked', async () => {
    const party = stack.somebody();
    stack.logs.splice(0);

    await block(party, { reason: 'asked for by the other side' });

    const lines = stack.logs.join('\n');
    expect(lines).not.toContain(party.slice(3));
    expect(lines).toMatch(/"soughtFor":\{"party":"[a-z]{32}"\}/);
  });
});
