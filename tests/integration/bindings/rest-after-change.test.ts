import { afterEach, expect, it } from 'vitest';
import { briefly } from '../../harness/briefly.ts';
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
  mode = await startModeStack(name, { numbers: 1, store: 'memory', sleep: briefly, settings });
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
    mode = await startModeStack(name, { numbers: 1, store: 'memory', sleep: briefly, settings });
    const { bindingId } = (await mode.bind(before)).body;
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 5 });
    expect((await mode.ask('PATCH', `/bindings/${bindingId}`, change)).status).toBe(503);
    expect((await mode.ask('DELETE', `/bindings/${bindingId}`)).status).toBe(200);
    await mode.stack.advance(600);

    expect((await mode.bind(before)).body.code).toBe('pool-exhausted');
    expect((await mode.bind({ ...before, ...change })).body.code).toBe('pool-exhausted');
  },
);

const SETTINGS = { defaults: { allowPermanent: true, coolDownSeconds: 3600 } };

it.each([
  ['AX', { a: A }, { a: NEXT }],
  ['AXB', { a: A, b: B }, { b: NEXT }],
] as const)(
  '%s %j: a change to %j without an answer that is then refused as of an unknown binding does not stay open for ever',
  async (name, people, change) => {
    mode = await startModeStack(name, { numbers: 2, store: 'memory', sleep: briefly, settings: SETTINGS });
    const { bindingId } = (await mode.bind(people)).body;
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 3 });
    expect((await mode.ask('PATCH', `/bindings/${bindingId}`, change)).status).toBe(503);
    await mode.stack.control.faults.clear();
    await mode.stack.control.faults.add({
      on: 'modify',
      kind: 'result-code',
      httpStatus: 403,
      code: '1016001',
      times: 9999,
    });
    const seen: number[] = [];
    // Asking again and again does not keep it open.
    for (let minute = 0; minute < 30; minute += 1) {
      await mode.stack.advance(60);
      await mode.stack.invoke('binding-sweeper');
      seen.push((await mode.ask('PATCH', `/bindings/${bindingId}`, { userData: 'order 4' })).status);
    }
    await mode.stack.control.faults.clear();

    // At first the former change may still come, at last the new one alone is refused.
    expect([seen[0], seen.at(-1)]).toEqual([503, 502]);
    expect((await mode.ask('PATCH', `/bindings/${bindingId}`, { userData: 'order 5' })).body).toMatchObject(
      people,
    );
    expect(await mode.stack.control.bindings()).toHaveLength(1);
  },
);
