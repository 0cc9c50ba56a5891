import { createHash } from 'node:crypto';
import { GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { compose } from '../../../functions/recording-archiver/index.ts';
import { createS3Client } from '../../../shared/recordings/store/s3-client.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { contextFor } from '../../harness/gateway.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { asFunction } from '../../rights/recorder.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);
const WEEK_SECONDS = 7 * 24 * 3600;

let stack: Stack;

beforeEach(async () => {
  stack = await startStack({ startAt: new Date('2026-03-01T02:30:00.000Z') });
  const bound = await stack.request('POST', '/bindings', {
    body: { mode: 'AXB', a: A, b: B, x: X, record: true, recordTone: 'tone.wav' },
  });
  if (bound.status !== 201) throw new Error(`not bound: ${bound.text}`);
});
afterEach(() => stack.close());

/** Calls one after the other, each with its CDR delivered. */
const recordedCalls = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    await stack.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 30 + index });
    await stack.advance(60);
  }
};

/** The work items as they are kept. */
const recordings = async () =>
  (await stack.items('CALLS_TABLE')).filter((item) => String(item['sk']).startsWith('CDR#'));

const stored = async (): Promise<Buffer[]> => {
  const Bucket = stack.bucket;
  const kept = await recordings();
  const keys = kept.map((item) => item['objectKey']).filter((key) => key !== undefined);
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket }));
  const found = Contents.map(({ Key = '' }) => Key).filter((Key) =>
    kept.some((item) => Key.includes(String(item['pk']).slice(2))),
  );
  expect(found.toSorted()).toEqual(keys.toSorted());
  return Promise.all(
    found.map(async (Key) => {
      const object = await stack.s3.send(new GetObjectCommand({ Bucket, Key }));
      return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    }),
  );
};

const served = async (): Promise<Buffer[]> => {
  const calls = await stack.control.calls();
  const bytes = await Promise.all(
    calls.map(({ recorded }) => stack.control.recordingBytes(recorded?.objectName ?? '')),
  );
  return bytes.filter((one) => one !== undefined);
};

const digests = (files: readonly Buffer[]): string[] =>
  files.map((file) => createHash('sha256').update(file).digest('hex')).toSorted();

const report = (counts: Partial<Record<string, number>>) => ({
  due: 0,
  archived: 0,
  retried: 0,
  lost: 0,
  skipped: 0,
  remaining: 0,
  ...counts,
});

