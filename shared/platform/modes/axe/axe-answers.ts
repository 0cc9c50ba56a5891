import * as v from 'valibot';
import type { Bound, PlatformBinding } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import { absent, Choice, Flag, Phone, settingsOf, switchedOf, Text, WholeNumber } from '../answer-fields.ts';

/** As text only: as a number it would have lost its zeros. */
const Extension = v.pipe(v.string(), v.regex(/^\d{1,4}$/));

const BindAnswer = v.object({
  subscriptionId: Text,
  virtualNum: absent(Phone),
  extendNum: absent(Extension),
});

const Entry = v.object({
  subscriptionId: Text,
  bindNum: absent(Phone),
  virtualNum: absent(Phone),
  extendNum: absent(Extension),
  recordFlag: absent(Flag),
  recordHintTone: absent(Text),
  callbackNum: absent(Phone),
  callbackTone: absent(Text),
  timeUnit: absent(WholeNumber),
  callbackExpiredTime: absent(WholeNumber),
  userData: absent(Text),
  displayNumMode: Choice,
});

/** `timeUnit` 1 is minutes; hours otherwise. */
const MINUTES_UNIT = 1;

const secondsOf = (value: number | undefined, unit: number | undefined): number | undefined =>
  value === undefined ? undefined : value * (unit === MINUTES_UNIT ? 60 : 3600);

/** A number goes before a tone: only one of them can be set. */
const callbackOf = ({ callbackNum: number, callbackTone: tone }: v.InferOutput<typeof Entry>) => {
  if (number !== undefined) return { number };
  return tone === undefined ? undefined : { tone };
};

type Asked = Readonly<{ x: E164 | undefined; extension: string | undefined }>;

/**
 * The binding in a bind's answer; `undefined` without a subscription id, or when no one says which X and extension it
 * has: without them nobody could call.
 */
export const axeBound = (json: unknown, asked: Asked): Bound | undefined => {
  const parsed = v.safeParse(BindAnswer, json);
  if (!parsed.success) return undefined;
  const { subscriptionId, virtualNum: x = asked.x, extendNum: extension = asked.extension } = parsed.output;
  return x === undefined || extension === undefined ? undefined : { subscriptionId, x, extension };
};

/**
 * The binding in an answer of the first version (`privatenumber_02_0024`), which is flat. Its life time is left out:
 * after a change the platform goes on showing the one of the bind.
 */
export const axeBinding = (json: unknown): PlatformBinding | undefined => {
  const parsed = v.safeParse(Entry, json);
  if (!parsed.success) return undefined;
  const entry = parsed.output;
  return {
    subscriptionId: entry.subscriptionId,
    a: entry.bindNum,
    b: undefined,
    x: entry.virtualNum,
    extension: entry.extendNum,
    ttlSeconds: undefined,
    callback: callbackOf(entry),
    callbackTtlSeconds: secondsOf(entry.callbackExpiredTime, entry.timeUnit),
    ...settingsOf(entry),
    switched: switchedOf({ displayNumMode: [entry.displayNumMode, '1'] }),
  };
};

/** Some bindings, and the cursor of those after them. */
export type AxePage = Readonly<{ bindings: readonly PlatformBinding[]; next: string | undefined }>;

const Cursor = v.pipe(v.string(), v.regex(/^\d{13}_\d{1,20}$/));

const PageAnswer = v.looseObject({
  // The page spells it so; in case somebody fixes it, both are read.
  nextCusor: absent(Cursor),
  nextCursor: absent(Cursor),
  totalCount: absent(WholeNumber),
});

/**
 * The bindings in an answer of the second version (`privatenumber_02_0027`). The name of its list could not be found
 * out, so any list of objects is taken, and a flat answer for a list of one. `undefined` when an entry cannot be read,
 * and when nothing in the answer says that there is none.
 */
export const axePage = (json: unknown): AxePage | undefined => {
  const parsed = v.safeParse(PageAnswer, json);
  if (!parsed.success) return undefined;
  const { nextCusor, nextCursor, totalCount, ...fields } = parsed.output;
  const lists = Object.values(fields).filter((value) => Array.isArray(value));
  const entries: readonly unknown[] = lists.flat();
  const bindings = ('subscriptionId' in fields && entries.length === 0 ? [json] : entries).map(axeBinding);
  const isEmpty = totalCount === undefined ? lists.length > 0 : totalCount === 0;
  if (bindings.length === 0 && !isEmpty) return undefined;
  if (!bindings.every((binding) => binding !== undefined)) return undefined;
  return { bindings, next: nextCusor ?? nextCursor };
};
