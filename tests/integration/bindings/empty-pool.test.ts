import { afterEach, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

let mode: ModeStack;
afterEach(() => mode.stack.close());

it('an open bind, whose X the platform chose, is found and ended on the numbers of the configuration, when the pool has none of them yet', async () => {
  const store = await startMemoryStore();
  mode = await startModeStack('AXB', { store, settings: { allocation: 'platform' } });
  const { faults, bindings } = mode.stack.control;
  await faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
  await faults.add({ on: 'query', kind: 'result-code', httpStatus: 403, code: '1012001', times: 9 });
  const open = await mode.bind({ a: person(1), b: person(2), reference: 'order-1' });
  const before = await bindings();
  await faults.clear();
  await store.clear(mode.stack.tables.NUMBERS_TABLE);

  const listed = await mode.ask('GET', '/bindings?reference=order-1');
  const [pending] = (listed.body as unknown as { items: { bindingId: string }[] }).items;
  const ended = await mode.ask('DELETE', `/bindings/${pending?.bindingId}`);

  expect([open.status, open.body.code]).toEqual([503, 'platform-unavailable']);
  expect(before).toHaveLength(1);
  expect(ended).toMatchObject({ status: 200, body: { status: 'released' } });
  expect(await bindings()).toEqual([]);
});
