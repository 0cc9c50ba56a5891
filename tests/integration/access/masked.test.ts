import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
  bindOf,
  CALLEE,
  OTHER_APP,
  STRANGER,
  startAccessStack,
  talk,
} from './access-stack.ts';

const MODES: readonly Mode[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];

let access: AccessStack;
const bound = new Map<Mode, Bound>();
const calls = new Map<Mode, string>();
beforeAll(async () => {
  access = await startAccessStack([
    ['masked', ['read:masked']],
    ['both', ['read', 'read:masked']],
    ['binder', ['bindings']],
  ]);
  for (const mode of MODES) {
    const callback = mode === 'AXE' ? { callback: { number: CALLEE } } : {};
    const binding = await access.bound(mode, APP_OF[mode], { reference: 'order-42', ...callback });
    bound.set(mode, binding);
    if (mode === 'AX')
      await access.ask('PUT', `/bindings/${binding.bindingId}/temporary-callee`, {
        callee: CALLEE,
        ttlSeconds: 3600,
      });
    calls.set(mode, await talk(access, mode, binding));
  }
}, 60_000);
afterAll(() => access?.stack.close());

const query = (name: string, number: string | undefined) => `${name}=${encodeURIComponent(number ?? '')}`;

/** Every route that reads numbers of people, of a binding of the mode. */
const readsOf = (mode: Mode): readonly string[] => {
  const { bindingId = '', x, y } = bound.get(mode) ?? {};
  return [
    `/bindings/${bindingId}`,
    ...(mode === 'X' ? [] : [`/bindings/${bindingId}?verify=true`]),
    `/bindings?${query('a', A)}`,
    `/bindings?${query('x', x)}`,
    ...(y === undefined ? [] : [`/bindings?${query('y', y)}`]),
    '/bindings?reference=order-42',
    `/calls?bindingId=${bindingId}`,
    `/calls?${query('x', x)}`,
    `/calls?${query('party', mode === 'AX' || mode === 'AXE' ? STRANGER : B)}`,
    `/calls/${calls.get(mode)}`,
    `/messages?bindingId=${bindingId}`,
    `/messages?${query('x', x)}`,
  ];
};

/** The numbers of people that may stand in an answer, as digits without the country code. */
const PEOPLE = [A, B, STRANGER, CALLEE].map((number) => number.slice(3));

describe.each(MODES)('in mode %s', (mode) => {
  it('a masked reader sees the middle of no number, in any list and in any single answer', async () => {
    const { x = '', y = x } = bound.get(mode) ?? {};

    for (const path of readsOf(mode)) {
      const [full, masked] = [await access.ask('GET', path), await access.as('masked')('GET', path)];

      expect([path, masked.status]).toEqual([path, 200]);
      for (const number of [...PEOPLE, x.slice(3), y.slice(3), '零零零零零零七'])
        expect(masked.text, path).not.toContain(number);
      // All the rest is as the full reader has it.
      const blank = (text: string) =>
        text.replace(/"(?:content|nextCursor)":"[^"]*"/g, '').replaceAll(/\+[\d*]+/g, '+');
      expect(blank(masked.text), path).toBe(blank(full.text));
    }
  });

  it('a masked reader sees the first three digits and the last four', async () => {
    const path = `/bindings/${bound.get(mode)?.bindingId}`;
    const { a, b, x } = (await access.as('masked')('GET', path)).body as Record<string, string>;

    expect(a).toBe('+861****5671');
    expect(b).toBe(mode === 'AX' || mode === 'AXE' ? undefined : '+861****6782');
    expect(x).toMatch(/^\+861\*\*\*\*\d{4}$/);
  });

  it('a reader with both scopes sees all', async () => {
    const path = `/bindings/${bound.get(mode)?.bindingId}`;

    expect((await access.as('both')('GET', path)).body).toMatchObject({ a: A, x: bound.get(mode)?.x });
  });

  it('a caller that only binds sees X, and of people those it sent', async () => {
    const wish = {
      ...bindOf(mode, APP_OF[mode]),
      reference: 'order-43',
      ...(mode === 'X' ? { x: '+8617031419002' } : {}),
    };
    const made = await access.as('binder')('POST', '/bindings', wish);
    const { bindingId, x } = made.body as Bound;
    const ended = await access.as('binder')('DELETE', `/bindings/${bindingId}`);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ a: A });
    expect(x).toMatch(/^\+86170\d{8}$/);
    expect(ended.body).toMatchObject({ status: 'released', a: '+861****5671', x });
    for (const number of PEOPLE) expect(ended.text).not.toContain(number);
  });
});

describe('a caller that only binds', () => {
  it('does not learn by a repeat whom somebody else has set', async () => {
    const again = await access.as('binder')('POST', '/bindings', {
      ...bindOf('AX', APP_OF.AX),
      reference: 'order-42',
    });

    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ a: A, temporaryCallee: { callee: '+861****8904' } });
  });

  it('sees the new party of a change, and not the one that it did not name', async () => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: 'order-50' });

    const changed = await access.as('binder')('PATCH', `/bindings/${bindingId}`, { b: '138 4567 8904' });
    const all = await access.as('binder')('DELETE', '/bindings?reference=order-50');

    expect(changed.body).toMatchObject({ a: '+861****5671', b: '+8613845678904' });
    expect(all.body).toMatchObject({ items: [{ a: '+861****5671', b: '+861****8904' }] });
  });

  it.each(['13812345678', 'order-2026112700017', '+8613812345678'])(
    'gets the reference %s and the user data back as it sent them, and as stars where it did not',
    async (reference) => {
      const as = access.as('binder');
      const userData = 'batch:2026112';
      const made = await as('POST', '/bindings', { ...bindOf('AXB', OTHER_APP), reference, userData });
      const path = `/bindings/${(made.body as Bound).bindingId}`;
      const changed = await as('PATCH', path, { userData: 'batch:2026113' });
      const masked = await access.as('masked')('GET', path);
      const ended = await as('DELETE', `/bindings?reference=${encodeURIComponent(reference)}`);
      const again = await as('DELETE', path);

      expect(made.body).toMatchObject({ reference, userData });
      expect(changed.body).toMatchObject({ userData: 'batch:2026113' });
      expect(ended.body).toMatchObject({ items: [{ reference, userData: 'batch:***13' }] });
      for (const { text } of [changed, masked, again]) expect(text).not.toContain(reference.slice(-8));
    },
  );
});
