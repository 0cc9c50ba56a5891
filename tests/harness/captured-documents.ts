import { toWire } from '../../shared/storage/attributes.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { type ChangeFeed, createChangeFeed } from '../../tools/local-stack/changes/change-feed.ts';
import { type StreamRecord, streamRecordOf } from '../../tools/local-stack/changes/stream-record.ts';
import { streamingTablesOf, streamTriggersOf } from '../../tools/local-stack/changes/stream-triggers.ts';
import { createTurns } from '../../tools/local-stack/changes/turns.ts';
import { type TableNames, tableNames } from '../../tools/local-stack/create-from-template.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { carryOut, documentsAround, isWrite } from '../fakes/documents-around.ts';

/** How a store is captured. */
export type Capture = Readonly<{
  /** The tables that have a stream. */
  tables: readonly string[];
  clock: () => Date;
  add: (record: StreamRecord) => void;
}>;

/** The same store; each write becomes a record, as DynamoDB Streams has it. The order of the records of an item is that of its writes. */
export const capturedDocuments = (documents: Documents, { tables, clock, add }: Capture): Documents => {
  const inTurn = createTurns();
  let sequence = 0;
  return documentsAround(async (call) => {
    const { input } = call;
    if (!isWrite(call) || !tables.includes(input.table)) return carryOut(documents, call);
    const { pk, sk } = 'item' in input ? input.item : 'key' in input ? input.key : {};
    const { table } = input;
    const look = () => documents.get({ purpose: 'looking at an item', table, key: { pk, sk } });
    return inTurn(JSON.stringify([table, pk, sk]), async () => {
      const before = await look();
      const result = await carryOut(documents, call);
      const after = await look();
      sequence += 1;
      const record = streamRecordOf({
        table,
        before: before && toWire(before),
        after: after && toWire(after),
        at: clock(),
        sequence,
      });
      if (record !== undefined) add(record);
      return result;
    });
  });
};

type FeedDeps = Readonly<{
  template: Template;
  /** As the store names them. */
  tables: TableNames;
  clock: () => Date;
  invoke: (functionFolder: string, event: unknown) => Promise<unknown>;
}>;

/** The feed of a stack: what its captured store writes goes to the functions that the template has on the streams. */
export const createTestFeed = ({ template, tables, clock, invoke }: FeedDeps) => {
  const records: StreamRecord[] = [];
  const streaming = streamingTablesOf(template);
  // An engine has a prefix before the names of the template.
  const inStore = Object.entries(tableNames(template)).flatMap(([variable, table]) => {
    const engineTable = Object.entries(tables).find(([name]) => name === variable)?.[1];
    return engineTable !== undefined && streaming.includes(table) ? [{ table, engineTable }] : [];
  });
  const triggers = streamTriggersOf(template).flatMap((trigger) =>
    inStore
      .filter(({ table }) => table === trigger.table)
      .map(({ engineTable }) => ({ ...trigger, engineTable })),
  );
  const feed: ChangeFeed = createChangeFeed({ triggers, invoke, clock });
  const add = (record: StreamRecord): void => {
    records.push(record);
    feed.add(record);
  };
  return {
    captured: (documents: Documents) =>
      capturedDocuments(documents, { tables: inStore.map(({ engineTable }) => engineTable), clock, add }),
    deliver: feed.deliver,
    records: (): readonly StreamRecord[] => records,
  };
};
