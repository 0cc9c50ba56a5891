import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AbortMultipartUploadCommand } from '@aws-sdk/client-s3';
import { addSeconds } from '../../shared/kernel/clock.ts';
import { clientFor } from '../builders/object-engine.ts';
import type { StoreCall } from '../fakes/documents-around.ts';
import { startStrictS3 } from '../fakes/strict-s3.ts';
import { person, xNumber } from '../harness/fixtures.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Fate, startArchiverProcess } from './archiver-process.ts';
import { isOut, type PlannedCall, planCalls } from './call-plan.ts';
import { chanceOf, pickOf } from './chance.ts';
import { createDueInstants } from './due-instants.ts';
import { judgeItems, judgeObjects, judgePlatform } from './faults.ts';

const START_AT = new Date('2026-03-01T00:00:00.000Z');
/**
 * The story runs archivers this often at most, where the deployed one runs every minute: most of a run's time on an
 * embedded engine goes into listing what is due. A long story can afford to look more often.
 */
const gridSecondsFor = (count: number): number => (count < 1000 ? 3600 : 600);
/** It never leaps further, so that late pushes are met near their time. */
const LONGEST_LEAP_SECONDS = 8 * 3600;
/** The bucket's lifecycle rule takes unfinished uploads back after a day. */
const UNFINISHED_FOR_SECONDS = 24 * 3600;
/** More than a run may last, with what is added to its leases. */
const LEASE_SECONDS = 331;
/** Steps of a run before its first item: it lists its partitions. */
const LISTING_STEPS = 33;

export type ToldCall = PlannedCall & Readonly<{ sessionId: string; fileName: string }>;

/** The outcome of a story; the state that it leaves is for the test to look at. */
export type Story = Readonly<{
  stack: Stack;
  calls: readonly ToldCall[];
  /** Path of each object as often as it was written. */
  written: readonly string[];
  /** Key of each item as often as it was noted as archived. */
  notedAsArchived: readonly string[];
  unfinishedUploads: number;
  filesOnDisk: readonly string[];
  runs: number;
  killed: number;
  hung: number;
  close: () => Promise<void>;
}>;

/**
 * Lives through eight days of recorded calls and as long after as something waits, on the virtual clock, with faults at
 * every step. Which faults strike follows from the seed.
 */
export const liveThrough = async (seed: number, count: number): Promise<Story> => {
  const gridSeconds = gridSecondsFor(count);
  const elapsed = () => (stack.clock().getTime() - START_AT.getTime()) / 1000;
  const rotten = new Set<string>();
  const stack: Stack = await startStack({
    startAt: START_AT,
    seed,
    random: () => 0.5,
    environment: { RECORDING_SHARDS: '3', LOG_LEVEL: 'error' },
    judge: judgePlatform({ seed, isOut: () => isOut(elapsed()), isRotten: (name) => rotten.has(name) }),
  });
  await bindRecorded(stack);
  const disk = await ownDisk();
  const s3 = await startStrictS3(String(process.env['AWS_ENDPOINT_URL_S3']), { judge: judgeObjects(seed) });
  const instants = createDueInstants();
  const judged = judgeItems(seed);
  const judge = (call: StoreCall) => {
    instants.see(call);
    return judged(call);
  };
  stack.store.judge = judge;

  const plan = [...planCalls(seed, count)];
  const calls: ToldCall[] = [];
  const uploads = new Map<string, number>();
  const asleep: { wakeUp: () => void; done: Promise<unknown> }[] = [];
  const notedAsArchived: string[] = [];
  const noteArchived = ({ input }: StoreCall): void => {
    if ('key' in input && 'values' in input && JSON.stringify(input.values ?? {}).includes('"archived"'))
      notedAsArchived.push(JSON.stringify(input.key));
  };
  const counts = { runs: 0, killed: 0, hung: 0 };

  const placeDue = async () => {
    while (plan[0] !== undefined && plan[0].atSeconds <= elapsed()) {
      const planned = plan.shift();
      if (planned !== undefined) calls.push(await place(stack, planned, rotten));
    }
  };

  const startProcess = async (event: unknown, fate: Fate): Promise<void> => {
    const archiver = startArchiverProcess({
      runtime: stack.runtime,
      store: stack.documents,
      objects: () => clientFor(s3.endpoint),
      judge,
      fate,
      onWritten: noteArchived,
    });
    counts.runs += 1;
    const done = archiver.run(event);
    const report = await Promise.race([done, archiver.hanging]);
    // Recordings that it could not resolve are due again when their leases end.
    if (report === undefined || report.remaining > 0) instants.add(addSeconds(stack.clock(), LEASE_SECONDS));
    if (archiver.wasKilled()) counts.killed += 1;
    if (!archiver.isHanging()) return;
    counts.hung += 1;
    asleep.push({ wakeUp: archiver.wakeUp, done });
  };

  /** Runs that hung in an earlier tick wake up beside the new ones: their leases have ended meanwhile. */
  const tick = async (number: number) => {
    instants.beginLook();
    const woken = asleep.splice(0);
    for (const { wakeUp } of woken) wakeUp();
    const events = eventsOf(seed, number);
    await Promise.all([
      ...events.map((event, index) => startProcess(event, fateOf(seed, number, index))),
      ...woken.map(({ done }) => done),
    ]);
    await takeBackUploads(stack, s3.openUploads, uploads);
  };

  /** True while more is to come than items that fall due: a push or a CDR at a time of the platform's, an upload to take back. */
  const isExpecting = async (): Promise<boolean> =>
    s3.openUploads.size > 0 ||
    calls.some((call) => call.atSeconds + call.cdrDelaySeconds > elapsed()) ||
    (await stack.control.idle()).pendingPushes > 0;

  const nextMoment = async (): Promise<number> => {
    const now = stack.clock().getTime();
    const nextCall = plan[0] === undefined ? Infinity : START_AT.getTime() + plan[0].atSeconds * 1000;
    const wakeUp = asleep.length > 0 ? now : Infinity;
    const expected = (await isExpecting()) ? now + LONGEST_LEAP_SECONDS * 1000 : Infinity;
    return Math.min(instants.next(stack.clock()), nextCall, wakeUp, expected);
  };

  const leap = async (): Promise<boolean> => {
    const next = await nextMoment();
    if (next === Infinity) return false;
    const ticks = Math.ceil((next - stack.clock().getTime()) / (gridSeconds * 1000));
    await stack.advance(Math.min(Math.max(ticks, 1) * gridSeconds, LONGEST_LEAP_SECONDS));
    return true;
  };

  for (let number = 0; ; number += 1) {
    await placeDue();
    await tick(number);
    if (!(await leap())) break;
  }

  return {
    stack,
    calls,
    written: s3.written,
    notedAsArchived,
    unfinishedUploads: s3.openUploads.size,
    filesOnDisk: await readdir(disk.path),
    ...counts,
    close: async () => {
      await s3.stop();
      await stack.close();
      await disk.remove();
    },
  };
};

