import { redactText } from '../../../shared/observability/redact-text.ts';
import type { ExitCode, OpsCommand, Terminal } from './command.ts';
import { didYouMean } from './nearest.ts';

/** Runs the command that is named first among the arguments. Never throws: a failure is a line and the exit code 2. */
export const runOps = async (
  commands: readonly OpsCommand[],
  [name, ...written]: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.print(usageOf(commands));
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return runCommand(command, written, terminal);
  const names = commands.map((candidate) => candidate.name);
  const kind = name.startsWith('-') ? 'the first word must be a command, not' : 'unknown command';
  terminal.tell(`${kind} '${redactText(name)}'${didYouMean(name, names)}; npm run ops -- --help lists all`);
  return 2;
};

const runCommand = async (
  command: OpsCommand,
  written: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  const isBare = written.length === 0 && command.needsArguments === true;
  if (isBare || written.includes('--help') || written.includes('-h')) {
    terminal.print(command.usage);
    return 0;
  }
  const twice = optionTwice(written);
  if (twice !== undefined) {
    terminal.tell(`${twice} is given twice`);
    return 2;
  }
  try {
    return await command.run(written, terminal);
  } catch (error) {
    terminal.tell(withoutNumbers(faultLine(error, command.usage), written));
    return 2;
  }
};

/** Of two stages, say, the last would win in silence, for orders that erase as well. */
const optionTwice = (written: readonly string[]): string | undefined => {
  const names = written.flatMap((word) => word.match(/^--[a-z][a-z-]*(?==|$)/) ?? []);
  return names.find((name, index) => names.indexOf(name) < index);
};

/** Node's own message for an unknown option goes on about positional arguments; the nearest option helps more. */
const faultLine = (error: unknown, usage: string): string => {
  if (!(error instanceof Error)) return String(error);
  const [, option = ''] = error.message.match(/^Unknown option '(--?[^']*)'/) ?? [];
  if (option === '') return error.message;
  const known = [...new Set(usage.match(/--[a-z][a-z-]*/g))];
  // One that looks like no option may be a secret that was pasted in the wrong place.
  const shown = /^--?[a-z-]{1,30}$/i.test(option) ? ` '${option}'` : '';
  return `unknown option${shown}${didYouMean(option, known)}`;
};

/** The arguments that a fault quotes, with phone numbers masked: output of a command goes into tickets and chats. */
const withoutNumbers = (line: string, written: readonly string[]): string =>
  written
    .filter((argument) => argument !== '')
    .reduce((shown, argument) => shown.replaceAll(argument, redactText(argument)), line);

const usageOf = (commands: readonly OpsCommand[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return [
    'npm run ops -- <command> [options] --stage <stage>',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'npm run ops -- <command> --help shows the options of a command.',
    '',
    'Ends with 0 when it is done, with 1 when something is left or wrong, with 2 when it could not run.',
  ].join('\n');
};
