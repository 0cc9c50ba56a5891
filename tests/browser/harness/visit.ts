import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ROOT } from '../../../tools/local-stack/template.ts';

/** Screens that people have: a desk, and the narrowest phone that counts. */
export const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 375, height: 740 },
} as const;
export type Screen = keyof typeof SCREENS;

export const BROWSER_LANGUAGES = { en: 'en-GB', zh: 'zh-CN' } as const;
export type BrowserLanguage = keyof typeof BROWSER_LANGUAGES;

/** How a page is looked at. */
export type Look = Readonly<{ screen: Screen; language: BrowserLanguage; theme?: 'light' | 'dark' }>;

/** A desk, in English and light. */
export const DESK: Look = { screen: 'desktop', language: 'en' };

/** Both screens in both languages, and each of them once in the dark. */
export const LOOKS: readonly Look[] = [
  DESK,
  { screen: 'desktop', language: 'zh', theme: 'dark' },
  { screen: 'phone', language: 'en', theme: 'dark' },
  { screen: 'phone', language: 'zh' },
];

/** One person at a browser. `warnings`: errors of the console, of scripts and of the content policy. `addresses`: of every request. */
export type Visit = Readonly<{
  page: Page;
  context: BrowserContext;
  warnings: readonly string[];
  addresses: readonly string[];
}>;

/** Every wait of a browser test ends after so long, on a machine however busy. */
const WAITED_MS = 120_000;

/** Opens a new window with nothing in it, at a fixed zone. */
export const startVisit = async (
  browser: Browser,
  { screen, language, theme = 'light' }: Look,
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: SCREENS[screen],
    locale: BROWSER_LANGUAGES[language],
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    hasTouch: screen === 'phone',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(WAITED_MS);
  const warnings: string[] = [];
  const addresses: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') warnings.push(message.text());
  });
  page.on('pageerror', (error) => warnings.push(String(error)));
  page.on('request', (request) => addresses.push(request.url()));
  return { page, context, warnings, addresses };
};

/** The folder of the artefacts. */
const PICTURES = join(ROOT, 'reports', 'screenshots');

/** Keeps a picture of the whole page under `reports/screenshots`. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
};

/** The findings of axe-core that hurt somebody, rated "serious" or "critical", each with the element. */
export const seriousFindings = async (page: Page): Promise<readonly string[]> => {
  // Evaluated by the debugger, which no content policy stops. A page that has changed its hash alone has it still.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const { violations }: axe.AxeResults = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** By how many pixels a page is wider than its window: nobody should have to move it sideways. */
export const sidewaysPixels = (page: Page): Promise<number> =>
  // The place that is kept for a scroll bar counts as the window's and not as the page's.
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)');
