// Archives the files of the addresses given and prints how much memory that took above the idle process, as JSON.
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as v from 'valibot';
import { createArchive } from '../../../shared/recordings/archiver/archive.ts';
import { createDownload } from '../../../shared/recordings/download/download.ts';
import { strictHost } from '../../../shared/recordings/download/download-host.ts';
import { createS3RecordingStore } from '../../../shared/recordings/store/s3-recording-store.ts';
import { createSpools } from '../../../shared/recordings/store/spool.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { aCdr } from '../../builders/call-records.ts';
import { clientFor } from '../../builders/object-engine.ts';

const Order = v.object({ s3: v.string(), warmUp: v.string(), files: v.array(v.string()) });
const { s3, warmUp, files } = v.parse(Order, JSON.parse(process.argv[2] ?? ''));

const archive = createArchive({
  sourceOf: () => ({
    recordingUrl: async ({ fileName }) => ({ kind: 'ok', value: { kind: 'url', url: fileName } }),
    download: createDownload({
      hosts: [{ ...strictHost('127.0.0.1'), allowHttp: true, allowPrivate: true }],
      onException: () => undefined,
    }),
  }),
  bindingOf: async () => undefined,
  store: createS3RecordingStore(clientFor(s3), 'bucket'),
  lookup: createLookupKeys(new Uint8Array(32)),
  openSpool: createSpools(tmpdir(), randomUUID),
});

const copy = async (fileName: string) => {
  const taken = {
    key: { callId: 'call', recordKey: 'record' },
    leaseToken: 'token',
    cdr: aCdr({ recorded: true, recording: { fileName, domain: 'storage' } }),
    app: 'rides',
    receivedAt: '2026-03-01T00:00:00.000Z',
    attempts: 0,
    deadlineAt: '2026-03-08T00:00:00.000Z',
    replaces: false,
  };
  const attempt = await archive(taken, () => 120_000, false);
  return attempt.kind === 'archived' ? attempt.file : attempt.fault;
};

// Code that is loaded and compiled with the first file belongs to the idle process.
await copy(warmUp);
const idleBytes = process.memoryUsage.rss();
let peakBytes = idleBytes;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 5);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const results = await Promise.all(files.map(copy));
clearInterval(watch);
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  JSON.stringify({
    aboveIdleBytes: peakBytes - idleBytes,
    tookMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    results,
  }),
);
