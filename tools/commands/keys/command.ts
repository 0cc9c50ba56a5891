import { newApiKey } from '../../../shared/http/access/api-key.ts';
import { invokerOf } from '../invoke.ts';
import type { ExitCode } from '../ops/command.ts';
import { deploymentCommand, type Speech } from '../ops/deployment-command.ts';
import { openSecret } from '../secret/secret.ts';
import { KEYS_USAGE, type KeysArguments, readKeysArguments } from './arguments.ts';
import { addDataKey, type DataKeyChange, type DataKeyDeps, retireDataKey, useDataKey } from './data-keys.ts';
import { describeLookup } from './describe-lookup.ts';
import {
  beginLookupChange,
  type LookupKeyChange,
  type LookupKeyDeps,
  lookupPhaseOf,
  takeNextStep,
} from './lookup-key.ts';
import { describeKeyChange, describeKeys, describeReseal } from './print.ts';
import { countKeys, resealAll } from './run.ts';

/** The data keys from end to end: made, counted, everything sealed anew, taken out. */
export const keysCommand = deploymentCommand({
  name: 'keys',
  summary:
    'which data key seals what, counted; make one, seal anew with it, retire the old one; change lookupKey',
  usage: KEYS_USAGE,
  read: readKeysArguments,
  isApart: ({ action }) => action === 'api-key',
  run(asked, speech) {
    switch (asked.action) {
      case 'list':
        return list(asked, speech);
      case 'api-key':
        return Promise.resolve(showNewApiKey(speech));
      case 'reseal':
        return reseal(asked, speech);
      case 'lookup':
      case 'lookup-begin':
      case 'lookup-next':
        return lookup(asked, speech);
      default:
        return change(asked, speech);
    }
  },
});

const list = async (asked: KeysArguments, { answer, tell }: Speech): Promise<ExitCode> => {
  const inUse = await countKeys(invokerOf(asked), tell);
  answer(inUse, () => describeKeys(inUse, new Date()));
  return inUse.counts.every(({ dataKeyId }) => inUse.dataKeyIds.includes(dataKeyId)) ? 0 : 1;
};

/** Nothing stores the key: whoever is to use it gets it from here. */
const showNewApiKey = ({ answer }: Speech): ExitCode => {
  const { key, hash } = newApiKey();
  answer({ key, hash }, () => `key   ${key}\nhash  ${hash}`);
  return 0;
};

type Reseal = Extract<KeysArguments, { action: 'reseal' }>;

const reseal = async (asked: Reseal, { answer, tell }: Speech): Promise<ExitCode> => {
  const result = await resealAll(asked, invokerOf(asked), tell);
  answer(result, () => describeReseal(result));
  return result.changed === 0 && result.unreadableCount === 0 ? 0 : 1;
};

type Lookup = Extract<KeysArguments, { action: 'lookup' | 'lookup-begin' | 'lookup-next' }>;

const lookup = async (asked: Lookup, { answer, tell }: Speech): Promise<ExitCode> => {
  const deps = { secret: openSecret(asked), invoke: invokerOf(asked), tell, clock: () => new Date() };
  const changed = await lookupChangeOf(deps, asked);
  answer(changed, () => describeLookup(changed));
  return changed.refusal === undefined ? 0 : 1;
};

const lookupChangeOf = async (
  deps: LookupKeyDeps,
  asked: Lookup,
): Promise<LookupKeyChange & { dryRun?: boolean }> => {
  if (asked.action === 'lookup') return lookupPhaseOf(deps);
  const { dryRun } = asked;
  const work = asked.action === 'lookup-begin' ? beginLookupChange : takeNextStep;
  return { dryRun, ...(await work(deps, dryRun)) };
};

type Change = Extract<KeysArguments, { action: 'new' | 'use' | 'retire' }>;

const change = async (asked: Change, { answer, tell }: Speech): Promise<ExitCode> => {
  const { dryRun } = asked;
  const deps = { secret: openSecret(asked), invoke: invokerOf(asked), tell, now: new Date() };
  const changed = await changeKeys(deps, asked);
  answer({ dryRun, ...changed }, () => describeKeyChange(changed, dryRun));
  return changed.refusal === undefined ? 0 : 1;
};

const changeKeys = (deps: DataKeyDeps, asked: Change): Promise<DataKeyChange> => {
  if (asked.action === 'new') return addDataKey(deps, asked.dryRun);
  const work = asked.action === 'use' ? useDataKey : retireDataKey;
  return work(deps, asked.id, asked.dryRun);
};
