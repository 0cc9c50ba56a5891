import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { useSeeded } from './harness/use-seeded.ts';
import {
  keepPicture,
  LOOKS,
  type Look,
  seriousFindings,
  sidewaysPixels,
  type Visit,
} from './harness/visit.ts';

describe.skipIf(CHROMIUM_PATH === undefined)('the page of usage', () => {
  /** The month of the day that has happened; it may be over by the time it is looked at. */
  let month = '';
  const day = useSeeded({ changes: true }, async ({ stack }) => {
    month = stack.clock().toISOString().slice(0, 7);
    await stack.followChanges();
    await stack.advance(7_200);
    await stack.invoke('count-usage');
  });

  const visit = async (look: Look): Promise<Visit> => {
    const started = await day.visit(look, '#/usage');
    const { page } = started;
    await page.locator('select[name=month]').selectOption(month);
    await page.locator('.table-wrap td').first().waitFor();
    return started;
  };

  it.each(LOOKS)('shows chart and sums on a $screen in $language without a fault', async (look) => {
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
