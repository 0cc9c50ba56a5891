import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { RequestFaultKind } from '../../../simulator/state/faults.ts';
import { xNumber } from '../../harness/fixtures.ts';
import { type Body, type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// An app with `platformDown: queue`: a bind that the platform cannot make now is answered 202, and made later.

const A = '+8613800000001';
const B = '+8613900000002';
const PAIR = { a: A, b: B };

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
  mode.stack.control.faults.add({ on: 'any', kind, times: 10_000, ...more });
const comeBack = () => mode.stack.control.faults.clear();
const bindWith = (body: object, key: string) =>
  mode.ask('POST', '/bindings', { mode: 'AXB', ...body }, { 'Idempotency-Key': key });
const sweep = async (seconds: number) => {
  await mode.stack.advance(seconds);
  return mode.stack.invoke('binding-sweeper');
};
/** As often as the schedule does in that time. */
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) await sweep(61);
};
const there = async () => (await mode.stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
const ours = async () => {
  const answer = await mode.ask('GET', `/bindings?a=${encodeURIComponent(A)}`);
  return answer.body.items as unknown as readonly Body[];
};
const heard = async () => {
  await mode.stack.followChanges();
  return mode.stack
    .events()
    .map(({ type, bindingId }) => [type, bindingId])
    .reverse();
};

describe.each([
  ['AX', {}, { a: A }],
  ['AXB', {}, PAIR],
  ['AXE', {}, { a: A }],
  ['AXYB', {}, PAIR],
  ['AX', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
  ['AXB', { allocation: 'platform' }, { ...PAIR, areaCode: '0755' }],
  ['AXE', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
] as const satisfies readonly (readonly [Mode, object, object])[])(
  'a bind of %s (%j) while the platform is down',
  (name, settings, body) => {
    it.each(['drop-before', 'throttled'] as const)(
      'waits, and is made once when it is back (%s)',
      async (kind) => {
        await start(name, settings);
        await goDown(kind);
        const answer = await mode.bind(body);
        await sweepFor(2);
        const waiting = await mode.read(answer.body.bindingId);
        const early = await heard();

        await comeBack();
        await sweepFor(8);

        const made = await mode.read(answer.body.bindingId);
        expect([answer.status, answer.body.status, waiting.status]).toEqual([202, 'pending', 'pending']);
        expect([made.status, await there()]).toEqual(['active', [made.subscriptionId]]);
        expect([early, await heard()]).toEqual([[], [['binding.active', made.bindingId]]]);
      },
    );

    it('is adopted when its request was applied after all', async () => {
      await start(name, { ...settings, queueSeconds: 3600 });
      await mode.stack.control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds: 90 });
      const answer = await mode.bind(body);

      // Of two steps the first is taken away when it comes, and the second fault strikes the try after it.
      await sweepFor(name === 'AXYB' ? 16 : 4);

      const made = await mode.read(answer.body.bindingId);
      expect([answer.status, made.status, await there()]).toEqual([202, 'active', [made.subscriptionId]]);
    });

    it('is over at the end of its time, and its pair can be bound again', async () => {
      await start(name, settings);
      await goDown();
      const { body: answer } = await mode.bind(body);
      await sweepFor(15);
      await comeBack();
      await sweepFor(6);

      const again = await mode.bind(body);

      expect((await mode.read(answer.bindingId)).status).toBe('failed');
      expect([again.status, await there()]).toEqual([201, [again.body.subscriptionId]]);
      expect(await heard()).toEqual([
        ['binding.failed', answer.bindingId],
        ['binding.active', again.body.bindingId],
      ]);
    });
  },
);

describe('a bind that waits', () => {
  it.each(['http-500', 'drop-after', 'truncated'] as const)(
    'waits for a platform with %s as well',
    async (kind) => {
      await start('AXB');
      await goDown(kind);
      const answer = await mode.bind(PAIR);
      await comeBack();
      await sweepFor(8);

      const made = await mode.read(answer.body.bindingId);

      expect([answer.status, made.status, await there()]).toEqual([202, 'active', [made.subscriptionId]]);
    },
  );

  it('outlives a lock-out where the app gives it the time', async () => {
    await start('AXB', { queueSeconds: 3600 });
    await goDown('locked-out');
    const answer = await mode.bind(PAIR);
    await comeBack();
    await sweepFor(32);

    expect([answer.status, (await mode.read(answer.body.bindingId)).status]).toEqual([202, 'active']);
  });

  it('says until when, at most as long as it would live', async () => {
    await start('AXB', { queueSeconds: 600 });
    await goDown();
    const long = await mode.bind({ ...PAIR, ttlSeconds: 7200 });
    const short = await mode.bind({ a: A, b: '+8613900000003', ttlSeconds: 60 });

    expect([long.body, short.body]).toMatchObject([
      { queuedUntil: '2026-03-01T08:10:00.000Z' },
      { queuedUntil: '2026-03-01T08:01:00.000Z' },
    ]);
  });

  it('is made as it was asked for, and its life begins then', async () => {
    await start('AXB', { defaults: { sticky: 'off' } });
    const x = xNumber(3);
    const order = {
      ...{ ...PAIR, x, reference: 'order-42', callDirection: 'to-a' },
      ...{ record: true, recordTone: 'tone.wav', maxCallMinutes: 7, userData: 'shop=12' },
    };
    await goDown('throttled');
    const { body } = await mode.bind({ ...order, ttlSeconds: 3600 });
    await comeBack();
    await sweepFor(2);

    expect(await mode.read(body.bindingId)).toMatchObject({
      ...order,
      status: 'active',
      createdAt: '2026-03-01T08:00:00.000Z',
      expiresAt: '2026-03-01T09:01:01.000Z',
      createdBy: 'tests',
    });
    expect(await mode.read(body.bindingId)).not.toHaveProperty('queuedUntil');
    expect(await mode.verify(body.bindingId)).toEqual({ state: 'match', differences: [] });
  });

  it('is the same for every repeat, before it is made and after', async () => {
    await start('AXB');
    await goDown();
    const { bindingId } = (await mode.bind(PAIR)).body;
    const waiting = await Promise.all([mode.bind(PAIR), mode.bind(PAIR), mode.bind(PAIR)]);
    await comeBack();
    await sweepFor(8);
    const after = await mode.bind(PAIR);

    expect(waiting.map(({ status, body }) => [status, body.bindingId])).toEqual(
      Array.from({ length: 3 }, () => [202, bindingId]),
    );
    expect([after.status, after.body.bindingId]).toEqual([200, bindingId]);
    expect(await there()).toEqual([after.body.subscriptionId]);
  });

  it('is one for repeats that come at the same moment', async () => {
    await start('AXB');
    await goDown('throttled');
    const answers = await Promise.all(Array.from({ length: 5 }, () => mode.bind(PAIR)));
    await comeBack();
    await sweepFor(2);

    expect(
      new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.bindingId)).size,
    ).toBe(1);
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    expect(await there()).toHaveLength(1);
  });

  it('answers its idempotency key, whatever has become of it', async () => {
    await start('AXB');
    await goDown();
    const first = await bindWith(PAIR, 'key-1');
    const second = await bindWith(PAIR, 'key-1');
    const other = await bindWith({ a: A, b: '+8613900000003' }, 'key-1');
    await comeBack();
    await sweepFor(8);
    const made = await bindWith(PAIR, 'key-1');
    await mode.ask('DELETE', `/bindings/${first.body.bindingId}`);
    const ended = await bindWith(PAIR, 'key-1');

    const id = first.body.bindingId;
    expect(
      [first, second, made, ended].map(({ status, body }) => [status, body.bindingId, body.status]),
    ).toEqual([
      [202, id, 'pending'],
      [202, id, 'pending'],
      [201, id, 'active'],
      [201, id, 'released'],
    ]);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(await there()).toEqual([]);
  });

  it('leaves its idempotency key to a new try where it was never made', async () => {
    await start('AXB');
    await goDown('throttled');
    const first = await bindWith(PAIR, 'key-1');
    await sweepFor(16);
    await comeBack();
    await sweep(61);

    const again = await bindWith(PAIR, 'key-1');

    expect((await mode.read(first.body.bindingId)).status).toBe('failed');
    expect([again.status, again.body.bindingId === first.body.bindingId]).toEqual([201, false]);
  });

  it.each([
    ['by its id', (id: string) => `/bindings/${id}`],
    ['by its reference', () => '/bindings?reference=order-1'],
  ])('is never made once it was ended %s', async (_how, path) => {
    await start('AXB');
    await goDown('throttled');
    const { bindingId } = (await mode.bind({ ...PAIR, reference: 'order-1' })).body;

    const ended = await mode.ask('DELETE', path(bindingId));
    await comeBack();
    await sweepFor(8);

    expect([ended.status, (await mode.read(bindingId)).status, await there()]).toEqual([200, 'failed', []]);
  });

  it('is taken away when its end was asked for and its request comes late', async () => {
    await start('AXB');
    await mode.stack.control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds: 90 });
    const { bindingId } = (await mode.bind(PAIR)).body;
    const ended = await mode.ask('DELETE', `/bindings/${bindingId}`);
    await sweepFor(8);

    expect([ended.status, ended.body.code]).toEqual([409, 'binding-in-progress']);
    expect([(await mode.read(bindingId)).status, await there()]).toEqual(['released', []]);
  });

  it.each(['drop-before', 'throttled'] as const)(
    'is not made for a person who was blocked meanwhile (%s)',
    async (kind) => {
      await start('AXB');
      await goDown(kind);
      const { bindingId } = (await mode.bind(PAIR)).body;
      await mode.ask('POST', '/blocks', { party: B });
      await comeBack();
      await sweepFor(8);

      expect([(await mode.read(bindingId)).status, await there()]).toEqual(['failed', []]);
      expect(await heard()).toEqual([['binding.failed', bindingId]]);
    },
  );

  it('is left alone by the comparison of the night', async () => {
    await start('AXB');
    const x = xNumber(1);
    await goDown('throttled');
    const { bindingId } = (await mode.bind({ ...PAIR, x })).body;
    await comeBack();
    await mode.stack.advance(61);
    await mode.stack.invoke('reconcile', { app: 'journey', repair: true });
    const compared = await mode.read(bindingId);
    await sweep(1);

    expect([compared.status, (await mode.read(bindingId)).status]).toEqual(['pending', 'active']);
  });

  it('is over when no number is left for it', async () => {
    await start('AXB', {}, 1);
    await goDown('throttled');
    const { body } = await mode.bind(PAIR);
    await comeBack();
    await mode.ask('PATCH', `/numbers/${encodeURIComponent(body.x)}`, { state: 'unavailable' });
    await mode.stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012003',
      times: 5,
    });
    await sweepFor(2);

    expect((await mode.read(body.bindingId)).status).toBe('failed');
    expect(await heard()).toContainEqual(['binding.failed', body.bindingId]);
  });
});

