import { afterEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, C] = [person(1), person(2), person(3)];

let mode: ModeStack;
afterEach(() => mode.stack.close());

type Shown = Readonly<Record<string, unknown>>;

/** The part of a binding that says who ended it, and why. */
const endOf = ({ status, createdBy, endedBy, endReason }: Shown) => ({
  status,
  createdBy,
  endedBy,
  endReason,
});
const read = async (bindingId: string) => endOf((await mode.read(bindingId)) as Shown);

describe('a binding that no caller has ended', () => {
  it('is missing there, where a change finds that the platform has it no longer', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    await mode.stack.control.reset();

    await mode.ask('PATCH', `/bindings/${bindingId}`, { b: C });
    const begun = await read(bindingId);
    await mode.stack.invoke('binding-sweeper');

    const end = { createdBy: 'tests', endedBy: undefined, endReason: 'missing-there' };
    expect([begun, await read(bindingId)]).toEqual([
      { ...end, status: 'releasing' },
      { ...end, status: 'released' },
    ]);
  });

  it('is missing there, where a repair of the comparison has ended it', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    await mode.stack.control.reset();
    await mode.stack.advance(600);

    await mode.stack.invoke('reconcile', { app: 'journey', repair: true });

    expect(await read(bindingId)).toEqual({
      status: 'released',
      createdBy: 'tests',
      endedBy: undefined,
      endReason: 'missing-there',
    });
  });

  it('has failed, where the platform refused to make it', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    await mode.stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012002',
    });
    await mode.bind({ a: A, b: B, reference: 'refused' });

    const { items } = (await mode.ask('GET', '/bindings?reference=refused')).body;
    expect(items.map((item) => endOf(item))).toEqual([
      { status: 'failed', createdBy: 'tests', endedBy: undefined, endReason: 'failed' },
    ]);
  });
});

describe('an end that was asked for while nobody knew whether the binding was made', () => {
  it('is that of whoever asked for it, when the binding turns up', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { faults, bindings } = mode.stack.control;
    await faults.add({ on: 'bind', kind: 'drop-after', times: 2 });
    await faults.add({ on: 'query', kind: 'result-code', httpStatus: 403, code: '1012001', times: 9 });
    await mode.bind({ a: A, b: B, reference: 'lost' });
    const { items } = (await mode.ask('GET', '/bindings?reference=lost')).body;
    const bindingId = items[0]?.bindingId ?? '';
    await mode.stack.advance(120);
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    const asked = await read(bindingId);
    await faults.clear();
    await mode.stack.advance(600);
    await mode.stack.invoke('binding-sweeper');

    expect(asked).toMatchObject({ status: 'pending', endedBy: undefined, endReason: undefined });
    expect(await read(bindingId)).toEqual({
      status: 'released',
      createdBy: 'tests',
      endedBy: 'tests',
      endReason: 'released',
    });
    expect(await bindings()).toEqual([]);
  });
});

describe('a temporary callee', () => {
  it('is a change of whoever set him, and of nobody where setting him failed', async () => {
    mode = await startModeStack('AX', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: A })).body;
    const path = `/bindings/${bindingId}/temporary-callee`;
    const fault = {
      on: 'set-temporary-callee',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012002',
    } as const;
    await mode.stack.control.faults.add({ ...fault, times: 1 });
    const refused = await mode.ask('PUT', path, { callee: B, ttlSeconds: 60 });
    const before = (await mode.read(bindingId)) as Shown;
    const changedAt = mode.stack.clock().toISOString();
    const set = (await mode.ask('PUT', path, { callee: B, ttlSeconds: 60 })).body as Shown;

    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect([before['changedBy'], before['changedAt']]).toEqual([undefined, undefined]);
    expect([set['changedBy'], set['changedAt']]).toEqual(['tests', changedAt]);
  });
});

describe('a change that the sweeper completes', () => {
  it('is that of whoever asked for it', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-after', times: 9 });
    await mode.ask('PATCH', `/bindings/${bindingId}`, { b: C });
    const before = (await mode.read(bindingId)) as Shown;
    await mode.stack.control.faults.clear();
    await mode.stack.advance(120);
    const changedAt = mode.stack.clock().toISOString();
    await mode.stack.invoke('binding-sweeper');
    const after = (await mode.read(bindingId)) as Shown;

    expect([before['b'], before['changedBy'], before['changedAt']]).toEqual([B, undefined, undefined]);
    expect([after['b'], after['changedBy'], after['changedAt']]).toEqual([C, 'tests', changedAt]);
  });

  it('leaves who made the last one where it is refused', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    const first = (await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 5 })).body as object;
    await mode.stack.advance(60);
    await mode.stack.control.faults.add({
      on: 'modify',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012002',
    });
    const refused = await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 6 });

    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await mode.read(bindingId)).toEqual(first);
  });
});
