import type { BindingTerms } from '../../../bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../bindings/model/binding-platform.ts';
import {
  areaFields,
  callLimitFields,
  changedCallLimitFields,
  changedRecordingFields,
  directionNumber,
  flag,
  recordingFields,
} from '../request-fields.ts';

/** The body of a bind (`privatenumber_02_0002`). Seconds; without `duration` the binding never expires. */
export const axbBindFields = ({ a, b, x, areaCode, areaMatch, terms }: BindRequest) => ({
  callerNum: a,
  calleeNum: b,
  ...(x === undefined ? areaFields({ areaCode, areaMatch }) : { relationNum: x }),
  callDirection: directionNumber(terms.callDirection),
  duration: terms.ttlSeconds,
  ...recordingFields(terms),
  ...callLimitFields(terms),
  privateSms: flag(terms.sms),
  preVoice: preVoice(terms),
  userData: terms.userData,
});

/**
 * The fields of a change (`privatenumber_02_0004`): only what changes, and what the platform reads together with it. A
 * life time above all is sent only when it changes, because sending it starts it anew.
 */
export const axbChangeFields = (change: BindingChange, terms: BindingTerms) => ({
  callerNum: change.a,
  calleeNum: change.b,
  callDirection: directionNumber(change.callDirection),
  duration: change.ttlSeconds === null ? NEVER : change.ttlSeconds,
  ...changedRecordingFields(change, terms),
  ...changedCallLimitFields(change, terms),
  privateSms: flag(change.sms),
  preVoice: change.waitingTones === undefined ? undefined : (preVoice(terms) ?? {}),
  userData: change.userData,
});

const NEVER = 0;

/** The tones that A and B hear when they call X, in the platform's names for them. */
const preVoice = ({ waitingTones }: BindingTerms) =>
  waitingTones?.a === undefined && waitingTones?.b === undefined
    ? undefined
    : { callerHintTone: waitingTones.a, calleeHintTone: waitingTones.b };