describe('binds that wait', () => {
  const MANY = 40;
  const many = () =>
    Promise.all(
      Array.from({ length: MANY }, (_, index) =>
        mode.bind({ a: `+86138000001${String(index).padStart(2, '0')}`, b: B }),
      ),
    );

  it('ask a platform that is still down a few times a run, not once each', async () => {
    await start('AXB', {}, 60);
    await goDown('http-500');
    const answers = await many();
    await mode.sent();

    await sweep(61);

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: MANY }, () => 202));
    // Five at a time, each with its repeats and queries.
    expect((await mode.sent()).length).toBeLessThanOrEqual(60);
  });

  it('are made in one run when it is back', async () => {
    await start('AXB', {}, 60);
    await goDown('throttled');
    await many();
    await comeBack();

    await sweep(61);

    expect(await there()).toHaveLength(MANY);
  });
});

describe('what does not wait', () => {
  it('is a bind of an app that refuses, as every app does that says nothing', async () => {
    await start('AXB', { platformDown: undefined });
    await goDown();

    const refused = await mode.bind(PAIR);

    expect([refused.status, refused.body.code]).toEqual([503, 'platform-unavailable']);
  });

  it.each([
    ['1010029', 403, 503, 'account-suspended'],
    ['1010023', 400, 502, 'platform-rejected'],
  ])('is a bind that the platform refuses with %s', async (code, httpStatus, status, problem) => {
    await start('AXB');
    await mode.stack.control.faults.add({ on: 'bind', kind: 'result-code', httpStatus, code, times: 10 });

    const refused = await mode.bind(PAIR);

    expect([refused.status, refused.body.code]).toEqual([status, problem]);
    expect((await ours()).map(({ status: left }) => left)).toEqual(['failed']);
  });

  it('is a move to another number, which has repeats of its own', async () => {
    await start('AXB', { rebind: true });
    const { body: old } = await mode.bind(PAIR);
    await mode.stack.control.faults.add({ on: 'bind', kind: 'throttled', times: 10_000 });
    await mode.ask('PATCH', `/numbers/${encodeURIComponent(old.x)}`, { state: 'unavailable' });
    await sweepFor(2);
    const during = await ours();
    await comeBack();
    await sweepFor(8);

    expect(during.filter(({ status }) => status === 'active').map(({ bindingId }) => bindingId)).toEqual([
      old.bindingId,
    ]);
    expect(during.filter((binding) => 'queuedUntil' in binding)).toEqual([]);
    expect((await ours()).filter(({ status }) => status === 'active')).toHaveLength(1);
    expect((await mode.read(old.bindingId)).status).toBe('released');
  });

  it('is a bind in X mode, which needs no platform', async () => {
    await start('X');
    const x = xNumber(1);
    await goDown();

    expect((await mode.bind({ ...PAIR, x })).status).toBe(201);
  });
});
