import { parseArgs } from 'node:util';
import { USAGE_GROUPS, type UsageGroup } from '../../../shared/usage/report/read-usage.ts';
import { isMonth } from '../../../shared/usage/report/usage-span.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

const ACTIONS = ['report', 'rebuild', 'freeze', 'compare'] as const;
/** `frozen`: a report of a month as it was frozen. */
type Action = (typeof ACTIONS)[number] | 'frozen';

/** The arguments of `npm run ops -- usage`. */
export type UsageArguments = Readonly<{
  action: Action;
  by: UsageGroup;
  /** The fields of the order beside its action. */
  order: Readonly<Record<string, unknown>>;
  csv: boolean;
  json: boolean;
}> &
  AskedStage;

export const USAGE_USAGE = `npm run ops -- usage --month 2026-11 [--by day|app|x|reference] [--app <name>] [--csv]
npm run ops -- usage --month 2026-11 --frozen [--by day|app|x] [--app <name>] [--csv]
npm run ops -- usage rebuild --month 2026-11 --stage <stage> [--app <name>] [--dry-run]
npm run ops -- usage freeze --month 2026-11 --stage <stage> --operator <name> [--app <name>] [--dry-run]
npm run ops -- usage compare --month 2026-11 [--app <name>]

  report             calls, minutes and texts of a span (the default)
  rebuild            have the sums of a span counted anew from the stored calls and texts
  freeze             keep the sums, rents and prices of a month that is over as they are now, once
  compare            a frozen month beside its present sums, prices and amounts, and how many sums still wait for their count
  --frozen           the month as it was frozen, with the prices of then; no references, which end with their bindings
  --month            a month of UTC; or --from and --to, days, of which --to is not included (the same day twice is that day)
  --by               what a row is of (day)
  --app              one app, also one that is not configured any more; absent: every configured one
  --csv              a sheet, as GET /usage makes it
  --operator         who gives the order: kept in the audit
  --dry-run          say what would be done, change nothing
${COMMON_USAGE}

Ends with 0; compare with 1 when a sum or an amount has changed since; compare and --frozen with 1 when the month of an app is not frozen; 2 when it could not run.`;

const OPTIONS = {
  month: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  by: { type: 'string' },
  app: { type: 'string' },
  csv: { type: 'boolean', default: false },
  frozen: { type: 'boolean', default: false },
  operator: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  ...COMMON_OPTIONS,
} as const;

/** The options that an action has beside `--month`, `--app` and those of every command. */
const OWN: Readonly<Record<Action, readonly string[]>> = {
  report: ['from', 'to', 'by', 'csv', 'frozen'],
  frozen: ['by', 'csv', 'frozen'],
  rebuild: ['from', 'to', 'dry-run'],
  freeze: ['operator', 'dry-run'],
  compare: [],
};

/** The options that some action does not have. */
const SOME_HAVE: ReadonlySet<string> = new Set(Object.values(OWN).flat());

/** @throws {Error} in words for the person who typed. */
export const readUsageArguments = (written: readonly string[]): UsageArguments => {
  const { values, positionals } = parseArgs({ args: [...written], allowPositionals: true, options: OPTIONS });
  const chosen = chosenAction(positionals, ACTIONS, 'report');
  const action = chosen === 'report' && values.frozen ? 'frozen' : chosen;
  mustFit(action, values);
  const { app, csv, json } = values;
  if (csv && json) throw new Error('--csv and --json are two forms: choose one');
  const by = USAGE_GROUPS.find((group) => group === (values.by ?? 'day'));
  if (by === undefined) throw new Error(`--by must be one of ${USAGE_GROUPS.join(', ')}`);
  const changes = action === 'rebuild' || action === 'freeze';
  return {
    ...{ action, by, csv, json },
    order: { ...fieldsOf(action, values), ...(app === undefined ? {} : { app }) },
    ...askedStageOf(values, changes ? 'changes' : 'looks'),
  };
};

/** @throws {Error} when an option is given that the action does not have. */
const mustFit = (action: Action, values: Readonly<Record<string, unknown>>): void => {
  const shown = action === 'frozen' ? '--frozen' : action;
  for (const [name, value] of Object.entries(values))
    if (SOME_HAVE.has(name) && value && !OWN[action].includes(name))
      throw new Error(`--${name} means nothing with ${shown}`);
  if (action === 'frozen' && values['by'] === 'reference')
    throw new Error('--frozen has no references, which end with their bindings: choose another --by');
};

type Values = Readonly<{
  month?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  operator?: string | undefined;
  'dry-run': boolean;
}>;

const fieldsOf = (action: Action, values: Values): Readonly<Record<string, unknown>> => {
  const { month, operator, 'dry-run': dryRun } = values;
  if (month !== undefined && !isMonth(month)) throw new Error('--month must be a month such as 2026-11');
  if (action === 'report') return spanOf(values);
  if (action === 'rebuild') return { ...spanOf(values), dryRun };
  if (month === undefined) throw new Error('--month is missing');
  if (action === 'compare' || action === 'frozen') return { month };
  if (operator === undefined) throw new Error('--operator is missing');
  return { month, operator, dryRun };
};

const spanOf = ({ month, from, to }: Values): Readonly<Record<string, unknown>> => {
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) throw new Error('give --month, or --from and --to');
    return { from: month, to: month };
  }
  if (from === undefined || to === undefined) throw new Error('--month is missing, or --from and --to');
  return { from, to };
};
