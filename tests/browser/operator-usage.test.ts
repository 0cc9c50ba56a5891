import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_PATH, launchChromium } from './harness/chromium.ts';
import { type Seeded, startSeeded, visitConsole } from './harness/seeded.ts';
import { keepPicture, type Look, seriousFindings, sidewaysPixels, type Visit } from './harness/visit.ts';

describe.skipIf(CHROMIUM_PATH === undefined)('the page of usage', () => {
  let browser: Browser;
  let seeded: Seeded;
  /** The month of the day that has happened; it may be over by the time it is looked at. */
  let month = '';
  beforeAll(async () => {
    [browser, seeded] = await Promise.all([launchChromium(), startSeeded({ changes: true })]);
    month = seeded.stack.clock().toISOString().slice(0, 7);
    await seeded.stack.followChanges();
    await seeded.stack.advance(7_200);
    await seeded.stack.invoke('count-usage');
  });
  afterAll(async () => {
    await browser?.close();
    await seeded?.stack.close();
  });

  const visit = async (look: Look): Promise<Visit> => {
    const started = await visitConsole(browser, seeded, { look, place: '#/usage' });
    const { page } = started;
    await page.locator('select[name=month]').selectOption(month);
    await page.locator('.table-wrap td').first().waitFor();
    return started;
  };

  it.each<Look>([
    { screen: 'desktop', language: 'en' },
    { screen: 'desktop', language: 'zh', theme: 'dark' },
    { screen: 'phone', language: 'en', theme: 'dark' },
    { screen: 'phone', language: 'zh' },
  ])('shows chart and sums on a $screen in $language without a fault', async (look) => {
    const { page, warnings, context } = await visit(look);
    await page.locator('.chart canvas').waitFor();
    for (const by of ['day', 'reference', 'x']) {
      await Promise.all([
        page.waitForResponse((response) => response.url().includes(`by=${by}`)),
        page.locator('select[name=by]').selectOption(by),
      ]);
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
    }
    await keepPicture(page, `operator-usage-${look.screen}-${look.language}`);

    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
    expect(warnings).toEqual([]);
    await context.close();
  });

  it('sums calls and amounts by app, and gives the same as a sheet without it being in an address', async () => {
    const { page, addresses, context } = await visit({ screen: 'desktop', language: 'en' });
    const rides = page.getByRole('row').filter({ hasText: 'rides' });
    await rides.waitFor();
    expect((await rides.locator('td').allInnerTexts()).slice(0, 3)).toEqual(['rides', '4', '1']);

    await page.locator('select[name=by]').selectOption('reference');
    await page.getByRole('row').filter({ hasText: 'order-42' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as a sheet' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`usage-${month}-by-reference.csv`);
    expect(await readFile(await download.path(), 'utf8')).toContain('order-42');
    expect(addresses.filter((url) => url.includes('order-42'))).toEqual([]);
    await context.close();
  });
});
