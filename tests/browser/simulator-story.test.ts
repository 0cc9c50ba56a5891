import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../harness/stack.ts';
import { CHROMIUM_PATH, launchChromium } from './harness/chromium.ts';
import { startSimulated } from './harness/simulated.ts';
import { keepPicture, SCREENS, sidewaysPixels, startVisit, type Visit } from './harness/visit.ts';

const A = '+8613800000001';
const B = '+8613900000002';

/** The numbers of the comparison that a line is too short for. */
const BROKEN_NUMBERS = `[...document.querySelectorAll('.compare td')].flatMap(({ firstChild }) => {
      const range = document.createRange();
      if (!firstChild?.textContent.startsWith('+')) return [];
      range.selectNodeContents(firstChild);
      return range.getClientRects().length > 1 ? [firstChild.textContent] : [];
    })`;

describe.skipIf(CHROMIUM_PATH === undefined)("a story on the simulator's console", () => {
  let stack: Stack;
  let browser: Browser;
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startSimulated(), launchChromium()]);
    visit = await startVisit(browser, { screen: 'desktop', language: 'en' });
    page = visit.page;
    await page.goto(`${stack.simulator.url}/console`);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const card = (name: string) => page.getByRole('region', { name, exact: true });

  it('binds a pair, has a call whose record is late, shows where the sides differ, and that time brings them together', async () => {
    await button('Bind').click();
    await page.getByText('Bound', { exact: true }).waitFor();
    const [bound] = await stack.control.bindings();
    await link('Faults').click();
    await page.getByLabel('Where').selectOption('push');
    await page.getByLabel('Kind').selectOption('delayed');
    await page.getByLabel('Only pushes of').selectOption('cdr');
    await button('Add').click();
    await page.getByText('a push: delivered late').waitFor();
    await link('Play').click();
    await button('Call').click();
    await page.getByText('The call was placed').waitFor();
    await keepPicture(page, 'simulator-story-called');
    await page.getByRole('link', { name: 'Open the call' }).click();
    const late = card('Both sides').getByRole('row', { name: /Record \(CDR\)/ });
    await late.getByText('differs').waitFor();
    const before = await late.innerText();
    await keepPicture(page, 'simulator-story-differs');
    await link('Clock').click();
    await page.getByText('A push that a fault has held').waitFor();
    await button('To the next thing that is due').click();
    await page.getByText('The clock was moved.').waitFor();
    await link('Calls').click();
    await page.getByRole('link', { name: `${A} called ${bound?.x}` }).click();
    await page.getByText('Both sides agree').waitFor();
    await keepPicture(page, 'simulator-story-agrees');

    expect(bound).toMatchObject({ mode: 'AXB', a: A, b: B });
    expect(before.split(/\s+/)).toEqual(['Record', '(CDR)', 'yes', 'no', 'differs']);
    expect(visit.warnings).toEqual([]);
  });

  it('keeps what was chosen over a refresh of the window and of what is shown', async () => {
    const [call] = await stack.control.calls();
    await page.goto(`${stack.simulator.url}/console#/calls/${call?.sessionId}`);
    await page.getByText('Both sides agree').waitFor();

    await page.reload();
    await page.getByText('Both sides agree').waitFor();
    await stack.control.placeCall({ from: B, to: call?.x ?? '', outcome: 'busy' });
    await page.getByText('The callee is busy').waitFor();

    expect(await page.locator('.list-link[aria-current]').count()).toBe(1);
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#/calls/${call?.sessionId}`);
  });

  it('shows the newest begin first, and compares each of several calls of one moment with its own record', async () => {
    const { x = '' } = (await stack.control.bindings())[0] ?? {};
    const outcomes = ['declined', 'caller-gave-up', 'busy', 'powered-off'] as const;
    for (const outcome of outcomes) await stack.control.placeCall({ from: A, to: x, outcome });
    const placed = (await stack.control.calls()).slice(-4);
    const told: unknown[] = [];
    const broken: unknown[] = [];
    for (const { sessionId } of placed) {
      await page.goto(`${stack.simulator.url}/console#/calls/${sessionId}`);
      await page.getByText('Both sides agree').waitFor();
      const cells = card('Both sides')
        .getByRole('row', { name: /^Outcome/ })
        .locator('td');
      told.push(await cells.allInnerTexts());
      // Just wide enough for the list and the entry beside each other.
      await page.setViewportSize({ width: 980, height: 800 });
      broken.push([await page.evaluate(BROKEN_NUMBERS), await sidewaysPixels(page)]);
      await page.setViewportSize(SCREENS.desktop);
    }
    await keepPicture(page, 'simulator-story-one-moment');
    const shown = await page.locator('.beside-list .list-link').allInnerTexts();

    expect(told).toEqual([
      ['The callee hung up', 'The callee hung up'],
      ['The caller hung up while the phone rang', 'The caller hung up while the phone rang'],
      ['The callee is busy', 'The callee is busy'],
      ["The callee's phone is off", "The callee's phone is off"],
    ]);
    expect(shown.map((text) => /\d\d:\d\d:\d\d/.exec(text)?.[0])).toEqual([
      ...['16:00:55', '16:00:55', '16:00:55'],
      ...['16:00:28', '16:00:28', '15:59:34'],
    ]);
    expect(broken).toEqual(Array(4).fill([[], 0]));
    await page.goto(`${stack.simulator.url}/console#/calls/${(await stack.control.calls())[0]?.sessionId}`);
  });

  it('plays the recording, which the simulator serves itself', async () => {
    const played = await page.evaluate(`(async () => {
      const audio = document.querySelector('audio');
      audio.muted = true;
      await audio.play();
      return audio.duration;
    })()`);

    expect(played).toBe(20);
  });

  it('changes the state of a number, and our API hears of it by a push', async () => {
    await link('Numbers').click();
    await button('Change the state of +8617000000002').click();
    await page.getByLabel('New state').selectOption('9');
    await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click();
    await page
      .getByRole('row', { name: /\+8617000000002/ })
      .getByText('paused')
      .waitFor();
    await link('Pushes').click();
    await page.getByRole('link', { name: /Number status/ }).click();
    await page.getByText('AKSK: HMAC-SHA256').waitFor();
    const { body } = await stack.request('GET', '/numbers?app=rides&limit=10');

    const { items } = body as { items: readonly { x: string; state: string }[] };
    expect(items.find(({ x }) => x === '+8617000000002')?.state).toBe('suspended');
  });

  it('copies a call as a command that does the same', async () => {
    await link('Play').click();
    await card('2. Call').getByText('The same as a command').click();
    await card('2. Call').locator('.command .copy').click();

    const [bound] = await stack.control.bindings();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `curl '${stack.simulator.url}/control/calls' -d '{"from":"${A}","to":"${bound?.x}","outcome":"answered","talkSeconds":20,"hangUpBy":"caller","pace":"instant"}'`,
    );
  });

  it('sets the seed of the faults, so that the same ones come again', async () => {
    await link('Faults').click();
    await page.getByLabel('Seed', { exact: true }).fill('42');
    await button('Begin anew from this seed').click();
    await page.getByText('The chances begin anew from 42.').waitFor();

    expect(await stack.control.about()).toMatchObject({ seed: 1, faultSeed: 42 });
  });

  it('shows a bind that comes late: an error and a pending binding, which is adopted', async () => {
    await link('Faults').click();
    await page.getByLabel('Where').selectOption('query');
    await page.getByLabel('Kind').selectOption('late');
    await page.getByText('A question changes nothing.').waitFor();
    await page.getByLabel('Where').selectOption('bind');
    await page.getByLabel('Kind').selectOption('late');
    await page.getByText('Twice, for a bind: it answers 503').waitFor();
    await button('Add').click();
    await page.getByText('bind: connection cut, done later').waitFor();
    await link('Play').click();
    await card('1. Bind').getByLabel('A', { exact: true }).fill('+8613800000071');
    await button('Bind').click();
    await page.getByText('503 platform-unavailable').waitFor();
    await page.getByText('Status: pending').waitFor();
    await keepPicture(page, 'simulator-story-pending');
    await stack.advance(30);
    await stack.invoke('binding-sweeper');
    await button('Ask again').click();
    await page.getByText('Bound', { exact: true }).waitFor();

    const held = await stack.control.bindings();
    expect(held.filter(({ a }) => a === '+8613800000071')).toHaveLength(1);
  });

  it('says before a call with an extension whom it reaches, and after a wrong one why the call ended', async () => {
    const call = card('2. Call');
    const extension = call.getByLabel('Extension', { exact: true });
    await link('Play').click();
    await page.getByLabel('App', { exact: true }).selectOption('desk-app-key-0001');
    await call.getByText('Nobody is bound on this number').waitFor();
    await card('1. Bind').getByLabel('A', { exact: true }).fill(A);
    await button('Bind').click();
    await page.getByText('Bound', { exact: true }).waitFor();
    await call.getByText('A dials none').waitFor();
    await call.getByLabel('Who calls').selectOption('stranger');
    await call.getByText(`It reaches ${A}.`).waitFor();
    await extension.fill('');
    await call.getByText('This number needs an extension').waitFor();
    const bound = (await stack.control.bindings()).find(({ mode }) => mode === 'AXE');
    await call.getByText(`Bound on this number: ${bound?.['extension']} (${A}).`).waitFor();
    await extension.fill(bound?.['extension'] === '000' ? '001' : '000');
    await call.getByText('Nobody is behind this extension').waitFor();
    await keepPicture(page, 'simulator-story-extension');
    await button('Call').click();
    await call.getByRole('status').getByText('Nobody on this number has the extension').waitFor();
    await call.getByText('Give the caller the extension of a live binding of X').waitFor();
    await keepPicture(page, 'simulator-story-wrong-extension');

    expect((await stack.control.calls()).at(-1)?.ending.stateCode).toBe(8022);
  });

  it('pushes by hand what was pushed before, changed, from where the push is', async () => {
    await link('Pushes').click();
    await page.getByRole('link', { name: /CDR/ }).first().click();
    await button('Change it and push by hand').click();
    const form = page.locator('.by-hand');
    const offered = JSON.parse(await form.getByLabel('Body').inputValue());
    await form.getByLabel('Body').fill('{"eventType":"fee","feeLst":[]}');
    await form.getByRole('button', { name: 'Push', exact: true }).click();
    await form.getByRole('link', { name: /CDR/ }).waitFor();
    await keepPicture(page, 'simulator-story-by-hand');

    expect(offered).toMatchObject({ eventType: 'fee', feeLst: [{ callerNum: '+8613900000099' }] });
    expect((await stack.control.journal({ operation: 'cdr' })).at(-1)).toMatchObject({
      body: '{"eventType":"fee","feeLst":[]}',
    });
  });

  it('resets once that was confirmed, and by keyboard', async () => {
    await button('Reset').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Reset the simulated platform?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Reset the simulated platform?').waitFor({ state: 'detached' });
    const kept = await stack.control.calls();
    await button('Reset').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByText('Nothing was pushed yet.').waitFor();

    await link('Play').click();
    await card('1. Bind').waitFor();
    const toldOfBefore = await page
      .getByRole('status')
      .getByText(/Bound|The call was placed/)
      .count();

    expect([kept.length, await stack.control.calls(), toldOfBefore]).toEqual([7, [], 0]);
  });
});
