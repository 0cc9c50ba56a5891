import * as v from 'valibot';
import { CALL_DIRECTIONS } from '../bindings/binding.ts';
import type { Bound, PlatformBinding } from '../bindings/binding-platform.ts';
import { type E164, readPlatformNumber } from '../kernel/e164.ts';

// The answer table of `privatenumber_02_0005` has numbers and flags as text in places and clients met both forms, so
// every field but the id is read in any of them, and one that cannot be read counts as not sent.

const absent = <Value>(schema: v.GenericSchema<unknown, Value>) =>
  v.fallback(v.optional(schema), () => undefined);

const Text = v.pipe(v.string(), v.nonEmpty());
const WholeNumber = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
);
const Flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])]),
  v.transform((flag) => String(flag) === 'true'),
);
const Phone = v.pipe(v.string(), v.transform(readPlatformNumber));

const BindAnswer = v.object({ subscriptionId: Text, relationNum: absent(Phone) });

const Entry = v.object({
  subscriptionId: Text,
  callerNum: absent(Phone),
  calleeNum: absent(Phone),
  relationNum: absent(Phone),
  callDirection: absent(WholeNumber),
  duration: absent(WholeNumber),
  recordFlag: absent(Flag),
  recordHintTone: absent(Text),
  maxDuration: absent(WholeNumber),
});
type Entry = v.InferOutput<typeof Entry>;

const QueryAnswer = v.object({
  totalCount: absent(WholeNumber),
  relationNumList: v.optional(v.nullable(v.array(Entry))),
});

/** The binding in a bind's answer; `undefined` without a subscription id, or when no one says which X it has. */
export const axbBound = (json: unknown, asked: E164 | undefined): Bound | undefined => {
  const parsed = v.safeParse(BindAnswer, json);
  if (!parsed.success) return undefined;
  const { subscriptionId, relationNum: x = asked } = parsed.output;
  return x === undefined ? undefined : { subscriptionId, x };
};

/**
 * The entries of a query's answer. An empty list is only believed when nothing in the answer contradicts it, because
 * "not found" leads to another bind; `undefined` otherwise, and when one entry is unreadable.
 */
export const axbList = (json: unknown): readonly Entry[] | undefined => {
  const parsed = v.safeParse(QueryAnswer, json);
  if (!parsed.success) return undefined;
  const { totalCount, relationNumList } = parsed.output;
  const entries = relationNumList ?? [];
  if (entries.length > 0) return entries;
  const isEmpty = totalCount === undefined ? Array.isArray(relationNumList) : totalCount === 0;
  return isEmpty ? [] : undefined;
};

/** An entry in our words. */
export const axbBinding = (entry: Entry): PlatformBinding => ({
  subscriptionId: entry.subscriptionId,
  a: entry.callerNum,
  b: entry.calleeNum,
  x: entry.relationNum,
  callDirection: entry.callDirection === undefined ? undefined : CALL_DIRECTIONS[entry.callDirection],
  ttlSeconds: entry.duration,
  record: entry.recordFlag,
  recordTone: entry.recordHintTone,
  maxCallMinutes: entry.maxDuration,
});
