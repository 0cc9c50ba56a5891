import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction } from '../ops/nearest.ts';
import { CONFIGURATION, secretNameOf } from '../secret/documents.ts';

/** The arguments of `npm run ops -- keys`. */
export type KeysArguments = AskedStage &
  Readonly<{ json: boolean }> &
  (
    | Readonly<{ action: 'list' | 'api-key' }>
    | Readonly<{ action: 'lookup'; secretId: string }>
    | Readonly<{ action: 'lookup-begin' | 'lookup-next'; dryRun: boolean; secretId: string }>
    | Readonly<{ action: 'new'; dryRun: boolean; secretId: string }>
    | Readonly<{ action: 'retire' | 'use'; id: string; dryRun: boolean; secretId: string }>
    | Readonly<{ action: 'reseal'; from: string; dryRun: boolean; writesPerSecond: number }>
  );

export const KEYS_USAGE = `npm run ops -- keys                       [list]
npm run ops -- keys new --stage <stage>                      [--dry-run] [--secret <secret>]
npm run ops -- keys use <id> --stage <stage>                 [--dry-run] [--secret <secret>]
npm run ops -- keys reseal --from <id> --stage <stage>       [--dry-run] [--rate <n>]
npm run ops -- keys retire <id> --stage <stage>              [--dry-run] [--secret <secret>]
npm run ops -- keys lookup                                   [--secret <secret>]
npm run ops -- keys lookup-begin --stage <stage>             [--dry-run] [--secret <secret>]
npm run ops -- keys lookup-next --stage <stage>              [--dry-run] [--secret <secret>]
npm run ops -- keys api-key

  list               the data keys in their order, and what each seals, counted by table and kind
  new                make a data key and put it behind the others: every function can open with it in ten minutes
  use                put a data key first: from now on it seals
  reseal             seal with the first data key what --from seals; can be stopped and repeated at will
  retire             take a data key out of the document that seals nothing any more, and count again
  lookup             how far a change of lookupKey is, and what comes next
  lookup-begin       begin a change of lookupKey: a new key beside the present one
  lookup-next        take the next step of the change if its time has come; four of them, the second a day after the first
  api-key            make an API key and show it once, with the hash for the access document; needs no account
  --from             the id of a data key that is not the first
  --dry-run          tell what would be done, change nothing
  --rate             writes a second at most, 10 to 1000 (100)
  --secret           name or ARN of another secret than that of the stack (new, use, retire, lookup…)
${COMMON_USAGE}

A count reads every table once. new, use, retire and lookup-… need secretsmanager:GetSecretValue and PutSecretValue on the secret.
Ends with 1 when something cannot be opened, was changed meanwhile, is sealed with a key that the document does not
have, or when a key was not retired because it is in use, or a step was not taken,
or not yet because the document was changed a moment ago.`;

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
      secret: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { from, rate, json } = values;
  const dryRun = values['dry-run'];
  const { action, id } = actionOf(positionals);
  if (action !== 'reseal' && (from !== undefined || rate !== undefined))
    throw new Error('--from and --rate belong to reseal');
  const looks = LOOKS.includes(action);
  if (looks && dryRun) throw new Error('--dry-run belongs to orders that change something');
  const stage = askedStageOf(values, looks ? 'looks' : 'changes');
  const common = { json, ...stage };
  const secretId = values.secret ?? secretNameOf(CONFIGURATION, stage.stage);
  switch (action) {
    case 'list':
    case 'api-key':
      return { action, ...common };
    case 'lookup':
      return { action, secretId, ...common };
    case 'retire':
    case 'use':
      return { action, id, dryRun, secretId, ...common };
    case 'reseal':
      if (from === undefined) throw new Error('--from is missing');
      return { action, from, dryRun, writesPerSecond: rateOf(rate), ...common };
    default:
      return { action, dryRun, secretId, ...common };
  }
};

/** The actions that change nothing. */
const LOOKS: readonly string[] = ['list', 'lookup', 'api-key'];

/** Only `use` and `retire` have a word behind them. */
const actionOf = ([first, ...more]: readonly string[]) => {
  const [id = ''] = more;
  if (first === 'retire' || first === 'use') {
    if (more.length !== 1) throw new Error(`${first} needs the id of one data key`);
    return { action: first, id } as const;
  }
  const words = first === undefined ? [] : [first, ...more];
  return { action: chosenAction(words, ACTIONS, 'list'), id };
};

const ACTIONS = [
  ...(['list', 'new', 'use', 'reseal', 'retire'] as const),
  ...(['lookup', 'lookup-begin', 'lookup-next', 'api-key'] as const),
];

const rateOf = (written: string | undefined): number => {
  const rate = written === undefined ? DEFAULT_RATE : Number(written);
  if (!Number.isInteger(rate) || rate < 10 || rate > 1000)
    throw new Error('--rate must be an integer from 10 to 1000');
  return rate;
};
