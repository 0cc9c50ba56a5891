import { afterEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = person(1);
const CALLEE = person(3);

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async () => {
  mode = await startModeStack('AX', { numbers: 2, store: 'memory' });
  return (await mode.bind({ a: A, ttlSeconds: 1200 })).body.bindingId;
};
const arrears = (on: 'modify' | 'set-temporary-callee' | 'unbind', times: number) =>
  mode.stack.control.faults.add({ on, kind: 'result-code', httpStatus: 403, code: '1010029', times });
const sweepEveryMinute = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(60);
    await mode.stack.invoke('binding-sweeper');
  }
};

describe('a binding of AX, which the platform never ends', () => {
  it.each([
    ['modify', 'PATCH', '', { maxCallMinutes: 5 }],
    ['set-temporary-callee', 'PUT', '/temporary-callee', { callee: CALLEE, ttlSeconds: 3600 }],
  ] as const)(
    'ends in time although %s could not be confirmed until then',
    async (on, method, path, body) => {
      const bindingId = await start();
      await mode.stack.control.faults.add({ on, kind: 'late', times: 1, delaySeconds: 40 });
      const changed = await mode.ask(method, `/bindings/${bindingId}${path}`, body);
      await arrears(on, 100);
      await sweepEveryMinute(20);

      expect(changed.status).toBe(200);
      expect(await mode.stack.control.bindings()).toEqual([]);
      expect((await mode.read(bindingId)).status).toBe('expired');
    },
  );

  it('is ended a minute after an unbind that failed at the end, however often its change failed before', async () => {
    const bindingId = await start();
    await mode.stack.control.faults.add({ on: 'modify', kind: 'late', times: 1, delaySeconds: 40 });
    await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 5 });
    await arrears('modify', 100);
    await arrears('unbind', 1);
    await sweepEveryMinute(20);
    const atEnd = await mode.stack.control.bindings();
    await sweepEveryMinute(1);

    expect(atEnd).toHaveLength(1);
    expect(await mode.stack.control.bindings()).toEqual([]);
  });

  it('is ended a minute after an order to end it that failed, however often its change failed before', async () => {
    const bindingId = await start();
    await mode.stack.control.faults.add({ on: 'modify', kind: 'late', times: 1, delaySeconds: 40 });
    await mode.ask('PATCH', `/bindings/${bindingId}`, { maxCallMinutes: 5 });
    await arrears('modify', 100);
    await sweepEveryMinute(18);
    await arrears('unbind', 1);
    const asked = await mode.ask('DELETE', `/bindings/${bindingId}`);
    await sweepEveryMinute(1);

    expect([asked.status, asked.body.status]).toEqual([202, 'releasing']);
    expect(await mode.stack.control.bindings()).toEqual([]);
    expect((await mode.read(bindingId)).status).toBe('released');
  });
});
