import { describe, expect, it } from 'vitest';
import { completeChange } from '../../../shared/bindings/change/complete-change.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange } from '../../../shared/bindings/model/binding-platform.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { C } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

/** Every setting is the strictest one. */
const STRICT = {
  name: 'rides',
  mode: 'AXB',
  defaults: { ttlSeconds: 7200, allowPermanent: false, record: false, areaMatch: 'strict' },
} as const;

const TERMS = { callDirection: 'both', record: false } as const;
const FIXED = { a: '+8675512345678', b: '+861012345678' };
/** Left by a move near the end of the life. */
const SHORT = { ...TERMS, ttlSeconds: 600, callbackTtlSeconds: 3600 };

/** The fields that a change is refused for. */
const refused = (binding: object, change: object): readonly string[] => {
  try {
    completeChange(change as BindingChange, [], { ...aLiveBinding(), ...binding } as Binding, STRICT);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.errors ?? []).map(({ path }) => path);
  }
};

describe('a change of a binding that breaks a rule', () => {
  it.each<[string, object, object]>([
    ['never ends', { terms: TERMS }, { userData: 'u1' }],
    ['never ends', { terms: TERMS }, { a: C }],
    ['never ends', { mode: 'AXE', terms: TERMS }, { callbackTtlSeconds: 3600 }],
    ['never ends', { mode: 'AXYB', terms: TERMS }, { b: null }],
    ['never ends', { mode: 'X', terms: TERMS }, { b: C }],
    ['never ends', { terms: TERMS, status: 'pending' }, { b: C }],
    ['is recorded without a tone', { terms: { ...TERMS, record: true, ttlSeconds: 600 } }, { b: C }],
    ['joins two fixed lines', { ...FIXED }, { userData: 'u1' }],
    ['joins two fixed lines', { ...FIXED }, { b: '+861087654321' }],
    ['lives for no whole minutes', { mode: 'AXE', terms: { ...TERMS, ttlSeconds: 61 } }, { userData: 'u1' }],
    ['is outlived by its call-back', { mode: 'AXE', terms: SHORT }, { userData: 'u1' }],
    [
      'is outlived by a Y',
      { mode: 'AXYB', terms: { ...TERMS, ttlSeconds: 600, ybTtlSeconds: 3600 } },
      { b: C },
    ],
  ])('is not refused for it: one that %s (%j), to %j', (_what, binding, change) => {
    expect(refused(binding, change)).toEqual([]);
  });

  it.each<[string, object, object, readonly string[]]>([
    ['its field is named', { terms: TERMS }, { ttlSeconds: null }, ['ttlSeconds']],
    ['its field is named', { ...FIXED }, { callDirection: 'to-a' }, ['callDirection']],
    [
      'its field is named',
      { mode: 'AXE', terms: { ...TERMS, ttlSeconds: 61 } },
      { ttlSeconds: 62 },
      ['ttlSeconds'],
    ],
    [
      'its field is named',
      { mode: 'AXE', terms: SHORT },
      { callbackTtlSeconds: 1200 },
      ['callbackTtlSeconds'],
    ],
    ['it breaks another one', { terms: TERMS }, { record: true }, ['recordTone']],
    ['it breaks another one', { terms: TERMS }, { lastMinuteTone: 'last.wav' }, ['lastMinuteTone']],
    [
      'it breaks another one',
      { terms: { ...TERMS, record: true }, a: '+8675512345678' },
      { b: '+861012345678' },
      ['callDirection'],
    ],
    [
      'it breaks another one of the same field',
      { mode: 'AXE', terms: { ...TERMS, ttlSeconds: 600, callbackTtlSeconds: 90 } },
      { ttlSeconds: 60 },
      ['callbackTtlSeconds'],
    ],
  ])('is refused where %s (%j, to %j)', (_where, binding, change, paths) => {
    expect(refused(binding, change)).toEqual(paths);
  });
});
