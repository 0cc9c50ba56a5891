import { afterEach, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

let mode: ModeStack;
afterEach(() => mode.stack.close());

it.each([
  ['64 letters', 'r'.repeat(64)],
  ['64 characters of two UTF-16 units each', '\u{1F600}'.repeat(64)],
  ['characters that a query has to escape', 'order 1/2 & 50 % + ?#'],
])('a reference of %s finds and ends what was bound with it', async (_case, reference) => {
  mode = await startModeStack('AXB', { store: 'memory' });
  const bound = await mode.bind({ a: person(1), b: person(2), reference });
  const query = `reference=${encodeURIComponent(reference)}`;

  const listed = await mode.stack.request('GET', `/bindings?${query}`);
  const ended = await mode.stack.request('DELETE', `/bindings?${query}`);

  expect([bound.status, listed.status, ended.status]).toEqual([201, 200, 200]);
  expect(listed.body).toMatchObject({ items: [{ bindingId: bound.body.bindingId }] });
  expect(await mode.stack.control.bindings()).toEqual([]);
});

it.each(['GET', 'DELETE'])('a reference of 65 characters is refused by %s', async (method) => {
  mode = await startModeStack('AXB', { store: 'memory' });

  const path = `/bindings?reference=${encodeURIComponent('\u{1F600}'.repeat(65))}`;

  expect((await mode.stack.request(method, path)).status).toBe(400);
});
