import { parseArgs } from 'node:util';
import type { ConsoleZone } from '../../../shared/calls/console/console-cells.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

type Ordered = Readonly<{ app: string; operator: string; dryRun: boolean; json: boolean }>;

/** `calls import`. */
export type ImportOrder = Readonly<{ action: 'import'; file: string; zone: ConsoleZone }> & Ordered;
/** `calls undo`. */
export type UndoOrder = Readonly<{ action: 'undo'; importId: string }> & Ordered;

/** The arguments of `npm run ops -- calls`. */
export type CallsArguments = (ImportOrder | UndoOrder) & AskedStage;

export const CALLS_USAGE = `npm run ops -- calls import --file <list> --app <name> --operator <name> --stage <stage> [--utc] [--dry-run]
npm run ops -- calls undo --import-id <id> --app <name> --operator <name> --stage <stage> [--dry-run]

  import             the console's list of calls of the last 31 days (业务详单): calls whose CDR never came are stored
  undo               takes back what one import has added
  --file             the list as CSV, as the console or a spreadsheet writes it; 10,000 calls at most
  --import-id        the id that the import has told
  --app              whose calls they are
  --operator         who gives the order: kept in the audit
  --utc              times without a zone are UTC; else they are Beijing's
  --dry-run          say what would be stored or taken back, change nothing
${COMMON_USAGE}

Ends with 0 when every call is stored now, or the import is taken back, 1 when some calls are too young or could not be compared, 2 when it could not run, or the list has a fault.`;

/** @throws {Error} in words for the person who typed. */
export const readCallsArguments = (written: readonly string[]): CallsArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      'import-id': { type: 'string' },
      app: { type: 'string' },
      operator: { type: 'string' },
      utc: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { file, app, operator, utc, json, 'dry-run': dryRun, 'import-id': importId } = values;
  const action = chosenAction(positionals, ['import', 'undo'], file === undefined ? undefined : 'import');
  const needed = (value: string | undefined, option: string): string => {
    if (value === undefined) throw new Error(`--${option} is missing`);
    return value;
  };
  const unused = action === 'undo' ? file : importId;
  if (unused !== undefined) throw new Error(`${action} has no --${action === 'undo' ? 'file' : 'import-id'}`);
  if (action === 'undo' && utc) throw new Error('undo has no --utc');
  const order =
    action === 'undo'
      ? { action, importId: needed(importId, 'import-id') }
      : { action, file: needed(file, 'file'), zone: utc ? ('utc' as const) : ('beijing' as const) };
  const ordered = { app: needed(app, 'app'), operator: needed(operator, 'operator'), dryRun, json };
  return { ...order, ...ordered, ...askedStageOf(values, 'changes') };
};
