import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- recordings`; `order` is what the function `manage-recordings` reads. */
export type RecordingsArguments = Readonly<{
  /** Without the number of a person. */
  order: Readonly<Record<string, unknown>>;
  /** The number as typed; `-`: it is read from the standard input. */
  party: string | undefined;
  dryRun: boolean;
  json: boolean;
}> &
  AskedStage;

export const RECORDINGS_USAGE = `npm run ops -- recordings status     [--call <id> | --binding <id> | --party -]
npm run ops -- recordings retry      --call <id> | --binding <id> | --party -   --operator <name> --stage <stage> [--dry-run]
npm run ops -- recordings rearchive  --call <id> | --binding <id> | --party -   --operator <name> --stage <stage> [--dry-run] [--even-erased]
npm run ops -- recordings erase      --call <id> | --binding <id> | --party -   --operator <name> --stage <stage> [--dry-run]

  status             of all: what waits, what is deleted first, what was lost; of a target: each recording
  retry              waiting ones are due now; lost ones wait again while the platform still has them
  rearchive          fetched once more whatever became of them; an archived one is replaced
  erase              deleted from the archive for good; nothing but rearchive --even-erased brings it back
  --party            the number of a person; - reads it from the standard input, or asks for it. That is better than the number
                     itself, which would stay in the history of the shell and show in the list of processes
  --operator         who gives the order: kept in the audit of each call; with status in its line of the audit
  --dry-run          count what would be done, change nothing
${COMMON_USAGE}

Ends with 1 when an order met no call, or when some are still in the hands of an archiver: give the order again after six
minutes; an erasure completes itself.`;

const ACTIONS = ['status', 'retry', 'rearchive', 'erase'];

/** @throws {Error} in words for the person who typed. */
export const readRecordingsArguments = (written: readonly string[]): RecordingsArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      call: { type: 'string' },
      binding: { type: 'string' },
      party: { type: 'string' },
      operator: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'even-erased': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { call, binding, party, operator, json, 'dry-run': dryRun } = values;
  const evenErased = values['even-erased'];
  const action = actionOf(positionals);
  const target = targetOf(action, { callId: call, bindingId: binding, party });
  if (dryRun && action === 'status') throw new Error('status changes nothing: leave --dry-run out');
  if (evenErased && action !== 'rearchive') throw new Error('--even-erased belongs to rearchive');
  return {
    order: {
      action,
      ...target,
      ...byWhom(action, operator),
      ...(evenErased ? { evenErased } : {}),
      ...(dryRun ? { dryRun } : {}),
    },
    party,
    dryRun,
    json,
    ...askedStageOf(values, action === 'status' ? 'looks' : 'changes'),
  };
};

const actionOf = ([action = '', ...more]: readonly string[]): string => {
  if (!ACTIONS.includes(action) || more.length > 0)
    throw new Error(`say one of ${ACTIONS.join(', ')} (--help tells more)`);
  return action;
};

/** Which recordings are meant; of a person the number stands beside the order. */
const targetOf = (action: string, targets: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(targets).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw new Error('--call, --binding and --party exclude each other');
  if (action !== 'status' && given.length === 0) throw new Error('--call, --binding or --party is missing');
  return Object.fromEntries(given.filter(([name]) => name !== 'party'));
};

const byWhom = (action: string, operator: string | undefined) => {
  if (operator === undefined && action === 'status') return {};
  if (operator === undefined) throw new Error('--operator is missing');
  return { operator };
};
