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
