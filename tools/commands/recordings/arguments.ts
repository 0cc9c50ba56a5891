import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- recordings`; `order` is what the function `manage-recordings` reads. */
export type RecordingsArguments = Readonly<{
  order: Readonly<Record<string, unknown>>;
  json: boolean;
}> &
  AskedStage;

export const RECORDINGS_USAGE = `npm run ops -- recordings status    [--call <id> | --binding <id> | --party <number>]
npm run ops -- recordings retry      --call <id> | --binding <id> | --party <number>   --operator <name>
npm run ops -- recordings rearchive  --call <id> | --binding <id> | --party <number>   --operator <name> [--even-erased]
npm run ops -- recordings erase      --call <id> | --binding <id> | --party <number>   --operator <name>

  status             of all: what waits, what is deleted first, what was lost; of a target: each recording
  retry              waiting ones are due now; lost ones wait again while the platform still has them
  rearchive          fetched once more whatever became of them; an archived one is replaced
  erase              deleted from the archive for good; nothing but rearchive --even-erased brings it back
  --operator         who gives the order: kept in the audit of each call
${COMMON_USAGE}

Ends with 1 when some are still in the hands of an archiver: give the order again after six minutes; an erasure completes itself.`;

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
      'even-erased': { type: 'boolean', default: false },
      ...COMMON_OPTIONS,
    },
  });
  const { call, binding, party, operator, json } = values;
  const evenErased = values['even-erased'];
  const action = actionOf(positionals);
  const target = recordingsOf(action, { callId: call, bindingId: binding, party });
  if (evenErased && action !== 'rearchive') throw new Error('--even-erased belongs to rearchive');
  return {
    order: { action, ...target, ...byWhom(action, operator), ...(evenErased ? { evenErased } : {}) },
    json,
    ...askedStageOf(values),
  };
};

const actionOf = ([action = '', ...more]: readonly string[]): string => {
  if (!ACTIONS.includes(action) || more.length > 0)
    throw new Error(`say one of ${ACTIONS.join(', ')} (--help tells more)`);
  return action;
};

const recordingsOf = (action: string, targets: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(targets).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw new Error('--call, --binding and --party exclude each other');
  if (action !== 'status' && given.length === 0) throw new Error('--call, --binding or --party is missing');
  return Object.fromEntries(given);
};

const byWhom = (action: string, operator: string | undefined) => {
  if (action === 'status') return {};
  if (operator === undefined) throw new Error('--operator is missing');
  return { operator };
};
