import { afterEach, describe, expect, it } from 'vitest';
import { carryOut, documentsAround, type StoreCall } from '../../fakes/documents-around.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import type { StackOptions } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const C = person(3);
const X = xNumber(1);

let moved: Moved;
afterEach(() => moved.stack.close());

/** The binds of the earlier back end, without an end. */
const EARLIER = {
  AX: (more) => moved.idOf(moved.platform.AX.bind({ a: A, x: X, ...more })),
  AXB: (more) => moved.idOf(moved.platform.AXB.bind({ a: A, b: B, x: X, ...more })),
  AXE: (more) => moved.idOf(moved.platform.AXE.bind({ a: A, x: X, extension: '0042', ...more })),
  AXYB: (more) => moved.idOf(moved.platform.AXYB.bind({ a: A, b: B, ...more })),
} satisfies Record<Mode, (more: object) => Promise<string>>;

/** An adopted binding in an app that has no settings of its own, and so allows no permanent bindings. */
const adopt = async (mode: Mode, { earlier = {}, line = {}, settings = {} } = {}): Promise<string> => {
  moved = await startMoved(mode, { defaults: {}, ...settings });
  const subscriptionId = await EARLIER[mode](earlier);
  const { bindingId = '' } = await moved.adoptOne({ subscriptionId, ...line });
  return bindingId;
};

const patch = async (bindingId: string, body: object) => {
  const answer = await moved.stack.request('PATCH', `/bindings/${bindingId}`, { body });
  return { status: answer.status, body: answer.body as Record<string, unknown> };
};

const changePhone = async (from: string, to: string, query = '') => {
  const answer = await moved.stack.request('POST', `/parties/change${query}`, { body: { from, to } });
  const { items } = answer.body as { items: readonly { result: string; code?: string }[] };
  return [answer.status, ...items.map(({ result, code }) => code ?? result)];
};

/** Those that a bind of ours would be refused with. */
const NEVER_ENDS = {};
const NO_TONE = { earlier: { record: true } };
const ODD_END = { earlier: { callbackTtlSeconds: 3600 }, line: { expiresAt: '2026-03-02T09:01:01.000Z' } };
const TONE = { record: true, recordTone: 'recorded.wav' };

