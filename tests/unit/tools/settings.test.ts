import { describe, expect, it } from 'vitest';
import { readStackSettings } from '../../../tools/local-stack/settings.ts';

describe('LOG_LEVEL of npm start', () => {
  it.each(['debug', 'info', 'warn', 'error', ''])('may be "%s"', (written) => {
    const faults: string[] = [];

    const { logLevel } = readStackSettings({ LOG_LEVEL: written }, [], faults);

    expect([logLevel, faults]).toEqual([written || 'info', []]);
  });

  it('is refused when it is none of them', () => {
    const faults: string[] = [];

    readStackSettings({ LOG_LEVEL: 'foo' }, [], faults);

    expect(faults).toEqual(['LOG_LEVEL must be one of debug, info, warn, error']);
  });
});

describe('EXPORTS of npm start', () => {
  it.each([
    ['', 'off', []],
    ['masked', 'masked', []],
    ['sealed', 'sealed', []],
    ['clear', 'clear', ['EXPORTS must be one of off, masked, sealed']],
  ])('"%s" is read as %s', (written, expected, expectedFaults) => {
    const faults: string[] = [];

    const { exports } = readStackSettings({ EXPORTS: written }, [], faults);

    expect([exports, faults]).toEqual([expected, expectedFaults]);
  });
});

describe('EVENTS_SECRET of npm start', () => {
  it.each([
    [{}, undefined, []],
    [{ EVENTS_SECRET: 'secret-1' }, 'secret-1', []],
    [{ EVENTS_SECRET: '' }, undefined, []],
    [
      { EVENTS_SECRET: 'two words' },
      'two words',
      ['EVENTS_SECRET must be visible ASCII characters without blanks'],
    ],
    [
      { EVENTS_SECRET: 'secret-1', EVENTS_URL: '' },
      'secret-1',
      ['EVENTS_SECRET is sent to EVENTS_URL, which is not set'],
    ],
  ])('%j is read as %s', (written, expected, expectedFaults) => {
    const faults: string[] = [];

    const { eventsSecret } = readStackSettings(
      { EVENTS_URL: 'http://127.0.0.1:4000/', ...written },
      [],
      faults,
    );

    expect([eventsSecret, faults]).toEqual([expected, expectedFaults]);
  });
});

describe('HTTPS_PROXY of npm start', () => {
  const read = (environment: Readonly<Record<string, string>>) => {
    const faults: string[] = [];
    const { httpsProxy } = readStackSettings(environment, [], faults);
    return [httpsProxy, faults];
  };

  it('is for a platform outside, and counts for nothing beside the simulated one', () => {
    const HTTPS_PROXY = 'http://proxy.example.com:3128';

    expect(read({ HTTPS_PROXY, PLATFORM_URL: 'https://platform.example.com' })).toEqual([HTTPS_PROXY, []]);
    expect(read({ HTTPS_PROXY })).toEqual([undefined, []]);
    expect(read({ HTTPS_PROXY: 'socks5://proxy:1080' })).toEqual([undefined, []]);
  });

  it.each(['proxy:3128', 'http:proxy', 'socks5://proxy:1080'])('is refused when it is %s', (HTTPS_PROXY) => {
    expect(read({ HTTPS_PROXY, PLATFORM_URL: 'https://platform.example.com' })).toEqual([
      undefined,
      ['HTTPS_PROXY must be an http or https URL'],
    ]);
  });
});
