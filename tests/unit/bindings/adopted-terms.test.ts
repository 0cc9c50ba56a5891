import { describe, expect, it } from 'vitest';
import { lifeThere, termsThere } from '../../../shared/bindings/adopt/adopted-terms.ts';
import type { PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { aPlatformBinding } from '../../builders/binding-modules.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const there = (changes: Partial<PlatformBinding> = {}): PlatformBinding => ({
  subscriptionId: 'theirs',
  ...{ a: aPlatformBinding('theirs').a, b: undefined, x: aPlatformBinding('theirs').x },
  ...{ callDirection: undefined, ttlSeconds: undefined, record: undefined, recordTone: undefined },
  maxCallMinutes: undefined,
  ...changes,
});

describe('the terms of an adopted binding', () => {
  it.each<[string, Partial<PlatformBinding>, object, object]>([
    ['are the least where nobody says anything', {}, {}, { callDirection: 'both', record: false }],
    [
      'are those of the platform',
      {
        callDirection: 'to-a',
        record: true,
        recordTone: 'r.wav',
        maxCallMinutes: 9,
        lastMinuteTone: 'l.wav',
        sms: false,
      },
      {},
      {
        callDirection: 'to-a',
        record: true,
        recordTone: 'r.wav',
        maxCallMinutes: 9,
        lastMinuteTone: 'l.wav',
        sms: false,
      },
    ],
    [
      'are those of the line where the platform is silent',
      {},
      { record: true, recordTone: 'r.wav', userData: 'line' },
      { callDirection: 'both', record: true, recordTone: 'r.wav', userData: 'line' },
    ],
    [
      'have no tone without what it belongs to',
      { record: false, recordTone: 'r.wav', maxCallMinutes: 0, lastMinuteTone: 'l.wav' },
      {},
      { callDirection: 'both', record: false },
    ],
    [
      'have what AXE and AXYB tell',
      { callback: { tone: 'c.wav' }, callbackTtlSeconds: 600, ybTtlSeconds: 0 },
      {},
      {
        callDirection: 'both',
        record: false,
        callback: { tone: 'c.wav' },
        callbackTtlSeconds: 600,
        ybTtlSeconds: 0,
      },
    ],
  ])('%s', (_what, theirs, line, terms) => {
    expect(termsThere(there(theirs), { subscriptionId: 'theirs', ...line })).toEqual(terms);
  });
});

const UTC = '2026-03-01T07:00:00.000Z';
const CHINA = '2026-02-28T23:00:00.000Z';
const AHEAD = '2026-03-01T15:00:00.000Z';

describe('the life of an adopted binding', () => {
  it.each<[string, Mode, Partial<PlatformBinding>, string | undefined, unknown]>([
    ['never ends', 'AXB', { ttlSeconds: 0 }, undefined, undefined],
    [
      'began when the platform says',
      'AXB',
      { ttlSeconds: 7200, subscribedAt: [UTC, CHINA] },
      undefined,
      { ttlSeconds: 7200, begunAt: UTC, isSure: true },
    ],
    [
      'did not begin in time to come',
      'AXYB',
      { ttlSeconds: 7200, subscribedAt: [AHEAD, UTC] },
      undefined,
      { ttlSeconds: 7200, begunAt: UTC, isSure: true },
    ],
    [
      'may have begun just now where that is not told',
      'AXB',
      { ttlSeconds: 60 },
      undefined,
      { ttlSeconds: 60, begunAt: '2026-03-01T08:00:00.000Z', isSure: true },
    ],
    [
      'ends earlier where the line says so, by us',
      'AXB',
      { ttlSeconds: 7200, subscribedAt: [UTC] },
      '2026-03-01T08:30:00.000Z',
      { ttlSeconds: 7200, begunAt: '2026-03-01T06:30:00.000Z', isSure: false },
    ],
    [
      'may end ten minutes later than told',
      'AXB',
      { ttlSeconds: 7200, subscribedAt: [UTC] },
      '2026-03-01T09:10:00.000Z',
      { ttlSeconds: 7200, begunAt: '2026-03-01T07:10:00.000Z', isSure: false },
    ],
    [
      'does not end later than that',
      'AXB',
      { ttlSeconds: 7200, subscribedAt: [UTC] },
      '2026-03-01T09:10:00.001Z',
      'differs',
    ],
    [
      'does not end where the platform says it never does',
      'AXB',
      { ttlSeconds: 0 },
      '2026-03-01T09:00:00.000Z',
      'differs',
    ],
    ['has not ended before', 'AX', {}, '2026-03-01T08:00:00.000Z', 'differs'],
    [
      'is that of the line alone in AX',
      'AX',
      {},
      '2026-03-01T08:00:00.500Z',
      { ttlSeconds: 1, begunAt: '2026-03-01T07:59:59.500Z', isSure: true },
    ],
    [
      'is that of the line alone in AXE, by us',
      'AXE',
      {},
      '2026-03-01T09:00:00.000Z',
      { ttlSeconds: 3600, begunAt: '2026-03-01T08:00:00.000Z', isSure: false },
    ],
    [
      'is as long as its call-back record in AXE at least',
      'AXE',
      { callbackTtlSeconds: 7200 },
      '2026-03-01T09:00:00.000Z',
      { ttlSeconds: 7200, begunAt: '2026-03-01T07:00:00.000Z', isSure: false },
    ],
    ['is without an end where nobody says one', 'AXE', {}, undefined, undefined],
  ])('%s', (_what, mode, theirs, expiresAt, life) => {
    expect(lifeThere(mode, there(theirs), { subscriptionId: 'theirs', expiresAt }, NOW)).toEqual(life);
  });
});
