import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The places where systems have it. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of these tests: `CHROMIUM_PATH`, or the system's; `undefined` where there is none, and then the tests are skipped. */
export const CHROMIUM_PATH = process.env['CHROMIUM_PATH'] || USUAL.find((path) => existsSync(path));

/** Said once by each file that skips. */
export const WITHOUT_CHROMIUM =
  'skipped: there is no Chromium here; install one, or name it in CHROMIUM_PATH (docs/testing.md)';

/** As root, in a container, there is no sandbox to be had; nothing but our own pages is opened. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** Starts the browser. @throws {Error} where there is none. */
export const launchChromium = (): Promise<Browser> => {
  if (CHROMIUM_PATH === undefined) throw new Error(WITHOUT_CHROMIUM);
  return chromium.launch({ executablePath: CHROMIUM_PATH, args: FLAGS });
};
