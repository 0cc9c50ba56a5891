import { describe, expect, it } from 'vitest';
import type { Binding, BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import { differencesBetween } from '../../../shared/bindings/read/verify-binding.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { axBindings } from '../../../shared/platform/modes/ax/ax-answers.ts';
import { axbBindings } from '../../../shared/platform/modes/axb/axb-answers.ts';
import { axeBinding } from '../../../shared/platform/modes/axe/axe-answers.ts';
import { axybBindings } from '../../../shared/platform/modes/axyb/axyb-answers.ts';
import { A, B, X } from '../../builders/bind-request.ts';

/** The least that a caller can ask for: every other field is left to its default. */
const TERMS: BindingTerms = { callDirection: 'both', record: false, ttlSeconds: 86_400 };

const bound = (mode: Mode, terms: Partial<BindingTerms>, more: object = {}): Binding => ({
  bindingId: 'id',
  app: 'rides',
  mode,
  status: 'active',
  a: A,
  ...(mode === 'AXB' || mode === 'AXYB' ? { b: B } : {}),
  x: X,
  ...(mode === 'AXE' ? { extension: '0042' } : {}),
  ...(mode === 'AXYB' ? { y: Y } : {}),
  terms: { ...TERMS, ...terms },
  subscriptionId: 'subscription-a',
  createdAt: '2026-03-01T08:00:00.000Z',
  version: 1,
  ...more,
});

const Y = '+8617000000009' as typeof X;

/** The answer of each mode for such a binding, every field of its table that is sent for it. */
const AX = {
  ...{ subscriptionId: 'subscription-a', origNum: A, privateNum: X, privateNumType: 'mobile-virtual' },
  ...{ recordFlag: 'false', maxDuration: 0, callDirection: 0, calleeNumDisplay: '0' },
};
const AXB = {
  ...{ subscriptionId: 'subscription-a', callerNum: A, calleeNum: B, relationNum: X },
  ...{ recordFlag: 'false', maxDuration: 0, callDirection: 0, duration: 86_400 },
};
const AXE = {
  ...{ subscriptionId: 'subscription-a', bindNum: A, virtualNum: X, extendNum: '0042', displayNumMode: '0' },
  ...{ recordFlag: 'false', timeUnit: '1', bindExpiredTime: 1440, callbackExpiredTime: 1440 },
};
const AXYB = {
  ...{ bindId: 'subscription-a', numA: A, numX: X, numY: Y, numB: B },
  ...{ recordFlag: 'false', callDirection: 0, duration: '86400', ybDuration: '0' },
};

const READ: Record<Exclude<Mode, 'X'>, (changes: object) => PlatformBinding | undefined> = {
  AX: (changes) => axBindings({ privateNumList: [{ ...AX, ...changes }] })?.[0],
  AXB: (changes) => axbBindings({ relationNumList: [{ ...AXB, ...changes }] })?.[0],
  AXE: (changes) => axeBinding({ ...AXE, ...changes }),
  AXYB: (changes) => axybBindings({ xyRelationNumList: [{ ...AXYB, ...changes }] })?.[0],
};

const differencesOf = (mode: Exclude<Mode, 'X'>, sent: object, ours: Binding): readonly string[] => {
  const theirs = READ[mode](sent);
  if (theirs === undefined) throw new Error('the answer could not be read');
  return differencesBetween({ binding: ours }, theirs);
};

const OTHER = '+8613700000003';
const OTHER_X = '+8617000000008';

type Row = [Exclude<Mode, 'X'>, object, string[]];

describe('a field of the answer that nobody asked for', () => {
  it.each<Row>([
    ['AX', {}, []],
    ['AX', { origNum: OTHER }, ['a']],
    ['AX', { privateNum: OTHER_X }, ['x']],
    ['AX', { recordFlag: 'true' }, ['record']],
    ['AX', { recordFlag: 'true', recordHintTone: 'rec.wav' }, ['record']],
    ['AX', { recordHintTone: 'rec.wav' }, []],
    ['AX', { preVoice: { callerHintTone: 'w.wav' } }, ['waitingTones']],
    ['AX', { preVoice: { calleeHintTone: 'w.wav' } }, ['waitingTones']],
    ['AX', { preVoice: {} }, []],
    ['AX', { calleeNumDisplay: '1' }, ['calleeNumDisplay']],
    ['AX', { calleeNumDisplay: 1 }, ['calleeNumDisplay']],
    ['AX', { calleeNumDisplay: undefined }, []],
    ['AX', { privateSms: 'false' }, ['sms']],
    ['AX', { privateSms: false }, ['sms']],
    ['AX', { privateSms: 'true' }, []],
    ['AX', { maxDuration: 5 }, ['maxCallMinutes']],
    ['AX', { lastMinVoice: 'last.wav' }, []],
    ['AX', { turnFlag: 'off' }, ['turnFlag']],
    ['AX', { turnFlag: 'OFF' }, ['turnFlag']],
    ['AX', { turnFlag: 'on' }, []],
    ['AX', { turnFlag: '' }, []],
    ['AX', { turnFlag: 'other' }, []],
    ['AX', { callDirection: 1 }, ['callDirection']],
    ['AX', { callDirection: 2 }, ['callDirection']],
    ['AX', { userData: 'order-42' }, ['userData']],
    ['AX', { turnFlag: 'off', privateSms: 'false' }, ['sms', 'turnFlag']],
    ['AXB', {}, []],
    ['AXB', { callerNum: OTHER }, ['a']],
    ['AXB', { calleeNum: OTHER }, ['b']],
    ['AXB', { relationNum: OTHER_X }, ['x']],
    ['AXB', { duration: 0 }, ['ttlSeconds']],
    ['AXB', { recordFlag: 'true' }, ['record']],
    ['AXB', { preVoice: { callerHintTone: 'w.wav' } }, ['waitingTones']],
    ['AXB', { preVoice: { calleeHintTone: 'w.wav' } }, ['waitingTones']],
    ['AXB', { privateSms: 'false' }, ['sms']],
    ['AXB', { privateSms: 'true' }, []],
    ['AXB', { maxDuration: 5 }, ['maxCallMinutes']],
    ['AXB', { callDirection: 1 }, ['callDirection']],
    ['AXB', { userData: 'order-42' }, ['userData']],
    ['AXE', {}, []],
    ['AXE', { bindNum: OTHER }, ['a']],
    ['AXE', { virtualNum: OTHER_X }, ['x']],
    ['AXE', { extendNum: '0043' }, ['extension']],
    ['AXE', { displayNumMode: '1' }, ['displayNumMode']],
    ['AXE', { displayNumMode: undefined }, []],
    ['AXE', { recordFlag: 'true' }, ['record']],
    ['AXE', { callbackNum: OTHER }, ['callback']],
    ['AXE', { callbackTone: 'back.wav' }, ['callback']],
    ['AXE', { callbackExpiredTime: 60 }, ['callbackTtlSeconds']],
    ['AXE', { callbackExpiredTime: 24, timeUnit: '0' }, []],
    // The page says that it goes on showing that of the bind after a change.
    ['AXE', { bindExpiredTime: 0 }, []],
    ['AXE', { userData: 'order-42' }, ['userData']],
    // There are no texts in the mode.
    ['AXE', { privateSms: 'false' }, []],
    ['AXYB', {}, []],
    ['AXYB', { numA: OTHER }, ['a']],
    ['AXYB', { numB: OTHER }, ['b']],
    ['AXYB', { numX: OTHER_X }, ['x']],
    ['AXYB', { numY: OTHER_X }, ['y']],
    ['AXYB', { duration: '0' }, ['ttlSeconds']],
    ['AXYB', { ybDuration: '600' }, ['ybTtlSeconds']],
    // As long as A behind X, told in seconds.
    ['AXYB', { ybDuration: '86400' }, []],
    ['AXYB', { recordFlag: 'true' }, ['record']],
    ['AXYB', { callDirection: 2 }, ['callDirection']],
    ['AXYB', { preVoiceX: 'w.wav' }, ['waitingTones']],
    ['AXYB', { preVoiceY: 'w.wav' }, ['waitingTones']],
    ['AXYB', { userData: 'order-42' }, ['userData']],
    ['AXYB', { privateSms: 'false' }, []],
  ])('is compared with what its absence means: %s %j', (mode, sent, differences) => {
    expect(differencesOf(mode, sent, bound(mode, {}))).toEqual(differences);
  });
});

describe('a field of the answer that was asked for', () => {
  it.each<[Exclude<Mode, 'X'>, Partial<BindingTerms>, object, string[]]>([
    ['AX', { sms: false }, { privateSms: 'false' }, []],
    ['AX', { sms: false }, { privateSms: 'true' }, ['sms']],
    ['AXB', { sms: true }, { privateSms: 'false' }, ['sms']],
    ['AXB', { maxCallMinutes: 9 }, { maxDuration: 9, lastMinVoice: 'last.wav' }, ['lastMinuteTone']],
    ['AXE', { callbackTtlSeconds: 600 }, { callbackExpiredTime: 10 }, []],
    ['AXE', { callbackTtlSeconds: 600 }, { callbackExpiredTime: 1440 }, ['callbackTtlSeconds']],
    ['AXYB', { ybTtlSeconds: 600 }, { ybDuration: '600' }, []],
    ['AXYB', { ybTtlSeconds: 600 }, { ybDuration: '0' }, ['ybTtlSeconds']],
    ['AXYB', { ybTtlSeconds: 172_800 }, { ybDuration: '86400' }, []],
    ['AXYB', { ybTtlSeconds: 172_800 }, { ybDuration: '172800' }, []],
  ])('is compared with that: %s %j %j', (mode, terms, sent, differences) => {
    expect(differencesOf(mode, sent, bound(mode, terms))).toEqual(differences);
  });

  it('keeps the record of a call-back for a week where the binding never ends', () => {
    const forever = bound('AXE', {}, { terms: { callDirection: 'both', record: false } });

    expect(differencesOf('AXE', { bindExpiredTime: 0, callbackExpiredTime: 10_080 }, forever)).toEqual([]);
  });

  it('names nobody in particular in AXYB without B', () => {
    const open = bound('AXYB', {}, { b: undefined, y: undefined });

    expect(differencesOf('AXYB', { numB: OTHER, numY: OTHER_X }, open)).toEqual([]);
  });

  it('agrees where the platform had not told its Y', () => {
    expect(differencesOf('AXYB', {}, bound('AXYB', {}, { y: undefined }))).toEqual([]);
  });
});
