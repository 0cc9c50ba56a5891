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
