import * as v from 'valibot';
import { count, optional, seconds, text } from './fields.ts';

/** Body of `PATCH /control/dialect`. */
export const DialectBody = v.strictObject({
  sessionId: optional(v.picklist(['old', 'new'])),
  optionalFields: optional(v.picklist(['omit', 'empty', 'null'])),
  textSms: optional(v.picklist(['TextSMS', 'Text SMS '])),
  extraFields: optional(v.boolean()),
  extParas: optional(v.picklist(['array', 'object'])),
  numbersAsStrings: optional(v.boolean()),
  extension: optional(v.picklist(['extendNum', 'extendNumber'])),
  axeList: optional(text),
  icid: optional(v.boolean()),
  emptyQuery: optional(v.picklist(['1016001', '1012007', '1010002', 'total-0'])),
});

/** Body of `PATCH /control/settings`. */
export const SettingsBody = v.strictObject({
  clockToleranceSeconds: optional(seconds),
  lockoutThreshold: optional(seconds),
  lockoutMinutes: optional(seconds),
  acceptWsse: optional(v.boolean()),
  pushTimeoutMs: optional(count),
  callinPatienceMs: optional(count),
  smsPatienceMs: optional(count),
  ladder: optional(v.picklist(['absolute', 'cumulative'])),
  rePushSignature: optional(v.picklist(['fresh', 'same'])),
  recordingUrlSeconds: optional(seconds),
  recordingLifeSeconds: optional(seconds),
  pairsPerX: optional(count),
  relationsPerY: optional(count),
  bindsPerDay: optional(v.pipe(seconds, v.integer())),
  temporaryCallee: optional(v.picklist(['window', 'once'])),
  interceptUnannouncedRecording: optional(v.boolean()),
  homeAreaCodes: optional(v.record(text, text)),
  reportSeconds: optional(seconds),
  spId: optional(text),
  hostName: optional(text),
  recordDomain: optional(text),
  storageUrl: optional(v.nullable(text)),
});
