import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** A change of one number; the words that operators use for it. */
const CHANGES = {
  drain: { state: 'draining' },
  open: { state: 'available' },
  reserve: { reserved: true },
  unreserve: { reserved: false },
} as const;
type Change = keyof typeof CHANGES;

const ACTIONS = ['report', 'list', 'export', 'import', 'drain', 'open', 'reserve', 'unreserve'] as const;

/** The arguments of `npm run ops -- numbers`. */
export type NumbersArguments = Readonly<{
  order:
    | Readonly<{ action: 'report'; app: string | undefined }>
    | Readonly<{
        action: 'list' | 'export';
        app: string | undefined;
        areaCode: string | undefined;
        state: string | undefined;
      }>
    | Readonly<{
        action: 'import';
        app: string;
        file: string;
        force: boolean;
        dryRun: boolean;
        operator: string;
      }>
    | Readonly<{
        action: 'change';
        app: string | undefined;
        /** As typed; `-`: it is read from the standard input. */
        x: string;
        change: Readonly<{ state?: string; reserved?: boolean }>;
        dryRun: boolean;
        operator: string;
      }>;
  json: boolean;
}> &
  AskedStage;

export const NUMBERS_USAGE = `npm run ops -- numbers [report] [--app <app>]
npm run ops -- numbers list | export [--app <app>] [--area <area code>] [--state <state>]
npm run ops -- numbers import <file> --app <app> --operator <name> --stage <stage> [--dry-run] [--force]
npm run ops -- numbers drain | open | reserve | unreserve <x> --operator <name> --stage <stage> [--app <app>] [--dry-run]

  report             how full the pool is, by app and city, counted now: numbers by state and cause, live bindings, how many
                     numbers a city needs at least, and the people with the most bindings by look-up key (the default)
  list               the numbers with their state and live bindings
  export             the same as a table, which a spreadsheet and import read; without those that are retired, which an import
                     would take up again
  import             make the pool of an app the same as a table: a number that is missing there becomes retired
  drain, open        give a number to no new binding; give it again
  reserve, unreserve only for binds that name it; for every bind again
  <x>                the number; - reads it from the standard input
  --app              of this app alone; a number that several apps have needs it
  --area, --state    list, export: of this area code; in this state
  --operator         who gives the order: kept in the audit
  --force            import: also where more than a fifth of the pool, or numbers with live bindings, would be retired
  --dry-run          say what would be done
${COMMON_USAGE}

Ends with 0 when it is done, 1 when a report finds a city whose numbers run out or an import with --dry-run would need --force, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readNumbersArguments = (written: readonly string[]): NumbersArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      area: { type: 'string' },
      state: { type: 'string' },
      operator: { type: 'string' },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const [word, subject, ...more] = positionals;
  const action = chosenAction(word === undefined ? [] : [word], ACTIONS, 'report');
  if (more.length > 0) throw new Error(`${action} takes one thing at a time`);
  const typed = { ...values, dryRun: values['dry-run'], subject };
  const looks = action === 'report' || action === 'list' || action === 'export';
  const common = { json: values.json, ...askedStageOf(values, looks ? 'looks' : 'changes') };
  return { order: looks ? lookOf(action, typed) : changeOf(action, typed), ...common };
};

type Typed = Readonly<{
  app?: string | undefined;
  area?: string | undefined;
  state?: string | undefined;
  operator?: string | undefined;
  force: boolean;
  dryRun: boolean;
  subject: string | undefined;
}>;

const lookOf = (
  action: 'report' | 'list' | 'export',
  { app, area, state, operator, force, dryRun, subject }: Typed,
): NumbersOrder => {
  if (subject !== undefined || operator !== undefined || dryRun || force)
    throw new Error('a number, --operator, --force and --dry-run belong to orders that change something');
  if (action !== 'report') return { action, app, areaCode: area, state };
  refuseFilter({ area, state });
  return { action, app };
};

const refuseFilter = ({ area, state }: Pick<Typed, 'area' | 'state'>): void => {
  if (area !== undefined || state !== undefined)
    throw new Error('--area and --state belong to list and export');
};

const changeOf = (
  action: 'import' | Change,
  { app, area, state, operator, force, dryRun, subject }: Typed,
): NumbersOrder => {
  refuseFilter({ area, state });
  if (operator === undefined) throw new Error('--operator is missing');
  if (subject === undefined)
    throw new Error(action === 'import' ? 'import needs the file of a table' : `${action} needs one number`);
  if (action !== 'import') {
    if (force) throw new Error('--force belongs to import');
    return { action: 'change', app, x: subject, change: CHANGES[action], dryRun, operator };
  }
  if (app === undefined) throw new Error('--app is missing');
  return { action, app, file: subject, force, dryRun, operator };
};

export type NumbersOrder = NumbersArguments['order'];
