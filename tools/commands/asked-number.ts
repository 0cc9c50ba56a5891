import { createInterface } from 'node:readline/promises';

/**
 * The phone number of an option: as written, or for `-` one line of the standard input. A number on the command line stays in
 * the history of the shell and shows in the list of processes.
 *
 * @throws {Error} where the standard input has no line.
 */
export const askedNumber = async (written: string): Promise<string> => {
  if (written !== '-') return written;
  const lines = createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) process.stderr.write('number: ');
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  throw new Error('--party - reads the number from the standard input, and nothing came');
};
