import * as v from 'valibot';
import type { AppRecord } from '../state/apps.ts';
import { voiceFileExists } from '../state/platform.ts';
import { readJson } from './block-answer.ts';
import type { LiveAnswer } from './mode.ts';

const number = v.pipe(v.string(), v.minLength(4), v.maxLength(31), v.regex(/^\+\d+$/));
const file = v.optional(v.pipe(v.string(), v.maxLength(128)));
const userData = v.optional(v.pipe(v.string(), v.maxLength(256), v.regex(/^[^{}]*$/)));
const flag = v.pipe(
  v.union([v.picklist(['true', 'false']), v.boolean()]),
  v.transform((sent) => String(sent) === 'true'),
);

const connectInfo = v.object({
  calleeNum: number,
  displayCalleeNum: v.optional(number),
  maxDuration: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)), 0),
  waitVoice: file,
  calleeHintVoice: file,
  recordFlag: v.optional(flag, false),
  recordHintTone: file,
  lastMinVoice: file,
  userData,
});
const closeInfo = v.object({ closeHintTone: file, userData });

/** The object itself as the page has it, or alone in an array as in the vendor's sample; null for other arrays. */
const unwrapped = (sent: unknown): unknown => {
  if (!Array.isArray(sent)) return sent;
  return sent.length === 1 ? sent[0] : null;
};
const bare = v.pipe(v.unknown(), v.transform(unwrapped));

const CallinAnswer = v.variant('operation', [
  v.object({ operation: v.literal('connect'), connectInfo: v.pipe(bare, connectInfo) }),
  v.object({ operation: v.literal('close'), closeInfo: v.optional(v.pipe(bare, closeInfo)) }),
]);

/** The customer's decision on a call. */
export type CallinDecision =
  | { operation: 'connect'; info: v.InferOutput<typeof connectInfo> }
  | { operation: 'close'; info: v.InferOutput<typeof closeInfo> };

const readDecision = (answer: LiveAnswer): CallinDecision | undefined => {
  const read = v.safeParse(CallinAnswer, readJson(answer));
  if (!read.success) return undefined;
  if (read.output.operation === 'close') return { operation: 'close', info: read.output.closeInfo ?? {} };
  return { operation: 'connect', info: read.output.connectInfo };
};

const filesOf = (decision: CallinDecision): (string | undefined)[] => {
  if (decision.operation === 'close') return [decision.info.closeHintTone];
  const { waitVoice, calleeHintVoice, recordFlag, recordHintTone, maxDuration, lastMinVoice } = decision.info;
  return [
    waitVoice,
    calleeHintVoice,
    recordFlag ? recordHintTone : undefined,
    maxDuration > 0 ? lastMinVoice : undefined,
  ];
};

/**
 * The customer's answer to a live `callin`; undefined: none, or one the platform cannot use. Tones are checked where
 * they would be played. Source: `privatenumber_02_0006_2`.
 */
export const readCallinAnswer = (app: AppRecord, answer: LiveAnswer): CallinDecision | undefined => {
  const decision = readDecision(answer);
  const known = decision && filesOf(decision).every((name) => !name || voiceFileExists(app, name));
  return known ? decision : undefined;
};
