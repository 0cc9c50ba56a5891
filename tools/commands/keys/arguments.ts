import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';

/** The arguments of `npm run ops -- keys`. */
export type KeysArguments = AskedStage &
  Readonly<{ json: boolean }> &
  (
    | Readonly<{ action: 'list' }>
    | Readonly<{ action: 'reseal'; from: string; dryRun: boolean; writesPerSecond: number }>
  );

export const KEYS_USAGE = `npm run ops -- keys                       [list]
npm run ops -- keys reseal --from <id>    [--dry-run] [--rate <n>]

  list               the data keys in their order, and what each seals, counted by table and kind
  reseal             seal with the first data key what --from seals; can be stopped and repeated at will
  --from             the id of a data key that is not the first
  --dry-run          count what would be sealed anew, change nothing
  --rate             writes a second at most (100)
${COMMON_USAGE}

It walks over whole tables: a count reads each of them once. Ends with 1 when something cannot be opened, was changed
meanwhile, or is sealed with a key that the document does not have.`;

const DEFAULT_RATE = 100;

/** @throws {Error} in words for the person who typed. */
export const readKeysArguments = (written: readonly string[]): KeysArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      rate: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { from, rate, json } = values;
  const dryRun = values['dry-run'];
  const common = { json, ...askedStageOf(values) };
  const action = chosenAction(positionals, ['list', 'reseal'], 'list');
  if (action === 'list') {
    if (from !== undefined || dryRun || rate !== undefined)
      throw new Error('--from, --dry-run and --rate belong to reseal');
    return { action, ...common };
  }
  if (from === undefined) throw new Error('--from is missing');
  return { action, from, dryRun, writesPerSecond: rateOf(rate), ...common };
};

const rateOf = (written: string | undefined): number => {
  const rate = written === undefined ? DEFAULT_RATE : Number(written);
  if (!Number.isInteger(rate) || rate < 10 || rate > 1000)
    throw new Error('--rate must be an integer from 10 to 1000');
  return rate;
};
