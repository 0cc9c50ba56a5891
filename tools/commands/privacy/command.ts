import { open, rm } from 'node:fs/promises';
import { askedNumber } from '../asked-number.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { PRIVACY_USAGE, readPrivacyArguments } from './arguments.ts';
import { describePrivacy } from './print.ts';
import { isLeftOver, type PrivacyResult, runPrivacyOrder } from './run.ts';

/** For operators: everything about a person, as a copy for him, or erased. */
export const privacyCommand = deploymentCommand({
  name: 'privacy',
  summary: 'everything about a person: as a copy, or erased',
  usage: PRIVACY_USAGE,
  needsArguments: true,
  read: readPrivacyArguments,
  async run(asked, { answer, tell }) {
    const { action, dryRun } = asked;
    const party = await askedNumber(asked.party);
    const order = () => runPrivacyOrder(asked, party, invokerOf(asked), tell);
    const file = action === 'export' && !dryRun ? (asked.out ?? fileName()) : undefined;
    const result = file === undefined ? await order() : await inNewFile(file, order);
    const { records: _, ...report } = result.report;
    const { refused, isUnknown, wouldEnd } = result;
    answer({ ...report, refused, isUnknown, wouldEnd, dryRun, file }, () =>
      describePrivacy(result, { action, dryRun, file }),
    );
    return action === 'erase' && (refused || isUnknown || isLeftOver(result.report)) ? 1 : 0;
  },
});

const fileName = (): string => `privacy-export-${new Date().toISOString().slice(0, 10)}.json`;

/**
 * Carries out an order whose records go into a new file that its owner alone can read. The file is made first: a copy that could
 * not be kept would be an export for nothing, with its line in the audit.
 *
 * @throws {Error} where the file is there already, which may be another person's; where the order fails, and then no file is left.
 */
const inNewFile = async (file: string, order: () => Promise<PrivacyResult>): Promise<PrivacyResult> => {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new Error(`${file} is there already: give another name with --out`, { cause: error });
    throw error;
  });
  try {
    const result = await order();
    await handle.writeFile(`${JSON.stringify({ records: result.report.records }, null, 2)}\n`);
    return result;
  } catch (error) {
    await rm(file);
    throw error;
  } finally {
    await handle.close();
  }
};
