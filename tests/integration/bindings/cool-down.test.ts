import { afterEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, OTHER, FOURTH] = [person(1), person(2), person(3), person(4)];
let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: 'AX' | 'AXB' | 'AXE') => {
  const settings = { defaults: { allowPermanent: true, coolDownSeconds: 3600 } };
  mode = await startModeStack(name, { numbers: 1, store: 'memory', settings });
};

const THROTTLED = { kind: 'throttled', times: 1 } as const;
const IN_ARREARS = { kind: 'result-code', httpStatus: 403, code: '1010029', times: 1 } as const;

describe('a cool-down goes on', () => {
  it.each([
    ['throttled', THROTTLED],
    ['in arrears', IN_ARREARS],
  ])('in AX when the next bind of the same A is refused: %s', async (_case, fault) => {
    await start('AX');
    await mode.ask('DELETE', `/bindings/${(await mode.bind({ a: A })).body.bindingId}`);
    await mode.stack.control.faults.add({ on: 'bind', ...fault });

    const refused = await mode.bind({ a: A });
    await mode.stack.advance(120);

    expect(refused.status).toBe(503);
    expect((await mode.bind({ a: OTHER })).body.code).toBe('pool-exhausted');
    expect((await mode.bind({ a: A })).status).toBe(201);
  });

  it('of an extension of AXE when the next bind of the same A is refused', async () => {
    await start('AXE');
    const { x, extension, bindingId } = (await mode.bind({ a: A })).body;
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    await mode.stack.control.faults.add({ on: 'bind', ...THROTTLED });

    const refused = await mode.bind({ a: A, x, extension });
    await mode.stack.advance(120);

    expect(refused.status).toBe(503);
    expect((await mode.bind({ a: OTHER, x, extension })).status).toBe(409);
  });

  it('in AXB when the next bind of the same pair is refused', async () => {
    await start('AXB');
    await mode.ask('DELETE', `/bindings/${(await mode.bind({ a: A, b: B })).body.bindingId}`);
    await mode.stack.control.faults.add({ on: 'bind', ...THROTTLED });

    const refused = await mode.bind({ a: A, b: B });
    await mode.stack.advance(120);

    expect(refused.status).toBe(503);
    expect((await mode.bind({ a: A, b: OTHER })).body.code).toBe('pool-exhausted');
  });

  it('in AXB when a change that brings the former B back is refused', async () => {
    await start('AXB');
    const { bindingId } = (await mode.bind({ a: A, b: B })).body;
    await mode.ask('PATCH', `/bindings/${bindingId}`, { b: OTHER });
    await mode.stack.control.faults.add({ on: 'modify', ...THROTTLED });

    const refused = await mode.ask('PATCH', `/bindings/${bindingId}`, { b: B });
    await mode.stack.advance(120);

    expect(refused.status).toBe(503);
    expect((await mode.bind({ a: FOURTH, b: B })).body.code).toBe('pool-exhausted');
  });

  it('and is over after its time, however often it was interrupted', async () => {
    await start('AX');
    await mode.ask('DELETE', `/bindings/${(await mode.bind({ a: A })).body.bindingId}`);
    await mode.stack.control.faults.add({ on: 'bind', ...THROTTLED });
    await mode.bind({ a: A });
    await mode.stack.advance(3600);

    expect((await mode.bind({ a: OTHER })).status).toBe(201);
  });
});
