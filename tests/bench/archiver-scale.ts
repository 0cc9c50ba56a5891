// The numbers of docs/scaling.md: `node tools/with-node24.mjs tests/bench/archiver-scale.ts`. Not part of `npm run
// bench`, because most of it is waiting.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { compose } from '../../functions/recording-archiver/index.ts';
import { startS3 } from '../../tools/local-stack/engines.ts';
import { clientFor } from '../builders/object-engine.ts';
import { aWave } from '../builders/wave.ts';
import { person, xNumber } from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Figure, rounded, table, timed } from './report.ts';

const SECOND_BYTES = 8000;
const CHILD = fileURLToPath(new URL('../integration/recordings/archive-in-child.ts', import.meta.url));

/** Files a minute of so many shards, for files of that length, when each of the platform's two answers takes so long. */
const filesAMinute = async (
  { shards, megabytes, answerMs }: { shards: number; megabytes: number; answerMs: number },
  files: number,
): Promise<number> => {
  const stack = await startStack({
    environment: { RECORDING_SHARDS: String(shards), LOG_LEVEL: 'error' },
    judge: ({ operation }) =>
      operation === 'recording-url' || operation === 'download'
        ? { on: operation, kind: 'slow-before', delayMs: answerMs }
        : undefined,
  });
  try {
    await recordCalls(stack, files, Math.round((megabytes * 1e6) / SECOND_BYTES));
    // Each shard is a function of its own, as on Lambda. One that has few files by chance ends early; its pace counts.
    const runs = Array.from({ length: shards }, () => compose(stack.runtime));
    const paces = await Promise.all(
      runs.map(async (run, shard) => {
        let archived = 0;
        const tookMs = await timed(async () => {
          const result = await run({ shard }, contextFor('recording-archiver', 300_000));
          archived = result?.archived ?? 0;
        });
        return (archived / tookMs) * 60_000;
      }),
    );
    return paces.reduce((sum, pace) => sum + pace, 0);
  } finally {
    await stack.close();
  }
};

const recordCalls = async (stack: Stack, files: number, talkSeconds: number): Promise<void> => {
  const pair = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
  const body = { ...pair, record: true, recordTone: 'notice.wav' };
  await stack.request('POST', '/bindings', { body });
  for (let index = 0; index < files; index += 1)
    await stack.control.placeCall({
      from: person(1),
      to: xNumber(1),
      outcome: 'answered',
      talkSeconds,
      withholdEvents: ['callin', 'callout', 'alerting', 'answer', 'disconnect'],
    });
};

/** Processor time of an archiver alone, without TLS and without the stores' own, for so many files of that length. */
const cpuOf = async (megabytes: number, files: number): Promise<{ cpuMs: number; aboveIdleMb: number }> => {
  const wave = aWave({ soundBytes: Math.round(megabytes * 1e6) });
  const host = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': wave.byteLength }).end(wave);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const s3 = await startS3();
  await clientFor(s3.endpoint).send(new CreateBucketCommand({ Bucket: 'bucket' }));
  const names = Array.from({ length: files }, (_, index) => `${url}/${index}`);
  const order = { s3: s3.endpoint, warmUp: `${url}/warm-up`, files: names };
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, JSON.stringify(order)]);
  host.closeAllConnections();
  host.close();
  await s3.stop();
  const { cpuMs, aboveIdleBytes } = JSON.parse(stdout) as { cpuMs: number; aboveIdleBytes: number };
  return { cpuMs: cpuMs / files, aboveIdleMb: aboveIdleBytes / 1e6 };
};

const figures: Figure[] = [];
for (const megabytes of [0.1, 1, 5]) {
  const { cpuMs, aboveIdleMb } = await cpuOf(megabytes, 4);
  figures.push(
    { name: `processor time of a file of ${megabytes} MB`, value: rounded(cpuMs), unit: 'ms' },
    { name: `memory above idle, 4 at once of ${megabytes} MB`, value: rounded(aboveIdleMb), unit: 'MB' },
  );
}
for (const megabytes of [0.1, 1, 5]) {
  const value = rounded(await filesAMinute({ shards: 1, megabytes, answerMs: 100 }, 40));
  figures.push({ name: `one shard, ${megabytes} MB, answers after 100 ms`, value, unit: 'files/min' });
}
for (const shards of [1, 2, 4, 8]) {
  const value = rounded(await filesAMinute({ shards, megabytes: 0.5, answerMs: 1000 }, 40 * shards));
  figures.push({ name: `${shards} shards, 0.5 MB, answers after 1 s`, value, unit: 'files/min' });
}
process.stdout.write(`${table(figures)}\n`);
process.exit(0);
