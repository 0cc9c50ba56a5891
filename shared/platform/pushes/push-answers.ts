import { assertNever } from '../../kernel/assert-never.ts';
import type { Answer } from '../../pushes/decisions/decide.ts';
import type { CallDecision } from '../../pushes/decisions/decide-call.ts';
import type { RoutedSms } from '../../pushes/decisions/route-sms.ts';
import type { DecisionRequest } from '../../pushes/push.ts';

/**
 * The answers to the platform when nobody decides otherwise: end the call (`privatenumber_02_0006_2`, `operation`), drop
 * the SMS (`privatenumber_02_0008`, `actions`). Joining the wrong two people would be worse than either.
 */
export const REFUSALS = {
  callin: { operation: 'close' },
  'sms-block': { actions: [{ operation: 'DiscardMessage' }] },
} as const satisfies Record<DecisionRequest, object>;

/** An answer in the platform's words. */
export const answerBody = (answer: Answer): object => {
  switch (answer.kind) {
    case 'call':
      return callBody(answer.decision);
    case 'sms':
      return smsBody(answer.routed, answer.sender);
    case 'refused':
      return REFUSALS[answer.decisionRequest];
    default:
      return assertNever(answer);
  }
};

/**
 * `connectInfo` of `privatenumber_02_0006_2`. X itself is shown, because carriers block anything else; recording is only
 * asked for together with its announcement, for the same reason.
 */
const callBody = (decision: CallDecision): object => {
  if (decision.kind === 'close') return REFUSALS.callin;
  const { x, route } = decision;
  const { maxCallMinutes = 0 } = route;
  return {
    operation: 'connect',
    connectInfo: {
      displayCalleeNum: x,
      calleeNum: route.callee,
      ...(maxCallMinutes > 0 ? { maxDuration: maxCallMinutes, lastMinVoice: route.lastMinuteTone } : {}),
      ...(route.record && route.recordTone !== undefined
        ? { recordFlag: 'true', recordHintTone: route.recordTone }
        : {}),
      waitVoice: route.waitingTone,
      userData: route.userData,
    },
  };
};

/** `actions` of `privatenumber_02_0008`: both numbers always, because the platform has no receiver of its own. */
const smsBody = ({ receiver }: RoutedSms, sender: string | undefined): object =>
  receiver === undefined || sender === undefined
    ? REFUSALS['sms-block']
    : { actions: [{ operation: 'vNumberRoute', message: { called: receiver, calling: sender } }] };
