import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The order that `publish-events` is given. */
export type AskedEvents =
  | Readonly<{ action: 'status' }>
  | Readonly<{ action: 'redrive'; operator: string; dryRun: boolean }>;

/** The arguments of `npm run ops -- events`. */
export type EventsArguments = Readonly<{ order: AskedEvents; json: boolean }> & AskedStage;

export const EVENTS_USAGE = `npm run ops -- events
npm run ops -- events redrive --stage <stage> --operator <name> [--dry-run]

  status             what could not be told to the business and waits (the default)
  redrive            tell it again; events have the same id as before. What fails again stays
  --operator         who gives the order: kept in the audit
  --dry-run          with redrive: only say how much waits
${COMMON_USAGE}

Ends with 0 when nothing waits, by the counts of the queue, or when redrive has told all that it could take; 1 when something waits,
or when redrive could not tell a letter or did not get to the end; 2 when it could not run. A letter that somebody else has taken is
not redrive's: look again after five minutes.`;

/** @throws {Error} in words for the person who typed. */
export const readEventsArguments = (written: readonly string[]): EventsArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      operator: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { operator, 'dry-run': dryRun, json } = values;
  const action = chosenAction(positionals, ['status', 'redrive'], 'status');
  const common = { json, ...askedStageOf(values, action === 'status' ? 'looks' : 'changes') };
  if (action === 'status') {
    if (operator !== undefined || dryRun) throw new Error('--operator and --dry-run belong to redrive');
    return { order: { action: 'status' }, ...common };
  }
  if (operator === undefined) throw new Error('--operator is missing');
  return { order: { action: 'redrive', operator, dryRun }, ...common };
};
