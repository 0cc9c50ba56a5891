import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Two bundles of one function, each a module with a `handler`: with the SDK cut, and with the whole. */
export type BundlePair = Readonly<{
  cut: string;
  whole: string;
  environment: Readonly<Record<string, string>>;
}>;

/** Every variable that some function wants; which ones it has is for the manifest tests. */
export const ENVIRONMENT = {
  AWS_REGION: 'cn-north-1',
  CONFIG_URI: 'secretsmanager:name',
  BINDINGS_TABLE: 'bindings',
  CALLS_TABLE: 'calls',
  MESSAGES_TABLE: 'messages',
  NUMBERS_TABLE: 'numbers',
  PUSHES_TABLE: 'pushes',
  RECORDINGS_BUCKET: 'recordings',
};

/** From 7 rounds on the sampling ends as soon as the ratio is `enough`, at the latest after 40. */
export type Sampling = Readonly<{ atLeast: number; atMost: number; enough: number }>;

const SAMPLING: Sampling = { atLeast: 7, atMost: 40, enough: 0 };

/**
 * How long the cut bundle takes to import, as part of the whole one: the least of each, taken in turns. Disturbance
 * only ever adds, so the least comes down to the truth as rounds go by: more rounds help what is fast and never
 * what is slow.
 */
export const importRatio = async (
  { cut, whole, environment }: BundlePair,
  sampling: Partial<Sampling> = {},
): Promise<number> => {
  const { atLeast, atMost, enough } = { ...SAMPLING, ...sampling };
  const least = { cut: Infinity, whole: Infinity };
  for (let round = 1; round <= atMost; round += 1) {
    least.cut = Math.min(least.cut, await importMs(cut, environment));
    least.whole = Math.min(least.whole, await importMs(whole, environment));
    if (round >= atLeast && least.cut / least.whole <= enough) break;
  }
  return least.cut / least.whole;
};

/**
 * Milliseconds on the processor that a fresh process takes to import a bundle, without its configuration document. Not on the
 * wall: on a busy machine that measures the machine.
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
    // A function reads its document while it is imported.
    env: { ...environment, CONFIG_URI: '' },
  });
  return Number(stdout);
};
