import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';

let mode: ModeStack;
afterEach(() => mode.stack.close());

const bound = async (name: Mode, body: object): Promise<string> => {
  mode = await startModeStack(name, { store: 'memory' });
  return (await mode.bind(body)).body.bindingId;
};

describe.each<[Mode, object, 'PATCH' | 'PUT', object]>([
  ['AXB', { a: A, b: B }, 'PATCH', { b: C }],
  ['AXB', { a: A, b: B }, 'PATCH', { ttlSeconds: 600 }],
  ['AX', { a: A }, 'PATCH', { a: C }],
  ['AX', { a: A }, 'PATCH', { maxCallMinutes: 5 }],
  // Nothing of it is sent to the platform.
  ['AX', { a: A }, 'PATCH', { ttlSeconds: 600 }],
  ['AX', { a: A }, 'PUT', { callee: C }],
  ['AXE', { a: A }, 'PATCH', { callback: { tone: 'tone.wav' } }],
])('%s %j: %s %j of a binding that the platform has ended', (name, body, method, change) => {
  const ask = (bindingId: string) =>
    mode.ask(method, `/bindings/${bindingId}${method === 'PUT' ? '/temporary-callee' : ''}`, change);

  it('is 409 binding-ended, and the binding is released by the sweeper', async () => {
    const bindingId = await bound(name, body);
    await mode.stack.control.reset();

    const answer = await ask(bindingId);
    const again = await ask(bindingId);
    await mode.stack.invoke('binding-sweeper');

    expect([answer.status, answer.body.code]).toEqual([409, 'binding-ended']);
    expect([again.status, again.body.code]).toEqual([409, 'binding-ended']);
    expect((await mode.read(bindingId)).status).toBe('released');
  });
});

describe('a temporary callee that the platform does not find the binding for', () => {
  const notFound = () =>
    mode.stack.control.faults.add({
      on: 'set-temporary-callee',
      kind: 'result-code',
      httpStatus: 403,
      code: '1011004',
    });
  const set = (bindingId: string) =>
    mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee: C });

  it('is refused while a query shows the binding, which lives on', async () => {
    const bindingId = await bound('AX', { a: A });
    await notFound();

    const refused = await set(bindingId);
    const again = await set(bindingId);

    expect([refused.status, refused.body.code]).toEqual([502, 'platform-rejected']);
    expect(again.status).toBe(200);
  });

  it('says so when the query fails, and ends nothing', async () => {
    const bindingId = await bound('AX', { a: A });
    await notFound();
    await mode.stack.control.faults.add({
      on: 'query',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
    });

    const refused = await set(bindingId);

    expect([refused.status, refused.body.code]).toEqual([503, 'account-suspended']);
    expect((await mode.read(bindingId)).status).toBe('active');
  });
});
