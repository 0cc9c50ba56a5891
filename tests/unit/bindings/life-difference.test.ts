import { describe, expect, it } from 'vitest';
import type { PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import type { RecordContent } from '../../../shared/bindings/model/binding-store.ts';
import { lifeDifference } from '../../../shared/bindings/read/life-difference.ts';
import { aLiveBinding, theirs } from '../../builders/binding-modules.ts';

/** Two hours from eight o'clock on. */
const OURS = aLiveBinding();

/** The platform's text as UTC, and as Chinese time. */
const inBothZones = (time: string) => {
  const asUtc = Date.parse(`2026-03-01T${time}.000Z`);
  return [new Date(asUtc).toISOString(), new Date(asUtc - 8 * 3600 * 1000).toISOString()];
};

const compare = (
  time: string | undefined,
  more: Partial<RecordContent> = {},
  ttlSeconds: number | undefined = 7200,
): unknown => {
  const there: PlatformBinding = {
    ...theirs(OURS),
    ttlSeconds,
    ...(time === undefined ? {} : { subscribedAt: inBothZones(time) }),
  };
  return lifeDifference({ binding: OURS, ...more }, there);
};

const changed = aLiveBinding({ version: 2 });

describe('the life time at the platform', () => {
  it.each([
    ['at the moment of ours', '08:00:00'],
    ['so, told in Chinese time', '16:00:00'],
    ['ten minutes after', '08:10:00'],
    ['ten minutes before', '07:50:00'],
    ['ten minutes after, told in Chinese time', '16:10:00'],
  ])('agrees where it began %s', (_case, time) => {
    expect(compare(time)).toBeUndefined();
  });

  it.each([
    ['more than ten minutes after', '08:10:01'],
    ['more than ten minutes before', '07:49:59'],
    ['an hour after, told in Chinese time', '17:00:00'],
  ])('is another where it began %s ours', (_case, time) => {
    expect(compare(time)).toBe('expiresAt');
  });

  it('cannot be told where the platform does not say when it began, or how long it is', () => {
    expect(compare(undefined)).toBeUndefined();
    expect(
      lifeDifference({ binding: OURS }, { ...theirs(OURS), subscribedAt: inBothZones('12:00:00') }),
    ).toBe(undefined);
  });

  it.each([
    ['another length', 3600],
    ['none where we have one', 0],
  ])('has %s', (_case, ttlSeconds) => {
    expect(compare('08:00:00', {}, ttlSeconds)).toBe('ttlSeconds');
  });

  it('has no end on both sides, whenever it began', () => {
    const { expiresAt: _none, ...rest } = OURS;
    const binding = { ...rest, terms: { ...rest.terms, ttlSeconds: undefined } } as typeof OURS;

    expect(compare('09:30:00', { binding }, 0)).toBeUndefined();
    expect(compare('08:00:00', { binding }, 7200)).toBe('ttlSeconds');
  });

  it('may have been touched by a change of ours, up to ten minutes after it was sent', () => {
    const ours = { binding: changed, attemptAt: '2026-03-01T09:00:00.000Z' };

    expect(['08:00:00', '08:30:00', '09:00:00', '09:10:00'].map((time) => compare(time, ours))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([compare('09:10:01', ours), compare('07:49:59', ours)]).toEqual(['expiresAt', 'expiresAt']);
  });

  it('may have been touched whenever a record of former times was changed', () => {
    expect(compare('09:59:00', { binding: changed })).toBeUndefined();
    expect(compare('06:00:00', { binding: changed })).toBe('expiresAt');
  });

  it('may run longer where our unbind ends it', () => {
    expect(compare('09:30:00', { confirmEnd: true })).toBeUndefined();
  });

  it('is the rest of ours where it was set again', () => {
    // An hour from nine o'clock on ends when ours does.
    expect(compare('09:00:00', { confirmEnd: true }, 3600)).toBeUndefined();
    expect(compare('17:00:00', { confirmEnd: true }, 3600)).toBeUndefined();
    // From 8:30 on it ends half an hour earlier.
    expect(compare('08:30:00', { confirmEnd: true }, 3600)).toBe('ttlSeconds');
    expect(compare('08:00:00', { confirmEnd: true }, 86_400)).toBe('ttlSeconds');
  });

  it('is not known from an entry of AXYB, which strangers touch when they call', () => {
    const binding = aLiveBinding({ mode: 'AXYB' });

    expect([compare('09:30:00', { binding }), compare('07:00:00', { binding })]).toEqual([
      undefined,
      'expiresAt',
    ]);
  });

  it('is not compared once the end has begun', () => {
    expect(compare('09:30:00', { binding: aLiveBinding({ status: 'releasing' }) })).toBeUndefined();
  });
});
