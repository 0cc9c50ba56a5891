import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  DownloadHost,
  hostRule,
  isListed,
  strictHost,
} from '../../../shared/recordings/download/download-host.ts';

const PIN = `sha256/${'A'.repeat(43)}=`;

describe('the exceptions of a storage host', () => {
  it('are none unless they are named', () => {
    expect(v.parse(DownloadHost, { host: 'storage.test' })).toEqual({
      host: 'storage.test',
      allowHttp: false,
      allowPrivate: false,
      insecure: false,
    });
  });

  it('are each as named', () => {
    const all = {
      host: 'storage.test:8443',
      allowHttp: true,
      allowPrivate: true,
      insecure: true,
      ca: 'PEM',
      pin: PIN,
    };

    expect(v.parse(DownloadHost, all)).toEqual(all);
  });

  it.each([
    ['no host', {}],
    ['an empty host', { host: '' }],
    ['an exception that does not exist', { host: 'storage.test', allowAll: true }],
    ['a word for true', { host: 'storage.test', allowPrivate: 'yes' }],
  ])('are refused with %s', (_case, written) => {
    expect(v.safeParse(DownloadHost, written).success).toBe(false);
  });

  it.each([
    ['of another kind', `md5/${'A'.repeat(43)}=`],
    ['with something before it', `x${PIN}`],
    ['with something behind it', `${PIN}x`],
    ['too short', `sha256/${'A'.repeat(42)}=`],
    ['of one letter', 'sha256/A='],
    ['of other signs', `sha256/${'-'.repeat(43)}=`],
  ])('are refused with a pin %s', (_case, pin) => {
    const parsed = v.safeParse(DownloadHost, { host: 'storage.test', pin });

    expect(parsed.issues?.map(({ message }) => message)).toEqual(['must be sha256/<base64>']);
  });
});

describe('the entry of a host', () => {
  const entry = (host: string) => ({ ...strictHost(host), allowHttp: true });
  const hosts = [
    entry('storage.test'),
    entry('STORAGE.test:8443'),
    entry('[2400:3200::1]'),
    entry('2400:3200::2'),
    entry('203.0.113.7:80'),
  ];

  it.each([
    ['https://storage.test/', 'storage.test'],
    ['https://STORAGE.TEST/', 'storage.test'],
    ['https://storage.test:9000/', 'storage.test'],
    ['https://storage.test:8443/', 'STORAGE.test:8443'],
    ['https://[2400:3200::1]/', '[2400:3200::1]'],
    ['https://[2400:3200::1]:8443/', '[2400:3200::1]'],
    ['https://[2400:3200::2]/', '2400:3200::2'],
    ['https://203.0.113.7:80/', '203.0.113.7:80'],
  ])('for %s is %s', (url, host) => {
    expect(hostRule(new URL(url), hosts)).toEqual({
      host,
      allowHttp: true,
      allowPrivate: false,
      insecure: false,
    });
    expect(isListed(new URL(url), hosts)).toBe(true);
  });

  it.each([
    'https://a.storage.test/',
    'https://storage.test.example/',
    'https://203.0.113.7/',
    'https://x.test:8443/',
  ])('for %s is none, so it has no exception', (url) => {
    expect(hostRule(new URL(url), hosts)).toEqual({
      host: new URL(url).hostname,
      allowHttp: false,
      allowPrivate: false,
      insecure: false,
    });
    expect(isListed(new URL(url), hosts)).toBe(false);
  });
});
