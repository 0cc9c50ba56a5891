import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLookupStep } from '../../../shared/keys/lookup-step.ts';
import { createDynamoStandingOrders } from '../../../shared/privacy/dynamo-standing-orders.ts';
import type { StandingOrder } from '../../../shared/privacy/standing-orders.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { LOOKUP_PHASES } from '../../builders/lookup-phases.ts';
import { person } from '../../harness/fixtures.ts';
import { type AccessStack, APP_OF, startAccessStack } from '../access/access-stack.ts';
import { changeDocument } from '../keys/change-document.ts';
import { sealedTablesOf } from './sealed-tables-of.ts';

const sealer = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);
const { before: former, after: next } = LOOKUP_PHASES;
const [FORMER, NEXT] = [2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64'));
const SINCE = '2026-03-01T08:00:00.000Z';
const NUMBER = person(1);
const IDS = { former: former('erasure', NUMBER), next: next('erasure', NUMBER) };

const EARLY: StandingOrder = {
  id: IDS.former,
  number: NUMBER,
  operator: 'early',
  at: '2026-03-01T08:00:00.000Z',
  dueAt: '2026-03-02T14:00:00.000Z',
  memberships: { 'binding-1': '2026-02-03T00:00:00.000Z', 'binding-2': '2026-02-01T00:00:00.000Z' },
  isIncomplete: true,
};
const LATE: StandingOrder = {
  id: IDS.next,
  number: NUMBER,
  operator: 'late',
  at: '2026-03-01T09:00:00.000Z',
  dueAt: '2026-03-02T15:00:00.000Z',
  memberships: { 'binding-2': '2026-02-02T00:00:00.000Z', 'binding-3': '2026-02-04T00:00:00.000Z' },
  from: 'a place in the walk',
};

describe('the orders of erasure that stand while lookupKey changes', () => {
  let access: AccessStack;
  let orders: ReturnType<typeof createDynamoStandingOrders>;
  beforeAll(async () => {
    access = await startAccessStack([]);
    const { documents, tables } = access.stack;
    const table = tables.CALLS_TABLE;
    orders = createDynamoStandingOrders({
      documents,
      table,
      sealer,
      newId: () => 'id-1',
      auditRetentionDays: 180,
    });
  }, 60_000);
  afterAll(() => access?.stack.close());
  beforeEach(async () => {
    for (const order of await orders.list()) await orders.remove(order);
  });

  /** The last step of the change. */
  const clear = (changed: Partial<Documents> = {}) => {
    const { documents, clock } = access.stack;
    const names = sealedTablesOf(access.stack);
    const deps = { documents: { ...documents, ...changed }, tables: names, sealer, lookup: next, clock };
    return takeLookupStep(deps, { step: 'clear', dryRun: false }, () => true);
  };

  it('become one where the same person has one under each key: the later, with the bindings of both', async () => {
    await orders.put(EARLY);
    await orders.put(LATE);

    await clear();
    // The look that was under way at the later one knows half of the bindings, and must not end it.
    await orders.persistProgress({ ...LATE, dueAt: '2026-03-09T15:00:00.000Z' });
    await orders.remove(LATE);

    expect(await orders.list()).toEqual([
      {
        id: IDS.next,
        number: NUMBER,
        operator: 'late',
        at: '2026-03-01T09:00:00.001Z',
        dueAt: '2026-03-02T15:00:00.000Z',
        memberships: {
          'binding-1': '2026-02-03T00:00:00.000Z',
          'binding-2': '2026-02-01T00:00:00.000Z',
          'binding-3': '2026-02-04T00:00:00.000Z',
        },
        isIncomplete: true,
      },
    ]);
  });

  it('are put under the new key as they are where there is one alone', async () => {
    await orders.put(EARLY);

    await clear();

    expect(await orders.list()).toEqual([{ ...EARLY, id: IDS.next }]);
  });

  it('lose nothing that is given while they are moved', async () => {
    await orders.put(EARLY);
    const { documents } = access.stack;
    let isGiven = false;

    const first = await clear({
      async put(input) {
        if (!isGiven && input.item['sk'] === IDS.next) {
          isGiven = true;
          await orders.put(LATE);
        }
        return documents.put(input);
      },
    });
    const between = await orders.list();
    await clear();

    expect(first).toMatchObject({ changed: 1 });
    expect(between).toHaveLength(2);
    expect(await orders.list()).toMatchObject([{ id: IDS.next, operator: 'late', isIncomplete: true }]);
  });

  it('give their bindings to an order that is given anew under the next key', {
    timeout: 60_000,
  }, async () => {
    const a = NUMBER;
    const { bindingId } = await access.bound('AXB', APP_OF.AXB, { a, b: person(2), ttlSeconds: 86_400 });
    expect((await access.ask('DELETE', `/bindings/${bindingId}`)).status).toBe(200);
    const order = { action: 'erase', party: a, operator: 'early' };
    await access.stack.invoke('manage-privacy', order);
    const [given] = await orders.list();
    await changeDocument(access.stack, () => ({
      lookupKey: NEXT,
      idKey: FORMER,
      lookupChange: { phase: 'used', since: SINCE, otherKey: FORMER },
    }));

    await access.stack.invoke('manage-privacy', { ...order, operator: 'late' });

    const standing = await orders.list();
    expect(Object.keys(given?.memberships ?? {})).toHaveLength(1);
    expect(standing.find(({ id }) => id === IDS.next)).toMatchObject({
      operator: 'late',
      memberships: given?.memberships,
    });
  });
});
