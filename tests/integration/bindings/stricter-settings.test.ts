import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { changeDocument } from '../keys/change-document.ts';
import { type Bound, type PartiesStack, startPartiesStack } from '../parties/parties-stack.ts';

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;

type Problem = Readonly<{ errors: readonly { path: string; message: string }[] }>;

let stack: PartiesStack;
/** Bindings without an end, of a time when their apps allowed that. */
const made = new Map<Mode, Bound>();

beforeAll(async () => {
  const settings = { defaults: { allowPermanent: true, recordTone: 'recorded.wav' } };
  stack = await startPartiesStack({ settings });
  for (const mode of MODES) {
    const callback = mode === 'AXE' ? { callback: { number: stack.somebody() } } : {};
    made.set(mode, await stack.bind(mode, { ttlSeconds: null, ...callback }));
  }
  await changeDocument(stack, ({ apps }) => ({
    apps: apps.map(({ defaults: _former, ...app }) => app),
  }));
});
afterAll(() => stack.close());

const madeIn = (mode: Mode): Bound & Readonly<{ callback?: { number: string } }> => {
  const bound = made.get(mode);
  if (bound === undefined) throw new Error(`nothing was bound in ${mode}`);
  return bound;
};
const patch = (mode: Mode, body: object) => stack.ask('PATCH', `/bindings/${madeIn(mode).bindingId}`, body);

describe('bindings of an app whose settings were made stricter since', () => {
  it.each<[Mode, object]>([
    ['AX', { userData: 'u1' }],
    ['AXB', { userData: 'u1' }],
    ['AXE', { userData: 'u1' }],
    ['X', { userData: 'u1' }],
    ['AXYB', { b: '+8613800000099' }],
    ['AX', { record: true, recordTone: 'other.wav' }],
    ['X', { callDirection: 'from-a' }],
  ])('%s: are changed as before (%j)', async (mode, change) => {
    const changed = await patch(mode, change);

    expect([changed.status, changed.body]).toMatchObject([200, { ...change, expiresAt: null }]);
  });

  it.each<[Mode, object, string]>([
    ['AX', { ttlSeconds: null }, 'ttlSeconds'],
    ['AXB', { record: true }, 'recordTone'],
    ['AXE', { ttlSeconds: 90 }, 'ttlSeconds'],
    ['X', { ttlSeconds: null }, 'ttlSeconds'],
  ])('%s: are not changed to what the app forbids now (%j)', async (mode, change, path) => {
    const refused = await patch(mode, change);

    const { errors } = refused.body as Problem;
    expect([refused.status, errors.map((error) => error.path)]).toEqual([400, [path]]);
  });

  it.each<[Mode, (bound: ReturnType<typeof madeIn>) => string | undefined]>([
    ['AX', ({ a }) => a],
    ['AXB', ({ b }) => b],
    ['AXE', ({ callback }) => callback?.number],
    ['X', ({ a }) => a],
  ])('%s: a person in them gets another phone', async (mode, of) => {
    const bound = madeIn(mode);
    const order = { from: of(bound), to: stack.somebody() };

    const done = await stack.ask('POST', '/parties/change', order);

    const { bindingId } = bound;
    expect([done.status, done.body]).toMatchObject([200, { items: [{ bindingId, result: 'changed' }] }]);
  });
});
