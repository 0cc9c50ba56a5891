import { newApiKey } from '../../../shared/http/access/api-key.ts';
import { invokerOf } from '../invoke.ts';
import type { ExitCode, OpsCommand, Terminal } from '../ops/command.ts';
import { openSecret } from '../secret/secret.ts';
import { KEYS_USAGE, type KeysArguments, readKeysArguments } from './arguments.ts';
import { addDataKey, type DataKeyChange, type DataKeyDeps, retireDataKey, useDataKey } from './data-keys.ts';
import { describeKeyChange, describeKeys, describeReseal } from './print.ts';
import { countKeys, resealAll } from './run.ts';

/** The data keys from end to end: made, counted, everything sealed anew, taken out. */
export const keysCommand: OpsCommand = {
  name: 'keys',
  summary: 'which data key seals what, counted; make one, seal anew with it, retire the old one',
  usage: KEYS_USAGE,
  run(written, terminal) {
    const asked = readKeysArguments(written);
    switch (asked.action) {
      case 'list':
        return list(asked, terminal);
      case 'api-key':
        return Promise.resolve(showNewApiKey(asked, terminal));
      case 'reseal':
        return reseal(asked, terminal);
      default:
        return change(asked, terminal);
    }
  },
};

const list = async (asked: KeysArguments, { print, tell }: Terminal): Promise<ExitCode> => {
  const inUse = await countKeys(invokerOf(asked), tell);
  print(asked.json ? JSON.stringify(inUse, null, 2) : describeKeys(inUse, new Date()));
  return inUse.counts.every(({ dataKeyId }) => inUse.dataKeyIds.includes(dataKeyId)) ? 0 : 1;
};

/** Nothing stores the key: whoever is to use it gets it from here. */
const showNewApiKey = ({ json }: KeysArguments, { print }: Terminal): ExitCode => {
  const { key, hash } = newApiKey();
  print(json ? JSON.stringify({ key, hash }, null, 2) : `key   ${key}\nhash  ${hash}`);
  return 0;
};

type Reseal = Extract<KeysArguments, { action: 'reseal' }>;

const reseal = async (asked: Reseal, { print, tell }: Terminal): Promise<ExitCode> => {
  const result = await resealAll(asked, invokerOf(asked), tell);
  print(asked.json ? JSON.stringify(result, null, 2) : describeReseal(result));
  return result.changed === 0 && result.unreadableCount === 0 ? 0 : 1;
};

type Change = Extract<KeysArguments, { action: 'new' | 'use' | 'retire' }>;

const change = async (asked: Change, { print, tell }: Terminal): Promise<ExitCode> => {
  const { dryRun, json } = asked;
  const deps = { secret: openSecret(asked), invoke: invokerOf(asked), tell, now: new Date() };
  const changed = await changeKeys(deps, asked);
  print(json ? JSON.stringify({ dryRun, ...changed }, null, 2) : describeKeyChange(changed, dryRun));
  return changed.refusal === undefined ? 0 : 1;
};

const changeKeys = (deps: DataKeyDeps, asked: Change): Promise<DataKeyChange> => {
  if (asked.action === 'new') return addDataKey(deps, asked.dryRun);
  const work = asked.action === 'use' ? useDataKey : retireDataKey;
  return work(deps, asked.id, asked.dryRun);
};
