import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { RequestFaultKind } from '../../../simulator/state/faults.ts';
import { person } from '../../harness/fixtures.ts';
import { type Body, type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// Faults while binds wait: answers that are lost again, a gate that cannot be read, a platform that stays silent.

const A = '+8613800000001';
const B = '+8613900000002';
const PAIR = { a: A, b: B };
const ARREARS = { httpStatus: 403, code: '1010029' };

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: Mode, settings: object = {}, numbers = 6) => {
  mode = await startModeStack(name, {
    store: 'memory',
    changes: true,
    sleep: async () => undefined,
    numbers,
    settings: { platformDown: 'queue', ...settings },
  });
};
const goDown = (kind: RequestFaultKind = 'drop-before', more: object = {}) =>
  mode.stack.control.faults.add({ on: 'any', kind, times: 100_000, ...more });
const comeBack = () => mode.stack.control.faults.clear();
const sweep = async (seconds = 61) => {
  await mode.stack.advance(seconds);
  return mode.stack.invoke('binding-sweeper');
};
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) await sweep();
};
const statusOf = async ({ bindingId }: Body) => (await mode.read(bindingId)).status;
const many = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => mode.bind({ a: person(100 + index), b: B })));
const howMany = async (answers: readonly { body: Body }[], status: string) =>
  (await Promise.all(answers.map(({ body }) => statusOf(body)))).filter((each) => each === status).length;
/** The gate cannot be read for a while; the number of tries is bounded, so that a run that never ends does end. */
const failGate = () => {
  let reads = 0;
  mode.stack.store.judge = (call) => {
    if (!JSON.stringify(call).includes('GATE#')) return 'ok';
    reads += 1;
    return reads > 100 ? 'ok' : 'before';
  };
  return () => {
    mode.stack.store.judge = () => 'ok';
    return reads;
  };
};

const MODES = [
  ['AX', {}, { a: A }],
  ['AXB', {}, PAIR],
  ['AXE', {}, { a: A }],
  ['AXYB', {}, PAIR],
  ['AX', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
] as const satisfies readonly (readonly [Mode, object, object])[];

describe.each(MODES)('a bind of %s (%j) that waits', (name, settings, body) => {
  it('is asked for once a run while the account stops the query, and is made after that', async () => {
    await start(name, settings);
    await goDown();
    const { body: waiting } = await mode.bind(body);
    await comeBack();
    await mode.stack.control.faults.add({ on: 'query', kind: 'result-code', times: 50, ...ARREARS });
    await mode.sent();
    await sweep();
    const asked = (await mode.sent()).length;
    const during = await statusOf(waiting);
    await comeBack();
    await sweepFor(10);

    expect([asked, during, await statusOf(waiting)]).toEqual([1, 'pending', 'active']);
  });

  it.each(['drop-before', 'throttled'] as const)(
    'waits on when the gate cannot be read, which is tried once a run (%s)',
    async (kind) => {
      await start(name, { queueSeconds: 3600, ...settings });
      await goDown(kind);
      const { body: waiting } = await mode.bind(body);
      await comeBack();
      const readAgain = failGate();
      await sweep();
      const reads = readAgain();
      const during = await statusOf(waiting);
      await sweepFor(8);

      expect([reads <= 10, during, await statusOf(waiting)]).toEqual([true, 'pending', 'active']);
    },
  );

  it.each([
    ['is lost', { kind: 'drop-after' }],
    ['is lost, and it is applied late', { kind: 'late', delaySeconds: 90 }],
  ] as const)(
    'lives as long as it should when the answer to the try that makes it %s',
    async (_how, fault) => {
      await start(name, { queueSeconds: 3600, ...settings });
      await goDown();
      const { body: waiting } = await mode.bind({ ...body, ttlSeconds: 3600 });
      await sweepFor(50);
      await comeBack();
      await mode.stack.control.faults.add({ on: 'bind', times: 1, ...fault });
      await sweepFor(16);

      const { status, expiresAt } = await mode.read(waiting.bindingId);

      // The platform is back at 08:50:50. In AXYB half a binding is taken away first, and made anew.
      expect([status, String(expiresAt) >= '2026-03-01T09:51:50']).toEqual(['active', true]);
    },
  );
});

it('binds that wait are tried in the minute after an operator has opened the gate', async () => {
  await start('AXB', { queueSeconds: 900 });
  await goDown('locked-out');
  const waiting = await mode.bind(PAIR);
  await comeBack();
  await mode.stack.advance(120);
  await mode.stack.invoke('manage-platform', { action: 'open-gate', operator: 'dora' });
  const direct = await mode.bind({ a: '+8613800000004', b: B });
  await sweepFor(1);

  expect([waiting.status, direct.status, await statusOf(waiting.body)]).toEqual([202, 201, 'active']);
});

describe('a bind in doubt', () => {
  it.each([
    ['AXYB', { b: B }, {}],
    ['AXE', {}, {}],
    ['AX', { areaCode: '0755' }, { allocation: 'platform' }],
  ] as const)('keeps no other bind of its app waiting (%s)', async (name, more, settings) => {
    await start(name, { queueSeconds: 900, ...settings }, 80);
    // The gate lets calls of an app go side by side once the platform has accepted its credentials.
    await mode.bind({ a: A, ...more });
    await goDown();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => mode.bind({ a: person(100 + index), ...more })),
    );
    await sweepFor(11);
    await comeBack();
    await sweepFor(3);

    expect(await howMany(answers, 'active')).toBe(40);
  });
});

