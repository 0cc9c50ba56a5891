import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { person } from '../../harness/fixtures.ts';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
  bindOf,
  STRANGER,
  startAccessStack,
  talk,
} from '../access/access-stack.ts';
import { A_DAY, keyOf, lookupChangeOf, TEN_MINUTES } from './lookup-change.ts';

const MODES = Object.keys(APP_OF) as Mode[];
const PERMANENT = { ttlSeconds: 30 * 24 * 3600 };

describe('a change of lookupKey under live bindings of every mode', () => {
  let access: AccessStack;
  let change: ReturnType<typeof lookupChangeOf>;
  let former: string;
  const bound = new Map<string, Bound>();
  const calls = new Set<string>();
  /** The people of the bindings that were made in the phases. */
  const pairs = new Map<string, Readonly<{ a: string; b: string }>>();
  let answered: { status: number; body: unknown };
  let idempotencyKey = 'order-77';
  /** Each key makes a binding of its own. */
  const keyedIds: string[] = [];
  const keyed = { ...bindOf('AXB', APP_OF.AXB), b: person(7_000), ...PERMANENT };

  beforeAll(async () => {
    access = await startAccessStack([]);
    change = lookupChangeOf(access.stack);
    former = String((await change.document())['lookupKey']);
    for (const mode of MODES) {
      const binding = await access.bound(mode, APP_OF[mode], { reference: `order-${mode}`, ...PERMANENT });
      bound.set(mode, binding);
      calls.add(await talk(access, mode, binding));
    }
  }, 120_000);
  afterAll(() => access?.stack.close());

  const ids = async (path: string, name: 'bindingId' | 'callId'): Promise<readonly string[]> => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = await access.ask('GET', `${path}&limit=3${more}`);
      if (answer.status !== 200) throw new Error(answer.text);
      const page = answer.body as { items: Record<string, string>[]; nextCursor: string | null };
      found.push(...page.items.map((item) => item[name] ?? ''));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };
  const repeat = () =>
    access.stack.request('POST', '/bindings', {
      body: keyed,
      headers: { 'idempotency-key': idempotencyKey },
    });
  /** The first answer to a key; it lives for a day. */
  const answerFirst = async (key: string): Promise<void> => {
    idempotencyKey = key;
    answered = await repeat();
    expect(answered.status).toBe(201);
    keyedIds.push((answered.body as Bound).bindingId);
  };

  /** Everything that must hold in each phase, for all that was made until then, and for a binding that is made now. */
  const holds = async (phase: string, index: number): Promise<void> => {
    const pair = { a: person(8_100 + index), b: person(8_000 + index) };
    const more = { ...pair, reference: `order-${phase}`, ...PERMANENT };
    bound.set(phase, await access.bound('AXB', APP_OF.AXB, more));
    pairs.set(phase, pair);
    for (const [name, binding] of bound) await attributesACall(name, binding);
    await findsBindings();
    await findsCalls();
    await meetsWhatIsThere(phase);
  };

  const listOf = async (path: 'calls' | 'messages', { bindingId }: Bound) => {
    const found = await access.ask('GET', `/${path}?bindingId=${bindingId}`);
    return (found.body as { items: { callId: string; callee?: string }[] }).items;
  };

  /** A call and a text are put through, and put to the binding. */
  const attributesACall = async (name: string, binding: Bound): Promise<void> => {
    const { extension, x: to } = binding;
    // In X mode the platform tells of the text twice: as it asks whom it is for, and when it was sent.
    const newTexts = { AXE: 0, AXYB: 0, X: 2 }[name] ?? 1;
    const before = [await listOf('calls', binding), await listOf('messages', binding)];
    const from = pairs.get(name)?.b ?? (name === 'AX' || name === 'AXE' ? STRANGER : B);
    const more = extension === undefined ? {} : { extension };
    await access.stack.control.placeCall({ from, to, outcome: 'answered', talkSeconds: 5, ...more });
    if (newTexts > 0) await access.stack.control.sendText({ from, to, content: 'ring me' });
    const after = await listOf('calls', binding);
    const texts = await listOf('messages', binding);
    expect([name, after.length, texts.length]).toEqual([
      name,
      (before[0]?.length ?? 0) + 1,
      (before[1]?.length ?? 0) + newTexts,
    ]);
    // In X mode the platform asks us whom to ring.
    if (name === 'X') expect(after.every(({ callee }) => callee === A)).toBe(true);
    for (const { callId } of after) calls.add(callId);
  };

  const findsBindings = async (): Promise<void> => {
    const all = MODES.flatMap((mode) => bound.get(mode)?.bindingId ?? []);
    const ofA = await ids(`/bindings?a=${encodeURIComponent(A)}`, 'bindingId');
    expect([...ofA].sort()).toEqual([...all, ...keyedIds].sort());
    for (const [name, { bindingId }] of bound)
      expect(await ids(`/bindings?reference=order-${name}`, 'bindingId')).toEqual([bindingId]);
    for (const [name, { a, b }] of pairs)
      for (const filter of [`a=${encodeURIComponent(a)}`, `b=${encodeURIComponent(b)}`])
        expect(await ids(`/bindings?${filter}`, 'bindingId')).toEqual([bound.get(name)?.bindingId]);
  };

  const findsCalls = async (): Promise<void> => {
    const people = [A, B, STRANGER, ...[...pairs.values()].map(({ b }) => b)];
    const listed = await Promise.all(
      people.map((one) => ids(`/calls?party=${encodeURIComponent(one)}`, 'callId')),
    );
    for (const list of listed) expect(new Set(list).size).toBe(list.length);
    expect([...new Set(listed.flat())].sort()).toEqual([...calls].sort());
  };

  /** A number is never given twice, and the same request finds the same binding. */
  const meetsWhatIsThere = async (phase: string): Promise<void> => {
    for (const [name, binding] of bound) {
      const mode = MODES.find((known) => known === name) ?? 'AXB';
      const body = { ...bindOf(mode, APP_OF[mode]), ...PERMANENT, reference: `order-${name}` };
      const same = await access.ask('POST', '/bindings', {
        ...body,
        ...pairs.get(name),
      });
      expect([phase, name, same.status, (same.body as Bound).bindingId]).toEqual([
        phase,
        name,
        200,
        binding.bindingId,
      ]);
      if (mode !== 'AXB' && mode !== 'X' && mode !== 'AX') continue;
      const other = await access.ask('POST', '/bindings', {
        ...body,
        ...pairs.get(name),
        x: binding.x,
        reference: `other-${name}-${phase}`,
        ...(mode === 'AX' ? { a: person(9_001) } : { b: person(9_000) }),
      });
      expect([phase, name, other.status]).toEqual([phase, name, 409]);
    }
    const again = await repeat();
    expect([phase, again.status, again.body]).toEqual([phase, answered.status, answered.body]);
  };

  it('loses and doubles nothing, and leaves no key of the former one', { timeout: 300_000 }, async () => {
    await answerFirst('order-77');
    await lookForPerson('export', person(9_500));
    await holds('before', 0);

    expect(await change.begin()).toMatchObject({ phase: 'begun' });
    // Some functions have the new document, others the one before.
    await access.stack.advance(299);
    await holds('begun-mixed', 1);
    expect((await change.next()).refusal).toMatch(/^the document was changed less than 10 minutes ago/);
    await access.stack.advance(TEN_MINUTES);
    // The day of the key is over meanwhile; a new one is to be met until the end of the change.
    await holds('begun', 2);

    // Its order stands for some days.
    await lookForPerson('erase', person(9_501));
    const dry = await change.next(true);
    const copied = await change.step(0);
    expect(dry.work?.done).toBeGreaterThan(0);
    expect(copied).toMatchObject({ phase: 'copied', work: { done: dry.work?.done, unreadableCount: 0 } });
    expect((await change.next()).refusal).toMatch(/try again in 24 h$/);
    await access.stack.advance(A_DAY - 3600);
    await answerFirst('order-78');
    await holds('copied', 3);

    expect(await change.step(3600)).toMatchObject({ phase: 'used' });
    await access.stack.advance(299);
    await holds('used-mixed', 4);
    expect((await change.next()).refusal).toMatch(/^the document was changed less than 10 minutes ago/);
    await access.stack.advance(TEN_MINUTES);
    await holds('used', 5);
    expect((await audited('before')).length).toBe(2);

    const rebuilt = await change.step(0);
    expect(rebuilt).toMatchObject({ phase: 'retired', work: { unreadableCount: 0 } });
    expect(rebuilt.work?.done).toBeGreaterThan(0);
    await access.stack.advance(299);
    await holds('retired-mixed', 6);
    await access.stack.advance(TEN_MINUTES);
    await holds('retired', 7);

    expect(await change.step(0)).toMatchObject({ phase: 'none', work: { unreadableCount: 0 } });
    await access.stack.advance(TEN_MINUTES);
    await holds('after', 8);
    expect(Object.keys(await change.document()).sort()).toEqual(['apps', 'dataKeys', 'idKey', 'lookupKey']);
    expect(await traces(former)).toEqual([]);
    expect((await audited('before')).length).toBe(2);
  });

  it('is made over whichever key is there, and ids stay', { timeout: 120_000 }, async () => {
    const present = String((await change.document())['lookupKey']);
    await change.begin();
    for (const wait of [TEN_MINUTES, A_DAY, TEN_MINUTES, TEN_MINUTES]) await change.step(wait);
    await access.stack.advance(TEN_MINUTES);
    await answerFirst('order-79');

    await holds('twice', 9);

    expect(await change.document()).toMatchObject({ idKey: former });
    expect(await traces(present)).toEqual([]);
  });

  /** Leaves an entry in the audit, and an order that stands where it is an erasure. */
  const lookForPerson = (action: 'export' | 'erase', party: string) =>
    access.stack.invoke('manage-privacy', { action, party, operator: 'before' });
  /** The entries of an operator in the audit of people. */
  const audited = async (operator: string) =>
    (await access.stack.items('CALLS_TABLE')).filter(
      (item) => String(item['pk']).startsWith('E#') && item['operator'] === operator,
    );

  /** Where a key of people under the former look-up key still stands. */
  const traces = async (lookupKey: string): Promise<readonly string[]> => {
    const people = [
      A,
      B,
      STRANGER,
      person(7_000),
      ...[...pairs.values()].flatMap(({ a, b }) => [a, b]),
      'owner',
    ];
    const references = [...bound.keys()].map((name) => `order-${name}`);
    const keys = [
      ...people.map((one) => keyOf(lookupKey, 'party', one)),
      ...[9_500, 9_501].map((one) => keyOf(lookupKey, 'erasure', person(one))),
      ...references.map((reference) => keyOf(lookupKey, 'reference', reference)),
      ...['order-77', 'order-78', 'order-79'].map((key) => keyOf(lookupKey, 'idempotency-key', 'tests', key)),
      ...[...pairs].map(([name, { a, b }]) =>
        keyOf(lookupKey, 'pair', APP_OF.AXB, 'AXB', a, b, `order-${name}`),
      ),
    ];
    const tables = Object.keys(access.stack.tables) as (keyof typeof access.stack.tables)[];
    const items = (await Promise.all(tables.map((table) => access.stack.items(table)))).flat();
    expect(items.length).toBeGreaterThan(100);
    return items.map((item) => JSON.stringify(item)).filter((text) => keys.some((key) => text.includes(key)));
  };
});
