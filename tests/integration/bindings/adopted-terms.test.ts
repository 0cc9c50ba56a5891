import { afterEach, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

let mode: ModeStack;
afterEach(() => mode.stack.close());

const MODES = [
  ['AXB', { a: person(1), b: person(2) }],
  ['AX', { a: person(1) }],
] as const;

it.each(MODES)(
  '%s: a late bind of an ended order never becomes the next order of the same people, which has other terms',
  async (name, people) => {
    mode = await startModeStack(name, { numbers: 1, store: 'memory' });
    const { control } = mode.stack;
    await control.faults.add({ on: 'bind', kind: 'late', times: 1, delaySeconds: 100 });
    const first = await mode.bind({ ...people, record: true, recordTone: 'rec.wav' });
    await mode.ask('DELETE', `/bindings/${first.body.bindingId}`);
    await mode.stack.advance(80);
    await control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds: 250 });
    const order = { ...people, record: false, maxCallMinutes: 5 };

    const early = await mode.bind(order);
    await mode.stack.advance(25);
    const there = await control.bindings();
    const again = await mode.bind(order);
    for (let minute = 0; minute < 12; minute += 1) {
      await mode.stack.advance(60);
      await mode.stack.invoke('binding-sweeper');
    }
    await control.faults.clear();
    const afterwards = await mode.bind(order);

    // The first attempt of the first order has arrived, and the number still rests for it.
    expect(there).toMatchObject([{ subscriptionId: expect.any(String) }]);
    expect([early.body.code, again.body.code]).toEqual(['pool-exhausted', 'pool-exhausted']);
    expect(afterwards.status).toBe(201);
    expect(await mode.verify(afterwards.body.bindingId)).toEqual({ state: 'match', differences: [] });
  },
);

/** An order whose first attempt is bound late, ended at once; the first look for that attempt is made. */
const endedBeforeItArrives = async (name: 'AX' | 'AXB', people: object, arrivesAfterSeconds: number) => {
  mode = await startModeStack(name, { numbers: 1, store: 'memory' });
  await mode.stack.control.faults.add({
    on: 'bind',
    kind: 'late',
    times: 1,
    delaySeconds: arrivesAfterSeconds,
  });
  const first = await mode.bind({ ...people, record: true, recordTone: 'rec.wav' });
  await mode.ask('DELETE', `/bindings/${first.body.bindingId}`);
  await mode.stack.advance(50);
  await mode.stack.invoke('binding-sweeper');
  return mode.stack.control;
};

/** A minute passes and the sweeper comes, so often. */
const minutes = async (count: number) => {
  for (let minute = 0; minute < count; minute += 1) {
    await mode.stack.advance(60);
    await mode.stack.invoke('binding-sweeper');
  }
};

it.each(MODES)(
  '%s: the number rests until the late bind that arrived last is taken away',
  async (name, people) => {
    const control = await endedBeforeItArrives(name, people, 295);
    await minutes(4);
    // It arrived five seconds before nothing could arrive any more, and the sweeper comes in half a minute.
    await mode.stack.advance(15);
    const order = { ...people, record: false, maxCallMinutes: 5 };

    expect(await control.bindings()).toHaveLength(1);
    expect((await mode.bind(order)).body.code).toBe('pool-exhausted');
    await minutes(8);
    expect((await mode.bind(order)).status).toBe(201);
    expect(await control.bindings()).toHaveLength(1);
  },
);

it.each(MODES)('%s: the number rests as long as the late bind cannot be taken away', async (name, people) => {
  const control = await endedBeforeItArrives(name, people, 100);
  await control.faults.add({
    on: 'query',
    kind: 'result-code',
    httpStatus: 403,
    code: '1010029',
    times: 999,
  });
  await minutes(40);
  const order = { ...people, record: false };

  expect(await control.bindings()).toHaveLength(1);
  expect((await mode.bind(order)).body.code).toBe('pool-exhausted');
  await control.faults.clear();
  await minutes(80);
  expect((await mode.bind(order)).status).toBe(201);
  expect(await control.bindings()).toHaveLength(1);
});
