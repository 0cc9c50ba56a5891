import { expect } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { LeakStack } from './leak-stack.ts';
import { appOf, MASKED_KEY, numbersOf, PEOPLE, REFERENCE, USER_DATA, WORDS } from './planted.ts';

const { a, b, next, callee, stranger, line } = PEOPLE;
const [, X] = numbersOf('X').map(({ x }) => x);

export type Bound = Readonly<{ bindingId: string; x: string; y?: string; extension?: string }>;

/** The life of a binding of one mode: how numbers are written in its bind, what changes, who rings and who writes. */
type Life = Readonly<{
  bind: object;
  change: object;
  calls: readonly (readonly [from: string, to: 'x' | 'y'])[];
  texts: readonly string[];
}>;

const LIVES: Readonly<Record<Mode, Life>> = {
  AX: {
    bind: { a: '0086 139-5820-3746' },
    change: { a: next, maxCallMinutes: 7 },
    calls: [
      [stranger, 'x'],
      [a, 'x'],
    ],
    texts: [stranger, a],
  },
  AXB: {
    bind: { a: '（＋８６）１３９５８２０３７４６', b: '138 4192 6053' },
    change: { b: next, sms: true },
    calls: [
      [a, 'x'],
      [b, 'x'],
      [stranger, 'x'],
    ],
    texts: [a, b, stranger],
  },
  AXE: {
    bind: { a: '86 13958203746', callback: { number: '0755-83620947' } },
    change: { callback: { number: callee } },
    calls: [
      [stranger, 'x'],
      [a, 'x'],
    ],
    texts: [],
  },
  AXYB: {
    bind: { a: '13958203746', b: '(+86) 138.41926053', areaCode: '0755' },
    change: { b: next },
    calls: [
      [b, 'x'],
      [a, 'y'],
      [stranger, 'x'],
    ],
    texts: [],
  },
  X: {
    bind: { a, b, x: X },
    change: { b: next },
    calls: [
      [a, 'x'],
      [b, 'x'],
      [stranger, 'x'],
    ],
    texts: [],
  },
};

/** Asks for a binding of the mode, with everything that can be written about people. */
export const bindIn = ({ ask }: LeakStack, mode: Mode, more: object = {}, suffix = '') => {
  const recorded = { record: true, recordTone: 'notice.wav', ttlSeconds: 3 * 86_400 };
  const about = { reference: `${REFERENCE}-${mode}${suffix}`, userData: USER_DATA };
  const headers = { 'idempotency-key': `key-of-${REFERENCE}-${mode}${suffix}` };
  return ask(
    'POST',
    '/bindings',
    { mode, app: mode.toLowerCase(), ...LIVES[mode].bind, ...recorded, ...about, ...more },
    { headers },
  );
};

/** Bind, temporary callee, calls, texts, recordings, change, number status, reads; the binding lives on. */
export const liveIn = async (leaks: LeakStack, mode: Mode): Promise<Bound> => {
  const { ask, invoke } = leaks;
  const answer = await bindIn(leaks, mode);
  expect([mode, answer.status, answer.status === 201 ? '' : answer.text]).toEqual([mode, 201, '']);
  const bound = answer.body as Bound;
  const path = `/bindings/${bound.bindingId}`;
  await bindIn(leaks, mode);
  await ask('PUT', `${path}/temporary-callee`, { callee, ttlSeconds: 3600 });
  await talk(leaks, mode, bound);
  await invoke('recording-archiver');
  await readAll(leaks, mode, bound);
  const changed = await ask('PATCH', path, LIVES[mode].change);
  expect([mode, changed.status]).toEqual([mode, 200]);
  await talk(leaks, mode, bound);
  const [first, second] = numbersOf(mode).map(({ x }) => x);
  await leaks.stack.control.pushNumberStatus([
    { x: String(first), state: 10, cause: '3' },
    { x: String(second), state: 9 },
  ]);
  await leaks.stack.control.pushNumberStatus([
    { x: String(first), state: 5 },
    { x: String(second), state: 5 },
  ]);
  return bound;
};

const talk = async (
  { stack: { control, advance }, ask }: LeakStack,
  mode: Mode,
  bound: Bound,
): Promise<void> => {
  const { calls, texts } = LIVES[mode];
  const extension = bound.extension === undefined ? {} : { extension: bound.extension };
  for (const [from, side] of calls) {
    const to = side === 'y' ? String(bound.y) : bound.x;
    await control.placeCall({ from, to, ...extension, outcome: 'answered', talkSeconds: 12 });
    await control.placeCall({ from, to, ...extension, outcome: 'busy' });
  }
  for (const from of texts) await control.sendText({ from, to: bound.x, content: `${WORDS} ${stranger}` });
  const [[from = '', side = 'x'] = []] = calls;
  const to = side === 'y' ? String(bound.y) : bound.x;
  await control.placeCall({ from, to, ...extension, outcome: 'answered', talkSeconds: 600, pace: 'clock' });
  await advance(30);
  const { items } = (await ask('GET', `/calls?x=${encodeURIComponent(to)}&limit=1`)).body as {
    items: { callId: string }[];
  };
  await ask('POST', `/calls/${items[0]?.callId}/stop`);
  await advance(600);
};

type List = { items: { callId?: string }[]; nextCursor: string | null };

/** Every read, as one who may see all and as one who sees shortened numbers; ids, cursors and links are searched. */
const readAll = async ({ ask, collection }: LeakStack, mode: Mode, bound: Bound): Promise<void> => {
  const query = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;
  const x = query('x', bound.x);
  const calls = (await ask('GET', `/calls?${x}`)).body as List;
  expect(calls.items.length).toBeGreaterThan(2);
  const paths = [
    `/bindings/${bound.bindingId}`,
    `/bindings/${bound.bindingId}?verify=true`,
    ...[
      query('a', a),
      x,
      query('b', b),
      query('y', bound.y ?? line),
      query('reference', `${REFERENCE}-${mode}`),
    ].map((by) => `/bindings?${by}&limit=1`),
    ...[x, query('bindingId', bound.bindingId), query('party', a), query('party', stranger)].map(
      (by) => `/calls?${by}&limit=1`,
    ),
    ...calls.items.flatMap(({ callId }) => [`/calls/${callId}`, `/calls/${callId}/recording`]),
    ...[x, query('bindingId', bound.bindingId)].map((by) => `/messages?${by}&limit=1`),
    `/numbers?app=${appOf(mode).name}&limit=2`,
  ];
  for (const path of paths) {
    const { body } = await ask('GET', path);
    await ask('GET', path, undefined, { key: MASKED_KEY });
    collection.add(
      'ids',
      JSON.stringify(body, (name, value) => (isId(name, value) ? value : undefined)),
    );
  }
};

/** Ids, cursors and links of an answer, and whatever they lie in. */
const isId = (name: string, value: unknown): boolean =>
  (typeof value === 'object' && value !== null) || /^\d*$|Id$|cursor$|^url$/i.test(name);
