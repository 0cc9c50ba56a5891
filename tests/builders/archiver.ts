import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { S3Client } from '@aws-sdk/client-s3';
import { callIdOf, recordKeyOf } from '../../shared/calls/call-id.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { createDynamoCallWriter } from '../../shared/calls/dynamo/dynamo-call-writer.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { PlatformResult } from '../../shared/kernel/platform-outcome.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createArchive } from '../../shared/recordings/archiver/archive.ts';
import type { RecordingLocation } from '../../shared/recordings/archiver/recording-location.ts';
import { createRunArchiver } from '../../shared/recordings/archiver/run-archiver.ts';
import { createDownload, type DownloadLimits } from '../../shared/recordings/download/download.ts';
import { strictHost } from '../../shared/recordings/download/download-host.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import type { RecordingWork } from '../../shared/recordings/store/recording-work.ts';
import { createS3RecordingStore } from '../../shared/recordings/store/s3-recording-store.ts';
import { createSpools } from '../../shared/recordings/store/spool.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import type { TestStore } from '../harness/store-engine.ts';
import { aCdr } from './call-records.ts';

let shards = 0;
const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);

type Options = Readonly<{
  store: TestStore;
  client: S3Client;
  bucket: string;
  startAt: Date;
  limits?: Partial<DownloadLimits>;
  concurrency?: number;
  /** Wraps the store of work items, to make it fail. */
  spoil?: (work: RecordingWork) => RecordingWork;
}>;

/** An archiver of app `rides` on a store and a real S3, whose platform answers what a test tells it. */
export const anArchiver = (options: Options) => {
  const { store, client, bucket, limits, concurrency = 4, spoil = (work) => work } = options;
  const { documents, tables } = store;
  // Keys and a shard of its own, so that calls of one test are none of another.
  const lookup = createLookupKeys(Buffer.from(randomUUID()));
  shards += 1;
  const shard = shards;
  let now = options.startAt;
  const clock = () => now;
  const lines: string[] = [];
  const logger = createLogger({ clock, write: (line) => lines.push(line) });
  const answers = new Map<string, PlatformResult<RecordingLocation>>();
  const asked: string[] = [];

  const work = spoil(createDynamoRecordingWork(documents, tables.CALLS_TABLE, sealer));
  const archive = createArchive({
    sourceOf: (app) =>
      app === 'rides'
        ? {
            recordingUrl: async ({ fileName }) => {
              asked.push(fileName);
              return answers.get(fileName) ?? { kind: 'ok', value: { kind: 'not-found' } };
            },
            download: createDownload({
              hosts: [{ ...strictHost('127.0.0.1'), allowHttp: true, allowPrivate: true }],
              onException: () => undefined,
              limits,
            }),
          }
        : undefined,
    bindingOf: async ({ subscriptionId }) => `binding-of-${subscriptionId}`,
    store: createS3RecordingStore(client, bucket),
    lookup,
    openSpool: createSpools(tmpdir(), randomUUID),
  });
  const run = createRunArchiver({ work, archive, clock, newId: randomId, logger, concurrency });

  const keyOf = (cdr: Cdr) => ({ pk: `C#${callIdOf(lookup, cdr)}`, sk: `CDR#${recordKeyOf(lookup, cdr)}` });

  return {
    lines,
    /** File names that the platform was asked for, in order. */
    asked,
    answers,
    work,
    shard,
    clock,
    moveTo: (at: Date | string) => {
      now = new Date(at);
    },
    /** Keeps the CDR of a recorded call as its webhook does, due at once. */
    call: async (fileName: string, changes: Partial<Cdr> = {}): Promise<Cdr> => {
      const recording = { fileName, domain: 'storage.example.com' };
      const cdr = aCdr({ sessionId: `session of ${fileName}`, recorded: true, recording, ...changes });
      const writer = createDynamoCallWriter({
        documents,
        table: tables.CALLS_TABLE,
        sealer,
        lookup,
        firstDelaySeconds: 0,
        shards: 1,
        retentionSeconds: 30 * 86_400,
        clock: () => now,
      });
      await writer.appendCdr(cdr, now);
      await documents.update({
        purpose: 'moving a call to the shard of its test',
        table: tables.CALLS_TABLE,
        key: keyOf(cdr),
        change: 'SET dueShard = :shard',
        values: { ':shard': `R#${shard}` },
      });
      return cdr;
    },
    keyOf,
    item: async (cdr: Cdr): Promise<Record<string, unknown>> => {
      const read = { purpose: 'looking at a call', table: tables.CALLS_TABLE, key: keyOf(cdr) };
      return (await documents.get(read)) ?? {};
    },
    run: (remainingMs: () => number = () => 60_000) => run([shard], remainingMs),
  };
};
