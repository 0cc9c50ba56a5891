import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { afterAll } from 'vitest';
import { createJsonService } from '../../shared/aws/json-service.ts';
import { systemClock, systemSleep } from '../../shared/kernel/clock.ts';
import { systemRandom } from '../../shared/kernel/system-random.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { startCapture } from '../../tools/local-stack/changes/capture-writes.ts';
import type { StreamRecord } from '../../tools/local-stack/changes/stream-record.ts';
import {
  createTables,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  loadTemplate,
  tableNames,
} from '../../tools/local-stack/create-from-template.ts';
import { startDynamo } from '../../tools/local-stack/engines.ts';
import { createMemoryDocuments } from '../fakes/memory-documents.ts';
import { capturedDocuments } from '../harness/captured-documents.ts';
import { dynamoCallsAt, sdkClientAt } from '../harness/dynamo-clients.ts';
import { changesContract, type Recorded } from './storage/changes.contract.ts';

const clock = () => new Date('2026-03-01T08:00:00.000Z');
const template = await loadTemplate();

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

changesContract('memory', async () => {
  const table = tableNames(template).BINDINGS_TABLE;
  const records: StreamRecord[] = [];
  const capture = { tables: [table], clock, add: (record: StreamRecord) => records.push(record) };
  return {
    documents: capturedDocuments(createMemoryDocuments(template), capture),
    table,
    records: async () => records,
  };
});

changesContract('embedded', async () => {
  const engine = await startDynamo();
  const { BINDINGS_TABLE: table } = await createTables(engine.endpoint, template);
  const records: StreamRecord[] = [];
  const capture = await startCapture({
    endpoint: engine.endpoint,
    tables: [table],
    clock,
    add: (record) => records.push(record),
  });
  stops.push(engine.stop, capture.stop);
  return {
    documents: createDynamoDocuments(dynamoCallsAt.lean(capture.endpoint)),
    table,
    records: async () => records,
  };
});

const streamingTable = async (endpoint: string): Promise<Recorded> => {
  const client = sdkClientAt(endpoint);
  stops.push(async () => client.destroy());
  const TableName = `changes-${process.pid}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return {
    documents: createDynamoDocuments(dynamoCallsAt.lean(endpoint)),
    table: TableName,
    records: () => recordsOf(endpoint, String(Table?.LatestStreamArn)),
  };
};

const Shards = v.object({
  StreamDescription: v.object({ Shards: v.array(v.object({ ShardId: v.string() })) }),
});
const Iterator = v.object({ ShardIterator: v.string() });
const Records = v.object({ Records: v.array(v.custom<StreamRecord>((value) => typeof value === 'object')) });

const recordsOf = async (endpoint: string, StreamArn: string): Promise<readonly StreamRecord[]> => {
  const call = createJsonService(
    {
      name: 'dynamodb',
      endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB_STREAMS',
      target: 'DynamoDBStreams_20120810',
      jsonVersion: '1.0',
      tries: 1,
      baseMs: 1,
    },
    {
      environment: {
        AWS_REGION: LOCAL_REGION,
        AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
      },
      clock: systemClock,
      random: systemRandom,
      sleep: systemSleep,
    },
  );
  const { StreamDescription } = v.parse(Shards, await call('DescribeStream', { StreamArn }));
  const records: StreamRecord[] = [];
  for (const { ShardId } of StreamDescription.Shards) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = v.parse(Iterator, await call('GetShardIterator', from));
    records.push(...v.parse(Records, await call('GetRecords', { ShardIterator })).Records);
  }
  // Lambda adds where they come from.
  return records.map((record) => ({ ...record, eventSourceARN: StreamArn }));
};

// With an engine that has streams, such as DynamoDB Local (tools/engines/dynamodb-local.ts), its own are held against the same list.
const REAL = process.env['DYNAMODB_ENDPOINT'];
if (REAL !== undefined) changesContract('streaming', () => streamingTable(REAL));
