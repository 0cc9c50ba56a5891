import { afterEach, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);

/** Beyond the lease of whoever works on a binding. */
const LEASE_OVER_SECONDS = 61;

let moved: Moved;
afterEach(() => moved.stack.close());

/** The binds of the earlier back end, in each mode. */
const EARLIER = {
  AX: ({ platform, idOf }: Moved) => idOf(platform.AX.bind({ a: A, x: X, userData: 'order one' })),
  AXB: ({ platform, idOf }: Moved) =>
    idOf(
      platform.AXB.bind({
        ...{
          a: A,
          b: B,
          x: X,
          record: true,
          recordTone: 'recorded.wav',
          ttlSeconds: 7200,
          maxCallMinutes: 30,
        },
      }),
    ),
  AXE: ({ platform, idOf }: Moved) => idOf(platform.AXE.bind({ a: A, x: X, extension: '0042' })),
  AXYB: ({ platform, idOf }: Moved) => idOf(platform.AXYB.bind({ a: A, b: B, ttlSeconds: 7200 })),
} satisfies Record<Mode, (moved: Moved) => Promise<string>>;

const MODES = ['AX', 'AXB', 'AXE', 'AXYB'] as const;

const startWith = async (mode: Mode): Promise<string> => {
  moved = await startMoved(mode);
  const subscriptionId = await EARLIER[mode](moved);
  await moved.changes();
  return subscriptionId;
};

