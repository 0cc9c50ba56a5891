import type { BindingExamples, Refused } from '../bindings.conformance.ts';
import { A, B, type ConformanceTarget, FOREIGN_X } from '../target.ts';
import { type AxSession, entriesIn } from './ax-session.ts';

/** A on the first X, and B on the second. */
export const axExamples = (target: ConformanceTarget, session: AxSession): BindingExamples => {
  const bound = async (a: string, x: string, more = {}) => ({
    id: await session.bindX(a, x, more),
    place: { privateNum: x },
  });
  return {
    client: target.client,
    session,
    bindOne: (more) => bound(A, target.numbers().first, more),
    bindOther: () => bound(B, target.numbers().second),
    entriesIn,
    idName: 'subscriptionId',
  };
};

export const AX_REFUSED_BINDS: readonly Refused[] = [
  ['origNum missing', { origNum: undefined }],
  ['origNum of 33 characters', { origNum: `+${'8'.repeat(32)}` }],
  ['neither X nor city', { privateNum: undefined }],
  ['a city without privateNumType', { privateNum: undefined, areaCode: '0755' }],
  ['another privateNumType', { privateNumType: 'fixed' }],
  ['callDirection 3', { callDirection: 3 }],
  ['maxDuration over a day', { maxDuration: 1441 }],
  ['maxDuration -1', { maxDuration: -1 }],
  ['recordFlag that is not a flag', { recordFlag: 'yes' }],
  ['privateSms that is not a flag', { privateSms: '2' }],
  ['calleeNumDisplay 2', { calleeNumDisplay: '2' }],
  ['turnFlag that is neither on nor off', { turnFlag: 'true' }],
  ['areaMatchMode 2', { areaMatchMode: '2' }],
  ['preVoice that is not an object', { preVoice: 'tone.wav' }],
  ['userData with {', { userData: 'a{b' }],
  ['userData in Chinese', { userData: '订单' }],
  ['userData of 257 characters', { userData: 'u'.repeat(257) }],
  ['recordHintTone of 129 characters', { recordFlag: 'true', recordHintTone: 'r'.repeat(129) }],
  ['an X of somebody else', { privateNum: FOREIGN_X }, '1011001'],
  ['an X that is not a number', { privateNum: 'nonsense' }, '1011001'],
  ['to show the real caller without permission', { calleeNumDisplay: '1' }, '1020178'],
];

export const AX_SETTINGS = {
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  preVoice: { callerHintTone: 'a.wav', calleeHintTone: 'b.wav' },
  calleeNumDisplay: '0',
  privateSms: 'false',
  maxDuration: 30,
  lastMinVoice: 'last.wav',
  turnFlag: 'on',
  callDirection: 2,
};

/** The fields of a binding, and those that a modify sends. */
export const AX_CHANGE = {
  kept: { origNum: A, userData: 'order-1', maxDuration: 10 },
  change: { callDirection: 1, privateSms: 'false', turnFlag: 'off' },
};

export const AX_REFUSED_UNBINDS: readonly Refused[] = [
  ['an X of somebody else', { privateNum: FOREIGN_X }, '1011004'],
  ['only an A', { origNum: A }],
  ['a subscriptionId of 65 characters', { subscriptionId: 'i'.repeat(65) }],
];
