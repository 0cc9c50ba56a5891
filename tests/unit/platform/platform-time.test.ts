import { afterEach, describe, expect, it } from 'vitest';
import { readPlatformTime } from '../../../shared/platform/pushes/platform-time.ts';

describe('a time of the platform', () => {
  it.each([
    ['of a CDR', '2026-03-01 02:30:03', '2026-03-01T02:30:03.000Z'],
    ['on the 29th', '2026-03-29 23:59:59', '2026-03-29T23:59:59.000Z'],
    ['of a text', '2026-03-01T02:40:16.450Z', '2026-03-01T02:40:16.450Z'],
    ['with a fraction of any length', '2026-03-01T02:40:16.4Z', '2026-03-01T02:40:16.400Z'],
    ['with microseconds', '2026-03-01 02:40:16.450999', '2026-03-01T02:40:16.450Z'],
    ['with an offset', '2026-03-01T10:30:03+08:00', '2026-03-01T02:30:03.000Z'],
    ['with an offset without colon', '2026-03-01 10:30:03 +0800', '2026-03-01T02:30:03.000Z'],
    ['in the 61st second', '2016-12-31 23:59:60', '2017-01-01T00:00:00.000Z'],
    ['on a leap day', '2028-02-29 00:00:00', '2028-02-29T00:00:00.000Z'],
    ['as a time stamp in seconds', '1772332203', '2026-03-01T02:30:03.000Z'],
    ['as a time stamp in milliseconds', '1772332203450', '2026-03-01T02:30:03.450Z'],
  ])('%s', (_case, sent, expected) => {
    expect(readPlatformTime(sent)).toBe(expected);
  });

  it.each([
    '',
    '0',
    '2026-03-01',
    '2026-02-29 00:00:00',
    '2026-02-30 00:00:00',
    '2026-03-00 00:00:00',
    '2026-03-01 24:00:01',
    '2026-03-01 02:60:00',
    '2026-13-01 00:00:00',
    '2026-03-01 25:00:00',
    '2026-03-01 02:61:00',
    '2026-03-01 02:30:61',
    '01.03.2026 02:30:03',
    '2026-03-01 02:30:03 CST',
  ])('is not read from "%s"', (sent) => {
    expect(readPlatformTime(sent)).toBeUndefined();
  });
});

describe('a time without a zone', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'UTC'])(
    'is UTC on a machine in %s',
    (zone) => {
      process.env['TZ'] = zone;

      const at = readPlatformTime('2026-03-08 02:30:03');

      expect(at).toBe('2026-03-08T02:30:03.000Z');
    },
  );
});
