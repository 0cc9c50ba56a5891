import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlatformClient } from '../conformance/platform-client.ts';
import { signedHeaders } from '../protocol/signature.ts';
import type { SimulatorApp } from '../simulator.ts';
import {
  AXB_PATH,
  openPlayground,
  type Playground,
  RECORDING_PATH,
  START_AT,
  STOP_PATH,
} from './playground.ts';

const OTHER: SimulatorApp = {
  appKey: 'other-app-key',
  appSecret: 'other-app-secret',
  mode: 'AX',
  numbers: [{ x: '+8617000000009' }],
  pushUrls: {},
};

describe('order of checks', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const send = async (
    {
      appSecret = playground.app.appSecret,
      appKey = playground.app.appKey,
      offSeconds = 0,
      syntax = true,
    } = {},
    method = 'POST',
    path = AXB_PATH,
  ) => {
    const baseUrl = playground.simulator.url;
    const now = () => new Date(START_AT.getTime() + offSeconds * 1000);
    const client = createPlatformClient({ baseUrl, appKey, appSecret, now });
    const headers = (signed: Record<string, string>) =>
      syntax ? signed : { ...signed, authorization: 'AKSK profile="UsernameToken",type="Appkey"' };
    const { status, json } = await client.send(method, path, { body: {}, headers });
    return `${status}/${json?.['resultcode']}`;
  };
  const setApp = (changes: Parameters<Playground['control']['setApp']>[1]) =>
    playground.control.setApp(playground.app.appKey, changes);
  const wrong = { appSecret: 'wrong', offSeconds: 9999 };

  it('goes from the source address to the parameters', async () => {
    const codes: string[] = [];
    const note = async (code: Promise<string>) => codes.push(await code);

    await setApp({ ipWhitelist: ['192.0.2.1'], state: 'disabled' });
    await note(send({ ...wrong, syntax: false }, 'PATCH'));
    await setApp({ ipWhitelist: null });
    await note(send({ ...wrong, syntax: false }, 'PATCH'));
    await note(send(wrong, 'PATCH'));
    await setApp({ state: 'frozen' });
    await note(send(wrong, 'PATCH'));
    await note(send({ offSeconds: 9999 }, 'PATCH'));
    await note(send({}, 'PATCH'));
    await setApp({ state: 'normal' });
    await note(send({}, 'PATCH'));
    await note(send());

    expect(codes).toEqual([
      '403/1020166',
      '400/1023007',
      '403/1010008',
      '401/1010010',
      '401/1010013',
      '403/1010029',
      '403/1010006',
      '403/1010002',
    ]);
  });

  it('refuses an application of another mode before it looks at the account', async () => {
    await playground.close();
    playground = await openPlayground({}, { apps: [OTHER] });
    await playground.control.setApp(OTHER.appKey, { state: 'frozen' });

    expect(await send(OTHER)).toBe('403/1010040');
  });

  it('opens recording and terminate call to every mode', async () => {
    await playground.close();
    playground = await openPlayground({}, { apps: [OTHER] });

    expect(await send(OTHER, 'GET', RECORDING_PATH)).toBe('403/1010002');
    expect(await send(OTHER, 'POST', STOP_PATH)).toBe('500/1020001');
    expect(await send({ appKey: 'nobody' }, 'POST', STOP_PATH)).toBe('500/1020150');
  });

  it('locks an address after five failures, whatever comes then, for 30 minutes', async () => {
    const codes: string[] = [];
    for (let at = 0; at < 5; at += 1) codes.push(await send({ appSecret: 'wrong' }));
    const locked = [await send(), await send({ syntax: false }), await send(OTHER)];
    await playground.control.advance(30 * 60 - 1);
    locked.push(await send({ offSeconds: 30 * 60 }));
    await playground.control.advance(1);

    const after = await send({ offSeconds: 30 * 60 });

    expect(codes).toEqual(Array(5).fill('401/1010010'));
    expect(locked).toEqual(Array(4).fill('403/1020176'));
    expect(after).toBe('403/1010002');
  });

  it('counts failures in a row only', async () => {
    for (let at = 0; at < 4; at += 1) await send({ appSecret: 'wrong' });
    await send();
    for (let at = 0; at < 4; at += 1) await send({ appKey: 'nobody' });

    expect(await send()).toBe('403/1010002');
  });

  it.each([
    [300, '403/1010002'],
    [-300, '403/1010002'],
    [302, '401/1010013'],
    [-302, '401/1010013'],
  ])('takes a clock that is %i s off as %s', async (offSeconds, expected) => {
    expect(await send({ offSeconds })).toBe(expected);
  });

  it.each(['2026-03-01T02:31:20.000Z', '2026-03-01 02:31:20', '1772332280'])(
    'takes no Created like %s',
    async (created) => {
      const { appKey, appSecret } = playground.app;
      const headers = () => signedHeaders('AKSK', { appKey, appSecret, nonce: 'abc', created });

      const { status, json } = await playground.client.send('POST', AXB_PATH, { body: {}, headers });

      expect([status, json?.['resultcode']]).toEqual([401, '1010013']);
    },
  );

  describe('the older scheme', () => {
    const older = () => {
      const { appKey, appSecret } = playground.app;
      const customer = { baseUrl: playground.simulator.url, appKey, appSecret, now: () => START_AT };
      return createPlatformClient({ ...customer, scheme: 'WSSE' });
    };
    const cut = (pattern: RegExp) => (signed: Record<string, string>) => ({
      ...signed,
      'x-wsse': signed['x-wsse']?.replace(pattern, ''),
    });

    it.each([
      ['is understood', undefined, '403/1010002'],
      [
        'needs X-WSSE',
        (signed: Record<string, string>) => ({ ...signed, 'x-wsse': undefined }),
        '400/1023026',
      ],
      ['needs Username', cut(/Username="[^"]*",/), '400/1023027'],
      ['needs Nonce', cut(/Nonce="[^"]*",/), '400/1023028'],
      ['needs Created', cut(/,Created="[^"]*"/), '400/1023029'],
      ['needs PasswordDigest', cut(/PasswordDigest="[^"]*",/), '400/1023030'],
      [
        'needs its scheme word',
        (signed: Record<string, string>) => ({
          ...signed,
          authorization: 'Basic realm="SDP",profile="UsernameToken",type="Appkey"',
        }),
        '400/1023013',
      ],
    ] as const)('%s', async (_case, headers, expected) => {
      const { status, json } = await older().send(
        'POST',
        AXB_PATH,
        headers ? { body: {}, headers } : { body: {} },
      );

      expect(`${status}/${json?.['resultcode']}`).toBe(expected);
    });

    it('can be switched off', async () => {
      await playground.control.setSettings({ acceptWsse: false });

      const { status, json } = await older().send('POST', AXB_PATH, { body: {} });

      expect(`${status}/${json?.['resultcode']}`).toBe('400/1023033');
    });
  });
});
