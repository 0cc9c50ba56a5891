import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type Body, type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';
const ANOTHER_X = '+8617000000002';

type Found = Body & Readonly<{ userData?: string; differs?: readonly string[] }>;

/** A binding of each mode, and the same with every other term. */
const MODES: readonly [Mode, object, object, readonly string[]][] = [
  [
    'AXB',
    {
      ...{ a: A, b: B, x: X, ttlSeconds: 3600, record: false, callDirection: 'both', maxCallMinutes: 5 },
      ...{ lastMinuteTone: 'end.wav', sms: true, waitingTones: { a: 'a.wav', b: 'b.wav' }, userData: 'one' },
    },
    {
      ...{ a: A, b: B, x: ANOTHER_X, ttlSeconds: 7200, record: true, recordTone: 'rec.wav' },
      ...{ callDirection: 'from-a', maxCallMinutes: 6, lastMinuteTone: 'late.wav', sms: false },
      ...{ waitingTones: { b: 'other.wav' }, userData: 'two' },
    },
    [
      ...['x', 'ttlSeconds', 'record', 'recordTone', 'callDirection', 'maxCallMinutes', 'lastMinuteTone'],
      ...['sms', 'waitingTones', 'userData'],
    ],
  ],
  [
    'AX',
    {
      ...{ a: A, x: X, ttlSeconds: 3600, record: true, recordTone: 'rec.wav', callDirection: 'to-a' },
      ...{ maxCallMinutes: 5, lastMinuteTone: 'end.wav', sms: false, waitingTones: { others: 'o.wav' } },
      userData: 'one',
    },
    {
      ...{ a: A, x: ANOTHER_X, ttlSeconds: null, record: false, callDirection: 'both', maxCallMinutes: 0 },
      ...{ sms: true, waitingTones: { a: 'a.wav' }, userData: 'two' },
    },
    ['x', 'ttlSeconds', 'record', 'callDirection', 'maxCallMinutes', 'sms', 'waitingTones', 'userData'],
  ],
  [
    'AXE',
    {
      ...{ a: A, x: X, extension: '1234', ttlSeconds: 3600, callback: { number: B }, userData: 'one' },
      callbackTtlSeconds: 600,
    },
    {
      ...{ a: A, x: ANOTHER_X, extension: '1235', ttlSeconds: 7200, record: true, recordTone: 'rec.wav' },
      ...{ callback: { tone: 'call.wav' }, callbackTtlSeconds: 1200, userData: 'two' },
    },
    [
      ...['x', 'extension', 'ttlSeconds', 'record', 'recordTone', 'callback', 'callbackTtlSeconds'],
      'userData',
    ],
  ],
  [
    'AXYB',
    {
      ...{ a: A, b: B, areaCode: '0755', ttlSeconds: 3600, ybTtlSeconds: 1800, callDirection: 'both' },
      ...{ waitingTones: { x: 'x.wav' }, userData: 'one' },
    },
    {
      ...{ a: A, b: B, areaCode: '0755', ttlSeconds: 7200, ybTtlSeconds: 1200, callDirection: 'from-a' },
      ...{ record: true, recordTone: 'rec.wav', waitingTones: { x: 'other.wav' }, userData: 'two' },
    },
    [...['ttlSeconds', 'record', 'recordTone', 'callDirection', 'ybTtlSeconds', 'waitingTones'], 'userData'],
  ],
  [
    'X',
    {
      ...{ a: A, b: B, x: X, ttlSeconds: 3600, callDirection: 'both', maxCallMinutes: 5 },
      ...{ waitingTones: { a: 'a.wav' }, userData: 'one' },
    },
    {
      ...{ a: A, b: B, x: ANOTHER_X, ttlSeconds: 7200, record: true, recordTone: 'rec.wav' },
      ...{ callDirection: 'to-a', maxCallMinutes: 6, lastMinuteTone: 'late.wav', userData: 'two' },
      waitingTones: { a: 'other.wav' },
    },
    [
      ...['x', 'ttlSeconds', 'record', 'recordTone', 'callDirection', 'maxCallMinutes', 'lastMinuteTone'],
      ...['waitingTones', 'userData'],
    ],
  ],
];

