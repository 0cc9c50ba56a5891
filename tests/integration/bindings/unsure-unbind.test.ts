import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';

const BODIES = [
  ['AX', { a: A, ttlSeconds: 3600 }],
  ['AXB', { a: A, b: B, ttlSeconds: 3600 }],
  ['AXE', { a: A, ttlSeconds: 3600 }],
  ['AXYB', { a: A, b: B, ttlSeconds: 3600 }],
] as const;

const CODES = ['1011001', '1011004', '1012001', '1012102', '1010029'] as const;

const CASES = BODIES.flatMap(([mode, body]) => CODES.map((code) => [mode, code, body] as const));

describe('an unbind whose refusal may be the account in arrears', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const start = async (name: Mode, body: object) => {
    mode = await startModeStack(name, { store: 'memory' });
    return (await mode.bind(body)).body;
  };
  const refuse = (on: 'unbind' | 'query', code: string) =>
    mode.stack.control.faults.add({ on, kind: 'result-code', httpStatus: 403, code, times: 100 });
  const release = (bindingId: string) => mode.ask('DELETE', `/bindings/${bindingId}`);

  it.each(CASES)('%s, %s: is releasing until the unbind goes through', async (name, code, body) => {
    const { bindingId } = await start(name, body);
    await refuse('unbind', code);

    const first = await release(bindingId);
    const second = await release(bindingId);
    await mode.stack.advance(120);
    const blocked = await mode.stack.invoke('binding-sweeper');
    const waiting = await mode.read(bindingId);
    await mode.stack.control.faults.clear();
    await mode.stack.advance(3600);
    const paid = await mode.stack.invoke('binding-sweeper');

    expect([first.status, first.body.status]).toEqual([202, 'releasing']);
    expect([second.status, second.body.status]).toEqual([202, 'releasing']);
    expect(blocked).toMatchObject({ released: 0 });
    expect(waiting.status).toBe('releasing');
    // Other modes than AX have ended by the platform's own timer meanwhile; the unbind finds that.
    expect(paid).toMatchObject({ released: 1 });
    expect((await mode.read(bindingId)).status).toBe('released');
    expect(await mode.stack.control.bindings()).toEqual([]);
  });

  it.each(BODIES)('%s: does not end while the query is refused as well', async (name, body) => {
    const { bindingId } = await start(name, body);
    await refuse('unbind', '1012001');
    await refuse('query', '1012001');

    const answer = await release(bindingId);

    expect([answer.status, answer.body.status]).toEqual([202, 'releasing']);
    expect(await mode.stack.control.bindings()).toHaveLength(1);
  });

  it.each(BODIES)('%s: is an end once a query shows that it is gone', async (name, body) => {
    const { bindingId } = await start(name, body);
    await mode.stack.control.faults.add({ on: 'unbind', kind: 'drop-after', times: 1 });
    await refuse('unbind', '1011004');

    const answer = await release(bindingId);

    expect([answer.status, answer.body.status]).toEqual([200, 'released']);
  });

  it('keeps an AX binding due whose time is up', async () => {
    const { bindingId } = await start('AX', { a: A, ttlSeconds: 3600 });
    await refuse('unbind', '1011004');
    await mode.stack.advance(3601);

    const blocked = await mode.stack.invoke('binding-sweeper');
    const waiting = await mode.read(bindingId);
    await mode.stack.control.faults.clear();
    await mode.stack.advance(61);
    const paid = await mode.stack.invoke('binding-sweeper');

    expect(blocked).toMatchObject({ unbound: 0 });
    expect(waiting.status).toBe('releasing');
    expect(paid).toMatchObject({ unbound: 1 });
    expect(await mode.stack.control.bindings()).toEqual([]);
  });
});
