import { afterEach, describe, expect, it } from 'vitest';
import type { RequestFaultKind } from '../../../simulator/state/faults.ts';
import { xNumber } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// `bindsPerPersonPerHour` counts what was made: a bind of which nothing came is taken back, in the hour in which it was counted.

const A = '+8613800000001';
const B = '+8613900000002';

let mode: ModeStack;
afterEach(() => mode.stack.close());

type Start = Readonly<{ settings?: object; at?: string }>;
const start = async (name: 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'X', { settings = {}, at = '08:00' }: Start) => {
  mode = await startModeStack(name, {
    store: 'memory',
    startAt: new Date(`2026-03-01T${at}:00.000Z`),
    sleep: async () => undefined,
    settings: { bindsPerPersonPerHour: 1, ...settings },
  });
};
const goDown = (kind: RequestFaultKind) => mode.stack.control.faults.add({ on: 'any', kind, times: 10_000 });
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
  }
};
/** The binds that count, by hour, of all people together. */
const counted = async () => {
  const counts = (await mode.stack.items('NUMBERS_TABLE')).filter(({ pk }) =>
    String(pk).startsWith('LIMIT#'),
  );
  return counts.map(({ sk, binds }) => [sk, binds]);
};
const end = (bindingId: string) => mode.ask('DELETE', `/bindings/${bindingId}`);

const MODES = [
  ['AX', { a: A }],
  ['AXB', { a: A, b: B }],
  ['AXE', { a: A }],
  ['AXYB', { a: A, b: B }],
] as const;

describe.each(MODES)('a bind of %s that was never made counts no more', (name, body) => {
  it.each(['drop-before', 'throttled', 'locked-out', 'http-500'] as const)(
    'where the platform was down (%s)',
    async (kind) => {
      await start(name, { at: '08:58' });
      await goDown(kind);
      const refused = await mode.bind(body);
      await mode.stack.control.faults.clear();
      await sweepFor(12);

      expect([refused.status, [...new Set((await counted()).map(String))]]).toEqual([
        503,
        ['2026-03-01T08,0'],
      ]);
    },
  );

  it('where the platform refused it', async () => {
    await start(name, {});
    const fault = { on: 'bind', kind: 'result-code', httpStatus: 400, code: '1010023', times: 10 } as const;
    await mode.stack.control.faults.add(fault);
    const refused = await mode.bind(body);
    await mode.stack.control.faults.clear();

    expect([
      refused.status,
      (await mode.bind(body)).status,
      (await mode.bind({ ...body, reference: 'more' })).status,
    ]).toEqual([502, 201, 429]);
  });

  it.each(['drop-before', 'throttled'] as const)('where it has waited in vain (%s)', async (kind) => {
    await start(name, { settings: { platformDown: 'queue', queueSeconds: 300 }, at: '08:57' });
    await goDown(kind);
    const { body: waiting } = await mode.bind(body);
    const before = await counted();
    await sweepFor(5);
    await mode.stack.control.faults.clear();
    await sweepFor(8);

    expect([...new Set(before.map(String))]).toEqual(['2026-03-01T08,1']);
    expect((await mode.read(waiting.bindingId)).status).toBe('failed');
    expect([...new Set((await counted()).map(String))]).toEqual(['2026-03-01T08,0']);
  });

  it('where it was ended while it waited, once however often that is asked for', async () => {
    await start(name, { settings: { platformDown: 'queue' } });
    await goDown('throttled');
    const { bindingId } = (await mode.bind(body)).body;
    const ended = [await end(bindingId), await end(bindingId), await end(bindingId)];
    await mode.stack.control.faults.clear();
    await mode.stack.advance(61);

    expect(ended.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([
      (await mode.bind(body)).status,
      (await mode.bind({ ...body, reference: 'more' })).status,
    ]).toEqual([201, 429]);
  });

  it('where A was blocked while it waited', async () => {
    await start(name, { settings: { platformDown: 'queue' } });
    await goDown('throttled');
    await mode.bind(body);
    await mode.ask('POST', '/blocks', { party: A });
    await sweepFor(3);

    expect([...new Set((await counted()).map(([, binds]) => binds))]).toEqual([0]);
  });
});

describe('binds that count', () => {
  it('do so when they are made late', async () => {
    await start('AXB', { settings: { platformDown: 'queue' } });
    await goDown('throttled');
    await mode.bind({ a: A, b: B });
    await mode.stack.control.faults.clear();
    await sweepFor(2);

    expect((await mode.bind({ a: A, b: '+8613900000003' })).status).toBe(429);
  });

  it('do so where they were ended later', async () => {
    await start('AXB', {});
    await end((await mode.bind({ a: A, b: B })).body.bindingId);

    expect((await mode.bind({ a: A, b: B })).status).toBe(429);
  });

  it('are none of a move, made or not: it takes nothing back', async () => {
    await start('AXB', { settings: { rebind: true } });
    const { body: old } = await mode.bind({ a: A, b: B });
    const fault = { on: 'bind', kind: 'result-code', httpStatus: 400, code: '1010023', times: 10 } as const;
    await mode.stack.control.faults.add(fault);
    await mode.ask('PATCH', `/numbers/${encodeURIComponent(old.x)}`, { state: 'unavailable' });
    await sweepFor(1);

    expect((await counted()).map(([, binds]) => binds)).toEqual([1, 1]);
  });

  it('are none in mode X whose number was taken', async () => {
    await start('X', {});
    const x = xNumber(1);
    await mode.bind({ a: A, b: B, x });
    const refused = await mode.bind({ a: '+8613800000004', b: B, x });

    expect([
      refused.status,
      (await mode.bind({ a: '+8613800000004', b: '+8613900000005', x })).status,
    ]).toEqual([409, 201]);
  });
});
