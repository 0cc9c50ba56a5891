import { afterEach, describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { xNumber } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';

const LAG_SECONDS = 90;

type Items = { items: { bindingId: string; status: string }[] };
type Swept = { expired: number; released: number; remaining: number };

describe('bindings, while every index lags a minute and a half', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const start = async (name: 'AX' | 'AXB' | 'AXE' = 'AXB', settings: object = {}) => {
    mode = await startModeStack(name, {
      store: 'memory',
      indexLagSeconds: () => LAG_SECONDS,
      settings,
    });
  };
  const listed = async (query: string) => {
    const { body } = await mode.stack.request('GET', `/bindings?${query}`);
    return (body as Items).items.map(({ bindingId, status }) => [bindingId, status]);
  };
  const sweep = (): Promise<Swept> => mode.stack.invoke('binding-sweeper');
  const reconcile = (repair: boolean): Promise<ReconcileReport> =>
    mode.stack.invoke('reconcile', { app: 'journey', repair });

  it('are in no list at first, then in each, and never with a status that is over', async () => {
    await start();
    const { bindingId } = (await mode.bind({ a: A, b: B, reference: 'order-1' })).body;
    const atOnce = await listed('reference=order-1');
    await mode.stack.advance(LAG_SECONDS);
    const shown = await listed('reference=order-1');
    await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([atOnce, shown]).toEqual([[], [[bindingId, 'active']]]);
    expect(await listed(`a=${encodeURIComponent(A)}`)).toEqual([[bindingId, 'released']]);
    expect(await listed(`a=${encodeURIComponent(A)}&status=active`)).toEqual([]);
  });

  it('that ended by themselves are recorded once, although the index shows them twice', async () => {
    await start();
    const { bindingId } = (await mode.bind({ a: A, b: B, ttlSeconds: 60 })).body;
    await mode.sent();
    const reports: Swept[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      await mode.stack.advance(60);
      reports.push(await sweep());
    }

    expect(reports.map(({ expired, remaining }) => [expired, remaining])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(await mode.sent()).toEqual([]);
    expect((await mode.read(bindingId)).status).toBe('expired');
  });

  it('that were ended by hand are not ended again by the sweeper, to which the index still shows them', async () => {
    await start('AX');
    const { bindingId } = (await mode.bind({ a: A, ttlSeconds: 60 })).body;
    await mode.stack.advance(150);
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    await mode.sent();

    expect(await sweep()).toMatchObject({ expired: 0, released: 0, remaining: 0 });
    await mode.stack.advance(LAG_SECONDS);
    expect(await sweep()).toMatchObject({ expired: 0, released: 0, remaining: 0 });
    expect(await mode.sent()).toEqual([]);
  });

  it('give a comparison nothing to report right after they were made, changed or ended', async () => {
    await start();
    const changed = (await mode.bind({ a: A, b: B })).body;
    const ended = (await mode.bind({ a: B, b: C })).body;
    await mode.stack.advance(LAG_SECONDS);
    await mode.ask('PATCH', `/bindings/${changed.bindingId}`, { b: C });
    await mode.ask('DELETE', `/bindings/${ended.bindingId}`);
    const made = (await mode.bind({ a: '+8613800000004', b: '+8613900000005' })).body;

    const seen = await reconcile(true);

    expect(seen.findings).toEqual([]);
    const there = (await mode.stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
    expect(there.sort()).toEqual([changed.subscriptionId, made.subscriptionId].sort());
  });

  it.each([
    ['AX', { a: A, areaCode: '0755' }],
    ['AXB', { a: A, b: B, areaCode: '0755' }],
    ['AXE', { a: A, areaCode: '0755' }],
  ] as const)('%s: are never taken for the lost one of another order of the same people', async (...kind) => {
    const [name, body] = kind;
    await start(name, { allocation: 'platform' });
    const first = (await mode.bind({ ...body, reference: 'order-1' })).body;
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-before', times: 2 });
    const lost = await mode.bind({ ...body, reference: 'order-2' });
    await mode.stack.control.faults.clear();
    await mode.stack.advance(400);
    const again = await mode.bind({ ...body, reference: 'order-2' });

    expect([lost.status, again.status]).toEqual([503, 201]);
    expect(again.body.subscriptionId).not.toBe(first.subscriptionId);
    expect(await mode.stack.control.bindings()).toHaveLength(2);
  });

  it('of the last seconds do not keep an import from retiring their number, and live on to their end', async () => {
    await start();
    const { bindingId, x } = (await mode.bind({ a: A, b: B, x: xNumber(1) })).body;
    const others = [2, 3, 4, 5, 6].map((place) => ({ x: xNumber(place), areaCode: '0755', sms: true }));
    const atOnce = await mode.ask('PUT', '/numbers', others);
    const rang = await mode.dial(A, x);
    const next = await mode.bind({ a: A, b: C, x });
    const seen = await reconcile(true);
    const ended = await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([atOnce.status, rang, seen.findings, ended.body.status]).toEqual([200, B, [], 'released']);
    expect([next.status, next.body.code]).toEqual([503, 'pool-exhausted']);
    expect(await mode.stack.control.bindings()).toEqual([]);
  });

  it('keep an import from retiring their number as soon as an index shows them', async () => {
    await start();
    await mode.bind({ a: A, b: B, x: xNumber(1) });
    await mode.stack.advance(LAG_SECONDS);
    const others = [2, 3, 4, 5, 6].map((place) => ({ x: xNumber(place), areaCode: '0755', sms: true }));

    expect(await mode.ask('PUT', '/numbers', others)).toMatchObject({
      status: 409,
      body: { code: 'would-retire' },
    });
  });
});
