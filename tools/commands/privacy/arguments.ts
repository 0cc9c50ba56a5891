import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- privacy`. */
export type PrivacyArguments = Readonly<{
  action: 'export' | 'erase';
  /** The number as typed; `-`: it is read from the standard input. */
  party: string;
  operator: string;
  dryRun: boolean;
  endLive: boolean;
  /** The file of an export; absent: a name with the day in it. */
  out: string | undefined;
  json: boolean;
}> &
  AskedStage;

export const PRIVACY_USAGE = `npm run ops -- privacy export  --party - --operator <name> --stage <stage> [--dry-run] [--out <file>]
npm run ops -- privacy erase   --party - --operator <name> --stage <stage> [--dry-run] [--end-live]

  export             everything that is stored about a person, as JSON in a new file that its owner alone can read
  erase              takes the person out of all of it; what has to stay is listed with the reason
  --party            the number; - reads it from the standard input, or asks for it. That is better than the number itself,
                     which would stay in the history of the shell and show in the list of processes
  --operator         who gives the order: kept in the audit
  --dry-run          only counts what would be exported or erased
  --end-live         ends the person's live bindings first. Without it nothing is erased while one lives
  --out              the file of an export (privacy-export-<day>.json)
${COMMON_USAGE}

Ends with 1 when something could not be erased yet: give the order again; and when nothing is stored about the number
that was to be erased, which then is not: is it the right one?`;

/** @throws {Error} in words for the person who typed. */
export const readPrivacyArguments = (written: readonly string[]): PrivacyArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      party: { type: 'string' },
      operator: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'end-live': { type: 'boolean', default: false },
      out: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { party, operator, out, json, 'dry-run': dryRun, 'end-live': endLive } = values;
  const action = actionOf(positionals);
  if (party === undefined) throw new Error('--party is missing');
  if (operator === undefined) throw new Error('--operator is missing');
  if (endLive && action !== 'erase') throw new Error('--end-live belongs to erase');
  if (out !== undefined && action !== 'export') throw new Error('--out belongs to export');
  return { action, party, operator, dryRun, endLive, out, json, ...askedStageOf(values, 'changes') };
};

const actionOf = ([action = '', ...more]: readonly string[]): 'export' | 'erase' => {
  if (more.length > 0 || (action !== 'export' && action !== 'erase'))
    throw new Error('say one of export, erase (--help tells more)');
  return action;
};
