import { describe, expect, it } from 'vitest';
import {
  changeable,
  checkChangeable,
  contradiction,
  isAboutChange,
} from '../../../shared/bindings/change/change-outcome.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import {
  type PlatformFailure,
  platformError,
  type ResultClass,
} from '../../../shared/kernel/platform-outcome.ts';
import { C } from '../../builders/bind-request.ts';
import { aLiveBinding, LOST, NOW, refusedAs } from '../../builders/binding-modules.ts';

const aRecord = (binding: Binding, more: Partial<BindingRecord> = {}): BindingRecord => ({
  binding,
  revision: 1,
  ...more,
});

/** The problem of a change of A, or whatever is changed, as a caller gets it. */
const problemOf = (
  record: BindingRecord | undefined,
  { change = { maxCallMinutes: 5 }, version }: { change?: BindingChange; version?: number } = {},
): unknown => {
  try {
    return changeable(record, change, version, NOW).binding.bindingId;
  } catch (error) {
    return error;
  }
};

describe('a binding that is to be changed', () => {
  const live = aLiveBinding();

  it.each<[string, BindingRecord | undefined, number | undefined, object | string]>([
    ['lives', aRecord(live), undefined, 'own'],
    ['has the version that is asked for', aRecord(live), 1, 'own'],
    ['is not stored', undefined, undefined, { code: 'not-found' }],
    ['has another version', aRecord(live), 2, { code: 'version-conflict' }],
    [
      'is worked on',
      aRecord(live, { leaseUntil: '2026-03-01T08:00:41.000Z' }),
      undefined,
      { code: 'binding-in-progress', retryAfterSeconds: 41 },
    ],
    [
      'is not worked on any more',
      aRecord(live, { leaseUntil: '2026-03-01T08:00:00.000Z' }),
      undefined,
      'own',
    ],
    [
      'has another version, whoever works on it',
      aRecord(live, { leaseUntil: '2026-03-01T08:00:41.000Z' }),
      2,
      { code: 'version-conflict' },
    ],
    [
      'is pending',
      aRecord(aLiveBinding({ status: 'pending' })),
      undefined,
      { code: 'binding-in-progress', retryAfterSeconds: 1 },
    ],
    ['is releasing', aRecord(aLiveBinding({ status: 'releasing' })), undefined, { code: 'binding-ended' }],
    ['is released', aRecord(aLiveBinding({ status: 'released' })), undefined, { code: 'binding-ended' }],
    ['has failed', aRecord(aLiveBinding({ status: 'failed' })), undefined, { code: 'binding-ended' }],
    [
      'has its time up',
      aRecord(aLiveBinding({ expiresAt: '2026-03-01T08:00:00.000Z' })),
      undefined,
      { code: 'binding-ended' },
    ],
  ])('%s', (_case, record, version, expected) => {
    const result = problemOf(record, version === undefined ? {} : { version });

    if (typeof expected === 'string') expect(result).toBe(expected);
    else expect(result).toMatchObject(expected);
  });

  it('names every field that its mode cannot change, and only these', () => {
    const change: BindingChange = {
      record: true,
      a: C,
      sms: true,
      ttlSeconds: 60,
      maxCallMinutes: undefined as never,
    };

    expect(problemOf(aRecord(aLiveBinding({ mode: 'AXE', b: undefined })), { change })).toMatchObject({
      code: 'not-changeable',
      message: 'this mode cannot change that: a, sms',
      errors: [
        { path: 'a', message: 'cannot be changed in this mode' },
        { path: 'sms', message: 'cannot be changed in this mode' },
      ],
    });
  });
});

describe('fields that no mode can change', () => {
  it('are refused before those that this mode cannot change', () => {
    const check = () => checkChangeable('AX', { b: C, a: C }, ['x']);

    expect(check).toThrow(
      expect.objectContaining({
        code: 'not-changeable',
        message: 'this mode cannot change that: x, b',
        errors: [
          { path: 'x', message: 'cannot be changed' },
          { path: 'b', message: 'cannot be changed in this mode' },
        ],
      }),
    );
  });
});

describe('a failure of a change', () => {
  it.each<[ResultClass, boolean]>([
    ['validation', true],
    ['conflict', true],
    ['exhausted', true],
    ['auth', false],
    ['account', false],
    ['throttled', false],
    ['not-found', false],
    ['platform', false],
    ['unknown', false],
  ])('of class %s says that this very change was never applied: %s', (kind, expected) => {
    expect(isAboutChange(refusedAs('platform-rejected', kind))).toBe(expected);
  });

  it.each<[PlatformFailure, boolean]>([
    [{ kind: 'not-offered', detail: 'any', problem: 'not-changeable' }, true],
    [LOST, false],
    [{ kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 }, false],
    [contradiction, false],
  ])('without a result code may say so: %o', (failure, expected) => {
    expect(isAboutChange(failure)).toBe(expected);
  });

  it('that contradicts itself is told in words of ours', () => {
    expect(platformError(contradiction)).toMatchObject({
      code: 'platform-rejected',
      message:
        "the platform's answers are inconclusive: a binding that can be read is not found when it is to be changed",
    });
  });
});
