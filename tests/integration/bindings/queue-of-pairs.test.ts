import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type Body, type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// A bind that waits, and what its callers and operators do meanwhile: repeats, ends, changes, numbers that are taken out.

const A = '+8613800000001';
const B = '+8613900000002';
const PAIR = { a: A, b: B };

let mode: ModeStack;
let name: Mode;
afterEach(() => mode.stack.close());

const start = async (of: Mode, settings: object = {}) => {
  name = of;
  mode = await startModeStack(of, {
    store: 'memory',
    changes: true,
    sleep: async () => undefined,
    numbers: 6,
    settings: { platformDown: 'queue', ...settings },
  });
};
const goDown = (kind: 'throttled' | 'drop-before' | 'locked-out') =>
  mode.stack.control.faults.add({ on: 'any', kind, times: 100_000 });
const comeBack = () => mode.stack.control.faults.clear();
const keyed = (body: object) =>
  mode.ask('POST', '/bindings', { mode: name, ...body }, { 'Idempotency-Key': 'key-1' });
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
  }
};
const there = async () => (await mode.stack.control.bindings()).length;
const facts = ({ status, body }: { status: number; body: Body }) => [status, body.bindingId, body.status];

describe.each([
  ['AX', {}, { a: A }],
  ['AXB', {}, PAIR],
  ['AXE', {}, { a: A }],
  ['AXYB', {}, PAIR],
  ['AX', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
  ['AXB', { allocation: 'platform' }, { ...PAIR, areaCode: '0755' }],
  ['AXE', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
] as const)('a bind of %s (%j) that waits under an idempotency key', (of, settings, body) => {
  it('answers a request for the same pair that has no key', async () => {
    await start(of, settings);
    await goDown('throttled');
    const first = await keyed(body);
    const second = await mode.bind(body);
    const third = await mode.bind(body);
    await comeBack();
    await sweepFor(8);

    const id = first.body.bindingId;
    expect([first, second, third].map(facts)).toEqual([
      [202, id, 'pending'],
      [202, id, 'pending'],
      [202, id, 'pending'],
    ]);
    expect([await there(), (await mode.read(id)).status]).toEqual([1, 'active']);
  });

  it('answers a late repeat of its key, also once somebody has ended it', async () => {
    await start(of, settings);
    await goDown('throttled');
    const first = await keyed(body);
    const ended = await mode.ask('DELETE', `/bindings/${first.body.bindingId}`);
    await comeBack();
    await mode.stack.advance(61);
    const late = await keyed(body);

    const id = first.body.bindingId;
    expect([first, ended, late].map(facts)).toEqual([
      [202, id, 'pending'],
      [200, id, 'failed'],
      [201, id, 'failed'],
    ]);
    expect(await there()).toBe(0);
  });
});

it('a bind that waits leaves a request for another reference alone', async () => {
  await start('AXB');
  await goDown('throttled');
  const first = await keyed({ ...PAIR, reference: 'order-1' });
  const second = await mode.bind({ ...PAIR, reference: 'order-2' });

  expect([second.status, second.body.bindingId === first.body.bindingId]).toEqual([202, false]);
});

const withState = (x: string, state: string) =>
  mode.ask('PATCH', `/numbers/${encodeURIComponent(x)}`, { state });

describe.each(['draining', 'suspended', 'unavailable', 'retired'])(
  'a number that is %s meanwhile',
  (state) => {
    it.each([
      ['AX', 'throttled'],
      ['AX', 'drop-before'],
      ['AXB', 'throttled'],
      ['AXB', 'drop-before'],
      ['AXE', 'throttled'],
      ['AXE', 'drop-before'],
    ] as const)('is not bound for one that waits (%s, %s)', async (of, kind) => {
      await start(of);
      await goDown(kind);
      const { body } = await mode.bind(of === 'AXB' ? PAIR : { a: A });
      await withState(body.x, state);
      await comeBack();
      await sweepFor(8);
      const made = await mode.read(body.bindingId);

      expect([made.status, made.x === body.x, await there()]).toEqual(['active', false, 1]);
    });

    it('ends one that named it', async () => {
      await start('AXB');
      await goDown('throttled');
      const { body: chosen } = await mode.bind(PAIR);
      await mode.ask('DELETE', `/bindings/${chosen.bindingId}`);
      const { body } = await mode.bind({ a: A, b: '+8613900000003', x: chosen.x });
      await withState(chosen.x, state);
      await comeBack();
      await sweepFor(2);
      const because = mode.stack.logs.flatMap((line) =>
        line.includes('"queued-bind-not-made"') ? [JSON.parse(line).because] : [],
      );

      expect([(await mode.read(body.bindingId)).status, because, await there()]).toEqual([
        'failed',
        ['pool-exhausted'],
        0,
      ]);
    });
  },
);

it('a number keeps the bind that may be there on it', async () => {
  await start('AXB');
  await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
  await mode.stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 10 });
  const { status, body } = await mode.bind(PAIR);
  await withState(body.x, 'draining');
  await comeBack();
  await sweepFor(2);
  const made = await mode.read(body.bindingId);

  expect([status, made.status, made.x === body.x, await there()]).toEqual([202, 'active', true, 1]);
});

it('a number keeps the bind that may yet come to it', async () => {
  await start('AXB');
  await mode.stack.control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds: 150 });
  const { status, body } = await mode.bind(PAIR);
  await withState(body.x, 'draining');
  await sweepFor(4);
  const made = await mode.read(body.bindingId);

  expect([status, made.status, made.x === body.x, await there()]).toEqual([202, 'active', true, 1]);
});

describe('a change of a bind that waits', () => {
  it('is told to come again with the next try', async () => {
    await start('AXB', { queueSeconds: 3600 });
    await goDown('locked-out');
    const { body } = await mode.bind(PAIR);
    const patched = await mode.ask('PATCH', `/bindings/${body.bindingId}`, { b: '+8613900000009' });

    expect([patched.status, patched.body]).toMatchObject([
      409,
      { code: 'binding-in-progress', retryAfterSeconds: 60 },
    ]);
  });

  it('is told so for a temporary callee', async () => {
    await start('AX', { queueSeconds: 3600 });
    await goDown('locked-out');
    const { body } = await mode.bind({ a: A });
    const put = await mode.ask('PUT', `/bindings/${body.bindingId}/temporary-callee`, {
      callee: B,
      ttlSeconds: 60,
    });

    expect([put.status, put.body]).toMatchObject([
      409,
      { code: 'binding-in-progress', retryAfterSeconds: 60 },
    ]);
  });
});

it('a block with endLive ends a bind of its B whose X the platform chooses', async () => {
  await start('AXB', { allocation: 'platform', queueSeconds: 3600 });
  await goDown('throttled');
  const { body } = await mode.bind({ ...PAIR, areaCode: '0755' });
  const block = await mode.ask('POST', '/blocks', { party: B, endLive: true });

  expect(block.body).toMatchObject({
    ended: { isComplete: true, items: [{ bindingId: body.bindingId, result: 'ended' }] },
  });
  expect((await mode.read(body.bindingId)).status).toBe('failed');
});
