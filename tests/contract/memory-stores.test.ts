import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoMessageReader } from '../../shared/messages/dynamo-message-reader.ts';
import { createDynamoMessageWriter } from '../../shared/messages/dynamo-message-writer.ts';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { loadTemplate, tableNames } from '../../tools/local-stack/create-from-template.ts';
import { callItems } from '../builders/call-items.ts';
import { createMemoryDocuments } from '../fakes/memory-documents.ts';
import { callReaderContract } from './call-reader.contract.ts';
import { messageStoreContract } from './message-store.contract.ts';
import { pushJournalContract } from './push-journal.contract.ts';

// The stores promise the same over tables in memory: the tests of all other modules stand on them.

const template = await loadTemplate();
const { CALLS_TABLE, MESSAGES_TABLE, PUSHES_TABLE } = tableNames(template);
const documents = createMemoryDocuments(template);
const keys = {
  sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
  lookup: createLookupKeys(new Uint8Array(32).fill(2)),
};

callReaderContract('on tables in memory', async (kept) => {
  const own = createMemoryDocuments(template);
  for (const item of kept.flatMap((records) => callItems(records, keys)))
    await own.put({ purpose: 'putting a record', table: CALLS_TABLE, item });
  const clock = () => new Date('2026-03-10T00:00:00.000Z');
  return createDynamoCallReader({ documents: own, table: CALLS_TABLE, ...keys, clock });
});

messageStoreContract('on tables in memory', () => {
  const options = { documents, table: MESSAGES_TABLE, ...keys };
  const clock = () => new Date('2026-03-01T12:00:00.000Z');
  return {
    ...createDynamoMessageWriter({ ...options, retentionSeconds: 86_400 }),
    ...createDynamoMessageReader({ ...options, clock }),
  };
});

pushJournalContract('on tables in memory', async () =>
  createDynamoPushJournal({ documents, table: PUSHES_TABLE, ...keys }),
);
