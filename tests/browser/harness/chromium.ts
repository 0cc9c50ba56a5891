import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** The browser of these tests; `undefined` where there is none, and then the tests are skipped. */
export const CHROMIUM_PATH = findChromium(process.env);

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
