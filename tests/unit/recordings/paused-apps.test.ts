import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createPauses } from '../../../shared/recordings/archiver/paused-apps.ts';
import { aCdr } from '../../builders/call-records.ts';

const NOW = new Date('2026-03-05T08:00:00.000Z');
const UNTIL = new Date('2026-03-05T08:30:00.000Z');

const pausing = () => {
  const lines: string[] = [];
  const pauses = createPauses(createLogger({ clock: () => NOW, write: (line) => lines.push(line) }));
  const add = (app: string, deadlineAt: string) =>
    pauses.add(
      {
        key: { callId: 'call', recordKey: 'record' },
        leaseToken: 'lease',
        cdr: aCdr(),
        app,
        receivedAt: '2026-03-01T08:00:00.000Z',
        attempts: 0,
        deadlineAt,
        replaces: false,
      },
      { kind: 'failed', fault: 'account-suspended', retryAfterSeconds: 1800, cause: 'why' },
      UNTIL,
    );
  return { pauses, add, reported: () => lines.map((line) => JSON.parse(line)) };
};

describe('an app that is paused', () => {
  it.each([
    ['2026-03-05T08:00:00.000Z', 1800],
    ['2026-03-05T08:29:59.001Z', 1],
    ['2026-03-05T08:29:58.500Z', 2],
  ])('has every attempt end as the first, with what is left of its wait: at %s', (now, retryAfterSeconds) => {
    const { pauses, add } = pausing();
    add('rides', '2026-03-08T08:00:00.000Z');

    expect(pauses.of('rides', new Date(now))).toEqual({
      kind: 'failed',
      fault: 'account-suspended',
      retryAfterSeconds,
    });
  });

  it.each(['2026-03-05T08:30:00.000Z', '2026-03-05T09:00:00.000Z'])(
    'is tried again from its end on: %s',
    (now) => {
      const { pauses, add } = pausing();
      add('rides', '2026-03-08T08:00:00.000Z');

      expect(pauses.of('rides', new Date(now))).toBeUndefined();
    },
  );

  it('pauses no other app', () => {
    const { pauses, add } = pausing();
    add('rides', '2026-03-08T08:00:00.000Z');

    expect(pauses.of('parcels', NOW)).toBeUndefined();
  });
});

describe('the line of a paused app', () => {
  it('says how many of its files wait, and how many are gone within one and three days', () => {
    const { pauses, add, reported } = pausing();
    add('rides', '2026-03-11T08:00:00.000Z');
    add('rides', '2026-03-06T08:00:00.000Z');
    add('rides', '2026-03-06T08:00:00.001Z');
    add('rides', '2026-03-08T08:00:00.000Z');
    add('rides', '2026-03-08T08:00:00.001Z');
    add('parcels', '2026-03-05T07:00:00.000Z');

    pauses.report(NOW);

    expect(reported()).toEqual([
      expect.objectContaining({
        level: 'warn',
        event: 'recordings-paused',
        app: 'rides',
        reason: 'account-suspended',
        until: '2026-03-05T08:30:00.000Z',
        files: 5,
        nearestDeadlineAt: '2026-03-06T08:00:00.000Z',
        goneWithinOneDay: 1,
        goneWithinThreeDays: 3,
      }),
      expect.objectContaining({ recordingsPaused: 5, pausedDeadlineHours: 24 }),
      expect.objectContaining({
        app: 'parcels',
        files: 1,
        nearestDeadlineAt: '2026-03-05T07:00:00.000Z',
        goneWithinOneDay: 1,
        goneWithinThreeDays: 1,
      }),
      expect.objectContaining({ recordingsPaused: 1, pausedDeadlineHours: -1 }),
    ]);
  });

  it('is not written where nothing is paused', () => {
    const { pauses, reported } = pausing();

    pauses.report(NOW);

    expect(reported()).toEqual([]);
  });
});
