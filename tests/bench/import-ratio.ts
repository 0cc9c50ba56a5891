import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Two bundles of one function, each a module with a `handler`. */
export type CompetingBinds = Readonly<{
  stubbed: string;
  whole: string;
  environment: Readonly<Record<string, string>>;
}>;

/** From 7 rounds on the sampling ends as soon as the ratio is `enough`, at the latest after 40. */
export type Sampling = Readonly<{ atLeast: number; atMost: number; enough: number }>;

const SAMPLING: Sampling = { atLeast: 7, atMost: 40, enough: 0 };

/**
 * How long the stubbed bundle takes to import, as part of the whole one: the least of each, taken in turns. Disturbance
 * only ever adds, so the least comes down to the truth as rounds go by: more rounds help what is fast and never
 * what is slow.
 */
export const importRatio = async (
  { stubbed, whole, environment }: CompetingBinds,
  sampling: Partial<Sampling> = {},
): Promise<number> => {
  const { atLeast, atMost, enough } = { ...SAMPLING, ...sampling };
  const least = { stubbed: Infinity, whole: Infinity };
  for (let round = 1; round <= atMost; round += 1) {
    least.stubbed = Math.min(least.stubbed, await importMs(stubbed, environment));
    least.whole = Math.min(least.whole, await importMs(whole, environment));
    if (round >= atLeast && least.stubbed / least.whole <= enough) break;
  }
  return least.stubbed / least.whole;
};

/**
 * Milliseconds on the processor that a fresh process takes to import a bundle. Not on the wall: on a busy machine that
 * measures the machine.
 *
 * @throws {Error} when the bundle does not start with these variables, or has no handler.
 */
export const importMs = async (
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> => {
  const script = `
    const before = process.cpuUsage();
    const bundle = await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    if (typeof bundle.handler !== 'function') throw new Error('no handler');
    process.stdout.write(String((user + system) / 1000));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: environment,
  });
  return Number(stdout);
};
