import { describe, expect, it } from 'vitest';
import type { ExportReport } from '../../../shared/exports/export-records.ts';
import { readExportArguments } from '../../../tools/commands/export/arguments.ts';
import { describeExport, isWhole, runExport } from '../../../tools/commands/export/run.ts';

const DAY = '2026-03-01';
const rows = (calls: number, unreadable = 0) => ({ calls, messages: 1, bindings: 0, unreadable });
const report = (finishedAt: string | null, calls = 2): ExportReport => ({
  form: 'masked',
  days: [{ day: DAY, finishedAt, rows: rows(calls) }],
});

const scripted = (answers: readonly ExportReport[]) => {
  const asked: unknown[] = [];
  const invoke = async (_name: string, event: object) => {
    asked.push(event);
    return answers[asked.length - 1];
  };
  return { asked, invoke };
};

describe('npm run ops -- export', () => {
  it('looks without a day, and needs a stage to export one again', () => {
    expect(readExportArguments([])).toMatchObject({ day: undefined, dryRun: false });
    expect(() => readExportArguments(['--day', DAY])).toThrow(/--stage/);
    expect(() => readExportArguments(['--day', '1 March', '--stage', 'prod'])).toThrow(/not a day/);
    expect(() => readExportArguments(['--day', '2026-02-30', '--stage', 'prod'])).toThrow(/not a day/);
    expect(() => readExportArguments(['--dry-run'])).toThrow(/without --day/);
    expect(() => readExportArguments(['--force'])).toThrow(/--force belongs to --day/);
  });

  it('goes on until the day is finished', async () => {
    const { asked, invoke } = scripted([
      report(null, 2),
      report(null, 5),
      report('2026-03-02T01:00:00.000Z', 7),
    ]);
    const told: string[] = [];

    const found = await runExport({ day: DAY, dryRun: false, force: true }, invoke, (line) =>
      told.push(line),
    );

    expect(asked).toEqual([
      { action: 'again', day: DAY, force: true },
      { action: 'again', day: DAY, begin: false },
      { action: 'again', day: DAY, begin: false },
    ]);
    expect(told).toEqual(['3 rows written', '6 rows written']);
    expect(found.days[0]?.rows.calls).toBe(7);
  });

  it('sums a dry run up, and writes nothing', async () => {
    const next = { step: 'bindings', part: 1 } as const;
    const former = report('2026-03-02T01:00:00.000Z', 7);
    const { asked, invoke } = scripted([former, { ...report(null, 2), next }, report(null, 3)]);
    const told: string[] = [];

    const found = await runExport({ day: DAY, dryRun: true, force: false }, invoke, (line) =>
      told.push(line),
    );

    expect(told).toEqual(['the files of 2026-03-01 have 7 calls, 1 message, 0 bindings']);
    expect(asked).toEqual([
      { action: 'status' },
      { action: 'again', day: DAY, dryRun: true },
      { action: 'again', day: DAY, dryRun: true, from: next },
    ]);
    expect(found.days[0]?.rows).toEqual({ calls: 5, messages: 2, bindings: 0, unreadable: 0 });
    expect(isWhole(found, true)).toBe(true);
    expect(isWhole(found, false)).toBe(false);
  });

  it('counts before it writes, and gives the function what it has counted', async () => {
    const former = report('2026-03-02T01:00:00.000Z', 3);
    const { asked, invoke } = scripted([former, report(null, 2), report('2026-03-03T01:00:00.000Z', 2)]);

    await runExport({ day: DAY, dryRun: false, force: false }, invoke, () => undefined);

    expect(asked).toEqual([
      { action: 'status' },
      { action: 'again', day: DAY, dryRun: true },
      { action: 'again', day: DAY, counted: { calls: 2, messages: 1, bindings: 0 } },
    ]);
  });

  it('tells in words what is there', () => {
    const broken: ExportReport = { form: 'sealed', days: [{ day: DAY, finishedAt: null, rows: rows(2, 3) }] };

    expect(describeExport(broken, false)).toBe(
      'Numbers are sealed in what is exported.\n2026-03-01: 2 calls, 1 message, 0 bindings; 3 could not be opened: bring the data key back, and export the day again; not finished',
    );
    expect(describeExport({ form: 'off', days: [] }, false)).toMatch(/exports is off/);
    expect(describeExport({ form: 'masked', days: [] }, true)).toMatch(/No day was exported yet.*dry-run/s);
  });
});
