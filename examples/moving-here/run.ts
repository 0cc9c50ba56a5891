// Takes over the live bindings of an earlier back end from a file with a line of JSON for each (docs/moving-here.md).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { createClient } from '../../packages/client/src/index.ts';
import { createPlatformClient } from '../../packages/platform/src/index.ts';
import { EarlierBinding, type Sides, takeOver } from './take-over.ts';

const Environment = v.object({
  APP: v.string(),
  MODE: v.picklist(['AX', 'AXB', 'AXE']),
  APP_KEY: v.string(),
  APP_SECRET: v.string(),
  BASE_URL: v.optional(v.string(), 'https://rtcpns.cn-north-1.myhuaweicloud.com'),
  API_URL: v.string(),
  API_KEY: v.string(),
});

/**
 * Takes over every line, one after the other, and says a line for each: its reference and how it went. Numbers are not shown.
 *
 * @param lines all are read before the first one is moved
 * @returns the exit code: 1 when one has to be run again
 * @throws {Error} naming the first line that cannot be read, without its text
 */
export const takeOverAll = async (
  sides: Sides,
  lines: string,
  clock: () => Date,
  say: (line: string) => void,
): Promise<0 | 1> => {
  const written = lines.split('\n').filter((line) => line.trim() !== '');
  const list = written.map(readLine);
  let isDone = true;
  for (const earlier of list) {
    const outcome = await takeOver(sides, earlier, clock());
    isDone &&= outcome === 'taken-over' || outcome === 'over';
    say(`${earlier.reference}  ${outcome}`);
  }
  return isDone ? 0 : 1;
};

const readLine = (line: string, index: number): v.InferOutput<typeof EarlierBinding> => {
  const read = v.safeParse(EarlierBinding, parsed(line));
  if (read.success) return read.output;
  const places = read.issues.map((issue) => v.getDotPath(issue) ?? 'the whole of it').join(', ');
  throw new Error(`binding ${index + 1} of the file cannot be read: ${places}`);
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const main = async (file: string): Promise<0 | 1> => {
  const set = v.parse(Environment, process.env);
  const access = { appKey: set.APP_KEY, appSecret: set.APP_SECRET, baseUrl: set.BASE_URL };
  const sides = {
    app: set.APP,
    platform: createPlatformClient({ ...access, mode: set.MODE }),
    client: createClient({ baseUrl: set.API_URL, apiKey: set.API_KEY }),
  };
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  return takeOverAll(sides, await readFile(file, 'utf8'), () => new Date(), say);
};

const [, started, file] = process.argv;
if (started !== undefined && import.meta.filename === join(started)) {
  const ended = file === undefined ? Promise.reject(new Error('name the file of bindings')) : main(file);
  process.exitCode = await ended.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  });
}
