import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import type { Archive, Attempt } from '../../../shared/recordings/archiver/archive.ts';
import { createRunArchiver } from '../../../shared/recordings/archiver/run-archiver.ts';
import type { RecordingWork, Taken, Waiting } from '../../../shared/recordings/store/recording-work.ts';
import { aCdr } from '../../builders/call-records.ts';

const NOW = '2026-03-02T08:00:00.000Z';
const DEADLINE_AT = '2026-03-08T02:31:20.000Z';

const waiting = (callId: string): Waiting => ({
  key: { callId, recordKey: 'record' },
  dueAt: '2026-03-02T07:59:00.000Z',
  deadlineAt: DEADLINE_AT,
});

type Given = {
  items?: readonly string[];
  work?: Partial<RecordingWork>;
  taken?: Partial<Taken>;
  remainingMs?: () => number;
  now?: string;
};

/** One run over items that wait, with an archive that ends as it is told; with its lines and writes. */
const run = async (
  archive: Archive,
  { items = ['call'], work, taken, remainingMs, now = NOW }: Given = {},
) => {
  const lines: string[] = [];
  const leases: string[] = [];
  const clock = () => new Date(now);
  const ours = async () => true;
  const runArchiver = createRunArchiver({
    work: {
      waiting: async () => items.map(waiting),
      take: async ({ key }, _now, leaseUntil, leaseToken) => {
        leases.push(`${leaseToken} ${leaseUntil.toISOString()}`);
        return {
          key,
          leaseToken,
          cdr: aCdr(),
          app: 'rides',
          receivedAt: '2026-03-01T02:32:00.000Z',
          attempts: 2,
          deadlineAt: DEADLINE_AT,
          replaces: false,
          ...taken,
        };
      },
      archived: ours,
      retryAt: ours,
      lost: ours,
      keepFormer: ours,
      ...work,
    },
    archive,
    clock,
    newId: () => 'lease',
    logger: createLogger({ clock, write: (line) => lines.push(line) }),
    concurrency: 1,
  });
  const report = await runArchiver([0], remainingMs ?? (() => 100_000));
  const events = lines
    .map((line) => JSON.parse(line))
    .filter(({ event }) => String(event).startsWith('recording'))
    .map(({ timestamp: _at, ...line }) => line);
  const metrics = lines
    .map((line) => JSON.parse(line))
    .filter((line) => line.recordingsSuspect !== undefined);
  return { report, events, metrics, leases };
};

const ending =
  (attempt: Attempt): Archive =>
  async () =>
    attempt;

const archived = (notes: readonly string[] = []): Attempt => ({
  kind: 'archived',
  file: { objectKey: 'recordings/a.wav', sizeBytes: 1000, sha256: 'ab'.repeat(32), notes },
});

const COUNTS = { due: 1, archived: 0, retried: 0, lost: 0, skipped: 0, remaining: 0 };
const lost: Partial<RecordingWork> = {
  archived: async () => false,
  retryAt: async () => false,
  lost: async () => false,
};