describe('an adopted binding whose terms a bind would be refused for', () => {
  it.each<[Mode, string, object, object]>([
    ['AX', 'never ends', NEVER_ENDS, { userData: 'u1' }],
    ['AX', 'never ends', NEVER_ENDS, { a: C }],
    ['AX', 'never ends', NEVER_ENDS, TONE],
    ['AX', 'never ends', NEVER_ENDS, { callDirection: 'to-a' }],
    ['AXB', 'never ends', NEVER_ENDS, { userData: 'u1' }],
    ['AXB', 'never ends', NEVER_ENDS, { a: C }],
    ['AXB', 'never ends', NEVER_ENDS, { b: C }],
    ['AXB', 'never ends', NEVER_ENDS, { maxCallMinutes: 5 }],
    ['AXB', 'never ends', NEVER_ENDS, TONE],
    ['AXB', 'is recorded without a tone', NO_TONE, { userData: 'u1' }],
    ['AXB', 'is recorded without a tone', NO_TONE, { a: C }],
    ['AXB', 'is recorded without a tone', NO_TONE, { b: C, maxCallMinutes: 5 }],
    ['AXB', 'is recorded without a tone', NO_TONE, { recordTone: 'recorded.wav' }],
    ['AXB', 'is recorded without a tone', NO_TONE, { record: false }],
    ['AX', 'is recorded without a tone', NO_TONE, { a: C }],
    ['AXE', 'never ends', NEVER_ENDS, { userData: 'u1' }],
    ['AXE', 'never ends', NEVER_ENDS, { callback: { number: C } }],
    ['AXE', 'never ends', NEVER_ENDS, { callbackTtlSeconds: 600 }],
    ['AXE', 'never ends', NEVER_ENDS, TONE],
    ['AXE', 'is recorded without a tone', NO_TONE, { userData: 'u1' }],
    ['AXE', 'ends within a minute', ODD_END, { userData: 'u1' }],
    ['AXE', 'ends within a minute', ODD_END, { callback: { number: C } }],
    ['AXE', 'ends within a minute', ODD_END, { callbackTtlSeconds: 7200 }],
    ['AXYB', 'never ends', NEVER_ENDS, { b: C }],
    ['AXYB', 'is recorded without a tone', NO_TONE, { b: C }],
  ])('%s, which %s, is changed all the same', async (mode, _what, how, change) => {
    const bindingId = await adopt(mode, how);

    const changed = await patch(bindingId, change);

    expect([changed.status, changed.body]).toMatchObject([200, { ...change, version: 2 }]);
    expect((await moved.read(bindingId)).platform).toEqual({ state: 'match', differences: [] });
  });

  it('AXYB: is left by B', async () => {
    const bindingId = await adopt('AXYB');

    const { status, body } = await patch(bindingId, { b: null });

    expect([status, body['version'], body['b'], body['y']]).toEqual([200, 2, undefined, undefined]);
  });

  it.each<[Mode, object]>([
    ['AX', NEVER_ENDS],
    ['AXB', NO_TONE],
    ['AXE', ODD_END],
  ])('%s (%j): gets an end that a bind may have', async (mode, how) => {
    const bindingId = await adopt(mode, how);

    const changed = await patch(bindingId, { ttlSeconds: 7200 });

    expect([changed.status, changed.body['expiresAt']]).toEqual([200, '2026-03-01T10:00:00.000Z']);
  });

  it('is recorded with the tone of the app', async () => {
    const bindingId = await adopt('AXB', { settings: { defaults: { recordTone: 'recorded.wav' } } });

    expect(await patch(bindingId, { record: true })).toMatchObject({ status: 200, body: TONE });
  });

  it('AX: gets a temporary callee', async () => {
    const bindingId = await adopt('AX');
    const body = { callee: C, ttlSeconds: 600 };

    const set = await moved.stack.request('PUT', `/bindings/${bindingId}/temporary-callee`, { body });

    expect([set.status, set.body]).toMatchObject([200, { temporaryCallee: { callee: C } }]);
    expect(await changePhone(C, person(4))).toEqual([200, 'changed']);
  });

  it.each<[Mode, object, object, string]>([
    [
      'AX',
      NEVER_ENDS,
      { ttlSeconds: null },
      'ttlSeconds must be given: the app allows no permanent bindings',
    ],
    ['AXB', NEVER_ENDS, { record: true }, 'recordTone is required with record, because carriers block'],
    ['AXB', NO_TONE, { ttlSeconds: null }, 'ttlSeconds must be given: the app allows no permanent bindings'],
    ['AXB', NEVER_ENDS, { lastMinuteTone: 'last.wav' }, 'lastMinuteTone needs maxCallMinutes'],
    ['AXE', NEVER_ENDS, { callbackTtlSeconds: 90 }, 'callbackTtlSeconds must be whole minutes in this mode'],
    ['AXE', ODD_END, { ttlSeconds: 90_061 }, 'ttlSeconds must be whole minutes in this mode'],
    ['AXE', ODD_END, { callbackTtlSeconds: 90_120 }, 'callbackTtlSeconds must not be longer than ttlSeconds'],
  ])('%s (%j): is refused a change to %j', async (mode, how, change, told) => {
    const bindingId = await adopt(mode, how);
    await moved.changes();

    const refused = await patch(bindingId, change);

    const [error, ...others] = refused.body['errors'] as { path: string; message: string }[];
    expect([refused.status, `${error?.path} ${error?.message}`, others]).toEqual([
      400,
      expect.stringContaining(told),
      [],
    ]);
    expect(await moved.changes()).toEqual([]);
  });

  it.each<[Mode, string, object]>([
    ['AX', A, NEVER_ENDS],
    ['AXB', A, NEVER_ENDS],
    ['AXB', B, NEVER_ENDS],
    ['AXB', B, NO_TONE],
    ['AXE', B, { earlier: { callback: { number: B } } }],
    ['AXE', B, { ...ODD_END, earlier: { callback: { number: B }, callbackTtlSeconds: 3600 } }],
    ['AXYB', B, NEVER_ENDS],
  ])('%s: has the other phone of %s, as a dry run tells', async (mode, from, how) => {
    await adopt(mode, how);

    expect(await changePhone(from, C, '?dryRun=true')).toEqual([200, 'changeable']);
    expect(await changePhone(from, C)).toEqual([200, 'changed']);
    expect((await moved.reconcile()).findings).toEqual([]);
  });
});

