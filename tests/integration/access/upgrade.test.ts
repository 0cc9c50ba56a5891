import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { changeAccess, changeDocument } from '../keys/change-document.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
});
afterAll(() => stack.close());

const linesOf = (event: string) => stack.logs.filter((line) => line.includes(`"event":"${event}"`));

it('after a deployment over the documents of the release before all works but the API, and that once it has its callers', async () => {
  const file = fileURLToPath(stack.surroundings.environment.ACCESS_URI);
  const callers = await readFile(file, 'utf8');
  const apiKeys = [{ name: 'shop', key: 'made-up-key-of-the-shop' }];
  await changeDocument(stack, () => ({ apiKeys }), { wait: false });
  await writeFile(file, '');
  const bind = () =>
    stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(1), b: person(2) } });

  const before = await bind();
  const swept: object = await stack.invoke('binding-sweeper');
  await changeAccess(stack, callers);
  const after = await bind();
  await stack.control.placeCall({
    from: person(1),
    to: String(Reflect.get(after.body, 'x')),
    outcome: 'busy',
  });
  const calls = await stack.request('GET', `/calls?party=${encodeURIComponent(person(1))}`);

  expect([before.status, Reflect.get(before.body, 'code')]).toEqual([503, 'store-unavailable']);
  expect(swept).toMatchObject({ failed: 0 });
  expect(after.status).toBe(201);
  expect(Reflect.get(calls.body, 'items')).toHaveLength(1);
  expect(linesOf('api-keys-ignored').length).toBeGreaterThan(0);
  expect(linesOf('push-refused')).toEqual([]);
  expect(stack.logs.join()).not.toContain('made-up-key-of-the-shop');
});
