import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { KEYS, PEOPLE } from './harness/seeded.ts';
import { useSeeded } from './harness/use-seeded.ts';
import { DESK, startVisit, type Visit } from './harness/visit.ts';

/** An answer of the API that is held back until it is let go. */
type Held = Readonly<{
  /** It was asked for. */
  asked: Promise<void>;
  /** Lets it go, and waits until the page has had the time to take it. */
  letGo: (answer?: Parameters<Route['fulfill']>[0]) => Promise<void>;
}>;

const UNAUTHORIZED = {
  status: 401,
  contentType: 'application/problem+json',
  body: '{"status":401,"code":"unauthorized","title":"The key was refused."}',
};

/** Holds back the first answer at an address. */
const hold = async (page: Page, address: RegExp, method: string): Promise<Held> => {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<Route>();
  let isHeld = false;
  await page.route(address, async (route) => {
    if (isHeld || route.request().method() !== method) return route.fallback();
    isHeld = true;
    held.resolve(route);
    asked.resolve();
  });
  return {
    asked: asked.promise,
    letGo: async (answer) => {
      const route = await held.promise;
      await route.fulfill(answer ?? { response: await route.fetch() }).catch(() => undefined);
      // A question of its own goes behind the answer, and what that causes.
      await page.evaluate("fetch('problems').then((answer) => answer.text())");
    },
  };
};

