import type { OpsCommand } from '../../../tools/commands/ops/command.ts';
import { runOps } from '../../../tools/commands/ops/run-ops.ts';

/** A command as `npm run ops` runs it, in this process. */
export const runCommand = async (command: OpsCommand, endpointUrl: string, ...written: readonly string[]) => {
  const lines: string[] = [];
  const told: string[] = [];
  const code = await runOps([command], [command.name, ...written, '--endpoint-url', endpointUrl], {
    print: (text) => void lines.push(text),
    tell: (line) => void told.push(line),
  });
  return { code, out: lines.join('\n'), told };
};
