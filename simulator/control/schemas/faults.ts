import * as v from 'valibot';
import { count, number, optional, pushKind, seconds, text } from './fields.ts';

const common = { times: optional(count), probability: optional(number), appKey: optional(text) };

/** Body of `POST /control/faults`. */
export const FaultBody = v.variant('on', [
  v.strictObject({
    ...common,
    on: v.literal('push'),
    kind: v.picklist(['duplicate', 'reordered', 'batched', 'delayed', 'answer-lost']),
    pushKind: optional(pushKind),
    delaySeconds: optional(seconds),
  }),
  v.strictObject({
    ...common,
    on: v.picklist([
      'bind',
      'unbind',
      'modify',
      'query',
      'recording-url',
      'call-stop',
      'set-temporary-callee',
      'report-files',
      'report-add',
      'report-query',
      'report-delete',
      'iam-token',
      'download',
      'any',
    ]),
    kind: v.picklist([
      'slow',
      'slow-before',
      'late',
      'drop-before',
      'drop-after',
      'http-500',
      'result-code',
      'throttled',
      'locked-out',
      'truncated',
      'stalled',
      'error-page',
      'wrong-length',
      'no-length',
      'empty',
      'json-200',
      'redirect-loop',
      'wrong-certificate',
    ]),
    delayMs: optional(seconds),
    delaySeconds: optional(seconds),
    httpStatus: optional(number),
    code: optional(text),
  }),
]);

const LARGEST_SEED = 2 ** 32 - 1;

/** Body of `PUT /control/faults/seed`. */
export const FaultSeedBody = v.strictObject({
  seed: v.pipe(number, v.integer(), v.minValue(0), v.maxValue(LARGEST_SEED)),
});
