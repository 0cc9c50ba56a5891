import { afterEach, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, NEXT] = [person(1), person(2), person(3)];
let mode: ModeStack;
afterEach(() => mode.stack.close());

const CASES = [
  ['AX', { a: A }, { a: NEXT }, { a: NEXT }],
  ['AXB', { a: A, b: B }, { b: NEXT }, { a: A, b: NEXT }],
  ['AXB', { a: A, b: B }, { a: NEXT }, { a: NEXT, b: B }],
  ['X', { a: A, b: B }, { b: NEXT }, { a: A, b: NEXT }],
  ['X', { a: A, b: B }, { a: NEXT }, { a: NEXT, b: B }],
] as const;

const NUMBER = { X: { x: '+8617000000001' } };

/** The number was that of `before`, then by a change that of others, and rests after them. */
const changedAndEnded = async (name: 'AX' | 'AXB' | 'X', before: object, change: object) => {
  const settings = { defaults: { allowPermanent: true, coolDownSeconds: 3600 } };
  mode = await startModeStack(name, { numbers: 1, store: 'memory', settings });
  const { bindingId } = (await mode.bind({ ...before, ...(name === 'X' ? NUMBER.X : {}) })).body;
  expect((await mode.ask('PATCH', `/bindings/${bindingId}`, change)).status).toBe(200);
  await mode.stack.advance(1800);
  await mode.ask('DELETE', `/bindings/${bindingId}`);
  await mode.stack.advance(60);
  return (people: object) => mode.bind({ ...people, ...(name === 'X' ? NUMBER.X : {}) });
};

it.each(CASES)(
  '%s %j: after the change to %j the number rests for those before',
  async (name, before, change) => {
    const bind = await changedAndEnded(name, before, change);

    expect((await bind(before)).status).toBeGreaterThanOrEqual(409);
  },
);

it.each(CASES)(
  '%s %j: after the change to %j those who left it may have it again: %j',
  async (name, before, change, left) => {
    const bind = await changedAndEnded(name, before, change);

    expect((await bind(left)).status).toBe(201);
  },
);

it.each([
  ['AX', { a: A }, { a: NEXT }],
  ['AXB', { a: A, b: B }, { b: NEXT }],
] as const)(
  '%s: the number rests for all when nobody knows whether a change of %j to %j was made',
  async (name, before, change) => {
    const settings = { defaults: { allowPermanent: true, coolDownSeconds: 3600 } };
    mode = await startModeStack(name, { numbers: 1, store: 'memory', settings });
    const { bindingId } = (await mode.bind(before)).body;
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 5 });
    expect((await mode.ask('PATCH', `/bindings/${bindingId}`, change)).status).toBe(503);
    expect((await mode.ask('DELETE', `/bindings/${bindingId}`)).status).toBe(200);
    await mode.stack.advance(600);

    expect((await mode.bind(before)).body.code).toBe('pool-exhausted');
    expect((await mode.bind({ ...before, ...change })).body.code).toBe('pool-exhausted');
  },
);
