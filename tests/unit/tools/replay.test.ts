import { describe, expect, it } from 'vitest';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import { readReplayArguments } from '../../../tools/commands/replay/arguments.ts';
import { describeGaps, describeReplay } from '../../../tools/commands/replay/print.ts';
import { runGaps, runReplay } from '../../../tools/commands/replay/run.ts';

const NOW = new Date('2026-03-08T08:00:00.000Z');

const asked = (...written: string[]) => readReplayArguments(written, NOW);

const REPLAY = ['--from', '2026-03-01T00:00Z', '--to', '2026-03-02', '--stage', 'prod'];

const report = (changes: object) => ({
  ...{ replayed: 1, stored: 0, duplicates: 1, quarantined: 0, ignored: 0, broughtIn: 0, skipped: 0 },
  ...{ unreadable: 0, unopened: [], next: null },
  ...changes,
});

describe('the command line of a replay', () => {
  it('is read', () => {
    expect(asked(...REPLAY, '--quarantined', '--app', 'rides', '--json')).toEqual({
      what: 'replay',
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      quarantined: true,
      dryRun: false,
      app: 'rides',
      cdrWithinHours: undefined,
      json: true,
      stage: 'prod',
      endpointUrl: undefined,
    });
  });

  it('looks for gaps in the last week unless told otherwise', () => {
    expect(asked('--gaps', '--cdr-hours', '2', '--endpoint-url', 'http://127.0.0.1:3001')).toMatchObject({
      what: 'gaps',
      from: '2026-03-01T08:00:00.000Z',
      to: '2026-03-08T08:00:00.000Z',
      cdrWithinHours: 2,
      stage: 'local',
    });
  });

  it.each([
    [['--to', '2026-03-02'], '--from is missing'],
    [['--from', 'yesterday', '--to', '2026-03-02'], '--from is neither a day nor a time with its zone'],
    [['--gaps', '--quarantined'], 'exclude each other'],
    [
      ['--from', '2026-03-01T08:00', '--to', '2026-03-02'],
      '--from is neither a day nor a time with its zone',
    ],
    [['--from', '2026-02-30', '--to', '2026-03-02'], '--from is neither a day nor a time with its zone'],
    [['--from', '1', '--to', '2026-03-02'], '--from is neither a day nor a time with its zone'],
    [['--from', '2026-03-02', '--to', '2026-03-02'], '--from must be before --to'],
    [['--gaps', '--cdr-hours', 'few'], '--cdr-hours must be a number from 0 to 744'],
    [['--gaps', '--cdr-hours', '745'], '--cdr-hours must be a number from 0 to 744'],
    [REPLAY.slice(0, 4), '--stage is missing'],
    [['--gaps', '--dry-run'], '--gaps changes nothing: leave --dry-run out'],
    [[...REPLAY, '--cdr-hours', '6'], '--cdr-hours belongs to --gaps'],
    [[...REPLAY, '--force'], "Unknown option '--force'"],
  ])('%j is refused in words', (written, message) => {
    expect(() => asked(...written)).toThrow(message);
  });
});

describe('a replay over several runs', () => {
  it('goes on where each ended and adds them up', async () => {
    const events: object[] = [];
    const answers = [report({ next: 'a#b', stored: 2 }), report({ next: 'c#d' }), report({ broughtIn: 1 })];
    const invoke = async (_name: string, event: object) => {
      events.push(event);
      return answers[events.length - 1];
    };

    const whole = await runReplay(asked(...REPLAY, '--app', 'rides'), invoke, () => undefined);

    const event = {
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      quarantined: false,
      dryRun: false,
      app: 'rides',
    };
    expect(events).toEqual([event, { ...event, after: 'a#b' }, { ...event, after: 'c#d' }]);
    expect(whole).toMatchObject({ replayed: 3, stored: 2, duplicates: 3, broughtIn: 1 });
  });

  it('repeats a failed run twice and then gives up', async () => {
    let calls = 0;
    const shaky = async () => {
      calls += 1;
      if (calls < 3) throw new Error('away');
      return report({});
    };
    const dead = async () => Promise.reject(new Error('away'));

    const whole = await runReplay(asked(...REPLAY), shaky, () => undefined);

    expect([whole.replayed, calls]).toEqual([1, 3]);
    await expect(runReplay(asked(...REPLAY), dead, () => undefined)).rejects.toThrow('away');
  });

  it('does not repeat an order that the function refuses', async () => {
    const told: string[] = [];
    const refusing = async () => Promise.reject(new Error('failed: there is no app with this name'));

    await expect(runReplay(asked(...REPLAY), refusing, (line) => told.push(line))).rejects.toThrow('no app');
    expect(told).toEqual([]);
  });

  it('is printed for people', () => {
    expect(describeReplay(report({ stored: 2, broughtIn: 1 }), false)).toBe(
      [
        '1 fed again, 0 skipped',
        '  2 items were new, 1 was there, 0 change nothing',
        '  0 cannot be read, 1 left the quarantine',
      ].join('\n'),
    );
    expect(describeReplay(report({ skipped: 3 }), true)).toBe(
      '1 would be fed again, 3 skipped\nNothing was changed (--dry-run).',
    );
  });
});

describe('gaps over several runs', () => {
  const at = { app: 'rides', receivedAt: '2026-03-01T08:00:00.000Z' };
  const reports: readonly GapsReport[] = [
    { pushes: 20, gaps: [{ kind: 'no-cdr', callId: 'aaa', ...at }], next: 'x#y' },
    {
      pushes: 3,
      gaps: [
        { kind: 'no-cdr', callId: 'aaa', ...at },
        { kind: 'recording-lost', callId: 'bbb', attempts: 9, deadlineAt: '2026-03-08T08:00:00.000Z', ...at },
      ],
      next: 'Q:x#y',
    },
    { pushes: 0, gaps: [{ kind: 'quarantined', journalId: 'jjj', reason: 'no-time', ...at }], next: null },
  ];

  it('tell a call once, by kind', async () => {
    let calls = 0;

    const found = await runGaps(
      asked('--gaps'),
      async () => reports[calls++],
      () => undefined,
    );

    expect(describeGaps(found)).toBe(
      [
        '23 pushes looked at',
        '',
        'Calls with events and without a CDR: 1',
        '  2026-03-01T08:00:00.000Z rides, call aaa',
        '',
        'Recordings lost: 1',
        '  2026-03-01T08:00:00.000Z rides, call bbb, 9 attempts, gone at 2026-03-08T08:00:00.000Z',
        '',
        'Items in quarantine: 1',
        '  2026-03-01T08:00:00.000Z rides, push jjj, no-time',
      ].join('\n'),
    );
  });

  it('of which there are none are told as well', () => {
    expect(describeGaps({ pushes: 7, gaps: [] })).toBe('7 pushes looked at, nothing is missing');
    expect(describeGaps({ pushes: 0, gaps: [] })).toBe(
      '0 pushes looked at: the journal has none of that time',
    );
  });
});
