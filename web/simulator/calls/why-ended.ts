import { type Explanation, explain } from '../../../shared/outcomes/advice.ts';
import { callOutcome } from '../../../shared/outcomes/call-outcome.ts';
import { refusalOf } from '../../kit/calls/refusal.ts';
import { refusalTexts } from '../../kit/calls/refusal-texts.ts';
import { language } from '../../kit/state/language.ts';
import type { CallRecord } from '../api/types.ts';

/** The refusal of a call that was never put through, as the operator console tells it. */
const refusalBy = ({ times, subscriptionId, mode, ending }: CallRecord) => {
  if (times.callOut !== undefined) return undefined;
  const codes = { releaseCode: undefined, q850Cause: undefined, sipStatus: undefined };
  const outcome = callOutcome({ ...codes, answered: false, stateCode: ending.stateCode }, language.value);
  return refusalOf({
    answered: false,
    bindingId: subscriptionId,
    outcome: outcome ?? null,
    mode,
    events: times.collected === undefined ? [] : [{ type: 'collectInfo', at: times.collected }],
  });
};

/** Why nobody talked, and what to do about it. */
export const whyEnded = (call: CallRecord): Explanation => {
  const refusal = refusalBy(call);
  return refusal === undefined
    ? explain({ source: 'state-code', code: call.ending.stateCode, class: '' }, language.value)
    : refusalTexts.value[refusal];
};
