import { type BindingTerms, CALL_DIRECTIONS, type CallDirection } from '../../bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../bindings/model/binding-platform.ts';

// The fields that several modes send under the same names. Those that are `undefined` are left out of the request, which
// is the platform's own default in a bind and "as it is" in a change.

/** The string that the platform takes for a flag. */
export const flag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** 0 both, 1 only A calls, 2 only A is called; the same in AX, AXB and AXYB. */
export const directionNumber = (direction: CallDirection | undefined): number | undefined =>
  direction === undefined ? undefined : CALL_DIRECTIONS.indexOf(direction);

/** Where the platform takes an X from when none is named. */
export const areaFields = ({ areaCode, areaMatch }: Pick<BindRequest, 'areaCode' | 'areaMatch'>) => ({
  areaCode,
  areaMatchMode: areaMatch === 'loose' ? '1' : '0',
});

/** The tone is only read when recording is on. */
export const recordingFields = ({ record, recordTone }: BindingTerms) => ({
  recordFlag: flag(record),
  recordHintTone: record ? recordTone : undefined,
});

/** The tone goes along whenever recording is turned on: carriers block recorded calls without one. */
export const changedRecordingFields = (change: BindingChange, terms: BindingTerms) => ({
  recordFlag: flag(change.record),
  recordHintTone: terms.record && isNamed(change.record, change.recordTone) ? terms.recordTone : undefined,
});

/** Minutes. The tone of the last one is only read when there is a limit. */
export const callLimitFields = ({ maxCallMinutes, lastMinuteTone }: BindingTerms) => ({
  maxDuration: maxCallMinutes,
  lastMinVoice: maxCallMinutes ? lastMinuteTone : undefined,
});

/** As {@link callLimitFields}, when the change names one of them. */
export const changedCallLimitFields = (change: BindingChange, terms: BindingTerms) => ({
  maxDuration: change.maxCallMinutes,
  lastMinVoice: isNamed(change.maxCallMinutes, change.lastMinuteTone)
    ? callLimitFields(terms).lastMinVoice
    : undefined,
});

const isNamed = (...values: readonly unknown[]): boolean => values.some((value) => value !== undefined);
