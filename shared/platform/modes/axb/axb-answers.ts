import * as v from 'valibot';
import type { Bound, PlatformBinding } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import {
  absent,
  entriesOf,
  Phone,
  PreVoice,
  SETTINGS,
  SubscribeTime,
  settingsOf,
  Text,
  tonesOf,
  WholeNumber,
} from '../answer-fields.ts';

const BindAnswer = v.object({ subscriptionId: Text, relationNum: absent(Phone) });

const Entry = v.object({
  ...SETTINGS,
  preVoice: PreVoice,
  subscriptionId: Text,
  callerNum: absent(Phone),
  calleeNum: absent(Phone),
  relationNum: absent(Phone),
  duration: absent(WholeNumber),
  subscribeTime: absent(SubscribeTime),
});

/** The binding in a bind's answer; `undefined` without a subscription id, or when no one says which X it has. */
export const axbBound = (json: unknown, asked: E164 | undefined): Bound | undefined => {
  const parsed = v.safeParse(BindAnswer, json);
  if (!parsed.success) return undefined;
  const { subscriptionId, relationNum: x = asked } = parsed.output;
  return x === undefined ? undefined : { subscriptionId, x };
};

/** The bindings in a query's answer (`privatenumber_02_0005`); `undefined` when they cannot be read for sure. */
export const axbBindings = (json: unknown): readonly PlatformBinding[] | undefined =>
  entriesOf(json, 'relationNumList', Entry)?.map(bindingOf);

/** As {@link axbBindings}, for a page behind the first: it may be empty although X has bindings. */
export const axbLaterBindings = (json: unknown): readonly PlatformBinding[] | undefined =>
  entriesOf(json, 'relationNumList', Entry, 'any-list')?.map(bindingOf);

const bindingOf = (entry: v.InferOutput<typeof Entry>): PlatformBinding => ({
  subscriptionId: entry.subscriptionId,
  a: entry.callerNum,
  b: entry.calleeNum,
  x: entry.relationNum,
  ttlSeconds: entry.duration,
  subscribedAt: entry.subscribeTime,
  waitingTones: tonesOf({ a: entry.preVoice?.callerHintTone, b: entry.preVoice?.calleeHintTone }),
  ...settingsOf(entry),
});