describe('the line of a recording', () => {
  it('that is archived has its size', async () => {
    const { report, events, metrics, leases } = await run(ending(archived()));

    expect(report).toEqual({ ...COUNTS, archived: 1 });
    expect(events).toEqual([
      expect.objectContaining({
        level: 'info',
        event: 'recording-archived',
        callId: 'call',
        app: 'rides',
        sizeBytes: 1000,
        notes: [],
        outcome: 'archived',
      }),
    ]);
    expect(metrics).toEqual([]);
    expect(leases).toEqual(['lease 2026-03-02T08:02:10.000Z']);
  });

  it('that is suspect comes with a warning and is counted', async () => {
    const { events, metrics } = await run(ending(archived(['open-length'])));

    expect(events).toEqual([
      expect.objectContaining({ event: 'recording-archived', notes: ['open-length'] }),
      expect.objectContaining({
        level: 'warn',
        event: 'recording-suspect',
        callId: 'call',
        app: 'rides',
        notes: ['open-length'],
        deadlineAt: DEADLINE_AT,
      }),
    ]);
    expect(metrics).toEqual([expect.objectContaining({ recordingsSuspect: 1 })]);
  });

  it('that is archived under a lease that ended says so, and is not counted as suspect', async () => {
    const { report, events, metrics } = await run(ending(archived(['open-length'])), { work: lost });

    expect(report).toEqual({ ...COUNTS, skipped: 1 });
    expect(events).toEqual([expect.objectContaining({ event: 'recording-archived', outcome: 'lease-lost' })]);
    expect(metrics).toEqual([]);
  });

  it.each<[string, Attempt, Given, object, object]>([
    [
      'that is tried again has its reason, attempts and next try',
      { kind: 'failed', fault: 'cut-short', cause: new TypeError('cut') },
      {},
      { retried: 1 },
      {
        level: 'warn',
        event: 'recording-retry',
        reason: 'cut-short',
        attempts: 3,
        nextAt: '2026-03-02T08:05:00.000Z',
        error: expect.objectContaining({ message: 'cut' }),
      },
    ],
    [
      'that was not tried for want of time costs no attempt',
      { kind: 'failed', fault: 'out-of-time' },
      {},
      { skipped: 1 },
      { level: 'warn', event: 'recording-retry', reason: 'out-of-time', attempts: 2, nextAt: NOW },
    ],
    [
      'that is lost is an error',
      { kind: 'failed', fault: 'no-source' },
      {},
      { lost: 1 },
      { level: 'error', event: 'recording-lost', reason: 'no-source', attempts: 3 },
    ],
    [
      'that could not be replaced is a warning',
      { kind: 'failed', fault: 'no-source' },
      { taken: { replaces: true } },
      { skipped: 1 },
      { level: 'warn', event: 'recording-not-replaced', reason: 'no-source', attempts: 3 },
    ],
  ])('%s', async (_case, attempt, given, counts, line) => {
    const { report, events } = await run(ending(attempt), given);

    expect(report).toEqual({ ...COUNTS, ...counts });
    expect(events).toEqual([
      expect.objectContaining({ callId: 'call', app: 'rides', deadlineAt: DEADLINE_AT, ...line }),
    ]);
    expect('error' in events[0]).toBe('error' in line);
  });

  it.each<Attempt>([
    { kind: 'failed', fault: 'cut-short' },
    { kind: 'failed', fault: 'no-source' },
    { kind: 'failed', fault: 'throttled' },
  ])('that failed under a lease that ended is left out: $fault', async (attempt) => {
    const { report, events } = await run(ending(attempt), { work: lost });

    expect(report).toEqual({ ...COUNTS, skipped: 1 });
    expect(events).toEqual([]);
  });

  it('of a paused app is one for all its files, of which one is tried', async () => {
    let attempts = 0;
    const { report, events } = await run(
      async () => {
        attempts += 1;
        return { kind: 'failed', fault: 'throttled', retryAfterSeconds: 60 };
      },
      { items: ['a', 'b', 'c'] },
    );

    expect(attempts).toBe(1);
    expect(report).toEqual({ ...COUNTS, due: 3, skipped: 3 });
    expect(events).toEqual([
      expect.objectContaining({ event: 'recordings-paused', app: 'rides', reason: 'throttled', files: 3 }),
    ]);
  });
});

