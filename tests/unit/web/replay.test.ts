import { describe, expect, test } from 'vitest';
import { isTroubled, reportLines } from '../../../web/operator/journal/report-lines.ts';
import {
  addReports,
  type Progress,
  type ReplayOrder,
  type ReplayReport,
  runReplay,
} from '../../../web/operator/journal/run-replay.ts';
import { localText, readLocal } from '../../../web/operator/replay/window.ts';

const NONE: ReplayReport = {
  ...{ replayed: 0, stored: 0, duplicates: 0, quarantined: 0, ignored: 0, broughtIn: 0, unreadable: 0 },
  ...{ unopened: [], next: null },
};
const page = (changes: Partial<ReplayReport>): ReplayReport => ({ ...NONE, ...changes });

const ORDER: ReplayOrder = {
  ...{ kind: 'pushes' as const, app: '', from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
  dryRun: true,
};
const WINDOW = { from: ORDER.from, to: ORDER.to, dryRun: true };

/** Answers these pages one after the other, and keeps what was asked. */
const answering = (pages: readonly ReplayReport[]) => {
  const asked: (readonly [path: string, body: object])[] = [];
  const askPage = async (path: string, body: object): Promise<ReplayReport> => {
    asked.push([path, body]);
    return pages[asked.length - 1] ?? NONE;
  };
  const told: Progress[] = [];
  return { asked, askPage, told, tell: (progress: Progress) => void told.push(progress) };
};

describe('a replay', () => {
  test('goes on where a page ended, and tells the sum after each', async () => {
    const { asked, askPage, told, tell } = answering([
      page({ replayed: 25, stored: 2, unopened: ['one'], skipped: 1, next: 'place-25' }),
      page({ replayed: 7, duplicates: 7, unopened: ['two'], skipped: 2 }),
    ]);

    await runReplay(askPage, ORDER, { start: undefined, tell, mayGoOn: () => true });

    expect(asked).toEqual([
      ['operations/pushes/replay', WINDOW],
      ['operations/pushes/replay', { ...WINDOW, after: 'place-25' }],
    ]);
    expect(told.map(({ pages, report }) => [pages, report.replayed])).toEqual([
      [1, 25],
      [2, 32],
    ]);
    expect(told[1]?.report).toEqual(
      page({ replayed: 32, stored: 2, duplicates: 7, unopened: ['one', 'two'], skipped: 3 }),
    );
  });

  test('ends at a page when it is to stop, and goes on from there', async () => {
    const first = answering([page({ replayed: 25, next: 'place-25' })]);
    await runReplay(first.askPage, ORDER, { start: undefined, tell: first.tell, mayGoOn: () => false });
    const second = answering([page({ replayed: 1 })]);

    await runReplay(second.askPage, ORDER, { start: first.told[0], tell: second.tell, mayGoOn: () => true });

    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([['operations/pushes/replay', { ...WINDOW, after: 'place-25' }]]);
    expect(second.told).toEqual([{ pages: 2, report: page({ replayed: 26 }) }]);
  });

  test('of the quarantine of one app asks for these', async () => {
    const { asked, askPage, tell } = answering([NONE]);

    await runReplay(
      askPage,
      { ...ORDER, kind: 'items', app: 'rides' },
      { start: undefined, tell, mayGoOn: () => true },
    );

    expect(asked).toEqual([['operations/quarantine/replay', { ...WINDOW, app: 'rides' }]]);
  });

  test('of a key of some apps tells nothing of others', () => {
    expect(addReports(page({}), page({ replayed: 1 }))).not.toHaveProperty('skipped');
  });
});

describe('a report in words', () => {
  test('has the counts that are not zero, in one order', () => {
    const report = page({ replayed: 9, skipped: 4, broughtIn: 1, stored: 3, unopened: ['one', 'two'] });

    expect(reportLines(report)).toEqual([
      { name: 'stored', count: 3 },
      { name: 'broughtIn', count: 1 },
      { name: 'unopened', count: 2 },
      { name: 'skipped', count: 4 },
    ]);
  });

  test.each([
    [{ stored: 3, skipped: 1 }, false],
    [{ quarantined: 1 }, true],
    [{ unreadable: 1 }, true],
    [{ unopened: ['one'] }, true],
  ])('%j is of trouble: %s', (changes, troubled) => {
    expect(isTroubled(page(changes))).toBe(troubled);
  });
});

describe('a time that was entered', () => {
  test('comes back as it was, whatever the zone', () => {
    const at = new Date(2026, 2, 1, 8, 5, 0);
    const end = new Date(2026, 2, 1, 9, 0, 0);

    expect(localText(at)).toBe('2026-03-01T08:05');
    expect(readLocal('2026-03-01T08:05', '2026-03-01T09:00')).toEqual({
      from: at.toISOString(),
      to: end.toISOString(),
    });
  });

  test.each([
    ['2026-03-01T08:05', '2026-03-01T08:05'],
    ['2026-03-01T08:05', ''],
    ['', '2026-03-01T08:05'],
  ])('%s to %s is none', (from, to) => {
    expect(readLocal(from, to)).toBeUndefined();
  });
});
