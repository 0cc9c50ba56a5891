import { parseArgs } from 'node:util';
import { isMoment } from '../../../shared/kernel/clock.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- replay`. Times are ISO 8601. */
export type ReplayArguments = Readonly<{
  what: 'replay' | 'gaps';
  from: string;
  to: string;
  quarantined: boolean;
  dryRun: boolean;
  app: string | undefined;
  cdrWithinHours: number | undefined;
  json: boolean;
}> &
  AskedStage;

export const REPLAY_USAGE = `npm run ops -- replay --from <time> --to <time> --stage <stage> [--quarantined] [--app <name>] [--dry-run]
npm run ops -- replay --gaps [--from <time>] [--to <time>] [--cdr-hours <n>] [--app <name>]

  --from, --to       a day (UTC) or a time with its zone, by when the pushes came; --to is excluded. With --gaps: the last seven days
  --quarantined      only what could not be read; what can be read now comes in and is marked
  --dry-run          count what would be fed again, change nothing
  --gaps             change nothing, tell what is missing
  --cdr-hours        how long a CDR may take after the events of its call (6)
  --app              only what this app received
${COMMON_USAGE}`;

/** The journal reaches back 31 days. */
const MOST_HOURS = 31 * 24;

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** @throws {Error} in words for the person who typed. */
export const readReplayArguments = (written: readonly string[], now: Date): ReplayArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      quarantined: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      gaps: { type: 'boolean', default: false },
      app: { type: 'string' },
      'cdr-hours': { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { gaps, quarantined, app, json, 'dry-run': dryRun } = values;
  const ago = gaps ? new Date(now.getTime() - WEEK_MS).toISOString() : undefined;
  const to = gaps ? now.toISOString() : undefined;
  if (gaps && dryRun) throw new Error('--gaps changes nothing: leave --dry-run out');
  if (gaps && quarantined) throw new Error('--gaps and --quarantined exclude each other');
  if (!gaps && values['cdr-hours'] !== undefined) throw new Error('--cdr-hours belongs to --gaps');
  return {
    what: gaps ? 'gaps' : 'replay',
    ...window(values.from ?? ago, values.to ?? to),
    quarantined,
    dryRun,
    app,
    cdrWithinHours: hours(values['cdr-hours']),
    json,
    ...askedStageOf(values, gaps ? 'looks' : 'changes'),
  };
};

const window = (from: string | undefined, to: string | undefined) => {
  const read = { from: instant('--from', from), to: instant('--to', to) };
  if (read.from >= read.to) throw new Error('--from must be before --to');
  return read;
};

const instant = (option: string, written: string | undefined): string => {
  if (written === undefined) throw new Error(`${option} is missing`);
  // Without its zone a time would mean another moment on each machine.
  if (!isMoment(written))
    throw new Error(
      `${option} is neither a day nor a time with its zone: write it like 2026-03-01 or 2026-03-01T08:00:00Z`,
    );
  return new Date(written).toISOString();
};

const hours = (written: string | undefined): number | undefined => {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (written === '' || !(value >= 0 && value <= MOST_HOURS))
    throw new Error(`--cdr-hours must be a number from 0 to ${MOST_HOURS}`);
  return value;
};
