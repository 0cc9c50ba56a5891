import { describe, expect, it } from 'vitest';
import { recordResult } from '../../../shared/recordings/archiver/record-result.ts';
import type { Fault } from '../../../shared/recordings/store/failure.ts';
import type { RecordingWork, Taken } from '../../../shared/recordings/store/recording-work.ts';
import { aCdr } from '../../builders/call-records.ts';

const DEADLINE_AT = '2026-03-08T08:00:00.000Z';
const LONG_BEFORE = '2026-03-02T08:00:00.000Z';
const SOON_AFTER = '2026-03-08T08:30:00.000Z';
const AN_HOUR_AFTER = '2026-03-08T09:00:00.000Z';

const taken = (changes: Partial<Taken> = {}): Taken => ({
  key: { callId: 'call', recordKey: 'record' },
  leaseToken: 'lease',
  cdr: aCdr({ recorded: true }),
  app: 'rides',
  receivedAt: '2026-03-01T08:00:00.000Z',
  attempts: 2,
  deadlineAt: DEADLINE_AT,
  replaces: false,
  ...changes,
});

/** Records one failed attempt, the third one at its file; answers the result and what was written. */
const recordFailure = async (
  fault: Fault,
  {
    at = LONG_BEFORE,
    item = taken(),
    retryAfterSeconds,
  }: { at?: string; item?: Taken; retryAfterSeconds?: number } = {},
) => {
  const writes: unknown[] = [];
  const result = await recordResult(workOf(writes), () => new Date(at), item, {
    kind: 'failed',
    fault,
    retryAfterSeconds,
  });
  return { result, writes };
};

/** A store that notes each write and applies it, or not when the lease is another's by now. */
const workOf = (writes: unknown[], isOurs = true): RecordingWork => {
  const write =
    (name: string) =>
    async (_taken: Taken, ...said: unknown[]) => {
      writes.push([name, ...said]);
      return isOurs;
    };
  const none = () => Promise.reject(new Error('not asked here'));
  return {
    waiting: none,
    take: none,
    archived: write('archived'),
    retryAt: write('retryAt'),
    lost: write('lost'),
    keepFormer: write('keepFormer'),
  };
};

/** Fault, next try long before the deadline, next try after it, whether it holds for the whole app. */
const NO_ATTEMPT_AT_THE_FILE: readonly (readonly [Fault, string, string, boolean])[] = [
  ['locked-out', '2026-03-02T08:30:00.000Z', '2026-03-08T09:00:00.000Z', true],
  ['throttled', '2026-03-02T08:01:00.000Z', '2026-03-08T08:31:00.000Z', true],
  ['credentials-refused', '2026-03-02T08:10:00.000Z', '2026-03-08T08:40:00.000Z', true],
  ['account-suspended', '2026-03-02T08:30:00.000Z', '2026-03-08T09:00:00.000Z', true],
  ['unknown-app', '2026-03-02T09:00:00.000Z', '2026-03-08T09:30:00.000Z', true],
  ['out-of-time', '2026-03-02T08:00:00.000Z', '2026-03-08T08:30:00.000Z', false],
];

const OUR_SIDE: readonly Fault[] = ['store-unavailable', 'no-disk-space', 'internal-error'];

const OF_THE_FILE: readonly Fault[] = [
  'not-found',
  'platform-unanswered',
  'platform-refused',
  'unreadable-item',
  'object-conflict',
  'bad-url',
  'plain-http',
  'address-refused',
  'name-not-resolved',
  'certificate-refused',
  'pin-mismatch',
  'connection-failed',
  'idle-time-out',
  'total-time-out',
  'redirected',
  'http-403',
  'http-503',
  'wrong-content-type',
  'encoded',
  'too-large',
  'cut-short',
  'not-wave',
  'wave-format',
  'wave-length',
  'no-sound',
  'empty',
];

describe('a fault that kept us from trying the file', () => {
  it.each(NO_ATTEMPT_AT_THE_FILE)('%s costs no attempt', async (fault, next, _nextAfter, pausesApp) => {
    const { result, writes } = await recordFailure(fault);

    const nextAt = new Date(next);
    expect(result).toEqual({ kind: 'retried', attempts: 2, nextAt, free: true, pausesApp });
    expect(writes).toEqual([['retryAt', nextAt, fault, 2]]);
  });

  it.each(NO_ATTEMPT_AT_THE_FILE)('%s writes no file off in the hour after the deadline', async (...row) => {
    const [fault, , nextAfter] = row;

    const { result, writes } = await recordFailure(fault, { at: SOON_AFTER });

    expect(result).toMatchObject({ kind: 'retried', attempts: 2 });
    expect(writes).toEqual([['retryAt', new Date(nextAfter), fault, 2]]);
  });

  it.each(NO_ATTEMPT_AT_THE_FILE)('%s: the file is lost when that hour is over', async (fault) => {
    const { result, writes } = await recordFailure(fault, { at: AN_HOUR_AFTER });

    expect(result).toEqual({ kind: 'lost', attempts: 2 });
    expect(writes).toEqual([['lost', fault, 2]]);
  });
});

