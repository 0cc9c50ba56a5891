import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLookupStep } from '../../../shared/keys/lookup-step.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { LOOKUP_PHASES } from '../../builders/lookup-phases.ts';
import { person } from '../../harness/fixtures.ts';
import { type AccessStack, APP_OF, startAccessStack } from '../access/access-stack.ts';
import { changeDocument } from '../keys/change-document.ts';
import { sealedTablesOf } from './sealed-tables-of.ts';

const sealer = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);
const [FORMER, NEXT] = [2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64'));
/** The fields of the document while the new key is in use. */
const USED = {
  lookupKey: NEXT,
  idKey: FORMER,
  lookupChange: { phase: 'used', since: '2026-03-01T08:00:00.000Z', otherKey: FORMER },
};
const { before: former, used, after: next } = LOOKUP_PHASES;

describe('the rebuild of look-up attributes', () => {
  let access: AccessStack;
  beforeAll(async () => {
    access = await startAccessStack([]);
  }, 60_000);
  afterAll(() => access?.stack.close());

  const rebuild = (changed: Partial<Documents> = {}) => {
    const { documents, clock } = access.stack;
    const names = sealedTablesOf(access.stack);
    const deps = { documents: { ...documents, ...changed }, tables: names, sealer, lookup: used, clock };
    return takeLookupStep(deps, { step: 'rebuild', dryRun: false }, () => true);
  };
  const storedOf = (bindingId: string) =>
    access.stack.documents.get({
      purpose: 'reading',
      table: access.stack.tables.BINDINGS_TABLE,
      key: { pk: `B#${bindingId}`, sk: 'B' },
    });

  it('loses no change that comes meanwhile, and makes keys of nobody twice', {
    timeout: 60_000,
  }, async () => {
    const [a, b, c] = [person(1), person(2), person(3)];
    const { bindingId } = await access.bound('AXB', APP_OF.AXB, {
      a,
      b,
      reference: 'order-1',
      ttlSeconds: 86_400,
    });
    const stale = await storedOf(bindingId);
    await changeDocument(access.stack, () => USED);
    const { documents } = access.stack;
    let isChanged = false;

    const first = await rebuild({
      async update(input) {
        if (!isChanged) {
          isChanged = true;
          expect((await access.ask('PATCH', `/bindings/${bindingId}`, { b: c })).status).toBe(200);
        }
        return documents.update(input);
      },
    });
    const again = await rebuild();

    expect(stale).toMatchObject({ aKey: former('party', a), bKey: former('party', b) });
    expect([first, again]).toMatchObject([
      { done: 0, changed: 1, unreadableCount: 0 },
      { done: 0, changed: 0, unreadableCount: 0 },
    ]);
    expect(await storedOf(bindingId)).toMatchObject({
      aKey: next('party', a),
      bKey: next('party', c),
      referenceKey: next('reference', 'order-1'),
    });
  });

  it('counts what cannot be opened, and leaves it as it is', async () => {
    const { documents, tables } = access.stack;
    const item = {
      pk: 'B#spoiled',
      sk: 'B',
      sealed: 'gone:AAAA',
      revision: 1,
      aKey: former('party', person(9)),
    };
    await documents.put({ purpose: 'spoiling', table: tables.BINDINGS_TABLE, item });

    const report = await rebuild();

    expect(report).toMatchObject({ done: 0, unreadable: ['spoiled'], unreadableCount: 1 });
    expect(await storedOf('spoiled')).toEqual(item);
  });

  it('is refused where the document of the function is at another step', async () => {
    const { documents, clock } = access.stack;
    const tables = { bindings: 'b', calls: 'c', messages: 'm', numbers: 'n', pushes: 'p', usage: 'u' };
    const deps = { documents, tables, sealer, clock };
    const take = (lookup: typeof used, step: 'copy' | 'rebuild' | 'clear') =>
      takeLookupStep({ ...deps, lookup }, { step, dryRun: false }, () => true);

    for (const order of [
      () => take(former, 'rebuild'),
      () => take(former, 'copy'),
      () => take(used, 'clear'),
    ])
      await expect(order()).rejects.toMatchObject({ code: 'invalid-request' });
    const orderOf = (step: string) => access.stack.invoke('manage-keys', { action: 'lookup', step });
    await changeDocument(access.stack, () => ({ lookupChange: undefined }));
    // Without a change nobody may say what a strange mark is.
    await expect(orderOf('clear')).rejects.toThrow('is not at the step clear');
  });
});
