import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The names that systems give it, as in `.ci/run`. First the one without windows, which takes half the processor time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Where it is though no search path leads there. */
const USUAL = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, or the first in `PATH`, or where a system keeps it; `undefined`: there is none, or
 * `CHROMIUM_PATH` is `none`.
 */
export const findChromium = (
  { CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv,
  isThere: (path: string) => boolean = existsSync,
): string | undefined => {
  if (CHROMIUM_PATH === 'none') return undefined;
  const folders = [...PATH.split(delimiter), '/usr/bin'].filter((folder) => folder !== '');
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return CHROMIUM_PATH || [...found, ...USUAL].find(isThere);
};
