import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { PRIVACY_USAGE, readPrivacyArguments } from './arguments.ts';
import { describePrivacy } from './print.ts';
import { isLeftOver, runPrivacyOrder } from './run.ts';

/** For operators: everything about a person, as a copy for him, or erased. */
export const privacyCommand: OpsCommand = {
  name: 'privacy',
  summary: 'everything about a person: as a copy, or erased',
  usage: PRIVACY_USAGE,
  needsArguments: true,
  async run(written, { print, tell }) {
    const asked = readPrivacyArguments(written);
    const { action, dryRun } = asked;
    const party = asked.party === '-' ? await askedNumber() : asked.party;
    const result = await runPrivacyOrder(asked, party, invokerOf(asked), tell);
    const { records, ...report } = result.report;
    const file = action === 'export' && !dryRun ? (asked.out ?? fileName()) : undefined;
    if (file !== undefined) await writeForOwner(file, records);
    print(
      asked.json
        ? JSON.stringify({ ...report, refused: result.refused, file }, null, 2)
        : describePrivacy(result, { action, dryRun, file }),
    );
    return result.refused || (action === 'erase' && isLeftOver(result.report)) ? 1 : 0;
  },
};

/** One line of the standard input. @throws {Error} where there is none. */
const askedNumber = async (): Promise<string> => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) process.stderr.write('number: ');
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  throw new Error('--party - reads the number from the standard input, and nothing came');
};

const fileName = (): string => `privacy-export-${new Date().toISOString().slice(0, 10)}.json`;

/** @throws {Error} where the file is there already: it may be another person's. */
const writeForOwner = (file: string, records: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify({ records }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
