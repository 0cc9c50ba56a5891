import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createS3RecordingStore } from '../../../shared/recordings/store/s3-recording-store.ts';
import { type Content, createSpools } from '../../../shared/recordings/store/spool.ts';
import { clientFor, type ObjectEngine, startObjectEngine } from '../../builders/object-engine.ts';
import { noise } from '../../builders/wave.ts';
import { startStrictS3 } from '../../fakes/strict-s3.ts';

const MIB = 1024 * 1024;
const PART_BYTES = 5 * MIB;

let engine: ObjectEngine;
beforeAll(async () => {
  engine = await startObjectEngine();
});
afterAll(() => engine.stop());

const strict = async (options?: { conditional: boolean }) => {
  const s3 = await startStrictS3(engine.endpoint, options);
  const client = clientFor(s3.endpoint);
  onTestFinished(async () => {
    client.destroy();
    await s3.stop();
  });
  return { ...s3, client };
};

const storeOn = (client: S3Client) => createS3RecordingStore(client, engine.bucket);

const inMemory = (bytes: Buffer): Content => ({ kind: 'memory', bytes });

const onDisk = async (bytes: Buffer): Promise<Content> => {
  const spool = await createSpools(tmpdir(), randomUUID)(undefined);
  onTestFinished(() => spool.close());
  await spool.write(bytes);
  return spool.content();
};

const aRecording = (bytes: Buffer, content: Content = inMemory(bytes)) => ({
  objectKey: `recordings/2026/03/01/${randomUUID()}/recording.wav`,
  content,
  sizeBytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  facts: { callId: 'call', bindingId: 'binding', talkSeconds: 71, notes: [] },
  replaces: false,
});

const SMALL = noise(40_000);
/** Two whole parts and some. */
const LARGE = noise(2 * PART_BYTES + 12_345);

