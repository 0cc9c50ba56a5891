import * as v from 'valibot';
import type { Attribution, DecidedText, LiveAnswer } from './mode.ts';

const userData = v.optional(v.pipe(v.string(), v.maxLength(256), v.regex(/^[^{}]*$/)));

const action = v.object({
  operation: v.picklist(['vNumberRoute', 'DiscardMessage']),
  message: v.optional(v.object({ called: v.optional(v.string()), calling: v.optional(v.string()) })),
  userData,
});

/** One action, in an array as the page has it or bare as in the samples. */
const BlockAnswer = v.object({ actions: v.union([action, v.pipe(v.array(action), v.length(1))]) });

const NO_ANSWER = 7;
const DISCARDED = 6;
const NONE_SENT = 10;

/** JSON of a live answer; undefined when there is none. */
export const readJson = ({ status, body }: LiveAnswer): unknown => {
  try {
    return status === 200 ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
};

type AskedText = { from: string; content: string; attribution: Attribution };

/**
 * The decision on a text after the customer was asked. An answer that is not understood counts as none (7); a forward
 * without receiver, or with another sender than asked about, cannot be sent (10).
 * Source: `privatenumber_02_0008`, `_0008_3`.
 */
export const decideSms = (answer: LiveAnswer, { from, content, attribution }: AskedText): DecidedText => {
  const read = v.safeParse(BlockAnswer, readJson(answer));
  const sent = read.success ? [read.output.actions].flat()[0] : undefined;
  if (!sent) return { kind: 'refuse', sendResult: NO_ANSWER, ...attribution };
  const known = sent.userData ? { ...attribution, userData: sent.userData } : attribution;
  if (sent.operation === 'DiscardMessage') return { kind: 'refuse', sendResult: DISCARDED, ...known };
  const { called, calling } = sent.message ?? {};
  if (!called || !/^\+\d{3,20}$/.test(called) || calling !== from)
    return { kind: 'refuse', sendResult: NONE_SENT, ...known };
  return { kind: 'forward', ...known, receiver: called, content };
};
