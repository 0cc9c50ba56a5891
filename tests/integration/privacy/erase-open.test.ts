import { afterEach, describe, expect, it } from 'vitest';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, C] = [person(1), person(2), person(3)];

let mode: ModeStack;
afterEach(() => mode.stack.close());

const eraseA = () => orderFor('erase', A);

const orderFor = (action: 'erase' | 'export', party: string) =>
  runPrivacyOrder(
    { action, operator: 'dora', dryRun: false, endLive: true },
    party,
    (functionFolder, event) => mode.stack.invoke(functionFolder, event),
    () => undefined,
  );

describe('the erasure of a person', () => {
  it('ends an open bind whose X the platform chose, on the numbers of the configuration as well', async () => {
    const store = await startMemoryStore();
    mode = await startModeStack('AXB', { store, settings: { allocation: 'platform' } });
    const { faults, bindings } = mode.stack.control;
    await faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await faults.add({ on: 'query', kind: 'result-code', httpStatus: 403, code: '1012001', times: 9 });
    const open = await mode.bind({ a: A, b: B, reference: 'order-1' });
    const before = await bindings();
    await faults.clear();
    await store.clear(mode.stack.tables.NUMBERS_TABLE);

    await eraseA();

    expect([open.status, before.length]).toEqual([503, 1]);
    expect(await bindings()).toEqual([]);
  });

  it('ends two open binds of hers, each of which may be the other', async () => {
    mode = await startModeStack('AXB', { store: 'memory', settings: { allocation: 'platform' } });
    const { faults, bindings } = mode.stack.control;
    await faults.add({ on: 'bind', kind: 'drop-after', times: 2 });
    await faults.add({ on: 'query', kind: 'result-code', httpStatus: 403, code: '1012001', times: 99 });
    const open = [await mode.bind({ a: A, b: B }), await mode.bind({ a: A, b: C })];
    const before = await bindings();
    await faults.clear();
    await mode.stack.advance(600);

    await eraseA();

    expect([open.map(({ status }) => status), before.length]).toEqual([[503, 503], 2]);
    expect(await bindings()).toEqual([]);
  });

  it('is looked after, though the order about somebody else cannot be opened', async () => {
    const store = await startMemoryStore();
    mode = await startModeStack('AXB', { store });
    const order = { action: 'erase', operator: 'dora' };
    await mode.stack.invoke('manage-privacy', { ...order, party: C });
    const [lost] = (await mode.stack.items('CALLS_TABLE')).filter(({ pk }) => pk === 'PERSONS');
    await mode.stack.invoke('manage-privacy', { ...order, party: B });
    await store.documents.put({
      purpose: 'test',
      table: mode.stack.tables.CALLS_TABLE,
      item: { ...lost, pk: 'PERSONS', sk: String(lost?.['sk']), sealed: 'gone:AAAA' },
    });
    await mode.stack.advance(31 * 3600);

    const late: object = await mode.stack.invoke('manage-privacy', { action: 'erase-again' });

    expect(late).toMatchObject({ orders: 1 });
  });

  it.each(['erase', 'export'] as const)('is refused for a private number: %s', async (action) => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { body } = await mode.bind({ a: A, b: B, x: xNumber(1) });

    await expect(orderFor(action, xNumber(1))).rejects.toThrow('party is a private number of ours');
    expect(await mode.read(body.bindingId)).toMatchObject({ status: 'active', a: A, x: xNumber(1) });
  });

  it.each(['look', 'erase', 'export'])('is refused for a retired private number: %s', async (action) => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const retired = await mode.ask('PATCH', `/numbers/${encodeURIComponent(xNumber(2))}`, {
      state: 'retired',
    });

    const order = { action, party: xNumber(2), operator: 'dora' };

    expect(retired.status).toBe(200);
    await expect(mode.stack.invoke('manage-privacy', order)).rejects.toThrow(
      'party is a private number of ours',
    );
    expect((await mode.stack.items('CALLS_TABLE')).map(({ pk }) => pk)).toEqual([]);
  });

  it.each(['x', 'y'] as const)('is refused for a number that the platform chose: %s', async (field) => {
    const store = await startMemoryStore();
    mode = await startModeStack('AXYB', { store });
    const { body } = await mode.bind({ a: A, b: B, areaCode: '0755' });
    await mode.stack.request('DELETE', `/bindings/${body.bindingId}`);
    await store.clear(mode.stack.tables.NUMBERS_TABLE);

    const order = { action: 'erase', party: body[field], operator: 'dora', endLive: true };

    await expect(mode.stack.invoke('manage-privacy', order)).rejects.toThrow(
      'party is a private number of ours',
    );
    expect(await mode.read(body.bindingId)).toMatchObject({ x: body.x, y: body.y });
  });

  it('stops everybody where it meets a lock-out, and erases nothing of a binding that lives', async () => {
    mode = await startModeStack('AX', { store: 'memory' });
    const bound = await mode.bind({ a: A });
    await mode.stack.control.faults.add({ on: 'any', kind: 'locked-out', times: 1 });

    await eraseA().catch(() => undefined);
    const next = await mode.bind({ a: B });
    const left = await mode.ask('GET', `/bindings/${bound.body.bindingId}`);

    expect([next.status, next.body.code]).toEqual([503, 'platform-locked-out']);
    expect(left).toMatchObject({ status: 200, body: { a: A, status: 'releasing' } });
  });
});
