import { describe, expect, it } from 'vitest';
import { CHROMIUM_PATH, WITHOUT_CHROMIUM } from './harness/chromium.ts';
import { KEYS, PEOPLE } from './harness/seeded.ts';
import { useSeeded } from './harness/use-seeded.ts';
import {
  keepPicture,
  LOOKS,
  type Look,
  seriousFindings,
  sidewaysPixels,
  startVisit,
  type Visit,
} from './harness/visit.ts';

if (CHROMIUM_PATH === undefined) process.stdout.write(`${WITHOUT_CHROMIUM}\n`);

/** By how many pixels the page itself moves: beside a detail that does too there would be two bars side by side. */
const DOWN_PIXELS = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';

/** The length of the recording, as soon as it plays. */
const PLAYED_SECONDS = `new Promise((resolve) => {
  const audio = document.querySelector('audio');
  audio.addEventListener('timeupdate', () => audio.currentTime > 0 && resolve(Math.round(audio.duration)));
})`;

describe.skipIf(CHROMIUM_PATH === undefined)('the operator console', () => {
  const day = useSeeded();

  const visit = (look: Look, key = KEYS.all, place = '#/search'): Promise<Visit> =>
    day.visit(look, place, key);

  const named = ({ screen, language, theme = 'light' }: Look): string => `${screen}-${language}-${theme}`;

  /** A page is looked at when `ready` is there. */
  const places = (): readonly (readonly [name: string, place: string, ready: string])[] => [
    ['search', '#/search', '.list-link'],
    ['call', `#/search/call/${day.seeded.busyCallId}`, '.steps'],
  ];

  it.each(LOOKS)('shows each page on a $screen in $language without a warning', async (look) => {
    const { page, warnings, context } = await visit(look);
    for (const [name, place, ready] of places()) {
      await page.goto(`${day.seeded.stack.url}/console${place}`);
      await page.locator(ready).first().waitFor();
      await keepPicture(page, `operator-${name}-${named(look)}`);

      expect(await seriousFindings(page), name).toEqual([]);
      expect(await sidewaysPixels(page), name).toBe(0);
      if (look.screen === 'desktop') expect(await page.evaluate(DOWN_PIXELS), name).toBe(0);
    }
    expect(warnings).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('asks for a key on a $screen in $language', async (look) => {
    const { page, warnings, context } = await startVisit(day.browser, look);
    await page.goto(`${day.seeded.stack.url}/console`);
    await page.locator('input[name=key]').waitFor();
    await page.getByText('npm run ops -- keys api-key').waitFor();
    expect(await sidewaysPixels(page)).toBe(0);
    await keepPicture(page, `operator-sign-in-${named(look)}`);

    expect(await seriousFindings(page)).toEqual([]);
    expect(warnings).toEqual([]);
    await context.close();
  });

  it('says why a call failed, from a phone number', async () => {
    const { page, context } = await visit({ screen: 'phone', language: 'en' });
    await page.locator('input[name=sought]').fill(PEOPLE.bert);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /busy/i }).click();

    await page.getByText(/Why: .*busy/i).waitFor();
    await page.getByText(/What to do:/).waitFor();
    await context.close();
  });

  it('plays a recording, and each play is in the audit', async () => {
    const { page, context } = await visit(
      { screen: 'desktop', language: 'en' },
      KEYS.all,
      `#/search/call/${day.seeded.answeredCallId}`,
    );
    await page.getByRole('button', { name: /Play the recording/ }).click();
    await page.locator('audio').waitFor();
    const seconds = await page.evaluate(PLAYED_SECONDS);

    expect(seconds).toBe(75);
    const heard = day.seeded.stack.logs.filter(
      (line) => line.includes('"event":"data-read"') && line.includes('GET /calls/{callId}/recording'),
    );
    expect(heard).toHaveLength(1);
    await context.close();
  });

  it('leaves no number in an address, in the storage of the browser, or in a log', async () => {
    const { page, addresses, context } = await visit({ screen: 'desktop', language: 'en' });
    for (const number of [PEOPLE.anna, day.seeded.x]) {
      await page.locator('input[name=sought]').fill(number);
      await page.keyboard.press('Enter');
      await page.locator('.list-link').first().waitFor();
      await page.locator('.list-link').first().click();
      await page.locator('.beside-detail').waitFor();
    }
    const urls = [...addresses, page.url(), ...(await page.evaluate<string[]>('[location.href]'))].map(
      decodeURIComponent,
    );
    const stored = JSON.stringify(await context.storageState());

    for (const number of [...Object.values(PEOPLE), day.seeded.x]) {
      const digits = number.slice(1);
      expect(urls.filter((url) => url.includes(digits))).toEqual([]);
      expect(stored).not.toContain(digits);
      expect(day.seeded.stack.logs.filter((line) => line.includes(digits))).toEqual([]);
    }
    await context.close();
  });

  it('forgets the session when it is ended', async () => {
    const { page, context } = await visit({ screen: 'desktop', language: 'en' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[name=key]').waitFor();

    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await context.close();
  });

  it('shows a key without the right to see numbers none, and only its apps', async () => {
    const { page, context } = await visit({ screen: 'desktop', language: 'en' }, KEYS.masked);
    await page.locator('.list-link').first().waitFor();
    const text = await page.locator('body').innerText();

    expect(text).not.toContain('+8613800000011');
    expect(text).toContain('+861****0011');
    expect(text).not.toContain('sales');
    await context.close();
  });

  it('says that a wrong key was refused', async () => {
    const { page, context } = await startVisit(day.browser, { screen: 'desktop', language: 'en' });
    await page.goto(`${day.seeded.stack.url}/console`);
    await page.locator('input[name=key]').fill('not-a-key');
    await page.locator('button[type=submit]').click();

    await page.getByText('The key was refused').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await context.close();
  });
});
