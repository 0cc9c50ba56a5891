import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { KEYS_USAGE, readKeysArguments } from './arguments.ts';
import { describeKeys, describeReseal } from './print.ts';
import { countKeys, resealAll } from './run.ts';

/** Where the data keys are in use, and everything sealed anew with the first one. */
export const keysCommand: OpsCommand = {
  name: 'keys',
  summary: 'which data key seals what, counted; seal with the first one what another seals',
  usage: KEYS_USAGE,
  async run(written, { print, tell }) {
    const asked = readKeysArguments(written);
    const invoke = invokerOf(asked);
    if (asked.action === 'list') {
      const inUse = await countKeys(invoke, tell);
      print(asked.json ? JSON.stringify(inUse, null, 2) : describeKeys(inUse, new Date()));
      return inUse.counts.every(({ dataKeyId }) => inUse.dataKeyIds.includes(dataKeyId)) ? 0 : 1;
    }
    const result = await resealAll(asked, invoke, tell);
    print(asked.json ? JSON.stringify(result, null, 2) : describeReseal(result));
    return result.changed === 0 && result.unreadableCount === 0 ? 0 : 1;
  },
};