describe('POST /bindings that finds the live binding', () => {
  let mode: ModeStack;
  const start = async (name: Mode): Promise<void> => {
    mode = await startModeStack(name, { store: 'memory' });
  };
  afterEach(() => mode.stack.close());

  const bind = async (body: object, headers?: Record<string, string>) => {
    const { status, body: answer } = await mode.ask('POST', '/bindings', body, headers);
    return { status, body: answer as Found };
  };

  it.each(MODES)('names what differs in %s', async (name, first, other, differs) => {
    await start(name);
    const made = await bind({ mode: name, ...first });

    const found = await bind({ mode: name, ...other });

    expect([made.status, found.status]).toEqual([201, 200]);
    expect(found.body.bindingId).toBe(made.body.bindingId);
    expect([...(found.body.differs ?? [])].sort()).toEqual([...differs].sort());
    expect(made.body).not.toHaveProperty('differs');
  });

  it.each(MODES)('names nothing for the very same request in %s', async (name, first) => {
    await start(name);
    const made = await bind({ mode: name, ...first });

    const found = await bind({ mode: name, ...first });

    expect(found).toEqual({ status: 200, body: made.body });
  });

  it.each(MODES)('names nothing that was not asked for in %s', async (name, first) => {
    await start(name);
    const made = await bind({ mode: name, ...first });
    const { a, b, x, areaCode } = first as Record<string, string>;

    const found = await bind({ mode: name, a, b, ...(name === 'X' ? { x } : {}), areaCode });

    expect(found).toEqual({ status: 200, body: made.body });
  });

  it('compares with the term as it was changed, and not with what is left of it', async () => {
    await start('AXB');
    const { body } = await bind({ mode: 'AXB', a: A, b: B, ttlSeconds: 3600 });
    await mode.ask('PATCH', `/bindings/${body.bindingId}`, { ttlSeconds: 1800, userData: 'later' });
    await mode.stack.advance(600);

    const same = await bind({ mode: 'AXB', a: A, b: B, ttlSeconds: 1800, userData: 'later' });
    const former = await bind({ mode: 'AXB', a: A, b: B, ttlSeconds: 3600 });

    expect([same.status, same.body.differs]).toEqual([200, undefined]);
    expect([former.status, former.body.differs]).toEqual([200, ['ttlSeconds']]);
  });

  it('takes no limit for none, and a tone without a recording for no wish', async () => {
    await start('AXB');
    await bind({ mode: 'AXB', a: A, b: B });

    const found = await bind({ mode: 'AXB', a: A, b: B, maxCallMinutes: 0, recordTone: 'rec.wav' });

    expect([found.status, found.body.differs]).toEqual([200, undefined]);
  });

  it('tells it to those of parallel requests whose terms were not taken', async () => {
    await start('AXB');

    const answers = await Promise.all(
      ['one', 'two', 'two', 'one'].map((userData) => bind({ mode: 'AXB', a: A, b: B, userData })),
    );

    const [maker] = answers.filter(({ status }) => status === 201);
    const taken = maker?.body.userData;
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(answers.map(({ body }) => body.differs)).toEqual(
      ['one', 'two', 'two', 'one'].map((userData) => (userData === taken ? undefined : ['userData'])),
    );
  });

  it('tells it to a request that takes up a bind that was cut short, which decided the terms', async () => {
    await start('AXB');
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await mode.stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 3 });
    const lost = await bind({ mode: 'AXB', a: A, b: B, userData: 'one' });

    const taken = await bind({ mode: 'AXB', a: A, b: B, userData: 'two' });

    expect([lost.status, taken.status, taken.body.differs]).toEqual([503, 201, ['userData']]);
  });

  it('answers a repeat of an idempotency key as the first time, whatever was changed since', async () => {
    await start('AXB');
    const body = { mode: 'AXB', a: A, b: B, userData: 'one' };
    const first = await bind(body, { 'idempotency-key': 'key-1' });
    await mode.ask('PATCH', `/bindings/${first.body.bindingId}`, { userData: 'two' });

    const repeat = await bind(body, { 'idempotency-key': 'key-1' });

    expect(repeat).toEqual(first);
  });
});
