import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { StackOptions } from '../../harness/stack.ts';
import { launchChromium } from './chromium.ts';
import { type Seeded, startSeeded, visitConsole } from './seeded.ts';
import type { Look, Visit } from './visit.ts';

/**
 * The parts that the tests of one `describe` share; they are there while these run. `visit` opens a place of the operator console
 * and signs in.
 */
export type SeededTests = Readonly<{
  browser: Browser;
  seeded: Seeded;
  visit: (look: Look, place: string, key?: string) => Promise<Visit>;
}>;

/**
 * Starts a browser and a stack after a small day before the tests of a `describe`, and ends both after them.
 *
 * @param more happens on that day as well
 */
export const useSeeded = (
  options: StackOptions = {},
  more: (seeded: Seeded) => Promise<void> = async () => undefined,
): SeededTests => {
  let browser: Browser | undefined;
  let seeded: Seeded | undefined;
  beforeAll(async () => {
    [browser, seeded] = await Promise.all([launchChromium(), startSeeded(options)]);
    await more(seeded);
  });
  afterAll(async () => {
    await browser?.close();
    await seeded?.stack.close();
  });
  return {
    get browser() {
      return started(browser);
    },
    get seeded() {
      return started(seeded);
    },
    visit: (look, place, key) =>
      visitConsole(started(browser), started(seeded), { look, place, ...(key === undefined ? {} : { key }) }),
  };
};

const started = <Part>(part: Part | undefined): Part => {
  if (part === undefined) throw new Error('it is there from the first test on, and not before');
  return part;
};
