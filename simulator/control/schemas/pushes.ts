import * as v from 'valibot';
import { count, optional, pushKind, scheme, text } from './fields.ts';

/** Body of `POST /control/flush-cdrs`. */
export const FlushBody = v.strictObject({ size: optional(v.pipe(count, v.maxValue(50))) });

/** Body of `POST /control/pushes`. */
export const RawPushBody = v.strictObject({
  appKey: text,
  kind: pushKind,
  body: v.unknown(),
  signing: optional(
    v.strictObject({
      scheme: optional(scheme),
      appSecret: optional(text),
      nonce: optional(text),
      created: optional(text),
      headers: optional(v.record(text, text)),
    }),
  ),
});
