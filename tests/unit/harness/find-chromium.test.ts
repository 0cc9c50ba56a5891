import { describe, expect, it } from 'vitest';
import { findChromium } from '../../browser/harness/find-chromium.ts';

describe('the browser of the tests', () => {
  it.each([
    [
      'the one that is named',
      { CHROMIUM_PATH: '/own/chrome', PATH: '/snap/bin' },
      ['/snap/bin/chromium'],
      '/own/chrome',
    ],
    ['one in any folder of PATH', { PATH: '/bin:/snap/bin' }, ['/snap/bin/chromium'], '/snap/bin/chromium'],
    ['one of another name', { PATH: '/a:/b' }, ['/b/google-chrome-stable'], '/b/google-chrome-stable'],
    ['a Chromium before a Chrome', { PATH: '/a:/b' }, ['/a/google-chrome', '/b/chromium'], '/b/chromium'],
    [
      'one without windows before one with',
      { PATH: '/a:/b' },
      ['/a/chromium', '/b/chromium-headless-shell'],
      '/b/chromium-headless-shell',
    ],
    ['one at its usual place', { PATH: '' }, ['/usr/bin/chromium'], '/usr/bin/chromium'],
    ['none where none is wanted', { CHROMIUM_PATH: 'none', PATH: '/a' }, ['/a/chromium'], undefined],
    ['none where an empty name says nothing', { CHROMIUM_PATH: '', PATH: '/a' }, [], undefined],
  ] as const)('is %s', (_case, environment, there: readonly string[], path) => {
    expect(findChromium(environment, (asked) => there.includes(asked))).toBe(path);
  });
});