describe('the archiver and the simulated platform', () => {
  it('archives what the platform served, byte by byte', async () => {
    await recordedCalls(3);

    const result = await stack.invoke('recording-archiver', { shard: 0 });

    expect(result).toEqual(report({ due: 3, archived: 3 }));
    expect(digests(await stored())).toEqual(digests(await served()));
  });

  it.each([
    'truncated',
    'error-page',
    'wrong-length',
    'empty',
    'json-200',
    'redirect-loop',
    'http-500',
    'drop-before',
    'drop-after',
  ] as const)('survives a download that is %s, without an object of it', async (kind) => {
    await recordedCalls(1);
    await stack.control.faults.add({ on: 'download', kind, times: 1 });

    const first = await stack.invoke('recording-archiver');
    const early = await stored();
    await stack.advance(60);
    const second = await stack.invoke('recording-archiver');

    expect(first).toEqual(report({ due: 1, retried: 1 }));
    expect(early).toHaveLength(0);
    expect(second).toEqual(report({ due: 1, archived: 1 }));
    expect(digests(await stored())).toEqual(digests(await served()));
  });

  it('archives a download without a length', async () => {
    await recordedCalls(1);
    await stack.control.faults.add({ on: 'download', kind: 'no-length', times: 1 });

    const result = await stack.invoke('recording-archiver');

    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(digests(await stored())).toEqual(digests(await served()));
  });

  it('takes back an upload of which the store refuses a part, and begins anew', async () => {
    await recordedCalls(1);
    // It goes by way of the disk, and from there in parts.
    await stack.control.faults.add({ on: 'download', kind: 'no-length', times: 2 });
    const s3 = createS3Client({ pathStyle: true });
    s3.middlewareStack.add(
      (next, { commandName }) =>
        (call) =>
          commandName === 'UploadPartCommand' ? Promise.reject(new Error('refused by the test')) : next(call),
      { step: 'initialize', name: 'refusing' },
    );

    const first = await asFunction('recording-archiver', () =>
      compose(stack.runtime, { s3 })({}, contextFor('recording-archiver', 300_000)),
    );
    const left = await stack.s3.send(new ListMultipartUploadsCommand({ Bucket: stack.bucket }));
    await stack.advance(60);
    const second = await stack.invoke('recording-archiver');

    expect(first).toEqual(report({ due: 1, retried: 1 }));
    expect(left.Uploads ?? []).toEqual([]);
    expect(second).toEqual(report({ due: 1, archived: 1 }));
    expect(digests(await stored())).toEqual(digests(await served()));
  });

  it('waits out a lock-out without using up attempts, then archives', async () => {
    await recordedCalls(3);
    await stack.control.faults.add({ on: 'recording-url', kind: 'locked-out', times: 3 });

    const lockedOut = await stack.invoke('recording-archiver');
    const kept = await recordings();
    await stack.advance(1801);
    // One call goes ahead to see whether the platform answers again; the others follow a minute later.
    const probing = await stack.invoke('recording-archiver');
    await stack.advance(60);
    const afterwards = await stack.invoke('recording-archiver');

    expect(lockedOut).toEqual(report({ due: 3, skipped: 3 }));
    expect(kept.map((item) => [item['attempts'], item['reason']])).toEqual([
      [0, 'locked-out'],
      [0, 'locked-out'],
      [0, 'locked-out'],
    ]);
    expect(probing).toEqual(report({ due: 3, archived: 1, skipped: 2 }));
    expect(afterwards).toEqual(report({ due: 2, archived: 2 }));
    expect(digests(await stored())).toEqual(digests(await served()));
  });

  it('loses, with a reason, what the platform has deleted', async () => {
    await recordedCalls(1);
    await stack.advance(WEEK_SECONDS + 60);

    const result = await stack.invoke('recording-archiver');

    expect(result).toEqual(report({ due: 1, lost: 1 }));
    expect(await recordings()).toMatchObject([{ recordingStatus: 'lost', reason: 'not-found' }]);
  });

  it('never shows a number or a name of the platform in key, metadata or log', async () => {
    await recordedCalls(2);
    await stack.invoke('recording-archiver');

    const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
    const text = [...Contents.map(({ Key }) => Key), ...stack.logs].join('\n');
    const calls = await stack.control.calls();
    const secrets = [A, B, X].map((number) => number.slice(3));
    const names = calls.map(({ sessionId, recorded }) => [sessionId, recorded?.objectName ?? sessionId]);
    const leaked = [...secrets, ...names.flat(), RIDES.appSecret].filter((secret) => text.includes(secret));
    expect(leaked).toEqual([]);
    expect(stack.unhandled).toEqual([]);
  });
});

describe('the archiver without an exception for the storage host', () => {
  it.each([
    ['over plain http', {}, 'plain-http'],
    ['on a private address', { allowHttp: true }, 'address-refused'],
  ])('asks nothing of a host %s', async (_case, exceptions, reason) => {
    const downloadHosts = [{ host: '127.0.0.1', ...exceptions }];
    const strict = await startStack({
      startAt: new Date('2026-03-01T02:30:00.000Z'),
      apps: [{ ...RIDES, numbers: poolNumbers(1), downloadHosts }],
    });
    onTestFinished(() => strict.close());
    await strict.request('POST', '/bindings', {
      body: { mode: 'AXB', a: A, b: B, record: true, recordTone: 'tone.wav' },
    });
    await strict.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 30 });

    const result = await strict.invoke('recording-archiver');

    const downloads = await strict.control.journal({ kind: 'request', operation: 'download' });
    const items = await strict.items('CALLS_TABLE');
    expect(result).toEqual(report({ due: 1, retried: 1 }));
    expect(items).toContainEqual(expect.objectContaining({ recordingStatus: 'pending', reason }));
    expect(downloads).toEqual([]);
  });
});
