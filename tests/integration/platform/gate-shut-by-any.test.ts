import { afterEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, C] = [person(1), person(2), person(3)];

let mode: ModeStack;
afterEach(() => mode.stack.close());

/** A call that goes on until somebody stops it. */
const callUnderWay = async (x: string): Promise<string> => {
  const placed = { from: A, to: x, outcome: 'answered', talkSeconds: 600, pace: 'clock' } as const;
  await mode.stack.control.placeCall(placed);
  await mode.stack.advance(30);
  const { body } = await mode.stack.request('GET', `/calls?x=${encodeURIComponent(x)}&limit=1`);
  return (body as { items: { callId: string }[] }).items[0]?.callId ?? '';
};

/** The requests that make a platform call, each with its mode. */
const ASKING = {
  'POST /bindings': ['AX', () => mode.bind({ a: C })],
  'PATCH /bindings/{bindingId}': ['AX', (path) => mode.ask('PATCH', path, { a: C })],
  'PUT /bindings/{bindingId}/temporary-callee': [
    'AX',
    (path) => mode.ask('PUT', `${path}/temporary-callee`, { callee: B, ttlSeconds: 120 }),
  ],
  'GET /bindings/{bindingId}?verify=true': ['AX', (path) => mode.ask('GET', `${path}?verify=true`)],
  'DELETE /bindings/{bindingId}': ['AX', (path) => mode.ask('DELETE', path)],
  'POST /calls/{callId}/stop': [
    'AXB',
    async (_path, x) => mode.ask('POST', `/calls/${await callUnderWay(x)}/stop`),
  ],
} as const satisfies Record<string, readonly ['AX' | 'AXB', (path: string, x: string) => Promise<unknown>]>;

describe('a lock-out', () => {
  it.each(Object.entries(ASKING))('that %s meets stops everybody', async (_request, [name, ask]) => {
    mode = await startModeStack(name, { store: 'memory' });
    const bound = await mode.bind(name === 'AX' ? { a: A } : { a: A, b: B });
    expect(bound.status).toBe(201);
    await mode.stack.control.faults.add({ on: 'any', kind: 'locked-out', times: 1 });

    await ask(`/bindings/${bound.body.bindingId}`, bound.body.x);
    await mode.sent();
    const next = await mode.bind(name === 'AX' ? { a: person(8) } : { a: person(8), b: person(9) });

    expect([next.status, next.body.code]).toEqual([503, 'platform-locked-out']);
    expect(await mode.sent()).toEqual([]);
  });
});
