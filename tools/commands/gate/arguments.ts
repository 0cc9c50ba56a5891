import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The arguments of `npm run ops -- gate`. */
export type GateArguments = Readonly<{
  order: Readonly<Record<string, unknown>>;
  /** The gate to open; absent: all. */
  app: string | undefined;
  json: boolean;
}> &
  AskedStage;

export const GATE_USAGE = `npm run ops -- gate
npm run ops -- gate open --stage <stage> --operator <name> [--app <name>] [--dry-run]

  list               how the gate before the platform stands for each app (the default)
  open               end a lock-out or a pause before its time: the cause is gone, and the vendor has unlocked the
                     address. One call goes first, and shuts the gate anew if it fails
  --app              one app; '*' is the lock that all apps share. Without it, every gate that is shut
  --operator         who gives the order: kept in the audit
  --dry-run          say which gates would be opened
${COMMON_USAGE}

Ends with 0 when every gate that was asked about is open now, 1 when one is shut (of an app also while '*' is), 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readGateArguments = (written: readonly string[]): GateArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      operator: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { app, operator, 'dry-run': dryRun, json } = values;
  const action = chosenAction(positionals, ['list', 'open'], 'list');
  const common = { app, json, ...askedStageOf(values, action === 'list' ? 'looks' : 'changes') };
  if (action === 'list') {
    if (app !== undefined || operator !== undefined || dryRun)
      throw new Error('--app, --operator and --dry-run belong to open');
    return { order: { action: 'gate' }, ...common };
  }
  if (operator === undefined) throw new Error('--operator is missing');
  return {
    order: { action: 'open-gate', operator, dryRun, ...(app === undefined ? {} : { app }) },
    ...common,
  };
};
