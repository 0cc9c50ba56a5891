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

/** The only type there is; required when the platform picks X, and sent by all samples. */
const NUMBER_TYPE = 'mobile-virtual';

/** A sees X when others call. Showing the caller needs a permission (1020178), and carriers block such calls. */
const SHOW_X = '0';

/** The body of a bind (`privatenumber_02_0011`). No life time: only an unbind ends such a binding. */
export const axBindFields = ({ a, x, areaCode, areaMatch, terms }: BindRequest) => ({
  origNum: a,
  ...(x === undefined ? areaFields({ areaCode, areaMatch }) : { privateNum: x }),
  privateNumType: NUMBER_TYPE,
  ...recordingFields(terms),
  calleeNumDisplay: SHOW_X,
  privateSms: flag(terms.sms),
  preVoice: preVoice(terms),
  ...callLimitFields(terms),
  userData: terms.userData,
  callDirection: directionNumber(terms.callDirection),
});

/** Fields of a change (`privatenumber_02_0013`): what changes, and what is read together with it. No waiting tones. */
export const axChangeFields = (change: BindingChange, terms: BindingTerms) => ({
  origNum: change.a,
  privateSms: flag(change.sms),
  ...changedRecordingFields(change, terms),
  ...changedCallLimitFields(change, terms),
  userData: change.userData,
  callDirection: directionNumber(change.callDirection),
});

/** The tones that A hears when A calls X, and that others hear. */
const preVoice = ({ waitingTones }: BindingTerms) =>
  waitingTones?.a === undefined && waitingTones?.others === undefined
    ? undefined
    : { callerHintTone: waitingTones.a, calleeHintTone: waitingTones.others };
