import { describe, expect, it } from 'vitest';
import { xNumber } from '../harness/fixtures.ts';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { KEYS } from './harness/seeded.ts';
import { useSeeded } from './harness/use-seeded.ts';
import { DESK, keepPicture, LOOKS, SCREENS, seriousFindings, sidewaysPixels } from './harness/visit.ts';

/** A table of these numbers, all of one city. */
const tableOf = (numbers: readonly string[]): string =>
  ['号码,区号,短信,备注', ...numbers.map((x) => `${x.slice(3)},0755,是,`)].join('\n');

/** The numbers of the app whose pool is imported anew; the last two are of another city. */
const SALES = Array.from({ length: 4 }, (_, index) => xNumber(101 + index));

describe.skipIf(CHROMIUM_PATH === undefined)('the page of the pool', () => {
  const day = useSeeded();
  const { visit } = day;

  it.each(LOOKS)(
    'shows cities, numbers and the import on a $screen in $language without a fault',
    async (look) => {
      const { page, warnings, context } = await visit(look, '#/pool');
      const looked = async (name: string) => {
        await keepPicture(page, `operator-pool-${name}-${look.screen}-${look.language}`);
        expect(await seriousFindings(page), name).toEqual([]);
        expect(await sidewaysPixels(page), name).toBeLessThanOrEqual(0);
      };
      await page.locator('.city').first().waitFor();
      await page.locator('td .copy').first().waitFor();
      const deed = await page.locator('td button:not(.copy)').first().boundingBox();
      expect((deed?.x ?? 9999) + (deed?.width ?? 0)).toBeLessThanOrEqual(SCREENS[look.screen].width);
      await looked('cities');
      await page.goto(`${day.seeded.stack.url}/console#/pool/import`);
      const kept = day.seeded.x === xNumber(1) ? xNumber(2) : xNumber(1);
      await page.locator('textarea').fill(tableOf([kept, xNumber(50), '+861700000']));
      await page.locator('button[type=submit]').click();
      await page.locator('.number-columns').first().waitFor();
      await page.locator('.number-columns .badge', { hasText: /shorter than 11|不足 11 位/ }).waitFor();
      const retired = page.locator('.retiring .entry', { hasText: 'order-42' });
      await retired.getByText(/^1 (binding|个绑定)$/).waitFor();
      await looked('preview');
      await retired.getByRole('link').click();
      await page.locator('.beside-detail .steps').waitFor();
      await page.goBack();
      await retired.waitFor();
      expect(warnings).toEqual([]);
      await context.close();
    },
  );

  it('drains a number and reserves one, after a second question, with no number in an address', async () => {
    const { page, addresses, context } = await visit(DESK, '#/pool');
    const last = page.getByRole('row').filter({ hasText: '170 0000 0012' });
    await last.getByRole('button', { name: 'Drain' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drain' }).click();
    await last.getByText('draining').first().waitFor();
    await last.getByRole('button', { name: 'Make available' }).waitFor();
    await last.getByRole('button', { name: 'Reserve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click();
    await last.getByRole('button', { name: 'Unreserve' }).waitFor();

    expect(addresses.filter((url) => url.includes('17000000012'))).toEqual([]);
    await context.close();
  });

  it('names the rows of a table that are wrong, and refuses a workbook', async () => {
    const { page, context } = await visit(DESK, '#/pool/import');
    await page.locator('textarea').fill('号码,区号\n17000000001,0755\n1.7E+10,0755');
    await page.getByRole('button', { name: 'Show the difference' }).click();
    await page.getByRole('row').filter({ hasText: /^3/ }).waitFor();
    await page.getByText('The number has lost digits').waitFor();
    await page.getByLabel('Language').selectOption('zh');
    await page.getByText('号码丢失了位数').waitFor();
    await page.getByText('表格被拒绝，错误 1 处').waitFor();
    await page.getByLabel('语言').selectOption('en');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'pool.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') });
    await page.getByText('Save it as CSV (UTF-8)').waitFor();

    expect(await page.getByRole('button', { name: 'Show the difference' }).isDisabled()).toBe(true);
    await context.close();
  });

  it('asks again where the pool was changed after its difference was seen, and forgets the table for another one', async () => {
    const { page, context } = await visit(DESK, '#/pool/import');
    const put = (query: string, numbers: readonly string[]) =>
      fetch(`${day.seeded.stack.url}/numbers?app=sales&${query}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${KEYS.all}`, 'content-type': 'application/json' },
        body: JSON.stringify(numbers.map((x) => ({ x }))),
      });
    const run = page.getByRole('button', { name: 'Import', exact: true });
    const own = [...SALES, xNumber(105)];
    await page.locator('select[name=app]').selectOption('sales');
    await page.locator('input[type=file]').setInputFiles({
      name: 'pool.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(tableOf(own)),
    });
    await page.getByRole('button', { name: 'Show the difference' }).click();
    await page.getByText('0 retired').waitFor();

    const ofColleague = Array.from({ length: 5 }, (_, index) => xNumber(170 + index));
    expect((await put('', [...SALES, ...ofColleague])).status).toBe(200);
    await run.click();
    await page.getByText('the pool has changed meanwhile').waitFor();
    await page.getByText('5 retired').waitFor();
    await page.getByText('Yes, retire 5 numbers').waitFor();
    expect(await run.isDisabled()).toBe(true);
    expect(await page.locator('input[name=force]').isChecked()).toBe(false);

    await page.getByRole('button', { name: 'Choose another table' }).click();
    await page.getByText('Choose a file or paste a table.').waitFor();
    expect(await page.getByRole('button', { name: 'Show the difference' }).isDisabled()).toBe(true);
    expect(await page.locator('textarea').inputValue()).toBe('');

    expect((await put('force=true', SALES)).status).toBe(200);
    await context.close();
  });

  it('imports a file after its difference was seen, and retires much of the pool only with a tick', async () => {
    const { page, context } = await visit(DESK, '#/pool/import');
    const choose = async (numbers: readonly string[]) => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'pool.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(tableOf(numbers)),
      });
      await page.getByRole('button', { name: 'Show the difference' }).click();
      await page.getByText('These columns are not read: 备注').waitFor();
    };
    const run = page.getByRole('button', { name: 'Import', exact: true });
    await page.locator('select[name=app]').selectOption('sales');
    await choose([...SALES, xNumber(160)]);
    await page.getByText('1 added').waitFor();
    await page.getByText('2 changed').waitFor();
    await run.click();
    await page.getByRole('heading', { name: 'Imported' }).waitFor();

    await page.getByRole('button', { name: 'Choose another table' }).click();
    await choose(SALES.slice(0, 1));
    await page.getByText('4 retired').waitFor();
    expect(await run.isDisabled()).toBe(true);
    await page.locator('input[name=force]').check();
    await run.click();
    await page.getByRole('heading', { name: 'Imported' }).waitFor();
    const { items } = (await day.seeded.stack.request('GET', '/numbers?app=sales&state=retired')).body as {
      items: readonly Readonly<{ x: string }>[];
    };
    const retired = [...SALES.slice(1), xNumber(160)];
    expect(items.map(({ x }) => x)).toEqual(expect.arrayContaining(retired));
    await context.close();
  });
});
