import { parseArgs } from 'node:util';
import type { ConsoleZone } from '../../../shared/calls/console/console-cells.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The arguments of `npm run ops -- calls import`. */
export type CallsArguments = Readonly<{
  file: string;
  app: string;
  operator: string;
  zone: ConsoleZone;
  dryRun: boolean;
  json: boolean;
}> &
  AskedStage;

export const CALLS_USAGE = `npm run ops -- calls import --file <list> --app <name> --operator <name> --stage <stage> [--utc] [--dry-run]

  import             the console's list of calls of the last 31 days (业务详单): calls whose CDR never came are stored
  --file             the list as CSV, as the console or a spreadsheet writes it; 10,000 calls at most
  --app              whose calls they are
  --operator         who gives the order: kept in the audit
  --utc              times without a zone are UTC; else they are Beijing's
  --dry-run          say what would be stored, change nothing
${COMMON_USAGE}

Ends with 0 when every call is stored now, 1 when some are too young or could not be compared, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readCallsArguments = (written: readonly string[]): CallsArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      app: { type: 'string' },
      operator: { type: 'string' },
      utc: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  chosenAction(positionals, ['import'], 'import');
  const { file, app, operator, utc, json, 'dry-run': dryRun } = values;
  if (file === undefined) throw new Error('--file is missing');
  if (app === undefined) throw new Error('--app is missing');
  if (operator === undefined) throw new Error('--operator is missing');
  const zone = utc ? 'utc' : 'beijing';
  return { file, app, operator, zone, dryRun, json, ...askedStageOf(values, 'changes') };
};