describe('a fault of our own side in an attempt', () => {
  it.each(OUR_SIDE)('%s counts as an attempt, for this file alone', async (fault) => {
    const { result, writes } = await recordFailure(fault);

    const nextAt = new Date('2026-03-02T08:05:00.000Z');
    expect(result).toEqual({ kind: 'retried', attempts: 3, nextAt, free: false, pausesApp: false });
    expect(writes).toEqual([['retryAt', nextAt, fault, 3]]);
  });

  it.each(OUR_SIDE)('%s writes no file off in the hour after the deadline', async (fault) => {
    const { writes } = await recordFailure(fault, { at: SOON_AFTER });

    expect(writes).toEqual([['retryAt', new Date('2026-03-08T08:35:00.000Z'), fault, 3]]);
  });

  it.each(OUR_SIDE)('%s: the file is lost when that hour is over', async (fault) => {
    const { result, writes } = await recordFailure(fault, { at: AN_HOUR_AFTER });

    expect(result).toEqual({ kind: 'lost', attempts: 3 });
    expect(writes).toEqual([['lost', fault, 3]]);
  });
});

describe('a fault that tells of the file', () => {
  it.each(OF_THE_FILE)('%s counts as an attempt and is tried again', async (fault) => {
    const { result, writes } = await recordFailure(fault);

    const nextAt = new Date('2026-03-02T08:05:00.000Z');
    expect(result).toEqual({ kind: 'retried', attempts: 3, nextAt, free: false, pausesApp: false });
    expect(writes).toEqual([['retryAt', nextAt, fault, 3]]);
  });

  it.each(OF_THE_FILE)('%s at the deadline: the file is lost', async (fault) => {
    const { result, writes } = await recordFailure(fault, { at: DEADLINE_AT });

    expect(result).toEqual({ kind: 'lost', attempts: 3 });
    expect(writes).toEqual([['lost', fault, 3]]);
  });

  it('is final at once when the CDR does not say where its file is', async () => {
    const { result, writes } = await recordFailure('no-source');

    expect(result).toEqual({ kind: 'lost', attempts: 3 });
    expect(writes).toEqual([['lost', 'no-source', 3]]);
  });
});

describe('a failed attempt', () => {
  it('waits longer after each one', async () => {
    const { writes } = await recordFailure('not-found', { item: taken({ attempts: 4 }) });

    expect(writes).toEqual([['retryAt', new Date('2026-03-02T08:30:00.000Z'), 'not-found', 5]]);
  });

  it.each(['throttled', 'not-found'] as const)(
    'waits as long as the platform asks for: %s',
    async (fault) => {
      const { result } = await recordFailure(fault, { retryAfterSeconds: 7 });

      expect(result).toMatchObject({ nextAt: new Date('2026-03-02T08:00:07.000Z') });
    },
  );

  it.each<[string, Fault, string]>([
    ['that can do no better', 'no-source', LONG_BEFORE],
    ['after the deadline', 'not-found', AN_HOUR_AFTER],
  ])('%s leaves an archived recording as it is', async (_case, fault, at) => {
    const { result, writes } = await recordFailure(fault, { at, item: taken({ replaces: true }) });

    expect(result).toEqual({ kind: 'kept', attempts: 3 });
    expect(writes).toEqual([['keepFormer', fault, 3]]);
  });
});

const FILE = { sizeBytes: 568_058, sha256: 'ab'.repeat(32), objectKey: 'recordings/a.wav', notes: ['odd'] };
const ARCHIVED = { kind: 'archived', file: FILE } as const;

describe('an archived file', () => {
  it('is recorded with its time and all attempts', async () => {
    const writes: unknown[] = [];

    const result = await recordResult(workOf(writes), () => new Date(LONG_BEFORE), taken(), ARCHIVED);

    expect(result).toEqual({ kind: 'archived', attempts: 3 });
    expect(writes).toEqual([
      [
        'archived',
        {
          sizeBytes: 568_058,
          sha256: 'ab'.repeat(32),
          objectKey: 'recordings/a.wav',
          notes: ['odd'],
          archivedAt: '2026-03-02T08:00:00.000Z',
        },
        3,
      ],
    ]);
  });
});

describe('a result under a lease that ended', () => {
  const failed = (fault: Fault) => ({ kind: 'failed', fault }) as const;

  it.each([
    ['archived', ARCHIVED, false],
    ['to be tried again', failed('not-found'), false],
    ['to be tried again for the whole app', failed('throttled'), false],
    ['lost', failed('no-source'), false],
    ['kept as it was archived before', failed('no-source'), true],
  ])('is left to the archiver that has the file now: %s', async (_case, attempt, replaces) => {
    const work = workOf([], false);

    const result = await recordResult(work, () => new Date(LONG_BEFORE), taken({ replaces }), attempt);

    expect(result).toEqual({ kind: 'lease-lost' });
  });
});
