import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createDynamoGateControl } from '../../../shared/platform/gate/dynamo-gate-control.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const KEY = { pk: 'GATE#rides', sk: 'GATE' };

describe('a gate that another call changes while it is opened', () => {
  let documents: Documents;
  let table: string;
  beforeEach(async () => {
    const store = await startMemoryStore({});
    documents = store.documents;
    table = store.tables.NUMBERS_TABLE;
  });

  it.each(['lockedUntil', 'throttledUntil'])('is left as it is: %s', async (attribute) => {
    const put = (until: string) =>
      documents.put({ purpose: 'a test', table, item: { ...KEY, failures: 3, [attribute]: until } });
    await put('2026-03-01T08:10:00.000Z');
    const between = documentsAround(async (call) => {
      if (call.name === 'update') await put('2026-03-01T08:30:00.000Z');
      return carryOut(documents, call);
    });
    const clock = () => NOW;
    const logger = createLogger({ clock, write: () => undefined });
    const control = createDynamoGateControl({ documents: between, table, clock, logger }, ['rides']);

    const opened = await control.open(['rides']);

    expect(opened).toEqual([{ app: 'rides', outcome: 'changed' }]);
    expect(await documents.get({ purpose: 'a test', table, key: KEY })).toMatchObject({
      [attribute]: '2026-03-01T08:30:00.000Z',
    });
  });
});
