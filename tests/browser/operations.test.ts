import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSentCdr } from '../builders/pushes.ts';
import { RIDES } from '../harness/fixtures.ts';
import { CHROMIUM_PATH, launchChromium } from './harness/chromium.ts';
import { KEYS, PEOPLE, type Seeded, startSeeded } from './harness/seeded.ts';
import {
  keepPicture,
  type Look,
  seriousFindings,
  sidewaysPixels,
  startVisit,
  type Visit,
} from './harness/visit.ts';

const DESK: Look = { screen: 'desktop', language: 'en' };
const LOOKS: readonly Look[] = [
  DESK,
  { screen: 'desktop', language: 'zh', theme: 'dark' },
  { screen: 'phone', language: 'en', theme: 'dark' },
  { screen: 'phone', language: 'zh' },
];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A record of the platform, as a push of its own. */
const record = (fee: object) => ({
  ...{ appKey: RIDES.appKey, kind: 'cdr' as const },
  body: { eventType: 'fee', feeLst: [fee] },
});

/** More of that day: a recording that waits, one that came after eight days and is lost, and an entry without what its key is made of. */
const seedOperations = async ({ stack, x }: Seeded): Promise<void> => {
  const { control } = stack;
  await control.faults.add({ on: 'download', kind: 'http-500', probability: 1 });
  await control.placeCall({ from: PEOPLE.anna, to: x, outcome: 'answered', talkSeconds: 40 });
  await stack.invoke('recording-archiver');
  await control.faults.clear();
  const old = (minutes: number) =>
    new Date(stack.clock().getTime() - 8 * DAY_MS + minutes * MINUTE_MS)
      .toISOString()
      .replace('T', ' ')
      .slice(0, 19);
  const times = { callInTime: old(0), fwdAnswerTime: old(1), recordStartTime: old(1), callEndTime: old(5) };
  await control.pushRaw(record(aSentCdr({ sessionId: 'eight-days-ago', ...times })));
  await stack.invoke('recording-archiver');
  const { sessionId, ...noKey } = aSentCdr({});
  await control.pushRaw(record({ ...noKey, userData: 'meet me' }));
};

describe.skipIf(CHROMIUM_PATH === undefined)('the pages of operators', () => {
  let browser: Browser;
  let seeded: Seeded;
  beforeAll(async () => {
    [browser, seeded] = await Promise.all([launchChromium(), startSeeded()]);
    await seedOperations(seeded);
  });
  afterAll(async () => {
    await browser?.close();
    await seeded?.stack.close();
  });

  const visit = async (look: Look, place: string): Promise<Visit> => {
    const started = await startVisit(browser, look);
    await started.page.goto(`${seeded.stack.url}/console${place}`);
    await started.page.locator('input[name=key]').fill(KEYS.all);
    await started.page.locator('button[type=submit]').click();
    await started.page.locator('main h1').waitFor();
    return started;
  };

  /** A page is looked at when `ready` is there. */
  const PLACES: readonly (readonly [name: string, place: string, ready: string])[] = [
    ['recordings', '#/recordings', '.entry'],
  ];

  it.each(LOOKS)('are shown on a $screen in $language without a fault', async (look) => {
    const { page, complaints, context } = await visit(look, '#/recordings');
    for (const [name, place, ready] of PLACES) {
      await page.goto(`${seeded.stack.url}/console${place}`);
      await page.locator(ready).first().waitFor();
      await page.locator('canvas').first().waitFor();
      await keepPicture(page, `operator-${name}-${look.screen}-${look.language}-${look.theme ?? 'light'}`);

      expect(await seriousFindings(page), name).toEqual([]);
      expect(await sidewaysPixels(page), name).toBe(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('retry a lost recording, and lead to its call', async () => {
    const { page, context } = await visit(DESK, '#/recordings');
    const lost = page.locator('.entry').filter({ hasText: 'does not have it' });
    await lost.getByRole('button', { name: /^Retry/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Retry' }).click();
    await dialog.getByText('The platform has deleted it by now.').waitFor();
    await dialog.getByLabel('Also what is archived').check();
    await dialog.getByRole('button', { name: 'Retry' }).click();
    await dialog.getByText('the archiver takes it in its next run').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('No recording was lost.').waitFor();
    await page.locator('.entry a').first().click();
    await page.locator('.beside-detail').getByText('Call id').waitFor();
    await context.close();
  });
});
