import { describe, expect, it } from 'vitest';
import { aSentCdr } from '../builders/pushes.ts';
import { RIDES } from '../harness/fixtures.ts';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { BAD_DAY } from './harness/made-up-status.ts';
import { KEYS, PEOPLE, type Seeded } from './harness/seeded.ts';
import { useSeeded } from './harness/use-seeded.ts';
import {
  DESK,
  keepPicture,
  LOOKS,
  type Look,
  SCREENS,
  seriousFindings,
  sidewaysPixels,
  startVisit,
  type Visit,
} from './harness/visit.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A record of the platform, as a push of its own. */
const record = (fee: object) => ({
  ...{ appKey: RIDES.appKey, kind: 'cdr' as const },
  body: { eventType: 'fee', feeLst: [fee] },
});

/** More of that day: a recording that waits, one that came after eight days and is lost, and two entries without what its key is made of. */
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
  for (const userData of ['meet me', 'meet him']) await control.pushRaw(record({ ...noKey, userData }));
};

describe.skipIf(CHROMIUM_PATH === undefined)('the pages of operators', () => {
  const day = useSeeded({}, seedOperations);
  const { visit } = day;

  /** A page is looked at when `ready` is there. */
  const places = async (): Promise<readonly (readonly [name: string, place: string, ready: string])[]> => [
    ['recordings', '#/recordings', '.entry'],
    ['pushes', '#/pushes', '.list-link'],
    ['quarantined', `#/pushes/item/${await quarantined('no-session-id')}`, 'tbody tr'],
    ['replay', '#/pushes/replay', 'form'],
    ['health', '#/health', '.entry'],
  ];

  const quarantined = async (reason: string): Promise<string> => {
    const answer = await day.seeded.stack.request('GET', '/operations/quarantine', {
      headers: { authorization: `Bearer ${KEYS.all}` },
    });
    const { items } = answer.body as { items: readonly { itemId: string; reason: string }[] };
    return items.find((item) => item.reason === reason)?.itemId ?? '';
  };

  it.each(LOOKS)('are shown on a $screen in $language without a fault', async (look) => {
    const { page, warnings, context } = await visit(look, '#/recordings');
    for (const [name, place, ready] of await places()) {
      await page.goto(`${day.seeded.stack.url}/console${place}`);
      await page.locator(ready).first().waitFor();
      await page.locator('.state[role=status]').first().waitFor({ state: 'detached' });
      await keepPicture(page, `operator-${name}-${look.screen}-${look.language}-${look.theme ?? 'light'}`);

      expect(await seriousFindings(page), name).toEqual([]);
      expect(await sidewaysPixels(page), name).toBe(0);
    }
    expect(warnings).toEqual([]);
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
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Lost last');
    await page.locator('.entry a').first().click();
    await page.locator('.beside-detail').getByText('Call id').waitFor();
    await context.close();
  });

  it('leave the focus at the next line when one has left the list', async () => {
    const { page, context } = await visit(DESK, '#/health');
    const lost = (callId: string) => ({
      ...{ callId, app: 'rides', status: 'lost', attempts: 1, reason: 'gone-at-platform' },
      ...{ deadlineAt: '2026-03-01T08:00:00.000Z' },
    });
    const [first, next] = ['abcdefghijklmnop', 'bcdefghijklmnopq'] as const;
    let lines = [lost(first), lost(next)];
    await page.route(/operations\/recordings$/, async (route) => {
      const answer = await route.fetch();
      return route.fulfill({ json: { ...((await answer.json()) as object), latestLost: lines } });
    });
    await page.route(/recordings\/retry$/, (route) => {
      lines = lines.slice(1);
      return route.fulfill({ json: { outcomes: ['due-now'] } });
    });
    await page.getByRole('link', { name: 'Recordings' }).click();
    await page.getByRole('button', { name: `Retry the recordings of call ${first}` }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Retry' }).click();
    await dialog.getByText('the archiver takes it').waitFor();
    await page.keyboard.press('Escape');
    // The dialog names the call as well until it has closed.
    await page.getByRole('link', { name: first }).waitFor({ state: 'detached' });

    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(next);
    await context.close();
  });

  it('open a quarantined push, read it again for a look, and discard it', async () => {
    const { page, context } = await visit(DESK, '#/pushes');
    const items = page.getByRole('link', { name: /It names no call/ });
    await items.first().click();
    await page.getByRole('cell', { name: 'userData' }).waitFor();
    const text = await page.locator('main').innerText();
    await page.getByRole('button', { name: 'Look what would happen' }).click();
    await page.getByText('1 item would be read again.').waitFor();
    await expect
      .poll(() => page.evaluate('document.activeElement.textContent'))
      .toBe('Look what would happen');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('It has left the quarantine.').waitFor();
    await page.getByRole('link', { name: /Back to the pushes/ }).click();
    await page.getByRole('link', { name: /It is not an object/ }).waitFor();

    expect(text).not.toMatch(/\d{7}|meet/);
    expect(await items.count()).toBe(1);
    await context.close();
  });

  it('count a time first, then feed it to the stores again', async () => {
    const { page, context } = await visit(DESK, '#/pushes/replay');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByText(/pushes would be fed again/).waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
    await page.getByText(/pushes were fed again/).waitFor();
    await page.getByText(/There already, and left as they are/).waitFor();
    await context.close();
  });

  /** Every look, at the state of a deployment that is not well. */
  const onBadDay = async (look: Look, place: string): Promise<Visit> => {
    const started = await startVisit(day.browser, look);
    await started.page.route('**/operations/status', (route) => route.fulfill({ json: BAD_DAY }));
    await started.page.goto(`${day.seeded.stack.url}/console${place}`);
    await started.page.locator('input[name=key]').fill(KEYS.all);
    await started.page.locator('button[type=submit]').click();
    await started.page.locator('main h1').waitFor();
    return started;
  };

  it.each(LOOKS)('show a bad day on a $screen in $language without a fault', async (look) => {
    const { page, warnings, context } = await onBadDay(look, '#/health');
    const looked = async (name: string) => {
      await keepPicture(page, `operator-${name}-${look.screen}-${look.language}-${look.theme ?? 'light'}`);
      expect(await seriousFindings(page), name).toEqual([]);
      expect(await sidewaysPixels(page), name).toBe(0);
    };
    await page.locator('.entry').first().waitFor();
    await looked('bad-health');
    const current = await page.locator('.shell-pages [aria-current]').boundingBox();
    expect((current?.x ?? 0) + (current?.width ?? 0), 'the page in the list').toBeLessThanOrEqual(
      SCREENS[look.screen].width,
    );
    await page.goto(`${day.seeded.stack.url}/console#/pushes`);
    await page.locator('.counts').waitFor();
    await page
      .getByRole('cell', { name: 'Text message' })
      .or(page.getByRole('cell', { name: '短信' }))
      .first()
      .waitFor();
    await looked('bad-pushes');
    expect(warnings).toEqual([]);
    await context.close();
  });

  it('say first what is wrong, and what to do about it', async () => {
    const { page, context } = await onBadDay(DESK, '#/health');
    await page.getByText('6 things need somebody.').waitFor();
    const [first] = await page.locator('.entry').allInnerTexts();
    const last = await page.locator('.entry').last().innerText();

    expect(first).toContain('Locked out since');
    expect(first).toContain('platform-locked-out');
    expect(first).toContain('npm run ops -- doctor');
    expect(last).toContain('OK');
    await page.getByText('Something that this console does not know.').waitFor();
    await context.close();
  });

  it('say how this stack stands, in both languages', async () => {
    const { page, context } = await visit(DESK, '#/health');
    await page.getByText('Items that nobody could read:').waitFor();
    await page.getByLabel('Language').selectOption('zh');
    await page.getByText('无法读取的条目：').waitFor();
    await context.close();
  });
});
