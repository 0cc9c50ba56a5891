import { parseArgs } from 'node:util';

/** What `npm run replay` was asked to do. Times are ISO 8601. */
export type ReplayArguments = Readonly<{
  what: 'replay' | 'gaps';
  from: string;
  to: string;
  quarantined: boolean;
  app: string | undefined;
  cdrWithinHours: number | undefined;
  json: boolean;
  stage: string;
  endpointUrl: string | undefined;
}>;

export const USAGE = `npm run replay -- --from <time> --to <time> [--quarantined] [--app <name>]
npm run replay -- --gaps [--from <time>] [--to <time>] [--cdr-hours <n>] [--app <name>]

  --from, --to       ISO 8601, by when the pushes came; --to is excluded. With --gaps: the last seven days
  --quarantined      only what could not be read; what can be read now comes in and is marked
  --gaps             change nothing, tell what is missing
  --cdr-hours        how long a CDR may take after the events of its call (6)
  --stage            of the deployment (dev)
  --endpoint-url     a Lambda API elsewhere, such as http://127.0.0.1:3001 of npm start
  --json             print JSON`;

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** @throws {Error} in words for the person who typed. */
export const readArguments = (written: readonly string[], now: Date): ReplayArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      quarantined: { type: 'boolean', default: false },
      gaps: { type: 'boolean', default: false },
      app: { type: 'string' },
      'cdr-hours': { type: 'string' },
      json: { type: 'boolean', default: false },
      stage: { type: 'string' },
      'endpoint-url': { type: 'string' },
    },
  });
  const { gaps, quarantined, app, json } = values;
  const endpointUrl = values['endpoint-url'];
  const ago = gaps ? new Date(now.getTime() - WEEK_MS).toISOString() : undefined;
  const to = gaps ? now.toISOString() : undefined;
  if (gaps && quarantined) throw new Error('--gaps and --quarantined exclude each other');
  return {
    what: gaps ? 'gaps' : 'replay',
    from: instant('--from', values.from ?? ago),
    to: instant('--to', values.to ?? to),
    quarantined,
    app,
    cdrWithinHours: hours(values['cdr-hours']),
    json,
    stage: values.stage ?? (endpointUrl === undefined ? 'dev' : 'local'),
    endpointUrl,
  };
};

const instant = (option: string, written: string | undefined): string => {
  if (written === undefined) throw new Error(`${option} is missing`);
  const at = new Date(written);
  if (Number.isNaN(at.getTime())) throw new Error(`${option} is no time: write it like 2026-03-01T08:00:00Z`);
  return at.toISOString();
};

const hours = (written: string | undefined): number | undefined => {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (!(value >= 0)) throw new Error('--cdr-hours is no number');
  return value;
};