describe.skipIf(CHROMIUM_PATH === undefined)('a session of the operator console', () => {
  const day = useSeeded();

  const open = async (place = ''): Promise<Visit> => {
    const started = await startVisit(day.browser, DESK);
    await started.page.goto(`${day.seeded.stack.url}/console${place}`);
    return started;
  };
  const enter = async (page: Page, key = KEYS.all): Promise<void> => {
    await page.locator('input[name=key]').fill(key);
    await page.locator('button[type=submit]').click();
  };
  const visit = async (place = ''): Promise<Visit> => {
    const started = await open(place);
    await enter(started.page);
    await started.page.locator('main h1').waitFor();
    return started;
  };
  const signOut = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[name=key]').waitFor();
  };
  const go = (page: Page, place: string): Promise<unknown> =>
    page.evaluate(`location.hash = ${JSON.stringify(place)}`);

  /** A bind that was sent, and whose answer is held back. */
  const startBind = async (page: Page): Promise<Held> => {
    const held = await hold(page, /\/bindings$/, 'POST');
    await page.locator('input[name=a]').fill(PEOPLE.carl);
    await page.locator('input[name=b]').fill(PEOPLE.bert);
    await page.locator('main form.card button[type=submit]').click();
    await held.asked;
    return held;
  };

  it('takes no answer of a session that is over: a bind', async () => {
    const { page, context } = await visit('#/bindings/new');
    const held = await startBind(page);
    await signOut(page);
    await go(page, '#/search');
    await enter(page, KEYS.masked);
    await page.locator('main h1').waitFor();
    await held.letGo({
      status: 201,
      contentType: 'application/json',
      body: JSON.stringify({ bindingId: day.seeded.bindingId, status: 'active', x: day.seeded.x }),
    });

    expect(new URL(page.url()).hash).toBe('#/search');
    await context.close();
  });

  it('takes no answer of a session that is over: the texts of a binding', async () => {
    const { page, context } = await visit('#/search');
    const held = await hold(page, /\/messages\?/, 'GET');
    await go(page, `#/bindings/${day.seeded.bindingId}`);
    await held.asked;
    await signOut(page);
    const { body } = await day.seeded.stack.request('GET', `/messages?bindingId=${day.seeded.bindingId}`);
    const [message] = (body as { items: readonly { messageId: string }[] }).items;
    await held.letGo();
    await enter(page, KEYS.masked);
    await page.locator('main h1').waitFor();
    await go(page, `#/search/message/${message?.messageId}`);
    await page.locator('.beside-detail h2').waitFor();

    expect(await page.locator('.beside-detail').innerText()).not.toContain('I wait at the gate');
    await context.close();
  });

  it('is not ended by a refusal of the key before it', async () => {
    const { page, context } = await visit('#/bindings/new');
    const held = await startBind(page);
    await signOut(page);
    await enter(page);
    await page.locator('main h1').waitFor();
    await held.letGo(UNAUTHORIZED);

    expect(await page.locator('main h1').count()).toBe(1);
    expect(await page.locator('input[name=key]').count()).toBe(0);
    await context.close();
  });

  it('goes on with a new key that a part of the service does not know yet, and says so', async () => {
    const { page, context } = await open('#/search');
    await page.route(/\/calls\?/, (route) => route.fulfill(UNAUTHORIZED));
    await enter(page);
    await page.getByText('A new key needs up to five minutes').first().waitFor();
    await page.unroute(/\/calls\?/);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.locator('.list-link').first().waitFor();

    expect(await page.locator('input[name=key]').count()).toBe(0);
    await context.close();
  });

  it('ends with a key that is refused everywhere', async () => {
    const { page, context } = await visit('#/search');
    await page.route(/\/(access|bindings\/search)$/, (route) => route.fulfill(UNAUTHORIZED));
    await go(page, '#/bindings');

    await page.getByText('The key was refused').waitFor();
    await context.close();
  });

  it('can be left where the API does not say what the key may', async () => {
    const { page, context } = await open();
    await page.route(/\/access$/, (route) => route.fulfill({ status: 503, body: '' }));
    await enter(page);
    await page.getByRole('alert').waitFor();
    await signOut(page);

    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await context.close();
  });

  it('does not begin with a key that no header takes', async () => {
    const { page, context } = await open();
    await enter(page, 'key-\u5bc6\u94a5');
    await page.getByText('This is not a key').waitFor();

    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await context.close();
  });

  it('begins at the first page where the place cannot be read', async () => {
    const { page, warnings, context } = await open('#/search/call/%');
    await enter(page);
    await page.locator('main h1').waitFor();
    await go(page, '#/bindings');
    await page.getByRole('heading', { level: 1, name: 'Bindings' }).waitFor();
    await go(page, '#/bindings/%');
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();

    expect(warnings).toEqual([]);
    await context.close();
  });

  it.each([
    '#/search/call/..%2Foperations%2Fstatus',
    '#/search/call/abcdefghijklmnop%2Frecording',
    '#/search/binding/..%2Foperations%2Fstatus',
    '#/search/message/..%2Fcalls',
    '#/bindings/..%2Foperations%2Fstatus',
    '#/pushes/item/..%2Fstatus',
  ])('asks the API for nothing that %s names', async (place) => {
    const { page, addresses, context } = await open(place);
    await enter(page);
    await page
      .getByText('There is no such entry.')
      .waitFor()
      .catch(() => undefined);

    expect(addresses.filter((address) => /\/(operations\/status|recording|calls\/)/.test(address))).toEqual(
      [],
    );
    await context.close();
  });

  it('says that a part could not be shown, and shows the rest', async () => {
    const { page, context } = await visit('#/search');
    const { body } = await day.seeded.stack.request('GET', `/calls/${day.seeded.busyCallId}`);
    const answer = (json: object) => (route: Route) => route.fulfill({ json });
    const address = new RegExp(`/calls/${day.seeded.busyCallId}$`);
    await page.locator('.list-link').first().waitFor();
    await page.route(address, answer({ ...(body as object), legs: null }));
    await go(page, `#/search/call/${day.seeded.busyCallId}`);
    await page.locator('.beside-detail').getByText('This part could not be shown').waitFor();
    expect(await page.locator('.beside-list').count()).toBe(1);
    await go(page, `#/search/call/${day.seeded.answeredCallId}`);
    await page.locator('.beside-detail .steps').waitFor();

    await page.unroute(address);
    await page.route(/\/bindings\/search$/, answer({ items: [null], nextCursor: null }));
    await go(page, '#/bindings');
    await page.getByText('This part could not be shown').waitFor();
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
    await context.close();
  });

  it('shows a call with an outcome that this console does not know', async () => {
    const { page, context } = await visit('#/search');
    const { body } = await day.seeded.stack.request('GET', `/calls/${day.seeded.busyCallId}`);
    const outcome = { class: 'moon', source: 'tide', code: 3, text: 'low' };
    await page.route(new RegExp(`/calls/${day.seeded.busyCallId}$`), (route) =>
      route.fulfill({ json: { ...(body as object), outcome } }),
    );
    await go(page, `#/search/call/${day.seeded.busyCallId}`);
    await page.locator('.beside-detail .steps').waitFor();

    expect(await page.getByText('This part could not be shown').count()).toBe(0);
    await context.close();
  });

  it('tells what is left by the clock of the service', async () => {
    const { page, context } = await open(`#/bindings/${day.seeded.bindingId}`);
    const { body } = await day.seeded.stack.request('GET', `/bindings/${day.seeded.bindingId}`);
    const { expiresAt } = body as { expiresAt: string };
    const at = new Date(Date.parse(expiresAt) - 5_400_000).toISOString();
    await page.route(/\/access$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), at } });
    });
    await enter(page);

    expect(await page.getByText(/ left/).first().innerText()).toMatch(/^1 h (30|2\d) min left/);
    await context.close();
  });
});
