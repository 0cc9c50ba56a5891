import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';

/** As a browser asks. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('the pages of errors', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(() => stack.close());

  const read = async (path: string, headers: Record<string, string> = BROWSER) => {
    const response = await fetch(`${stack.url}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const linksIn = (page: string) => [...page.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);

  it('list every code in either language, and each link leads to a page', async () => {
    for (const [lang, tag] of [
      ['en', 'en'],
      ['zh', 'zh-CN'],
    ]) {
      const list = await read(`/problems?lang=${lang}`);
      const links = linksIn(list.text).filter((link) => link.startsWith('/problems/'));

      expect(list.status).toBe(200);
      expect(links).toHaveLength(32);
      for (const link of links) {
        const page = await read(link);
        expect(page.status, link).toBe(200);
        expect(page.text, link).toContain(`<html lang="${tag}">`);
        expect(page.headers.get('content-language')).toBe(lang);
        for (const other of linksIn(page.text)) expect((await read(other)).status, other).toBe(200);
      }
    }
  });

  it('ask for no key, load and run nothing, and may be cached', async () => {
    const { status, headers, text } = await read('/problems/pool-exhausted');

    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(status).toBe(200);
    expect(style).toContain('color-scheme:light dark');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      vary: 'accept, accept-language',
      'x-content-type-options': 'nosniff',
    });
    expect(text).not.toMatch(/<script|<link|<img|\bon\w+=|\bstyle=|https?:/);
    expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });

  it.each([
    ['/problems/bind-limit', 'zh-CN,en;q=0.5', '此人在本小时内绑定次数过多'],
    ['/problems/bind-limit?lang=en', 'zh-CN', 'This person was bound too often in this hour'],
    ['/problems/bind-limit?lang=zh', 'en', '此人在本小时内绑定次数过多'],
    ['/problems/bind-limit?lang=fr', 'fr', 'This person was bound too often in this hour'],
  ])('%s is in the language that is asked for (%s)', async (path, language, title) => {
    const { text } = await read(path, { ...BROWSER, 'accept-language': language });

    expect(text).toContain(`<h1><code>bind-limit</code> ${title}</h1>`);
  });

  it('are JSON for whoever asks for that', async () => {
    const accept = { accept: 'application/json' };

    const list = await read('/problems', accept);
    const one = await read('/problems/recording-lost', accept);

    expect(list.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(list.text).items).toHaveLength(32);
    expect(JSON.parse(one.text)).toEqual({
      type: '/problems/recording-lost',
      code: 'recording-lost',
      status: 410,
      title: 'The recording is lost',
      cause: 'The recording could not be fetched before the platform deleted it, or was erased.',
      remedy: 'It will not come.',
      repeat: 'never',
      repeatText: 'No. It will not come to anything.',
      hints: [],
      example: {
        type: '/problems/recording-lost',
        title: 'The recording is lost',
        status: 410,
        detail: 'the recording could not be fetched before the platform deleted it',
        code: 'recording-lost',
      },
    });
  });

  it.each(['/problems/no-such-code', '/problems/toString', '/problems/%3Cscript%3E', '/problems/%E0%A4%A'])(
    'are 404 for an unknown code, which is not shown again: %s',
    async (path) => {
      const page = await read(path);
      const asJson = await read(path, { accept: 'application/json' });

      expect([page.status, asJson.status]).toEqual([404, 404]);
      expect(page.text).toContain('There is no error with this code');
      expect(page.text).not.toMatch(/script|no-such-code|toString|%3C/);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(JSON.parse(asJson.text)).toMatchObject({ type: '/problems/not-found', code: 'not-found' });
    },
  );

  it('are where the `type` of an error leads, resolved against the address of the API', async () => {
    const bind = (body: object, headers = {}) => stack.request('POST', '/bindings', { body, headers });
    const pair = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
    const refused = async (fault: object) => {
      await stack.control.faults.add({ on: 'bind', ...fault } as never);
      return bind({ mode: 'AXB', a: person(21), b: person(22) });
    };
    await bind(pair, { 'idempotency-key': 'one' });

    const answers: readonly Answer[] = [
      await bind({}),
      await bind(pair, { authorization: 'Bearer wrong' }),
      await bind({ ...pair, b: person(3) }),
      await bind({ ...pair, b: person(3) }, { 'idempotency-key': 'one' }),
      await bind({ ...pair, reference: 'x'.repeat(70_000) }),
      await stack.request('GET', '/calls/1'),
      await stack.request('GET', '/nowhere'),
      await stack.request('GET', '/problems/nowhere', { headers: { accept: 'application/json' } }),
      await stack.request('POST', '/webhooks/cdr', { body: {} }),
      await stack.request('POST', '/webhooks/nowhere', { body: {}, headers: signedHeaders() }),
      await refused({ kind: 'result-code', httpStatus: 403, code: '1010040' }),
      await refused({ kind: 'result-code', httpStatus: 403, code: '1010029' }),
      await refused({ kind: 'throttled' }),
    ];

    const codes: string[] = [];
    for (const { status, body } of answers) {
      const { type, code } = body as { type: string; code: string };
      const page = await fetch(new URL(type, stack.url), { headers: { accept: 'application/json' } });
      expect(page.status, type).toBe(200);
      expect(await page.json()).toMatchObject({ type, code, status });
      codes.push(code);
    }
    expect(codes).toEqual([
      ...['invalid-request', 'unauthorized', 'number-taken', 'idempotency-key-reused', 'payload-too-large'],
      ...['not-found', 'not-found', 'not-found', 'unauthorized', 'not-found'],
      ...['platform-rejected', 'account-suspended', 'platform-throttled'],
    ]);
    expect(stack.unhandled).toEqual([]);
  });
});