describe('an adopted binding on a number that is lost', () => {
  it.each<[Mode, object, string | null]>([
    ['AX', NEVER_ENDS, null],
    ['AXB', NEVER_ENDS, null],
    ['AXB', NO_TONE, null],
    ['AXE', NEVER_ENDS, null],
    // The platform counts minutes, so it lives on for the rest of the last one.
    ['AXE', ODD_END, '2026-03-02T09:02:00.000Z'],
    ['AXYB', NEVER_ENDS, null],
  ])('%s (%j): moves to another one, and is changed there', async (mode, how, expiresAt) => {
    await adopt(mode, { ...how, settings: { rebind: true } });
    const lost = { body: { state: 'unavailable', cause: 'deleted' } };
    await moved.stack.request('PATCH', `/numbers/${encodeURIComponent(X)}`, lost);
    await moved.sweep(0);

    const [there, ...others] = await moved.list('app=moved&status=active');
    const change = mode === 'AXYB' ? { b: C } : { userData: 'u1' };
    const changed = await patch(there?.bindingId ?? '', change);

    expect([there?.x === X, there?.expiresAt, others]).toEqual([false, expiresAt, []]);
    expect([changed.status, changed.body]).toMatchObject([200, change]);
  });
});

describe('while a binding is adopted', () => {
  /** Carried out once, before the adopted binding is ours. */
  let deed: (() => Promise<void>) | undefined;
  const isLast = ({ name, input }: StoreCall) =>
    name === 'put' &&
    input.purpose === 'storing the binding' &&
    JSON.stringify(input.item).includes('"status":"active"');

  const start = async (mode: Mode, options: StackOptions = {}) => {
    const store = await startMemoryStore();
    const documents = documentsAround(async (call) => {
      const due = isLast(call) ? deed : undefined;
      if (due !== undefined) deed = undefined;
      await due?.();
      return carryOut(store.documents, call);
    });
    moved = await startMoved(mode, { defaults: {} }, { ...options, store: { ...store, documents } });
  };

  it.each<[Mode, object]>([
    ['AX', { a: C }],
    ['AXB', { b: C }],
    ['AXE', { callback: { number: C } }],
    ['AXYB', { b: C }],
  ])('%s: a change of it is told to come again, and is made then', async (mode, change) => {
    await start(mode);
    const subscriptionId = await EARLIER[mode](mode === 'AXE' ? { callback: { number: B } } : {});
    const from = mode === 'AX' ? A : B;
    const told: unknown[] = [];
    deed = async () => {
      const [pending] = await moved.list('app=moved&status=pending');
      const { status, body } = await patch(pending?.bindingId ?? '', change);
      told.push(status, body['code'], ...(await changePhone(from, C)));
    };

    const { outcome } = await moved.adoptOne({ subscriptionId });

    const found = [409, 'binding-in-progress', 202, 'binding-in-progress'];
    expect([outcome, told]).toEqual(['adopted', found]);
    expect(await changePhone(from, C)).toEqual([200, 'changed']);
    expect((await moved.reconcile()).findings).toEqual([]);
  });
});
