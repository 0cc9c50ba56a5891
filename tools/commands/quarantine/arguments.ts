import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The arguments of `npm run ops -- quarantine`. */
export type QuarantineArguments = Readonly<{
  order: Readonly<{ action: 'list' }> | Readonly<{ discard: string; operator: string; dryRun: boolean }>;
  json: boolean;
}> &
  AskedStage;

export const QUARANTINE_USAGE = `npm run ops -- quarantine
npm run ops -- quarantine discard <item> --stage <stage> --operator <name> [--dry-run]

  list               what lies in quarantine: its item, app, reason and day (the default)
  discard            take an item out that was looked at, and that no release will read. It stays sealed for its 93 days and
                     counts no more. What a release can read is brought in by npm run ops -- replay --quarantined
  --operator         who gives the order: kept in the audit
  --dry-run          say what would be taken out
${COMMON_USAGE}

Ends with 0 when the quarantine is empty or the item was taken out, 1 when items are listed, 2 when it could not run or no item has this id.`;

/** @throws {Error} in words for the person who typed. */
export const readQuarantineArguments = (written: readonly string[]): QuarantineArguments => {
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
  const [word, discard, ...more] = positionals;
  const action = chosenAction(word === undefined ? [] : [word], ['list', 'discard'], 'list');
  const common = { json, ...askedStageOf(values, action === 'list' ? 'looks' : 'changes') };
  if (action === 'list') {
    if (discard !== undefined || operator !== undefined || dryRun)
      throw new Error('an item, --operator and --dry-run belong to discard');
    return { order: { action: 'list' }, ...common };
  }
  if (discard === undefined || more.length > 0) throw new Error('discard needs the id of one item');
  if (operator === undefined) throw new Error('--operator is missing');
  return { order: { discard, operator, dryRun }, ...common };
};
