/** Where a command writes: results for the caller's pipe, and lines for the person who waits. */
export type Terminal = Readonly<{
  /** To standard output. */
  print: (text: string) => void;
  /** One line to standard error. */
  tell: (line: string) => void;
}>;

/**
 * The exit code of an operator's command: 0 done, 1 done and something is left or wrong, 2 it could not run. The table in
 * docs/operations.md says which is which for each command.
 */
export type ExitCode = 0 | 1 | 2;

/** One command of `npm run ops`. */
export type OpsCommand = Readonly<{
  name: string;
  /** One line in the list of commands. */
  summary: string;
  /** Its `--help`. Every option stands in it: the names are compared with one that nobody knows. */
  usage: string;
  /** Without any argument it shows its help, because it would not know its order. */
  needsArguments?: true;
  /** @throws {Error} in words for the person who typed: it could not run. */
  run: (written: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}>;
