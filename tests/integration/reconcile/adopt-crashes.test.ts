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
let isOpen = false;
const close = async () => {
  if (isOpen) await moved.stack.close();
  isOpen = false;
};
afterEach(close);

const PAIR = { AX: { a: A }, AXB: { a: A, b: B }, AXE: { a: A }, AXYB: { a: A, b: B } } as const;

const EARLIER = {
  AX: () => moved.idOf(moved.platform.AX.bind({ a: A, x: X })),
  AXB: () => moved.idOf(moved.platform.AXB.bind({ a: A, b: B, x: X, ttlSeconds: 7200 })),
  AXE: () => moved.idOf(moved.platform.AXE.bind({ a: A, x: X, extension: '0042' })),
  AXYB: () => moved.idOf(moved.platform.AXYB.bind({ a: A, b: B, ttlSeconds: 7200 })),
} satisfies Record<Mode, () => Promise<string>>;

type Cut = Readonly<{ write: number; answer: 'before' | 'after' }>;

/** The adopter dies at that write: it is not made, or made without a word; nothing follows it. */
const dieAt = ({ write, answer }: Cut) => {
  let writes = 0;
  moved.stack.store.judge = (call) => {
    if (writes > write) return 'before';
    if (!isWrite(call)) return 'ok';
    writes += 1;
    return writes > write ? answer : 'ok';
  };
};

/** An adoption that dies at a write, in a stack of its own. `died`: it was not through before. */
const adoptAndDie = async (mode: Mode, cut: Cut) => {
  await close();
  moved = await startMoved(mode);
  isOpen = true;
  const subscriptionId = await EARLIER[mode]();
  // The pool is stored with the first comparison.
  await moved.reconcile();
  await moved.changes();
  dieAt(cut);
  const { outcome } = await moved.adoptOne({ subscriptionId, reference: 'order-1' });
  moved.stack.store.judge = () => 'ok';
  return { subscriptionId, died: outcome !== 'adopted' };
};

/** Each cut of an adoption, to the one behind its last write. */
const eachCut = async (mode: Mode, look: (subscriptionId: string, cut: Cut) => Promise<void>) => {
  let cuts = 0;
  for (const answer of ['before', 'after'] as const)
    for (let write = 0, died = true; died; write += 1) {
      const cut = { write, answer };
      const made = await adoptAndDie(mode, cut);
      await look(made.subscriptionId, cut);
      died = made.died;
      cuts += 1;
    }
  return cuts;
};

const MODES = ['AX', 'AXB', 'AXE', 'AXYB'] as const;

/** Writes to the store of one adoption: lock, record, its reference, reservations, record, and the lock twice; once uncut, either way. */
const CUTS = { AX: 18, AXB: 18, AXE: 18, AXYB: 18 } as const;

describe.each(MODES)('%s: an adoption whose adopter dies at any of its writes', (mode) => {
  it('is over when its lease is, leaves the platform alone, and is made by another run', async () => {
    const cuts = await eachCut(mode, async (subscriptionId, cut) => {
      await moved.sweep(LEASE_OVER_SECONDS);
      await moved.reconcile(true);
      const pending = await moved.list('app=moved&status=pending');
      const { outcome } = await moved.adoptOne({ subscriptionId, reference: 'order-1' });
      const live = await moved.list('app=moved&status=active');

      expect(pending, JSON.stringify(cut)).toEqual([]);
      expect(['adopted', 'owned'], JSON.stringify(cut)).toContain(outcome);
      expect([await moved.changes(), await moved.there()], JSON.stringify(cut)).toEqual([
        [],
        [subscriptionId],
      ]);
      expect(live, JSON.stringify(cut)).toMatchObject([{ subscriptionId, reference: 'order-1' }]);
      expect((await moved.reconcile()).findings, JSON.stringify(cut)).toEqual([]);
    });

    expect(cuts).toBe(CUTS[mode]);
  });

  it('holds nothing when the sweeper has come, where the platform has it no longer', async () => {
    await eachCut(mode, async (subscriptionId, cut) => {
      await moved.platform[mode].unbind(subscriptionId);
      await moved.changes();
      await moved.sweep(LEASE_OVER_SECONDS);
      const [left] = await moved.list('app=moved&status=active');
      // Adopted, and ended there since.
      if (left !== undefined) await moved.reconcile(true);
      await moved.changes();

      const place = mode === 'AXYB' ? {} : { x: X };
      const extension = mode === 'AXE' ? { extension: '0042' } : {};
      const again = await moved.bind({ ...PAIR[mode], ...place, ...extension, reference: 'order-1' });

      expect(again, JSON.stringify(cut)).toMatchObject({ status: 201, body: { status: 'active' } });
      expect(await moved.there(), JSON.stringify(cut)).toEqual([again.body.subscriptionId]);
      expect((await moved.reconcile()).findings, JSON.stringify(cut)).toEqual([]);
    });
  });

  it('is never sent by a bind of the same people, which makes one of its own', async () => {
    await eachCut(mode, async (subscriptionId, cut) => {
      await moved.stack.advance(LEASE_OVER_SECONDS);
      const bound = await moved.bind({ ...PAIR[mode], reference: 'order-1' });
      await moved.sweep(LEASE_OVER_SECONDS);
      const live = await moved.list('app=moved&status=active');

      // Adopted before the death, it is the answer.
      const isOwn = bound.body.subscriptionId !== subscriptionId;
      expect(bound.status, JSON.stringify(cut)).toBe(isOwn ? 201 : 200);
      expect(
        live.map((one) => one.bindingId),
        JSON.stringify(cut),
      ).toEqual([bound.body.bindingId]);
      expect(await moved.there(), JSON.stringify(cut)).toEqual(
        isOwn ? expect.arrayContaining([subscriptionId, bound.body.subscriptionId]) : [subscriptionId],
      );
    });
  });
});
