import * as v from 'valibot';
import { OUTCOME_NAMES } from '../../calls/call-outcomes.ts';
import { number, optional, seconds, text } from './fields.ts';

/** Body of `POST /control/calls`. */
export const PlaceCallBody = v.strictObject({
  appKey: optional(text),
  from: text,
  to: text,
  extension: optional(text),
  outcome: v.picklist(OUTCOME_NAMES),
  ringSeconds: optional(seconds),
  talkSeconds: optional(v.pipe(seconds, v.integer())),
  hangUpBy: optional(v.picklist(['caller', 'callee'])),
  withholdEvents: optional(v.array(text)),
  cdrDelaySeconds: optional(seconds),
  shortRecording: optional(v.picklist(['flag-0', 'flag-1'])),
  recordingDelaySeconds: optional(seconds),
  pace: optional(v.picklist(['instant', 'clock'])),
});

/** Body of `POST /control/texts`. */
export const SendTextBody = v.strictObject({
  from: text,
  to: text,
  content: text,
  sendResult: optional(number),
});

/** Body of `POST /control/advance`. */
export const AdvanceBody = v.strictObject({ seconds });
