import type { BindingExamples } from '../bindings.conformance.ts';
import { A, type ConformanceTarget, D } from '../target.ts';
import { type AxybSession, entriesIn } from './axyb-session.ts';

/** A and D, each on an X that the platform picks, without a B. */
export const axybExamples = (target: ConformanceTarget, session: AxybSession): BindingExamples => {
  const bound = async (a: string, more = {}) => {
    const { id, number } = await session.bindA(a, more);
    return { id, place: { relationNum: number } };
  };
  return {
    client: target.client,
    session,
    bindOne: (more) => bound(A, more),
    bindOther: () => bound(D),
    entriesIn,
    idName: 'bindId',
  };
};

export const AXYB_SETTINGS = {
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  callDirection: 2,
  preVoiceX: 'x.wav',
  preVoiceY: 'y.wav',
};
