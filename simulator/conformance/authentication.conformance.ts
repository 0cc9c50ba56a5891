import { describe, expect, it } from 'vitest';
import type { Call, PlatformClient } from './platform-client.ts';

/** The target of the suite of authentication: any application, and clients made wrong on purpose. */
export type AuthenticationTarget = {
  client(): PlatformClient;
  withSecret(appSecret: string): PlatformClient;
  withAppKey(appKey: string): PlatformClient;
  withClock(offsetSeconds: number): PlatformClient;
};

const PATH = '/rest/caas/relationnumber/partners/v1.0';

type Headers = Record<string, string>;

const authorization =
  (change: (value: string) => string): Call['headers'] =>
  (signed) => ({ ...signed, authorization: change(signed['authorization'] ?? '') });
const token =
  (change: (value: string) => string): Call['headers'] =>
  (signed: Headers) => ({ ...signed, 'x-aksk': change(signed['x-aksk'] ?? '') });
const cut = (pattern: RegExp) => (value: string) => value.replace(pattern, '');

/**
 * Every authentication failure of the code table (`privatenumber_04_0009_1`). A success comes after each failure, so
 * that no lock-out builds up; the lock-out itself is not tried here.
 */
export const authenticationConformance = (target: AuthenticationTarget): void => {
  const ask = async (client: PlatformClient, headers?: Call['headers']) => {
    const query = 'subscriptionId=nobody';
    const { status, json } = await client.send('GET', PATH, headers ? { query, headers } : { query });
    return { status, code: json?.['resultcode'], text: json?.['resultdesc'] };
  };
  const accepted = async () => {
    const { code } = await ask(target.client());
    expect(['1016001', '1012007', '1010002', '0']).toContain(code);
  };

  describe('header syntax', () => {
    it.each([
      ['no Authorization', (signed: Headers) => ({ ...signed, authorization: undefined }), '1023006'],
      ['no realm', authorization(cut(/realm="SDP",/)), '1023007'],
      ['no profile', authorization(cut(/profile="UsernameToken",/)), '1023008'],
      ['another realm', authorization((value) => value.replace('SDP', 'XYZ')), '1023009'],
      [
        'another profile',
        authorization((value) => value.replace('"UsernameToken"', '"Password"')),
        '1023010',
      ],
      ['another type', authorization((value) => value.replace('Appkey', 'app_key')), '1023011'],
      ['no type', authorization(cut(/,type="Appkey"/)), '1023012'],
      ['no X-AKSK', (signed: Headers) => ({ ...signed, 'x-aksk': undefined }), '1023033'],
      ['no Username', token(cut(/Username="[^"]*",/)), '1023034'],
      ['no Nonce', token(cut(/Nonce="[^"]*",/)), '1023035'],
      ['no Created', token(cut(/,Created="[^"]*"/)), '1023036'],
      ['no PasswordDigest', token(cut(/PasswordDigest="[^"]*",/)), '1023037'],
      ['no word UsernameToken', token(cut(/^UsernameToken /)), '1023038'],
    ] satisfies [string, Call['headers'], string][])('%s', async (_case, headers, code) => {
      const answer = await ask(target.client(), headers);

      expect([answer.status, answer.code]).toEqual([400, code]);
      expect(answer.text).toMatch(/^[\x20-\x7e]{1,256}$/);
    });
  });

  it.each([
    ['blanks after the commas', token((value) => value.replaceAll(',', ', '))],
    [
      'another order of attributes',
      token((value) => `UsernameToken ${value.replace('UsernameToken ', '').split(',').reverse().join(',')}`),
    ],
  ])('accepts %s', async (_case, headers) => {
    const { status, code } = await ask(target.client(), headers);

    expect(status).not.toBe(400);
    expect(['1016001', '1012007', '1010002', '0']).toContain(code);
  });

  it('refuses a wrong digest with 401 / 1010010', async () => {
    const answer = await ask(target.withSecret('not-the-secret'));

    expect(answer).toMatchObject({ status: 401, code: '1010010', text: 'Invalid digest.' });
    await accepted();
  });

  it('refuses an unknown app key with 403 / 1010003', async () => {
    const answer = await ask(target.withAppKey('nobodys-key'));

    expect(answer).toMatchObject({ status: 403, code: '1010003', text: 'Invalid app_key.' });
    await accepted();
  });

  it.each([-86_400, 86_400])('refuses a clock that is %i s off with 401 / 1010013', async (offsetSeconds) => {
    const answer = await ask(target.withClock(offsetSeconds));

    expect(answer).toMatchObject({ status: 401, code: '1010013' });
    await accepted();
  });
};
