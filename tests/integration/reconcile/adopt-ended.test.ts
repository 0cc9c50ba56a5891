import { afterEach, describe, expect, it } from 'vitest';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);

/** Beyond the lease of whoever worked on a binding. */
const LEASE_OVER_SECONDS = 61;

let moved: Moved;
afterEach(() => moved.stack.close());

const EARLIER = {
  AX: () => moved.idOf(moved.platform.AX.bind({ a: A, x: X })),
  AXB: () => moved.idOf(moved.platform.AXB.bind({ a: A, b: B, x: X, ttlSeconds: 7200 })),
  AXE: () => moved.idOf(moved.platform.AXE.bind({ a: A, x: X, extension: '0042' })),
  AXYB: () => moved.idOf(moved.platform.AXYB.bind({ a: A, b: B, ttlSeconds: 7200 })),
} satisfies Record<Mode, () => Promise<string>>;

const MODES = ['AX', 'AXB', 'AXE', 'AXYB'] as const;

/** The adopter is killed before its last write; the sweeper has not come. */
const cutShort = async (mode: Mode) => {
  moved = await startMoved(mode);
  const subscriptionId = await EARLIER[mode]();
  await moved.reconcile();
  let isDead = false;
  moved.stack.store.judge = (call) => {
    isDead ||= call.name === 'put' && JSON.stringify(call.input.item).includes('"status":"active"');
    return isDead && isWrite(call) ? 'before' : 'ok';
  };
  await moved.adoptOne({ subscriptionId, reference: 'order-1' });
  moved.stack.store.judge = () => 'ok';
  await moved.changes();
  const [pending] = await moved.list('app=moved&status=pending');
  return { subscriptionId, bindingId: pending?.bindingId ?? '' };
};

type Cut = Awaited<ReturnType<typeof cutShort>>;

const ENDS = {
  'DELETE by its id': ({ bindingId }: Cut) => moved.stack.request('DELETE', `/bindings/${bindingId}`),
  'POST /bindings/end': () =>
    moved.stack.request('POST', '/bindings/end', { body: { reference: 'order-1' } }),
  'DELETE by reference': () => moved.stack.request('DELETE', '/bindings?reference=order-1'),
} as const;

const WAYS = ['DELETE by its id', 'POST /bindings/end', 'DELETE by reference'] as const;
const EACH = MODES.flatMap((mode) => WAYS.map((way) => [mode, way] as const));

describe.each(EACH)('%s: an adoption that was cut short, and %s', (mode, way) => {
  it('is in progress until the sweeper gives it up, and may be adopted then', async () => {
    const cut = await cutShort(mode);
    await moved.stack.advance(LEASE_OVER_SECONDS);

    const early = await ENDS[way](cut);
    await moved.stack.invoke('binding-sweeper');
    const { findings } = await moved.reconcile(true);
    const late = await ENDS[way](cut);

    expect([early.status, early.body]).toEqual([
      409,
      expect.objectContaining({ code: 'binding-in-progress' }),
    ]);
    expect(findings).toMatchObject([{ kind: 'unknown-here', subscriptionId: cut.subscriptionId }]);
    expect(late.status).toBe(200);
    expect([await moved.changes(), await moved.there()]).toEqual([[], [cut.subscriptionId]]);
    expect(await moved.adoptOne({ subscriptionId: cut.subscriptionId })).toMatchObject({
      outcome: 'adopted',
    });
  });
});

describe.each(MODES)('%s: an adoption that was cut short, and a block of its person', (mode) => {
  it('is not told as ended', async () => {
    const { bindingId, subscriptionId } = await cutShort(mode);
    await moved.stack.advance(LEASE_OVER_SECONDS);

    const block = { body: { party: A, endLive: true } };
    const { body } = await moved.stack.request('POST', '/blocks', block);
    await moved.stack.invoke('binding-sweeper');

    expect(body).toMatchObject({
      ended: { items: [{ bindingId, result: 'failed', code: 'binding-in-progress' }] },
    });
    expect((await moved.reconcile(true)).findings).toMatchObject([{ kind: 'unknown-here', subscriptionId }]);
  });
});
