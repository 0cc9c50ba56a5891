// Makes the two pictures of README, of both consoles with a small day on them, and writes down what they were made from.
// `node tools/with-node24.mjs tests/browser/pictures/make-pictures.ts`; needs a Chromium (docs/testing.md).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../harness/chromium.ts';
import { KEYS, type Seeded, startSeeded } from '../harness/seeded.ts';
import { startVisit } from '../harness/visit.ts';
import { MADE_FROM, PICTURES, sourcesOfPictures } from './sources.ts';

const pictureOfConsole = async (browser: Browser, { stack, busyCallId }: Seeded): Promise<void> => {
  const { page } = await startVisit(browser, { screen: 'desktop', language: 'en' });
  await page.goto(`${stack.url}/console#/search/call/${busyCallId}`);
  await page.locator('input[name=key]').fill(KEYS.all);
  await page.locator('button[type=submit]').click();
  await page.locator('.steps').waitFor();
  await page.locator('.list-link').first().waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(PICTURES, 'console.png') });
};

const pictureOfSimulator = async (browser: Browser, { stack }: Seeded): Promise<void> => {
  const { page } = await startVisit(browser, { screen: 'desktop', language: 'en' });
  await page.goto(`${stack.simulator.url}/console#/calls`);
  await page.locator('.list-link').last().click();
  await page.locator('.steps').waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(PICTURES, 'simulator.png') });
};

mkdirSync(PICTURES, { recursive: true });
const [browser, seeded] = await Promise.all([launchChromium(), startSeeded()]);
try {
  await pictureOfConsole(browser, seeded);
  await pictureOfSimulator(browser, seeded);
  writeFileSync(MADE_FROM, `${JSON.stringify(await sourcesOfPictures(), undefined, 2)}\n`);
} finally {
  await browser.close();
  await seeded.stack.close();
}
process.exit(0);
