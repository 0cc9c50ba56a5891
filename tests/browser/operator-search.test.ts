import { describe, expect, it } from 'vitest';
import { person, RIDES } from '../harness/fixtures.ts';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { useSeeded } from './harness/use-seeded.ts';
import { DESK, sidewaysPixels } from './harness/visit.ts';

/** References that look like something else: an order number, an id. */
const DIGITS = '202611280017';
/** The number of a person, as a Chinese input method writes it. */
const FULL_WIDTH_PERSON_41 = '＋８６　１３８００００００４１';
const LETTERS = 'q'.repeat(32);

describe.skipIf(CHROMIUM_PATH === undefined)('the search of the operator console', () => {
  const day = useSeeded();
  const { visit } = day;

  const bind = async (body: object): Promise<{ bindingId: string; x: string }> => {
    const answer = await day.seeded.stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body } });
    expect(answer.status, answer.text).toBe(201);
    return answer.body as { bindingId: string; x: string };
  };

  it.each([
    [DIGITS, 31],
    [LETTERS, 33],
  ])('finds the reference %s, and says what it was found as', async (reference, index) => {
    await bind({ a: person(index), b: person(index + 1), reference });
    const { page, context } = await visit(DESK, '#/search');
    let isDown = true;
    await page.route('**/messages/search', (route) =>
      isDown
        ? route.fulfill({ status: 503, json: { status: 503, code: 'unavailable', title: 'Not now' } })
        : route.fallback(),
    );
    await page.locator('input[name=sought]').fill(reference);
    await page.keyboard.press('Enter');

    await page.getByText('1 entry · found as a reference', { exact: true }).waitFor();
    await page.getByText('Texts: Not now', { exact: true }).waitFor();
    isDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This is not everything').waitFor({ state: 'detached' });
    await page.getByText('1 entry · found as a reference', { exact: true }).waitFor();
    await context.close();
  });

  it('says of a call whose record has no readable time that it is over, and offers no end', async () => {
    const record = { sessionId: 'x1', callerNum: person(41), calleeNum: 'no number', startTime: 'yesterday' };
    await day.seeded.stack.control.pushRaw({
      ...{ appKey: RIDES.appKey, kind: 'cdr' },
      body: { eventType: 'fee', feeLst: [record] },
    });
    const { page, context } = await visit(DESK, '#/search');
    await page.locator('input[name=sought]').fill(FULL_WIDTH_PERSON_41);
    await page.keyboard.press('Enter');
    await page.locator('.list-link', { hasText: 'ended, times unreadable' }).click();
    await page.getByText('Ended; its times cannot be read').waitFor();

    await page.getByText('The record (CDR) is here').waitFor();
    expect(await page.getByRole('button', { name: 'Hang up this call' }).count()).toBe(0);
    await context.close();
  });

  it('shows the calls of all bindings of a reference, and goes on with what is left', async () => {
    const { page, context } = await visit(DESK, '#/search');
    const { body } = await day.seeded.stack.request('GET', `/bindings/${day.seeded.bindingId}`);
    const { body: call } = await day.seeded.stack.request('GET', `/calls/${day.seeded.busyCallId}`);
    const asked: string[] = [];
    const page51 = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ ...(body as object), bindingId: `binding${from + at}` }));
    await page.route('**/search', (route) => {
      const what = route.request().url().split('/').at(-2);
      const { bindingId, cursor } = route.request().postDataJSON() as Record<string, string>;
      if (what === 'bindings')
        return route.fulfill({
          json: cursor
            ? { items: page51(50, 1), nextCursor: null }
            : { items: page51(0, 50), nextCursor: 'next' },
        });
      asked.push(`${what} ${bindingId}`);
      const items = what === 'calls' ? [{ ...(call as object), callId: `call of ${bindingId}` }] : [];
      return route.fulfill({ json: { items, nextCursor: null } });
    });
    await page.locator('input[name=sought]').fill('many');
    await page.keyboard.press('Enter');
    await page.getByText('Calls and texts of the latest 50 bindings were looked at').waitFor();
    await page.getByText('100 entries').waitFor();
    expect(asked).toHaveLength(100);

    await page.getByRole('button', { name: 'Look further' }).click();
    await page.getByText('102 entries').waitFor();
    expect(await page.getByRole('button', { name: 'Look further' }).count()).toBe(0);
    expect(asked.slice(100)).toEqual(['calls binding50', 'messages binding50']);
    await context.close();
  });

  it('stays with a deed that goes on, and tells its failure', async () => {
    const { bindingId } = await bind({ a: person(35), b: person(36) });
    const { page, context } = await visit(DESK, `#/bindings/${bindingId}`);
    const answer = Promise.withResolvers<void>();
    await page.route(`**/bindings/${bindingId}`, async (route) => {
      if (route.request().method() !== 'DELETE') return route.fallback();
      await answer.promise;
      return route.fulfill({ status: 503, json: { status: 503, code: 'unavailable', title: 'Not now' } });
    });
    await page.getByRole('button', { name: 'End the binding' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'End the binding' }).click();
    await dialog.getByText('Working').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    answer.resolve();

    await dialog.getByText('Not now').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await context.close();
  });

  it('asks once to hang up, however often the button is pressed', async () => {
    const { page, context } = await visit(DESK, '#/search');
    const { body } = await day.seeded.stack.request('GET', `/calls/${day.seeded.busyCallId}`);
    const goingOn = { ...(body as object), endedAt: null, outcome: null, legs: [] };
    await page.route(`**/calls/${day.seeded.busyCallId}`, (route) => route.fulfill({ json: goingOn }));
    const answer = Promise.withResolvers<void>();
    let stops = 0;
    await page.route('**/stop', async (route) => {
      stops += 1;
      await answer.promise;
      return route.fulfill({ status: 202, json: {} });
    });
    await page.goto(`${day.seeded.stack.url}/console#/search/call/${day.seeded.busyCallId}`);
    await page.getByRole('button', { name: 'Hang up this call' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.row .danger').dblclick();
    answer.resolve();
    await dialog.waitFor({ state: 'detached' });

    expect(stops).toBe(1);
    await context.close();
  });

  it.each([
    ['a number is drained', 'Drain', 'Make available', async () => '#/pool'],
    [
      'a binding has ended',
      'End the binding',
      'Binding',
      async () => `#/bindings/${(await bind({ a: person(37), b: person(38) })).bindingId}`,
    ],
  ])('leaves the focus near the button that went away when %s', async (_, deed, focused, place) => {
    const { page, context } = await visit(DESK, await place());
    await page.getByRole('button', { name: deed }).first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: deed }).click();
    await dialog.waitFor({ state: 'detached' });

    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(focused);
    await context.close();
  });

  it('shows more of the list that was asked for, whatever was typed since', async () => {
    const { page, context } = await visit(DESK, '#/search');
    await page.route('**/bindings/search', (route) =>
      route.fallback({ postData: JSON.stringify({ ...route.request().postDataJSON(), limit: 1 }) }),
    );
    await page.goto(`${day.seeded.stack.url}/console#/bindings`);
    const lines = page.locator('.beside-list .list-link');
    await lines.first().waitFor();
    await page.locator('input[name=text]').fill('13800000011');
    await page.getByRole('button', { name: 'More' }).click();

    await expect.poll(() => lines.count()).toBe(2);
    await context.close();
  });

  it('shows more of the list that is there after another one failed', async () => {
    const { page, context } = await visit(DESK, '#/search');
    await page.route('**/numbers?**', (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      if (!url.searchParams.has('cursor') && url.searchParams.has('state'))
        return route.fulfill({ status: 503, json: { status: 503, code: 'unavailable', title: 'Not now' } });
      return route.fallback({ url: url.href });
    });
    await page.goto(`${day.seeded.stack.url}/console#/pool`);
    await page.locator('td .copy').first().waitFor();
    await page.locator('select[name=state]').selectOption('available');
    await page.getByText('Not now').waitFor();
    await page.getByRole('button', { name: 'More' }).click();

    await expect.poll(() => page.locator('td .copy').count()).toBe(2);
    await context.close();
  });

  it('fits into 375 and 320 pixels with the longest reference', async () => {
    const reference = 'R'.repeat(64);
    const people = { a: person(41), b: person(42) };
    const { body } = await day.seeded.stack.request('POST', '/bindings', {
      body: { mode: 'AXB', ...people, reference, userData: 'U'.repeat(256) },
    });
    const { bindingId, x } = body as { bindingId: string; x: string };
    await day.seeded.stack.control.sendText({ from: people.a, to: x, content: 'T'.repeat(200) });
    const { page, context } = await visit({ screen: 'phone', language: 'en' }, '#/search');
    await page.locator('input[name=sought]').fill(reference);
    await page.keyboard.press('Enter');
    await page.getByText('found as a reference').waitFor();
    const text = page.getByRole('link', { name: /^Text from/ });
    await text.waitFor();
    const looked = async (place: string) => {
      for (const width of [375, 320]) {
        await page.setViewportSize({ width, height: 700 });
        // A chart is drawn anew a moment after its place has become narrower.
        await expect
          .poll(() => sidewaysPixels(page), { message: `${place} at ${width}` })
          .toBeLessThanOrEqual(0);
      }
    };
    await looked('search');
    await text.click();
    await page.getByText('T'.repeat(200)).waitFor();
    await looked('message');
    for (const [place, ready] of [
      ['#/bindings', '.beside-list .list-link'],
      [`#/bindings/${bindingId}`, '.beside-detail .list-link'],
      [`#/search/binding/${bindingId}`, '.beside-detail .list-link'],
      ['#/bindings/new', 'input[name=a]'],
      ['#/bindings/phone', 'input[name=from]'],
      ['#/pool', 'td .copy'],
      ['#/pool/import', 'textarea'],
      ['#/usage', 'select[name=by]'],
    ] as const) {
      await page.goto(`${day.seeded.stack.url}/console${place}`);
      await page.locator(ready).first().waitFor();
      await looked(place);
    }
    await page.route('**/usage?*by=reference*', async (route) => {
      const answer = await route.fetch();
      const usage = (await answer.json()) as { total: object };
      return route.fulfill({ json: { ...usage, items: [{ ...usage.total, reference }] } });
    });
    await page.locator('select[name=by]').selectOption('reference');
    await page.getByText(reference).first().waitFor();
    await looked('usage by reference');

    await context.close();
  });
});
