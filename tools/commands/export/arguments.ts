import { parseArgs } from 'node:util';
import { isDay } from '../../../shared/kernel/clock.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- export`. `day`: the one to export again; absent: only look. */
export type ExportArguments = Readonly<{
  day: string | undefined;
  dryRun: boolean;
  force: boolean;
  json: boolean;
}> &
  AskedStage;

export const EXPORT_USAGE = `npm run ops -- export
npm run ops -- export --day <yyyy-mm-dd> --stage <stage> [--dry-run] [--force]

                     how far the exports of the last 30 days are
  --day              export this day (UTC) again: its files go, and are written anew
  --dry-run          with --day: count what would be written, beside what is there
  --force            with --day: also when fewer rows would be written than are there
${COMMON_USAGE}

Ends with 0 when everything that is shown is finished and whole, 1 when something is left or could not be opened, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readExportArguments = (written: readonly string[]): ExportArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: {
      day: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { day, json, force, 'dry-run': dryRun } = values;
  if (day !== undefined && !isDay(day)) throw new Error('--day is not a day: write it like 2026-03-01');
  if (dryRun && day === undefined) throw new Error('--dry-run means nothing without --day');
  if (force && (dryRun || day === undefined)) throw new Error('--force belongs to --day without --dry-run');
  return { day, dryRun, force, json, ...askedStageOf(values, day === undefined ? 'looks' : 'changes') };
};
