import { describe, expect, it } from 'vitest';
import { CHROMIUM_PATH } from './harness/chromium.ts';
import { PEOPLE } from './harness/seeded.ts';
import { useSeeded } from './harness/use-seeded.ts';
import { DESK, keepPicture, LOOKS, seriousFindings, sidewaysPixels } from './harness/visit.ts';

const ID = /#\/bindings\/[a-z]{32}$/;

describe.skipIf(CHROMIUM_PATH === undefined)('the page of bindings', () => {
  const day = useSeeded();
  const { visit } = day;

  it.each(LOOKS)('shows list, detail and form on a $screen in $language without a fault', async (look) => {
    const { page, warnings, context } = await visit(look, '#/bindings');
    for (const [name, place, ready] of [
      ['list', '#/bindings', '.list-link'],
      ['detail', `#/bindings/${day.seeded.bindingId}`, '.beside-detail .list-link'],
      ['make', '#/bindings/new', 'input[name=a]'],
      ['phone', '#/bindings/phone', 'input[name=from]'],
    ] as const) {
      await page.goto(`${day.seeded.stack.url}/console${place}`);
      await page.locator(ready).first().waitFor();
      await keepPicture(page, `operator-bindings-${name}-${look.screen}-${look.language}`);

      expect(await seriousFindings(page), name).toEqual([]);
      expect(await sidewaysPixels(page), name).toBeLessThanOrEqual(0);
    }
    expect(warnings).toEqual([]);
    await context.close();
  });

  it('makes a binding, verifies it at the platform, changes it and ends it', async () => {
    const { page, addresses, context } = await visit(DESK, '#/bindings/new');
    await page.locator('input[name=a]').fill('13800000021');
    await page.locator('input[name=b]').fill('13800000022');
    await page.locator('input[name=reference]').fill('order-77');
    await page.getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByText('They are bound.').waitFor();
    expect(page.url()).toMatch(ID);

    await page.getByRole('button', { name: 'Compare with the platform' }).click();
    await page.getByText('The platform has the same.').waitFor();

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('Life time', { exact: true }).selectOption('minute');
    expect(await page.locator('input[name=ttlSeconds-count]').inputValue()).toMatch(/^(?:[3-9]\d|\d{3,})$/);
    await page.getByLabel('Life time', { exact: true }).selectOption('day');
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.getByText('version 2').waitFor();
    await page.getByText('The change is saved.').waitFor();

    await page.getByRole('button', { name: 'End the binding' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the binding' }).click();
    await page.getByText('by operator · ended through the API').waitFor();
    const { status } = (await day.seeded.stack.request('GET', `/bindings/${page.url().split('/').at(-1)}`))
      .body as { status: string };
    expect(status).toBe('released');
    const typed = ['13800000021', '13800000022', 'order-77'];
    expect(addresses.filter((url) => typed.some((text) => decodeURIComponent(url).includes(text)))).toEqual(
      [],
    );
    await context.close();
  });

  it('says at the field what the API found wrong, and to a second bind what differs', async () => {
    const { page, context } = await visit(DESK, '#/bindings/new');
    await page.locator('input[name=a]').fill('123');
    await page.locator('input[name=b]').fill(PEOPLE.bert);
    await page.locator('input[name=reference]').fill('order-42');
    await page.getByRole('button', { name: 'Bind', exact: true }).click();
    await page.locator('.fault', { hasText: 'must be a mainland mobile or fixed-line number' }).waitFor();
    expect(await page.locator('input[name=a]').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('a');
    await page.getByText('To be corrected: A', { exact: true }).waitFor();

    await page.locator('input[name=a]').fill(PEOPLE.anna);
    await page.getByText('More settings').click();
    await page.locator('input[name="waitingTones.a"]').fill('no\\file');
    await page.getByText('More settings').click();
    await page.getByRole('button', { name: 'Bind', exact: true }).click();
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('waitingTones.a');
    await page.locator('input[name="waitingTones.a"]').fill('');
    await page.locator('select[name=record]').selectOption('false');
    await page.getByRole('button', { name: 'Bind', exact: true }).click();

    await page.getByText('They were bound already. This is the binding.').waitFor();
    await page.getByText('Other than you asked: Record calls.').waitFor();
    expect(page.url()).toContain(day.seeded.bindingId);
    await context.close();
  });

  it('says that somebody else has changed the binding, and then takes the change', async () => {
    const { request } = day.seeded.stack;
    const body = { mode: 'AXB', a: '13800000029', b: '13800000030' };
    const { bindingId } = (await request('POST', '/bindings', { body })).body as { bindingId: string };
    const { page, context } = await visit(DESK, `#/bindings/${bindingId}`);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.locator('input[name=b]').fill('123');
    await page.getByRole('button', { name: 'Save the change' }).click();
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('b');
    await page.getByText('To be corrected: B', { exact: true }).waitFor();
    await page.locator('input[name=b]').fill('13800000031');
    await request('PATCH', `/bindings/${bindingId}`, { body: { userData: 'other' } });
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.getByText('Somebody changed this binding meanwhile.').waitFor();
    expect(await page.locator('input[name=b]').inputValue()).toBe('13800000031');

    await page.getByRole('button', { name: 'Take the newest state' }).click();
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.getByText('version 3').waitFor();
    await context.close();
  });

  it('changes nothing of a person whose bindings were shown in part, and goes on after a change that broke', async () => {
    const { page, context } = await visit(DESK, '#/bindings/phone');
    let isBroken = true;
    const item = { app: 'rides', mode: 'AXB', roles: ['a'], temporaryCalleeEnded: false };
    const first = { ...item, bindingId: 'abcdefghijklmnop' };
    const next = { ...item, bindingId: 'bcdefghijklmnopq' };
    const pageOf = (result: string, isFirst: boolean) =>
      isFirst
        ? { items: [{ ...first, result }], nextCursor: 'next' }
        : { items: [{ ...next, result }], nextCursor: null };
    await page.route('**/parties/change?*', (route) => {
      const isFirst = !route.request().postData()?.includes('cursor');
      if (isBroken && !isFirst)
        return route.fulfill({ status: 503, json: { title: 'Try again', code: 'store-unavailable' } });
      const isDry = route.request().url().includes('dryRun=true');
      return route.fulfill({ json: pageOf(isDry ? 'changeable' : 'changed', isFirst) });
    });
    const change = page.getByRole('button', { name: 'Change them' });
    const show = page.getByRole('button', { name: 'Show the bindings' });
    await page.locator('input[name=from]').fill('13800000051');
    await page.locator('input[name=to]').fill('13800000052');
    await show.click();
    await page.getByText('These are not all bindings.').waitFor();
    expect(await change.count()).toBe(0);

    isBroken = false;
    await show.click();
    await page.getByText('Bindings with the former number: 2').waitFor();
    isBroken = true;
    await change.click();
    await page.getByText('The change stopped before its end.').waitFor();
    isBroken = false;
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Done').waitFor();
    await context.close();
  });

  it('gives a person another number, after the bindings were shown', async () => {
    const { page, addresses, context } = await visit(DESK, '#/bindings/phone');
    await page.locator('input[name=from]').fill(PEOPLE.carl);
    await page.locator('input[name=to]').fill('13800000041');
    await page.getByRole('button', { name: 'Show the bindings' }).click();
    await page.getByText('Bindings with the former number: 2').waitFor();
    const ride = page.locator('.entry', { hasText: 'rides · AXB · order-43' });
    await ride.getByText('active').waitFor();
    const told = (await ride.innerText()).replaceAll('\u00a0', ' ');
    expect(told).toMatch(/A 138 0000 0013[\s\S]*X 170 0000 00\d\d[\s\S]*B 138 0000 0014/);
    expect(told).toMatch(/active[\s\S]*until [\s\S]*As A[\s\S]*can be changed/);
    await ride.getByRole('link').click();
    await page.locator('.beside-detail .steps').waitFor();
    await page.goBack();
    await ride.waitFor();
    await keepPicture(page, 'operator-bindings-phone-preview');

    await page.getByRole('button', { name: 'Change them' }).click();
    await page.getByText('Done').waitFor();
    await ride.getByText('0000 0041').waitFor();
    expect(await page.locator('.entry').getByText('changed', { exact: true }).count()).toBe(2);
    expect(addresses.filter((url) => url.includes('13800000041'))).toEqual([]);
    await context.close();
  });

  it('shows the newest state to whoever comes back to the list, and says when it was read', async () => {
    const { request } = day.seeded.stack;
    const body = { mode: 'AXB', a: '13800000061', b: '13800000062', reference: 'order-stale' };
    const { bindingId } = (await request('POST', '/bindings', { body })).body as { bindingId: string };
    const { page, context } = await visit(DESK, '#/bindings');
    const line = page.locator('.beside-list .list-link', { hasText: 'order-stale' });
    await line.getByText('active').waitFor();
    await page.getByRole('link', { name: 'Pool' }).click();
    await page.locator('.city').first().waitFor();
    await request('DELETE', `/bindings/${bindingId}`);
    await page.getByRole('link', { name: 'Bindings' }).click();
    await line.getByText('released').waitFor();
    expect(await page.getByText(/^Read at \d\d:\d\d:\d\d$/).count()).toBe(1);

    await page.locator('select[name=status]').selectOption('active');
    await line.waitFor({ state: 'detached' });
    const other = page.locator('.beside-list .list-link', { hasText: 'order-42' });
    await other.click();
    await page.getByRole('button', { name: 'End the binding' }).waitFor();
    await request('PATCH', `/bindings/${day.seeded.bindingId}`, { body: { userData: 'kept' } });
    await other.focus();
    const asked = page.waitForResponse('**/bindings/search');
    await page.getByRole('button', { name: 'Refresh' }).evaluate((button) => {
      (button as unknown as { click: () => void }).click();
    });
    await asked;
    expect(await page.evaluate('document.activeElement.textContent')).toContain('order-42');
    expect(await other.getAttribute('aria-current')).toBe('true');
    await context.close();
  });

  it('says in Chinese why a number does not do, and takes one in full width', async () => {
    const { page, context } = await visit({ screen: 'desktop', language: 'zh' }, '#/bindings/new');
    await page.locator('input[name=a]').fill('１２３');
    await page.locator('input[name=b]').fill('１３８００００００７２');
    await page.getByRole('button', { name: '绑定', exact: true }).click();
    await page.locator('.fault', { hasText: '必须是中国内地的手机或固定电话号码' }).waitFor();
    await page.locator('input[name=a]').fill('＋８６１３８００００００７１');
    await page.getByRole('button', { name: '绑定', exact: true }).click();
    await page.getByText('绑定成功。').waitFor();

    await page.goto(`${day.seeded.stack.url}/console#/bindings/phone`);
    await page.locator('input[name=from]').fill('13800000071');
    await page.locator('input[name=to]').fill('13800000072');
    await page.getByRole('button', { name: '查看涉及的绑定' }).click();
    await page.getByText('新号码就是另一方的号码').waitFor();
    await context.close();
  });

  it('finds by a typed number, and opens with the focus on what was opened', async () => {
    const { page, addresses, context } = await visit(DESK, '#/bindings');
    expect(await page.locator('select[name=app]').inputValue()).toBe('');
    await page.locator('.list-link', { hasText: 'sales · AX' }).waitFor();
    await page.route('**/bindings/search', (route) =>
      route.request().postDataJSON().app === 'sales'
        ? route.fulfill({ status: 503, json: { status: 503, code: 'unavailable', title: 'Not now' } })
        : route.fallback(),
    );
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Some apps could not be asked.').waitFor();
    await page.getByText('sales: Not now').waitFor();
    await page.locator('.list-link', { hasText: 'rides · AXB' }).first().waitFor();
    await page.unroute('**/bindings/search');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.list-link', { hasText: 'sales · AX' }).waitFor();

    await page.locator('input[name=text]').fill(PEOPLE.dora);
    await page.locator('select[name=status]').selectOption('active');
    const lines = page.locator('.beside-list .list-link');
    await expect.poll(() => lines.count()).toBe(1);
    await lines.first().click();
    await page.locator('.beside-detail .steps').waitFor();

    expect(await page.evaluate('document.activeElement.textContent')).toBe('Binding');
    expect(addresses.filter((url) => url.includes(PEOPLE.dora.slice(1)))).toEqual([]);
    await context.close();
  });
});
