import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../functions/cdr-webhook/index.ts';
import { aCdrPush, fiftyCdrs, SAMPLE_APP, SIGNED_AT, signedHeaders } from '../builders/pushes.ts';
import { configurationDocument } from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';

/** The engine's bill for the table alone; not every engine counts the indexes. */
const Bill = v.object({ ConsumedCapacity: v.object({ Table: v.object({ CapacityUnits: v.number() }) }) });
type Call = Readonly<{ operation: string; table: unknown; units: number }>;

let engine: StoreEngine;
let directory: string;
let handler: ReturnType<typeof compose>;
const calls: Call[] = [];

beforeAll(async () => {
  // Around every call that leaves, which asks what it costs.
  engine = await startStoreEngine(async (operation, input, go) => {
    const answer = await go({ ...input, ReturnConsumedCapacity: 'INDEXES' });
    const { ConsumedCapacity } = v.parse(Bill, answer);
    const table = 'TableName' in input ? input.TableName : undefined;
    calls.push({ operation, table, units: ConsumedCapacity.Table.CapacityUnits });
    return answer;
  });
  directory = await mkdtemp(join(tmpdir(), 'push-cost-'));
  const file = join(directory, 'configuration.json');
  await writeFile(file, JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1')));
  handler = compose(
    createTestRuntime({
      environment: { CONFIG_URI: pathToFileURL(file).href, ...engine.tables },
      clock: () => new Date(SIGNED_AT),
      documents: () => engine.documents,
    }),
  );
});
afterAll(async () => {
  await engine.stop();
  await rm(directory, { recursive: true, force: true });
});

const push = async (cdrs: readonly unknown[], nonce: string) => {
  const event = {
    headers: signedHeaders({ nonce }),
    body: aCdrPush(cdrs),
    isBase64Encoded: false,
    rawPath: '/webhooks/cdr',
    requestContext: { requestId: 'cost', http: { method: 'POST' } },
  };
  const answer = await handler(event as never, contextFor('cdr-webhook'));
  expect(answer).toMatchObject({ statusCode: 200, body: '' });
};

const callsTo = (table: string) => calls.filter((call) => call.table === table);

describe('a push of fifty new CDRs, each full and with a recording', () => {
  beforeAll(() => push(fiftyCdrs(), 'nonce-of-a-new-push'));

  it('costs one write each, one journal item and the first mark of its kind, and nothing is read', () => {
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['putItem']));
    expect(callsTo(engine.tables.CALLS_TABLE)).toHaveLength(50);
    expect(callsTo(engine.tables.PUSHES_TABLE)).toHaveLength(2);
    expect(calls).toHaveLength(52);
  });

  it('costs seven write units a CDR: one in the table and one in each of the six indexes', async () => {
    const { Table } = await engine.inspector.send(
      new DescribeTableCommand({ TableName: engine.tables.CALLS_TABLE }),
    );
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    const { Items = [] } = await engine.inspector.send(
      new ScanCommand({ TableName: engine.tables.CALLS_TABLE }),
    );
    const standsIn = (item: object) =>
      indexes.filter(({ KeySchema = [] }) =>
        KeySchema.every(({ AttributeName = '' }) => AttributeName in item),
      );
    expect(callsTo(engine.tables.CALLS_TABLE).map(({ units }) => units)).toEqual(Array(50).fill(1));
    expect(Items.map((item) => standsIn(item).length)).toEqual(Array(50).fill(6));
    // An entry of keys alone never has a whole kilobyte, so it costs one unit.
    expect(indexes.map(({ Projection }) => Projection?.ProjectionType)).toEqual(Array(6).fill('KEYS_ONLY'));
  });
});
