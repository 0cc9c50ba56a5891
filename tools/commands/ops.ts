// Everything that an operator does, one program: `npm run ops -- --help`

import { callsCommand } from './calls/command.ts';
import { configCommand } from './config/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { eventsCommand } from './events/command.ts';
import { exportCommand } from './export/command.ts';
import { gateCommand } from './gate/command.ts';
import { keysCommand } from './keys/command.ts';
import { numbersCommand } from './numbers/command.ts';
import { runOps } from './ops/run-ops.ts';
import { privacyCommand } from './privacy/command.ts';
import { quarantineCommand } from './quarantine/command.ts';
import { reconcileCommand } from './reconcile/command.ts';
import { recordingsCommand } from './recordings/command.ts';
import { replayCommand } from './replay/command.ts';
import { reportsCommand } from './reports/command.ts';
import { statusCommand } from './status/command.ts';
import { usageCommand } from './usage/command.ts';

/** The commands in the order of the help. */
const COMMANDS = [
  doctorCommand,
  statusCommand,
  gateCommand,
  configCommand,
  keysCommand,
  recordingsCommand,
  replayCommand,
  quarantineCommand,
  reconcileCommand,
  numbersCommand,
  privacyCommand,
  usageCommand,
  exportCommand,
  reportsCommand,
  eventsCommand,
  callsCommand,
];

process.exitCode = await runOps(COMMANDS, process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
});
