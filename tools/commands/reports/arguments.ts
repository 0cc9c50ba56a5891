import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The arguments of `npm run ops -- reports`. */
export type ReportsArguments = Readonly<{
  /** The number as typed; `-`: it is read from the standard input. */
  party: string;
  operator: string;
  dryRun: boolean;
  json: boolean;
}> &
  AskedStage;

export const REPORTS_USAGE = `npm run ops -- reports lift --party - --operator <name> --stage <stage> [--dry-run]

  lift               forgets the failures of a number whose reports to the carriers failed, so that POST /reports takes it again.
                     The cause must be cleared up first, and the platform must take the number again
  --party            the number; - reads it from the standard input, or asks for it
  --operator         who gives the order: kept in the audit
  --dry-run          only says whether there are failures
${COMMON_USAGE}

Ends with 1 when no failure of the number is on record.`;

/** @throws {Error} in words for the person who typed. */
export const readReportsArguments = (written: readonly string[]): ReportsArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      party: { type: 'string' },
      operator: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  chosenAction(positionals, ['lift'], 'lift');
  const { party, operator, 'dry-run': dryRun, json } = values;
  if (party === undefined) throw new Error('--party is missing');
  if (operator === undefined) throw new Error('--operator is missing');
  return { party, operator, dryRun, json, ...askedStageOf(values, 'changes') };
};
