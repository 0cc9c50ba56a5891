import { parseArgs } from 'node:util';

/** The arguments of `npm run recordings`; `order` is what the function `manage-recordings` reads. */
export type RecordingsArguments = Readonly<{
  order: Readonly<Record<string, unknown>>;
  json: boolean;
  stage: string;
  endpointUrl: string | undefined;
}>;

export const RECORDINGS_USAGE = `npm run recordings -- status    [--call <id> | --binding <id> | --party <number>]
npm run recordings -- retry      --call <id> | --binding <id> | --party <number>   --operator <name>
npm run recordings -- rearchive  --call <id> | --binding <id> | --party <number>   --operator <name> [--even-erased]
npm run recordings -- erase      --call <id> | --binding <id> | --party <number>   --operator <name>

  status             of all: what waits, what is deleted first, what was lost; of a target: each recording
  retry              waiting ones are due now; lost ones wait again while the platform still has them
  rearchive          fetched once more whatever became of them; an archived one is replaced
  erase              deleted from the archive for good; nothing but rearchive --even-erased brings it back
  --operator         who gives the order: kept in the audit of each call
  --stage            of the deployment (dev; local with --endpoint-url)
  --endpoint-url     a Lambda API elsewhere, such as http://127.0.0.1:3001 of npm start
  --json             print JSON

Ends with 2 when some are still in the hands of an archiver: give the order again after six minutes; an erasure completes itself.`;

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
      json: { type: 'boolean', default: false },
      stage: { type: 'string' },
      'endpoint-url': { type: 'string' },
    },
  });
  const { call, binding, party, operator, json } = values;
  const endpointUrl = values['endpoint-url'];
  const evenErased = values['even-erased'];
  const action = actionOf(positionals);
  const target = targetOf(action, { callId: call, bindingId: binding, party });
  if (evenErased && action !== 'rearchive') throw new Error('--even-erased belongs to rearchive');
  return {
    order: { action, ...target, ...byWhom(action, operator), ...(evenErased ? { evenErased } : {}) },
    json,
    stage: values.stage ?? (endpointUrl === undefined ? 'dev' : 'local'),
    endpointUrl,
  };
};

const actionOf = ([action = '', ...more]: readonly string[]): string => {
  if (!ACTIONS.includes(action) || more.length > 0)
    throw new Error(`say one of ${ACTIONS.join(', ')} (--help tells more)`);
  return action;
};

const targetOf = (action: string, targets: Readonly<Record<string, string | undefined>>) => {
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
