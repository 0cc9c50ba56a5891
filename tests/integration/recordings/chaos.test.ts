import { createHash, randomInt } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callIdOf } from '../../../shared/calls/call-id.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { liveThrough, type Story, type ToldCall } from '../../chaos/archiver-story.ts';
import type { Kind } from '../../chaos/call-plan.ts';

/** Replay with `CHAOS_SEED=<seed>`; `CHAOS_RECORDINGS=5000` is for the night. */
const SEED = Number(process.env['CHAOS_SEED'] ?? process.env['PROPERTY_SEED'] ?? randomInt(2 ** 31));
const RECORDINGS = Number(process.env['CHAOS_RECORDINGS'] ?? 100);
/** Ends what hangs; one of a busy machine's cores needs a fifth of it. */
const MOST_MS = 240_000 + RECORDINGS * 600;

const STATUS: Record<Kind, string> = {
  plain: 'archived',
  long: 'archived',
  late: 'archived',
  'late-cdr': 'archived',
  never: 'lost',
  rotten: 'lost',
  short: 'not-expected',
};

const lookup = createLookupKeys(Buffer.alloc(32, 2));

type Item = Readonly<Record<string, unknown>>;

describe(`the archiver through eight days of faults, CHAOS_SEED=${SEED} CHAOS_RECORDINGS=${RECORDINGS}`, () => {
  let story: Story;
  let items: Map<unknown, Item>;
  let objects: readonly string[];

  beforeAll(async () => {
    process.stderr.write(`chaos: CHAOS_SEED=${SEED} CHAOS_RECORDINGS=${RECORDINGS}\n`);
    const startedAt = performance.now();
    const usedBefore = process.cpuUsage();
    story = await liveThrough(SEED, RECORDINGS);
    const cdrs = (await story.stack.items('CALLS_TABLE')).filter(({ sk }) => String(sk).startsWith('CDR#'));
    items = new Map(cdrs.map((item) => [item['pk'], item]));
    // Another store given by S3_ENDPOINT may hold what other tests have written.
    const ids = [...items.keys()].map((pk) => String(pk).slice('C#'.length));
    objects = (await keysIn(story)).filter((key) => ids.some((id) => key.includes(id)));
    const { runs, killed, hung } = story;
    const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
    const { user, system } = process.cpuUsage(usedBefore);
    const usedSeconds = Math.round((user + system) / 1e6);
    const statuses = Map.groupBy(items.values(), ({ recordingStatus }) => String(recordingStatus));
    const became = [...statuses].map(([status, { length }]) => `${length} ${status}`).join(', ');
    process.stderr.write(
      `chaos: ${became}; ${runs} runs, ${killed} killed, ${hung} hung; ${tookSeconds} s, ${usedSeconds} s of a processor\n`,
    );
  }, MOST_MS);
  afterAll(() => story?.close());

  const itemOf = ({ sessionId }: ToldCall): Item =>
    items.get(`C#${callIdOf(lookup, { app: 'rides', sessionId })}`) ?? {};

  it('meets kills and hangs among all its recordings', () => {
    expect(story.calls).toHaveLength(RECORDINGS);
    expect(story.killed).toBeGreaterThan(0);
    expect(story.hung).toBeGreaterThan(0);
  });

  it('archives every recording that was there long enough, and loses every other one for a reason', () => {
    const wrong = story.calls
      .map((call) => ({ call, item: itemOf(call) }))
      .filter(({ call, item }) => item['recordingStatus'] !== STATUS[call.kind])
      .map(({ call: { kind, atSeconds, fileName }, item }) => ({ kind, atSeconds, fileName, item }));
    const lost = [...items.values()].filter(({ recordingStatus }) => recordingStatus === 'lost');

    expect(wrong).toEqual([]);
    for (const { reason } of lost) expect(reason).toMatch(/^[a-z0-9-]+$/);
  });

  it(
    'has in each object what the platform served, byte by byte',
    async () => {
      const archived = story.calls.filter((call) => itemOf(call)['recordingStatus'] === 'archived');

      const differing: string[] = [];
      for (const call of archived) {
        const served = sha256(await story.stack.control.recordingBytes(call.fileName));
        const kept = await objectDigest(story, String(itemOf(call)['objectKey']));
        if (kept !== served || itemOf(call)['sha256'] !== served) differing.push(call.fileName);
      }

      expect(archived.length).toBeGreaterThan(0.8 * RECORDINGS);
      expect(differing).toEqual([]);
    },
    MOST_MS,
  );

  it('wrote each object once, and no other', () => {
    const keys = [...items.values()].map(({ objectKey }) => objectKey).filter((key) => key !== undefined);

    expect(objects.toSorted()).toEqual(keys.toSorted());
    expect(story.written.toSorted()).toEqual(keys.map((key) => `/${story.stack.bucket}/${key}`).toSorted());
  });

  it('noted each archived recording once', () => {
    const archived = [...items.values()].filter(({ recordingStatus }) => recordingStatus === 'archived');

    const keys = archived.map(({ pk, sk }) => JSON.stringify({ pk, sk }));

    expect(story.notedAsArchived.toSorted()).toEqual(keys.toSorted());
  });

  it('leaves no upload open, no file on the disk, nothing waiting', () => {
    const waiting = [...items.values()].filter(
      (item) => String(item['dueShard']).startsWith('R#') || 'leaseToken' in item,
    );

    expect(story.unfinishedUploads).toBe(0);
    expect(story.filesOnDisk).toEqual([]);
    expect(waiting).toEqual([]);
  });
});

const sha256 = (bytes: Uint8Array = new Uint8Array()): string =>
  createHash('sha256').update(bytes).digest('hex');

const keysIn = async ({ stack }: Story): Promise<readonly string[]> => {
  const keys: string[] = [];
  let from: string | undefined;
  do {
    const page = await stack.s3.send(
      new ListObjectsV2Command({ Bucket: stack.bucket, ContinuationToken: from }),
    );
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    from = page.NextContinuationToken;
  } while (from !== undefined);
  return keys;
};

const objectDigest = async ({ stack }: Story, Key: string): Promise<string> => {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key }));
  return sha256(await Body?.transformToByteArray());
};