describe('a recording in S3', () => {
  it.each([
    ['in one request', SMALL, inMemory],
    ['in parts', LARGE, onDisk],
    ['in one whole part', LARGE.subarray(0, PART_BYTES), onDisk],
    ['in one small part, when its length was not known', SMALL, onDisk],
  ])('is stored %s with type and facts', async (_case, bytes, contentOf) => {
    const recording = aRecording(bytes, await contentOf(bytes));

    const put = await storeOn(engine.client).put(recording);

    const object = await engine.read(recording.objectKey);
    expect(put).toEqual({ kind: 'stored' });
    expect(object.bytes.equals(bytes)).toBe(true);
    expect(object.contentType).toBe('audio/wav');
    expect(object.metadata).toEqual({
      'call-id': 'call',
      'binding-id': 'binding',
      'talk-seconds': '71',
      sha256: recording.sha256,
    });
  });

  it('leaves out facts that are not known', async () => {
    const recording = {
      ...aRecording(SMALL),
      facts: { callId: 'call', bindingId: undefined, talkSeconds: undefined, notes: [] },
    };

    await storeOn(engine.client).put(recording);

    const { metadata } = await engine.read(recording.objectKey);
    expect(metadata).toEqual({ 'call-id': 'call', sha256: recording.sha256 });
  });

  it.each([
    ['in one request', SMALL, inMemory, ['PutObject']],
    ['in parts', LARGE, onDisk, ['UploadPart 1', 'UploadPart 2', 'UploadPart 3']],
  ])('has a SHA-256 that the store verifies: %s', async (_case, bytes, contentOf, verified) => {
    const s3 = await strict();
    const recording = aRecording(bytes, await contentOf(bytes));

    const put = await storeOn(s3.client).put(recording);

    expect(put).toEqual({ kind: 'stored' });
    expect(s3.verified).toEqual(verified);
  });

  it('is refused by the store when the bytes are others than the SHA-256 says', async () => {
    const s3 = await strict();
    const recording = { ...aRecording(SMALL), sha256: 'ab'.repeat(32) };

    await expect(storeOn(s3.client).put(recording)).rejects.toMatchObject({ code: 'store-unavailable' });

    expect(await engine.keys(recording.objectKey)).toEqual([]);
  });

  it.each([
    ['in one request', SMALL, inMemory],
    ['in parts', LARGE, onDisk],
  ])('is never written over, and the first one is described: %s', async (_case, bytes, contentOf) => {
    const s3 = await strict();
    const first = aRecording(SMALL);
    await storeOn(s3.client).put(first);
    const second = { ...aRecording(bytes, await contentOf(bytes)), objectKey: first.objectKey };

    const put = await storeOn(s3.client).put(second);

    expect(put).toEqual({ kind: 'already-there', sizeBytes: 40_000, sha256: first.sha256 });
    expect((await engine.read(first.objectKey)).bytes.equals(SMALL)).toBe(true);
    expect(s3.openUploads.size).toBe(0);
    // A long upload is not even begun: not to send it for nothing, and because there are stores that delete what is there
    // when an upload beside it is taken back.
    expect(s3.operations).not.toContain('CreateMultipartUpload');
  });

  it('is there once when two long uploads end at the same time', async () => {
    const s3 = await strict();
    const store = storeOn(s3.client);
    const first = aRecording(LARGE, await onDisk(LARGE));
    const second = { ...first, content: await onDisk(LARGE) };

    const puts = await Promise.all([store.put(first), store.put(second)]);

    expect(s3.operations.filter((operation) => operation === 'CreateMultipartUpload')).toHaveLength(2);
    expect(puts.map(({ kind }) => kind).toSorted()).toEqual(['already-there', 'stored']);
    expect(s3.written).toHaveLength(1);
    expect(s3.openUploads.size).toBe(0);
  });

  it('carries a mark where it is suspect', async () => {
    const recording = aRecording(SMALL);
    const facts = { ...recording.facts, notes: ['open-length', 'implausible-duration'] };

    await storeOn(engine.client).put({ ...recording, facts });

    const { metadata } = await engine.read(recording.objectKey);
    expect(metadata).toMatchObject({ suspect: 'open-length implausible-duration' });
  });

  it.each([
    ['in one request', SMALL, inMemory],
    ['in parts', LARGE, onDisk],
  ])('is stored where conditions are not implemented, and not twice: %s', async (_case, bytes, contentOf) => {
    const s3 = await strict({ conditional: false });
    const store = storeOn(s3.client);
    const recording = aRecording(bytes, await contentOf(bytes));

    const puts = [await store.put(recording), await store.put(recording)];

    expect(puts).toEqual([
      { kind: 'stored' },
      { kind: 'already-there', sizeBytes: bytes.byteLength, sha256: recording.sha256 },
    ]);
    expect((await engine.read(recording.objectKey)).bytes.equals(bytes)).toBe(true);
    expect(s3.openUploads.size).toBe(0);
  });

  it.each([
    ['PutObject', SMALL, inMemory],
    ['CompleteMultipartUpload', LARGE, onDisk],
  ])('is found again when the answer to %s is lost every time', async (operation, bytes, contentOf) => {
    const s3 = await strict();
    s3.plan(operation, { kind: 'answer-lost' });
    s3.plan(operation, { kind: 'answer-lost' });
    const recording = aRecording(bytes, await contentOf(bytes));

    const put = await storeOn(s3.client).put(recording);

    expect(put).toEqual({ kind: 'already-there', sizeBytes: bytes.byteLength, sha256: recording.sha256 });
    expect(s3.openUploads.size).toBe(0);
  });

  it.each(['CreateMultipartUpload', 'UploadPart 1', 'UploadPart 3', 'CompleteMultipartUpload'])(
    'leaves nothing behind when %s fails',
    async (operation) => {
      const s3 = await strict();
      s3.plan(operation, { kind: 'status', status: 503, code: 'SlowDown' });
      s3.plan(operation, { kind: 'status', status: 503, code: 'SlowDown' });
      const recording = aRecording(LARGE, await onDisk(LARGE));

      await expect(storeOn(s3.client).put(recording)).rejects.toMatchObject({ code: 'store-unavailable' });

      expect(await engine.keys(recording.objectKey)).toEqual([]);
      expect(s3.openUploads.size).toBe(0);
    },
  );

  it('survives one failed part', async () => {
    const s3 = await strict();
    s3.plan('UploadPart 2', { kind: 'status', status: 500, code: 'InternalError' });
    const recording = aRecording(LARGE, await onDisk(LARGE));

    const put = await storeOn(s3.client).put(recording);

    expect(put).toEqual({ kind: 'stored' });
    expect((await engine.read(recording.objectKey)).bytes.equals(LARGE)).toBe(true);
  });

  it('tells an object of somebody else from a recording', async () => {
    const s3 = await strict();
    const recording = aRecording(SMALL);
    await engine.put(recording.objectKey, Buffer.from('hello'));

    const put = await storeOn(s3.client).put(recording);

    expect(put).toEqual({ kind: 'already-there', sizeBytes: 5, sha256: undefined });
  });
});
