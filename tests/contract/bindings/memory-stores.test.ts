import { createDynamoBindingStore } from '../../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoExpiryCountStore } from '../../../shared/bindings/dynamo/dynamo-expiry-count-store.ts';
import { createDynamoReconcilePlaces } from '../../../shared/bindings/dynamo/dynamo-reconcile-places.ts';
import { createDynamoRequestLockStore } from '../../../shared/bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../../shared/bindings/dynamo/dynamo-reservation-store.ts';
import { createDynamoSweepShardStore } from '../../../shared/bindings/dynamo/dynamo-sweep-shard-store.ts';
import { createDynamoNumberDraw } from '../../../shared/numbers/draw/dynamo-number-draw.ts';
import { createDynamoNumberStore } from '../../../shared/numbers/dynamo-number-store.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { loadTemplate, tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { createMemoryDocuments } from '../../fakes/memory-documents.ts';
import { bindingStoreContract } from './binding-store.contract.ts';
import { expiryCountStoreContract } from './expiry-count-store.contract.ts';
import { numberDrawContract } from './number-draw.contract.ts';
import { numberStoreContract } from './number-store.contract.ts';
import { reconcilePlacesContract } from './reconcile-places.contract.ts';
import { requestLockStoreContract } from './request-lock-store.contract.ts';
import { reservationStoreContract } from './reservation-store.contract.ts';
import { sweepShardStoreContract } from './sweep-shard-store.contract.ts';

// tests/model can trust the memory store, because our stores cannot tell it from an engine.

const template = await loadTemplate();
const { BINDINGS_TABLE, NUMBERS_TABLE } = tableNames(template);
const documents = createMemoryDocuments(template);
const keys = {
  sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
  lookup: createLookupKeys(new Uint8Array(32).fill(2)),
};

const clock = () => new Date('2026-03-01T08:00:00.000Z');

bindingStoreContract('memory', () =>
  createDynamoBindingStore({ documents, table: BINDINGS_TABLE, clock, ...keys }),
);
for (const phase of ['begun', 'used'] as const) {
  const own = createMemoryDocuments(template);
  bindingStoreContract(`memory while lookupKey changes (${phase})`, () => {
    const [lookup, other] = [2, 3].map((byte) =>
      createLookupKeys(new Uint8Array(32).fill(byte), new Uint8Array(32).fill(2)),
    );
    if (lookup === undefined || other === undefined) throw new Error('no keys');
    const changing = { ...keys, lookup: Object.assign(lookup, { change: { phase, other } }) };
    return createDynamoBindingStore({ documents: own, table: BINDINGS_TABLE, clock, ...changing });
  });
}
requestLockStoreContract('memory', () => createDynamoRequestLockStore(documents, BINDINGS_TABLE));
reservationStoreContract('memory', (at) =>
  createDynamoReservationStore({ documents, table: BINDINGS_TABLE, clock: at }),
);
reconcilePlacesContract('memory', () => createDynamoReconcilePlaces(documents, BINDINGS_TABLE));
expiryCountStoreContract('memory', () => createDynamoExpiryCountStore(documents, BINDINGS_TABLE));
sweepShardStoreContract('memory', () => createDynamoSweepShardStore(documents, BINDINGS_TABLE));
numberStoreContract('memory', () => createDynamoNumberStore({ documents, table: NUMBERS_TABLE, ...keys }));
numberDrawContract('memory', () => ({
  store: createDynamoNumberStore({ documents, table: NUMBERS_TABLE, ...keys }),
  draw: createDynamoNumberDraw({ documents, table: NUMBERS_TABLE, ...keys }),
}));
