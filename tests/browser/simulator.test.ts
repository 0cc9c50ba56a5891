import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Stack } from '../harness/stack.ts';
import { CHROMIUM_PATH, launchChromium } from './harness/chromium.ts';
import { startSimulated } from './harness/simulated.ts';
import { keepPicture, seriousFindings, sidewaysPixels, startVisit, type Visit } from './harness/visit.ts';

const A = '+8613800000001';
const B = '+8613900000002';

/** Each page with something that only it shows, in both languages. */
const PAGES = [
  ['play', '1. Bind', '1. 绑定'],
  ['numbers', 'Private numbers', '隐私号码'],
  [
    'calls',
    'Every call with what the platform did, beside what our API says of it.',
    '每个呼叫：平台做了什么，以及我方 API 如何记录。',
  ],
  ['pushes', 'Push a body by hand', '手动推送正文'],
  ['faults', 'Active faults', '生效中的故障'],
  ['clock', 'What waits on the clock', '等待时钟的事项'],
  ['requests', 'Bind', '绑定'],
] as const;

const LOOKS = [
  { screen: 'desktop', language: 'en', theme: 'light' },
  { screen: 'phone', language: 'en', theme: 'dark' },
  { screen: 'desktop', language: 'zh', theme: 'dark' },
  { screen: 'phone', language: 'zh', theme: 'light' },
] as const;

describe.skipIf(CHROMIUM_PATH === undefined)("the simulator's console", () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSimulated(), launchChromium()]);
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app: 'rides', a: A, b: B, record: true, ttlSeconds: 3600 },
    });
    const { x } = bound.body as { x: string };
    await stack.control.placeCall({ from: A, to: x, outcome: 'answered', talkSeconds: 20 });
    await stack.control.placeCall({ from: B, to: x, outcome: 'busy' });
    await stack.control.sendText({ from: B, to: x, content: 'On my way' });
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-after', times: 2 });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  const visit = async (look: Parameters<typeof startVisit>[1], place: string): Promise<Visit> => {
    const visited = await startVisit(browser, look);
    await visited.page.goto(`${stack.simulator.url}/console#/${place}`);
    return visited;
  };

  const places = async (): Promise<readonly (readonly [name: string, place: string])[]> => {
    const [answered] = await stack.control.calls();
    const [push] = await stack.control.journal({ kind: 'push', operation: 'cdr' });
    const [request] = await stack.control.journal({ kind: 'request', operation: 'bind' });
    return [
      ['call', `calls/${answered?.sessionId}`],
      ['push', `pushes/${push?.id}`],
      ['request', `requests/${request?.id}`],
    ];
  };

  const judged = async (page: Page, name: string) => {
    await keepPicture(page, `simulator-${name}`);
    return {
      findings: await seriousFindings(page),
      sideways: await sidewaysPixels(page),
      hasOneRowOfTools: await page.evaluate("document.querySelector('.shell-top').offsetHeight < 60"),
    };
  };

  /** The numbers of the comparison that a line is too short for. */
  const brokenNumbers = (page: Page) =>
    page.evaluate(`[...document.querySelectorAll('.compare td')].flatMap(({ firstChild }) => {
      if (!firstChild?.textContent.startsWith('+')) return [];
      const range = document.createRange();
      range.selectNodeContents(firstChild);
      return range.getClientRects().length > 1 ? [firstChild.textContent] : [];
    })`);

  it.each(LOOKS)('has pages without fault on a $screen in $language, $theme', async (look) => {
    const { page, context, warnings, addresses } = await visit(look, 'play');
    const told: Record<string, unknown> = {};
    for (const [name, en, zh] of PAGES) {
      await page.goto(`${stack.simulator.url}/console#/${name}`);
      await page
        .getByText(look.language === 'en' ? en : zh, { exact: true })
        .first()
        .waitFor();
      told[name] = await judged(page, `${name}-${look.screen}-${look.language}`);
    }
    for (const [name, place] of await places()) {
      await page.goto(`${stack.simulator.url}/console#/${place}`);
      await page.locator('.beside-detail .card').nth(2).waitFor();
      await page.locator('.beside-detail .bar-of-work').waitFor({ state: 'detached' });
      told[name] = await judged(page, `${name}-${look.screen}-${look.language}`);
      if (name === 'call') told['numbers in two lines'] = await brokenNumbers(page);
    }
    await context.close();

    const fine = { findings: [], sideways: 0, hasOneRowOfTools: true };
    const names = [...PAGES.map(([name]) => name), 'call', 'push', 'request'];
    expect(told).toEqual({
      ...Object.fromEntries(names.map((name) => [name, fine])),
      'numbers in two lines': [],
    });
    expect(warnings).toEqual([]);
    expect(addresses.every((address) => address.startsWith(stack.simulator.url))).toBe(true);
  });

  it('shows the side of the platform alone, and how our API is connected, where there is none', async () => {
    const alone = await startSimulator({
      apps: [{ appKey: 'k', appSecret: 's', mode: 'AXB', numbers: [{ x: '+8617000000001' }], pushUrls: {} }],
    });
    const { page, context, warnings } = await startVisit(browser, { screen: 'phone', language: 'en' });
    await page.goto(`${alone.url}/console`);
    await page.getByText('No API of ours is connected').waitFor();
    const binds = await page.getByRole('button', { name: 'Bind' }).count();
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('The call was placed').waitFor();
    await page.getByRole('link', { name: 'Open the call' }).click();
    await page.getByText('npm start', { exact: true }).waitFor();
    await keepPicture(page, 'simulator-alone');
    await context.close();
    await alone.close();

    expect([binds, warnings]).toEqual([0, []]);
  });

  it('says that the simulator is silent, and keeps what it has shown', async () => {
    const alone = await startSimulator({ apps: [] });
    const { page, context } = await startVisit(browser, { screen: 'desktop', language: 'en' });
    await page.goto(`${alone.url}/console#/clock`);
    await page.getByText('Nothing waits on the clock.').waitFor();
    await alone.close();

    await page.getByText('The simulator does not answer.').waitFor();
    const stillThere = await page.getByText('Nothing waits on the clock.').isVisible();
    await context.close();

    expect(stillThere).toBe(true);
  });
});
