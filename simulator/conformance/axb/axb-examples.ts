import type { BindingExamples, Refused } from '../bindings.conformance.ts';
import { A, B, C, type ConformanceTarget, D, FOREIGN_X, listIn } from '../target.ts';
import type { AxbSession } from './axb-session.ts';

/** A and B, and C and D, on the first X. */
export const axbExamples = (target: ConformanceTarget, session: AxbSession): BindingExamples => {
  const bound = async (a: string, b: string, more = {}) => {
    const { first } = target.numbers();
    return { id: await session.bindPair(a, b, first, more), place: { relationNum: first, callerNum: a } };
  };
  return {
    client: target.client,
    session,
    bindOne: (more) => bound(A, B, more),
    bindOther: () => bound(C, D),
    entriesIn: (answer) => listIn(answer, 'relationNumList'),
    idName: 'subscriptionId',
  };
};

export const AXB_REFUSED_BINDS: readonly Refused[] = [
  ['callerNum missing', { callerNum: undefined }],
  ['calleeNum missing', { calleeNum: undefined }],
  ['callerNum of 3 characters', { callerNum: '+86' }],
  ['callerNum of 32 characters', { callerNum: `+${'8'.repeat(31)}` }],
  ['callerNum that is a number', { callerNum: 13800000001 }],
  ['callDirection 3', { callDirection: 3 }],
  ['callDirection -1', { callDirection: -1 }],
  ['duration over 90 days', { duration: 7_776_001 }],
  ['duration -1', { duration: -1 }],
  ['duration 1.5', { duration: 1.5 }],
  ['maxDuration over a day', { maxDuration: 1441 }],
  ['recordFlag that is not a flag', { recordFlag: 'yes' }],
  ['privateSms that is not a flag', { privateSms: '1' }],
  ['areaMatchMode 2', { relationNum: undefined, areaCode: '0755', areaMatchMode: '2' }],
  ['preVoice that is not an object', { preVoice: 'tone.wav' }],
  ['userData with {', { userData: 'a{b' }],
  ['userData with }', { userData: 'a}b' }],
  ['userData with ^', { userData: 'a^b' }],
  ['userData in Chinese', { userData: '订单' }],
  ['userData of 257 characters', { userData: 'u'.repeat(257) }],
  ['recordHintTone of 129 characters', { recordFlag: 'true', recordHintTone: 'r'.repeat(129) }],
  ['an X of somebody else', { relationNum: FOREIGN_X }, '1012001'],
];

export const AXB_SETTINGS = {
  duration: 600,
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  callDirection: 2,
  maxDuration: 30,
  userData: 'order-1',
};

/** The fields of a binding, and those that a modify sends. */
export const AXB_CHANGE = {
  kept: { callerNum: A, userData: 'order-1', maxDuration: 10 },
  change: { calleeNum: C, callDirection: 2 },
};

export const AXB_REFUSED_UNBINDS: readonly Refused[] = [
  ['nothing to go by', {}],
  ['an X of somebody else', { relationNum: FOREIGN_X }, '1012001'],
  ['a subscriptionId of 65 characters', { subscriptionId: 'i'.repeat(65) }],
];
