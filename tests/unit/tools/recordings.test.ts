import { describe, expect, it } from 'vitest';
import type { ManageReport } from '../../../functions/manage-recordings/handler.ts';
import { readRecordingsArguments } from '../../../tools/commands/recordings/arguments.ts';
import { describe as describeReport } from '../../../tools/commands/recordings/print.ts';
import { isUnfinished, runOrder } from '../../../tools/commands/recordings/run.ts';

const page = (counts: Record<string, number>, next?: string): ManageReport => ({
  action: 'erase',
  calls: 50,
  counts,
  recordings: [],
  ...(next === undefined ? {} : { next: { callId: next, startedAt: '2026-03-01T00:00:00.000Z' } }),
});

describe('npm run recordings', () => {
  it.each([
    [['status'], { action: 'status' }, 'dev'],
    [['status', '--party', '13800000001', '--stage', 'prod'], { action: 'status' }, 'prod'],
    [
      ['erase', '--binding', 'abc', '--operator', 'Ada', '--endpoint-url', 'http://127.0.0.1:3001'],
      { action: 'erase', bindingId: 'abc', operator: 'Ada' },
      'local',
    ],
    [
      ['rearchive', '--call', 'abc', '--operator', 'Ada', '--even-erased', '--stage', 'dev'],
      { action: 'rearchive', callId: 'abc', operator: 'Ada', evenErased: true },
      'dev',
    ],
    [
      ['erase', '--party', '-', '--operator', 'Ada', '--dry-run', '--stage', 'dev'],
      { action: 'erase', operator: 'Ada', dryRun: true },
      'dev',
    ],
  ])('reads %j', (written, order, stage) => {
    const asked = readRecordingsArguments(written);

    expect(asked).toMatchObject({ order, stage });
    expect(asked.order).toEqual(order);
  });

  it.each([
    [[], 'say one of'],
    [['delete'], 'say one of'],
    [['erase', 'abc'], 'say one of'],
    [['erase', '--operator', 'Ada'], 'is missing'],
    [['erase', '--call', 'abc'], '--operator is missing'],
    [['retry', '--call', 'a', '--party', 'b', '--operator', 'Ada'], 'exclude each other'],
    [['erase', '--call', 'a', '--operator', 'Ada', '--even-erased'], 'belongs to rearchive'],
    [['erase', '--cal', 'a'], '--cal'],
    [['erase', '--call', 'a', '--operator', 'Ada'], '--stage is missing'],
    [['status', '--dry-run'], 'leave --dry-run out'],
  ])('refuses %j', (written, words) => {
    expect(() => readRecordingsArguments(written)).toThrow(words);
  });

  it('asks on where an answer ended, and adds up', async () => {
    const asked: object[] = [];
    const pages = [page({ erased: 2 }, 'abc'), page({ erased: 1, erasing: 1 })];

    const report = await runOrder(
      { action: 'erase', party: 'somebody' },
      async (_folder, event) => {
        asked.push(event);
        return pages[asked.length - 1];
      },
      () => undefined,
    );

    expect(asked).toEqual([
      { action: 'erase', party: 'somebody' },
      {
        action: 'erase',
        party: 'somebody',
        from: { callId: 'abc', startedAt: '2026-03-01T00:00:00.000Z' },
      },
    ]);
    expect(report).toEqual({
      action: 'erase',
      calls: 100,
      counts: { erased: 3, erasing: 1 },
      recordings: [],
    });
    expect(isUnfinished(report)).toBe(true);
    expect(isUnfinished(page({ erased: 3 }))).toBe(false);
  });

  it('prints for people', () => {
    const waiting = {
      callId: 'abc',
      status: 'pending',
      attempts: 3,
      deadlineAt: '2026-03-08T00:00:00.000Z',
      reason: 'http-500',
    } as const;
    const archive = {
      at: '2026-03-02T00:00:00.000Z',
      waiting: 10_000,
      due: 7,
      lost: 0,
      countedUpTo: 10_000,
      nearest: [waiting],
      latestLost: [],
    };

    expect(describeReport({ action: 'status', archive }, false)).toBe(
      [
        '2026-03-02T00:00:00.000Z: 10000 or more wait, 7 of them due, 0 lost',
        '',
        'Deleted first at the platform',
        '  call abc pending, gone at 2026-03-08T00:00:00.000Z, 3 attempts, http-500',
      ].join('\n'),
    );
    const once = { ...waiting, attempts: 1 } as const;
    expect(describeReport({ action: 'status', archive: { ...archive, nearest: [once] } }, false)).toContain(
      ', 1 attempt, http-500',
    );
    const suspect = {
      callId: 'abc',
      status: 'archived',
      attempts: 9,
      archivedAt: '2026-03-07T00:00:00.000Z',
      sizeBytes: 5,
      notes: ['wave-length', 'implausible-duration'],
    } as const;
    expect(
      describeReport({ action: 'status', calls: 1, counts: { archived: 1 }, recordings: [suspect] }, false),
    ).toBe(
      [
        '1 call: 1 archived',
        '  call abc archived, at 2026-03-07T00:00:00.000Z, 5 bytes, 9 attempts, suspect: wave-length implausible-duration',
      ].join('\n'),
    );
    expect(describeReport(page({ erased: 2, 'no-recording': 48 }), false)).toBe(
      '50 calls: 2 erased, 48 no-recording',
    );
    expect(describeReport(page({ 'would-be-erased': 50 }), true)).toBe(
      '50 calls: 50 would-be-erased\nNothing was changed (--dry-run).',
    );
    const none = { action: 'erase', calls: 0, counts: {}, recordings: [] } as const;
    expect(describeReport(none, false)).toBe(
      '0 calls: no recording\nNo call was found: is this the right number or binding?',
    );
    expect(isUnfinished(none)).toBe(true);
    expect(isUnfinished({ ...none, action: 'status' })).toBe(false);
  });
});