describe('bindings of a back end that was there before', () => {
  it.each(MODES)('%s: are adopted with their id, and nothing is changed at the platform', async (mode) => {
    const subscriptionId = await startWith(mode);

    const seen = await moved.reconcile();
    const order = { lines: [{ subscriptionId, reference: 'order-1' }], more: { operator: 'dora' } };
    const dry = await moved.adopt(order.lines, { dryRun: true });
    const first = await moved.adopt(order.lines, order.more);
    const again = await moved.adopt(order.lines, order.more);
    const changes = await moved.changes();
    const { bindingId } = first.adoptions[0] ?? {};
    const shown = await moved.read(bindingId);
    const agreed = await moved.reconcile();

    expect(seen.findings).toMatchObject([{ kind: 'unknown-here', subscriptionId }]);
    expect(dry.adoptions).toMatchObject([{ subscriptionId, outcome: 'adoptable' }]);
    expect(first.adoptions).toMatchObject([{ subscriptionId, outcome: 'adopted', bindingId }]);
    expect(again.adoptions).toMatchObject([{ subscriptionId, outcome: 'owned', bindingId }]);
    expect(changes).toEqual([]);
    expect(shown).toMatchObject({
      ...{ subscriptionId, status: 'active', a: A, reference: 'order-1', createdBy: 'dora', version: 1 },
      platform: { state: 'match', differences: [] },
    });
    expect(agreed).toMatchObject({ ours: 1, theirs: 1, findings: [], unjudged: 0 });
  });

  it.each(MODES)(
    '%s: are as any other from then on, for calls, a bind of the pair and its end',
    async (mode) => {
      const subscriptionId = await startWith(mode);
      const { bindingId } = await moved.adoptOne({ subscriptionId });
      const shown = await moved.read(bindingId);

      const same = await moved.bind({ a: A, ...(mode === 'AXB' || mode === 'AXYB' ? { b: B } : {}) });
      const talk = { from: B, to: shown.x, outcome: 'answered', talkSeconds: 9 } as const;
      const extension = mode === 'AXE' ? { extension: '0042' } : {};
      const { stateCode } = await moved.stack.control.placeCall({ ...talk, ...extension });
      const calls = await moved.stack.request('GET', `/calls?bindingId=${bindingId}`);
      await moved.changes();
      const ended = await moved.stack.request('DELETE', `/bindings/${bindingId}`);

      expect([same.status, same.body.bindingId]).toEqual([200, bindingId]);
      expect(stateCode).toBe(0);
      expect(calls.body).toMatchObject({ items: [{ bindingId, x: shown.x, talkSeconds: 9 }] });
      expect([ended.status, await moved.changes(), await moved.there()]).toEqual([200, ['DELETE'], []]);
      expect(await moved.reconcile()).toMatchObject({ ours: 0, theirs: 0, findings: [] });
    },
  );

  it.each(['AXB', 'AXYB'] as const)('%s: end when the timer of the platform ends them', async (mode) => {
    const subscriptionId = await startWith(mode);
    await moved.stack.advance(600);
    const { bindingId } = await moved.adoptOne({ subscriptionId });
    const { expiresAt } = await moved.read(bindingId);

    await moved.sweep(6600 + LEASE_OVER_SECONDS);

    const { status } = await moved.read(bindingId);
    expect([expiresAt, status]).toEqual(['2026-03-01T10:00:00.000Z', 'expired']);
    expect([await moved.changes(), await moved.there()]).toEqual([[], []]);
    expect((await moved.reconcile()).findings).toEqual([]);
  });

  it.each(['AX', 'AXE'] as const)('%s: end when the line says, by an unbind of ours', async (mode) => {
    const subscriptionId = await startWith(mode);
    const expiresAt = '2026-03-01T12:00:00.000Z';
    const { bindingId } = await moved.adoptOne({ subscriptionId, expiresAt });
    const shown = await moved.read(bindingId);

    await moved.sweep(4 * 3600 + LEASE_OVER_SECONDS);

    expect([shown.expiresAt, shown.platform.state]).toEqual([expiresAt, 'match']);
    expect((await moved.read(bindingId)).status).toBe('expired');
    expect([await moved.changes(), await moved.there()]).toEqual([['DELETE'], []]);
  });

  it('can be changed, with what the platform tells of them', async () => {
    const subscriptionId = await startWith('AXB');
    const { bindingId } = await moved.adoptOne({ subscriptionId });

    const changed = await moved.stack.request('PATCH', `/bindings/${bindingId}`, { body: { record: false } });

    expect(changed.body).toMatchObject({ record: false, maxCallMinutes: 30, version: 2 });
    expect((await moved.read(bindingId)).platform).toEqual({ state: 'match', differences: [] });
  });

  it.each(MODES)('%s: are told with the fields in which a later line says otherwise', async (mode) => {
    const subscriptionId = await startWith(mode);
    const expiresAt = '2026-03-01T09:00:00.000Z';
    const line = { subscriptionId, reference: 'order-1', expiresAt };
    await moved.adoptOne(line);

    const same = await moved.adoptOne(line);
    const other = await moved.adoptOne({
      ...{ subscriptionId, a: B, b: null, x: xNumber(2), reference: 'order-2', userData: 'other' },
      ...{ record: mode !== 'AXB', expiresAt: '2026-03-01T09:30:00.000Z' },
    });

    const hasB = mode === 'AXB' || mode === 'AXYB';
    expect(same).not.toHaveProperty('differences');
    expect([other.outcome, other.differences]).toEqual([
      'owned',
      ['a', ...(hasB ? ['b'] : []), 'x', 'reference', 'record', 'userData', 'expiresAt'],
    ]);
  });

  it('are adopted where the platform chooses numbers, and on one that is reserved', async () => {
    moved = await startMoved('AX', { allocation: 'platform' });
    const subscriptionId = await EARLIER.AX(moved);
    await moved.stack.request('PATCH', `/numbers/${encodeURIComponent(X)}`, { body: { reserved: true } });

    expect(await moved.adoptOne({ subscriptionId })).toMatchObject({ outcome: 'adopted' });
    expect((await moved.reconcile()).findings).toEqual([]);
  });

  it('are told to the business as any other', async () => {
    moved = await startMoved('AXB', {}, { changes: true });
    const subscriptionId = await EARLIER.AXB(moved);
    const { bindingId } = await moved.adoptOne({ subscriptionId, reference: 'order-1' });

    await moved.stack.followChanges();

    expect(moved.stack.events()).toMatchObject([{ type: 'binding.active', bindingId, reference: 'order-1' }]);
  });
});