describe('a recording that is not handled', () => {
  it.each<[string, unknown, { event: string; reason: string; attempts: number }]>([
    [
      'because a store is away',
      new AppError('store-unavailable', 'away'),
      { event: 'recording-retry', reason: 'store-unavailable', attempts: 3 },
    ],
    [
      'because of a fault in our code',
      new TypeError('not a function'),
      { event: 'recording-retry', reason: 'internal-error', attempts: 3 },
    ],
    [
      'because of another fault that we know',
      new AppError('internal-error', 'the binding does not open'),
      { event: 'recording-retry', reason: 'internal-error', attempts: 3 },
    ],
  ])('%s is tried again', async (_case, error, line) => {
    const { report, events } = await run(async () => {
      throw error;
    });

    expect(report).toEqual({ ...COUNTS, retried: 1 });
    expect(events.at(-1)).toMatchObject({ ...line, error: { message: expect.any(String) } });
    expect(events.filter(({ event }) => event === 'recording-attempt-broke')).toEqual(
      line.reason === 'store-unavailable'
        ? []
        : [expect.objectContaining({ level: 'error', callId: 'call' })],
    );
  });

  it('because its result cannot be recorded remains, and the next one is handled', async () => {
    let writes = 0;
    const { report, events } = await run(ending(archived()), {
      items: ['a', 'b'],
      work: {
        archived: async () => {
          writes += 1;
          if (writes === 1) throw new AppError('store-unavailable', 'away');
          return true;
        },
      },
    });

    expect(report).toEqual({ ...COUNTS, due: 2, archived: 1, remaining: 1 });
    expect(events).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'recording-not-handled',
        callId: 'a',
        error: expect.objectContaining({ code: 'store-unavailable' }),
      }),
    );
  });

  it('because another archiver has it is skipped in silence', async () => {
    const { report, events } = await run(ending(archived()), { work: { take: async () => undefined } });

    expect(report).toEqual({ ...COUNTS, skipped: 1 });
    expect(events).toEqual([]);
  });

  it('because it is not due yet is not taken', async () => {
    const { report } = await run(ending(archived()), { now: '2026-03-02T07:58:59.999Z' });

    expect(report).toEqual({ ...COUNTS, due: 0 });
  });

  it('because the time of the run is used up remains', async () => {
    const { report } = await run(ending(archived()), { remainingMs: () => 0 });

    expect(report).toEqual({ ...COUNTS, remaining: 1 });
  });
});

describe('the terms of an attempt', () => {
  it.each([
    ['before the last day', '2026-03-07T02:31:19.999Z', false, false],
    ['from the last day on', '2026-03-07T02:31:20.000Z', false, true],
    ['on the last day of a recording that is in the archive', '2026-03-07T02:31:20.000Z', true, false],
  ])('are lenient or not: %s', async (_case, now, replaces, expected) => {
    const seen: boolean[] = [];
    await run(
      async (_taken, _budget, lenient) => {
        seen.push(lenient);
        return archived();
      },
      { now, taken: { replaces } },
    );

    expect(seen).toEqual([expected]);
  });

  it.each([
    [100_000, 80_000],
    [80_000, 60_000],
    [40_000, 30_000],
  ])('leave a reserve of the run: of %i ms %i', async (remaining, budget) => {
    const seen: number[] = [];
    await run(
      async (_taken, budgetMs) => {
        seen.push(budgetMs());
        return archived();
      },
      { remainingMs: () => remaining },
    );

    expect(seen).toEqual([budget]);
  });
});

describe('a partition that cannot be listed', () => {
  const runOver = async (lists: readonly (readonly string[] | Error)[]) => {
    const lines: string[] = [];
    const limits: number[] = [];
    const none = () => Promise.reject(new Error('not asked here'));
    const clock = () => new Date(NOW);
    const report = await createRunArchiver({
      work: {
        waiting: async (partition, limit) => {
          limits.push(limit);
          const list = lists[partition] ?? [];
          if (list instanceof Error) throw list;
          return list.map(waiting);
        },
        take: async () => undefined,
        archived: none,
        retryAt: none,
        lost: none,
        keepFormer: none,
      },
      archive: none,
      clock,
      newId: () => 'lease',
      logger: createLogger({ clock, write: (line) => lines.push(line) }),
    })(
      lists.map((_list, partition) => partition),
      () => 100_000,
    );
    return { report, limits, lines: lines.map((line) => JSON.parse(line)) };
  };
  const away = new AppError('store-unavailable', 'away');

  it('leaves the others to this run, and is an error', async () => {
    const { report, limits, lines } = await runOver([['a'], away, ['b']]);

    expect(report).toEqual({ ...COUNTS, due: 2, skipped: 2 });
    expect(limits).toEqual([3334, 3334, 3334]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'recordings-not-listed',
        partitions: 1,
        error: expect.objectContaining({ code: 'store-unavailable' }),
      }),
    );
  });

  it('fails the run when none can be', async () => {
    await expect(runOver([away, away])).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
