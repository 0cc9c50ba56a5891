import type { BindingExamples, Refused } from '../bindings.conformance.ts';
import { A, B, C, type ConformanceTarget, FOREIGN_X } from '../target.ts';
import type { AxeSession } from './axe-session.ts';

/** A and B on the first X, each behind an E of its own. */
export const axeExamples = (target: ConformanceTarget, session: AxeSession): BindingExamples => {
  const bound = async (a: string, more = {}) => {
    const { first } = target.numbers();
    const { id, extension } = await session.bindA(a, first, more);
    return { id, place: { virtualNum: first, extendNum: extension } };
  };
  return {
    client: target.client,
    session,
    bindOne: (more) => bound(A, more),
    bindOther: () => bound(B),
    entriesIn: ({ json }) => (json?.['subscriptionId'] === undefined ? [] : [json]),
    idName: 'subscriptionId',
  };
};

export const AXE_REFUSED_BINDS: readonly Refused[] = [
  ['bindNum missing', { bindNum: undefined }],
  ['bindNum of 33 characters', { bindNum: `+${'8'.repeat(32)}` }],
  ['neither X nor city', { virtualNum: undefined }],
  ['timeUnit 2', { timeUnit: '2' }],
  ['over 720 hours', { bindExpiredTime: 721 }],
  ['over 43200 minutes', { timeUnit: '1', bindExpiredTime: 43_201 }],
  ['over 168 hours of call-back', { bindExpiredTime: 0, callbackExpiredTime: 169 }],
  ['over 10080 minutes of call-back', { timeUnit: '1', bindExpiredTime: 0, callbackExpiredTime: 10_081 }],
  ['a call-back that outlives the binding', { bindExpiredTime: 4, callbackExpiredTime: 5 }],
  ['callbackNum with callbackTone', { callbackNum: B, callbackTone: 'tone.wav' }],
  ['displayNumMode 2', { displayNumMode: '2' }],
  ['recordFlag that is not a flag', { recordFlag: 'yes' }],
  ['an E of the wrong length', { extendNum: '0042' }],
  ['an E of zeros', { extendNum: '0' }],
  ['an E that is not a number', { extendNum: 'a' }],
  ['userData with {', { userData: 'a{b' }],
  ['userData of 257 characters', { userData: 'u'.repeat(257) }],
  ['an X of somebody else', { virtualNum: FOREIGN_X }, '1012001'],
  ['to show the real caller without permission', { displayNumMode: '1' }, '1020178'],
];

export const AXE_SETTINGS = {
  displayNumMode: '0',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  callbackNum: C,
  userData: 'order-1',
};

/** The fields of a binding, and those that a modify sends. */
export const AXE_CHANGE = {
  kept: { bindNum: A, userData: 'order-1', callbackTone: 'a.wav' },
  change: { recordFlag: 'true', recordHintTone: 'notice.wav' },
};
