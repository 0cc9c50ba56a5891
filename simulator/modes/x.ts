import { decideSms } from './block-answer.ts';
import { type CallinDecision, readCallinAnswer } from './callin-answer.ts';
import type { DecidedRoute, IncomingCall, IncomingText, LiveAnswer, Mode, TextRoute } from './mode.ts';

/** The direction of all X calls and texts that are not abnormal, as in the samples. */
const attribution = { direction: 1, subscriptionId: null } as const;

const connect = (x: string, info: (CallinDecision & { operation: 'connect' })['info']): DecidedRoute => {
  const shown = info.displayCalleeNum ?? x;
  return {
    kind: 'connect',
    ...attribution,
    ...(info.userData === undefined ? {} : { userData: info.userData }),
    callee: info.calleeNum,
    shown,
    fromParty: false,
    record: info.recordFlag,
    announced: Boolean(info.recordHintTone),
    maxDurationMinutes: info.maxDuration,
    blockedByCarrier: shown !== x,
  };
};

/** Where a call goes after the customer was asked; 8014 for an answer that is missing or of no use, 8017 for `close`. */
const decideCall = ({ app, x }: IncomingCall, answer: LiveAnswer): DecidedRoute => {
  const decision = readCallinAnswer(app, answer);
  if (!decision) return { kind: 'refuse', stateCode: 8014, direction: 2, subscriptionId: null };
  if (decision.operation === 'connect') return connect(x, decision.info);
  const { userData } = decision.info;
  return { kind: 'refuse', stateCode: 8017, ...attribution, ...(userData === undefined ? {} : { userData }) };
};

const routeText = ({ from, content }: IncomingText): TextRoute => ({
  kind: 'ask',
  ...attribution,
  decide: (answer) => decideSms(answer, { from, content, attribution }),
});

/** X: nothing is stored; the customer is asked about every call and text. Source: `privatenumber_02_0006_2`, `_0008_3`. */
export const createXMode = (): Mode => ({
  name: 'X',
  operations: [],
  routeCall: (call) => ({ kind: 'ask', decide: (answer) => decideCall(call, answer) }),
  routeText,
  bindings: () => [],
  clear: () => undefined,
});
