import * as v from 'valibot';

/** A text of any length. */
export const text = v.string();

/** Any number. */
export const number = v.number();

/** Seconds from 0 on. */
export const seconds = v.pipe(number, v.minValue(0));

/** A whole number from 1 on. */
export const count = v.pipe(number, v.integer(), v.minValue(1));

/** A field that may be left out but not null. */
export const optional = v.exactOptional;

/** Addresses of one application. */
export const pushUrls = v.strictObject({
  callEvents: optional(text),
  cdr: optional(text),
  sms: optional(text),
  smsControl: optional(text),
  numberStatus: optional(text),
});

/** A kind of push. */
export const pushKind = v.picklist(['callEvents', 'cdr', 'sms', 'smsControl', 'numberStatus']);

/** A generation of signatures. */
export const scheme = v.picklist(['AKSK', 'WSSE']);
