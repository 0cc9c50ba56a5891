import type { BindingTerms } from '../../../bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../bindings/model/binding-platform.ts';
import { areaFields, changedRecordingFields, recordingFields } from '../request-fields.ts';

/** A sees X when somebody calls. Showing the caller needs a permission (1020178), and carriers block such calls. */
const SHOW_X = '0';

/** Both life times in minutes; without it they would be hours. */
const MINUTES = '1';

const NEVER = 0;

/** Seven days: the longest life of the call-back record. */
const MOST_CALLBACK_MINUTES = 10_080;

/** The body of a bind (`privatenumber_02_0022`). The extension is only read together with X. */
export const axeBindFields = ({ a, x, extension, areaCode, areaMatch, terms }: BindRequest) => ({
  bindNum: a,
  ...(x === undefined ? areaFields({ areaCode, areaMatch }) : { virtualNum: x, extendNum: extension }),
  displayNumMode: SHOW_X,
  ...recordingFields(terms),
  ...callbackFields(terms.callback),
  timeUnit: MINUTES,
  // Always sent: without it the binding would end after a week.
  bindExpiredTime: bindMinutes(terms),
  callbackExpiredTime: callbackMinutes(terms),
  userData: terms.userData,
});

/**
 * The fields of a change (`privatenumber_02_0023_1`): what changes, and what is read together with it. The platform
 * compares the life times with each other, so that of the call-back record goes along with that of the binding.
 */
export const axeChangeFields = (change: BindingChange, terms: BindingTerms) => ({
  ...changedRecordingFields(change, terms),
  ...callbackFields(change.callback),
  ...(change.ttlSeconds === undefined && change.callbackTtlSeconds === undefined
    ? {}
    : {
        timeUnit: MINUTES,
        bindExpiredTime: change.ttlSeconds === undefined ? undefined : bindMinutes(terms),
        callbackExpiredTime: callbackMinutes(terms),
      }),
  userData: change.userData,
});

/** The one or the other; both together are refused (1010002). */
const callbackFields = (callback: BindingTerms['callback']) => {
  if (callback === undefined) return {};
  return 'number' in callback ? { callbackNum: callback.number } : { callbackTone: callback.tone };
};

const minutes = (seconds: number): number => Math.ceil(seconds / 60);

const bindMinutes = ({ ttlSeconds }: BindingTerms): number =>
  ttlSeconds === undefined ? NEVER : minutes(ttlSeconds);

/**
 * Always sent, because the platform's own default is not documented and a bind with a shorter life could be refused for
 * it. Nobody is called back through a binding that is over, so the record never outlives it.
 */
const callbackMinutes = ({ callbackTtlSeconds = Infinity, ttlSeconds = Infinity }: BindingTerms): number =>
  Math.min(minutes(callbackTtlSeconds), minutes(ttlSeconds), MOST_CALLBACK_MINUTES);