describe('a platform that gives no answer', () => {
  it.each([
    ['AX', {}, {}, false],
    ['AXB', { b: B }, {}, false],
    ['AXB', { b: B }, {}, true],
    ['AXE', {}, {}, false],
    ['AXYB', { b: B }, {}, true],
    ['AX', { areaCode: '0755' }, { allocation: 'platform' }, false],
  ] as const)(
    'brings two of many binds that wait in doubt with a run, before it is left alone (%s, %j, %j, trusted: %j)',
    async (name, more, settings, isTrusted) => {
      await start(name, settings, 80);
      // The gate lets calls of an app go side by side once the platform has accepted its credentials.
      if (isTrusted) await mode.bind({ a: A, ...more });
      await goDown('throttled');
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => mode.bind({ a: person(100 + index), ...more })),
      );
      await comeBack();
      await goDown();
      await mode.sent();
      await sweep();
      const binds = (await mode.sent()).filter(({ method }) => method === 'POST').length;
      await comeBack();
      const ends = await Promise.all(
        answers.map(({ body }) => mode.ask('DELETE', `/bindings/${body.bindingId}`)),
      );

      // A bind of which the platform surely has nothing ends at once.
      expect([binds, ends.filter(({ status }) => status !== 200).length]).toEqual([2, 2]);
    },
  );

  it('is sent three binds a run where it answers everything but binds', async () => {
    await start('AXB', {}, 80);
    await mode.bind(PAIR);
    await goDown('throttled');
    await many(20);
    await comeBack();
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-before', times: 100_000 });
    await mode.sent();
    await sweep();

    expect((await mode.sent()).filter(({ method }) => method === 'POST').length).toBe(3);
  });

  it.each(['queue', 'refuse'])('is asked a few times a run for binds in doubt (%s)', async (platformDown) => {
    await start('AXB', { platformDown, queueSeconds: 180 }, 80);
    await goDown();
    await many(40);
    await mode.sent();
    await sweep(250);

    // Seven queries at most, with their repeats: five at a time, until three of them got no answer.
    expect((await mode.sent()).length).toBeLessThanOrEqual(21);
  });

  it('is asked a few times a run for ends that are due, which are made as soon as it is back', async () => {
    await start('AX', { platformDown: undefined }, 80);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => mode.bind({ a: person(100 + index), ttlSeconds: 120 })),
    );
    await goDown();
    await mode.sent();
    await sweep(125);
    const asked = (await mode.sent()).length;
    await comeBack();
    await sweep();

    expect(asked).toBeLessThanOrEqual(21);
    expect(await howMany(answers, 'expired')).toBe(40);
  });

  it('does not stop the rest when it answers all but one', async () => {
    await start('AX', { platformDown: undefined }, 20);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => mode.bind({ a: person(100 + index), ttlSeconds: 120 })),
    );
    // One unbind with its two repeats.
    await mode.stack.control.faults.add({ on: 'unbind', kind: 'drop-before', times: 3 });
    await sweep(125);
    await sweepFor(1);

    expect(await howMany(answers, 'expired')).toBe(10);
  });
});