/** A directory in the place of the machine's temporary one, so that what a run leaves there is seen. */
const ownDisk = async () => {
  const former = tmpdir();
  const path = await mkdtemp(join(former, 'chaos-'));
  process.env['TMPDIR'] = path;
  return {
    path,
    remove: async (): Promise<void> => {
      process.env['TMPDIR'] = former;
      await rm(path, { recursive: true, force: true });
    },
  };
};

const bindRecorded = async (stack: Stack): Promise<void> => {
  const pair = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ttlSeconds: 90 * 24 * 3600 };
  const { status, text } = await stack.request('POST', '/bindings', {
    body: { ...pair, record: true, recordTone: 'tone.wav' },
  });
  if (status !== 201) throw new Error(`not bound: ${text}`);
};

const place = async (stack: Stack, planned: PlannedCall, rotten: Set<string>): Promise<ToldCall> => {
  const { talkSeconds, recordingDelaySeconds, cdrDelaySeconds, kind } = planned;
  const { sessionId, recordObjectName } = await stack.control.placeCall({
    from: person(1),
    to: xNumber(1),
    outcome: 'answered',
    talkSeconds,
    recordingDelaySeconds,
    cdrDelaySeconds,
    shortRecording: 'flag-1',
    withholdEvents: ['callin', 'callout', 'alerting', 'answer', 'disconnect'],
  });
  const fileName = recordObjectName ?? '';
  if (kind === 'rotten') rotten.add(fileName);
  return { ...planned, sessionId, fileName };
};

/** One archiver, two that know nothing of each other, or one for each shard. */
const eventsOf = (seed: number, tick: number): readonly unknown[] =>
  pickOf([[{}], [{}], [{}], [{}, {}], [{ shard: 0 }, { shard: 1 }, { shard: 2 }]], seed, 'runs', tick);

const fateOf = (seed: number, tick: number, index: number): Fate => {
  const chance = chanceOf(seed, 'fate', tick, index);
  const atStep = LISTING_STEPS + Math.floor(chanceOf(seed, 'step', tick, index) * 30);
  if (chance < 0.15) return { kind: 'dies', atStep };
  return chance < 0.25 ? { kind: 'hangs', atStep } : { kind: 'lives' };
};

/** Plays the lifecycle rule of the bucket. */
const takeBackUploads = async (
  stack: Stack,
  open: Map<string, string>,
  firstSeen: Map<string, number>,
): Promise<void> => {
  const now = stack.clock().getTime();
  for (const [UploadId, path] of open) {
    const since = firstSeen.get(UploadId) ?? now;
    firstSeen.set(UploadId, since);
    if (now - since < UNFINISHED_FOR_SECONDS * 1000) continue;
    const [, Bucket = '', ...key] = path.split('/');
    await stack.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: key.join('/'), UploadId }));
    open.delete(UploadId);
  }
};
