import * as v from 'valibot';
import type { PlatformBinding } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import {
  absent,
  entriesOf,
  Phone,
  SETTINGS,
  SubscribeTime,
  settingsOf,
  Text,
  tonesOf,
  WholeNumber,
} from '../answer-fields.ts';

const StepAnswer = v.object({ subscriptionId: absent(Text), relationNumber: Phone });

/** `numA` behind `numX`, `numB` behind `numY`; the last two are missing until somebody is bound to a Y. */
const Entry = v.object({
  ...SETTINGS,
  bindId: Text,
  numA: absent(Phone),
  numX: absent(Phone),
  numY: absent(Phone),
  numB: absent(Phone),
  duration: absent(WholeNumber),
  ybDuration: absent(WholeNumber),
  subscribeTime: absent(SubscribeTime),
  preVoiceX: absent(Text),
  preVoiceY: absent(Text),
});

/** The result of the first step: the subscription and X. */
export const axStep = (json: unknown): Readonly<{ subscriptionId: string; x: E164 }> | undefined => {
  const parsed = v.safeParse(StepAnswer, json);
  const { subscriptionId, relationNumber: x } = parsed.success ? parsed.output : {};
  return subscriptionId === undefined || x === undefined ? undefined : { subscriptionId, x };
};

/** The result of the second step: Y. */
export const ybStep = (json: unknown): E164 | undefined => {
  const parsed = v.safeParse(StepAnswer, json);
  return parsed.success ? parsed.output.relationNumber : undefined;
};

/** The entries in a query's answer (`privatenumber_axyb_0019`), one for each Y; `undefined` when unreadable. */
export const axybBindings = (json: unknown): readonly PlatformBinding[] | undefined =>
  entriesOf(json, 'xyRelationNumList', Entry)?.map((entry) => ({
    subscriptionId: entry.bindId,
    a: entry.numA,
    b: entry.numB,
    x: entry.numX,
    y: entry.numY,
    ttlSeconds: entry.duration,
    subscribedAt: entry.subscribeTime,
    ybTtlSeconds: entry.ybDuration,
    waitingTones: tonesOf({ x: entry.preVoiceX, y: entry.preVoiceY }),
    ...settingsOf(entry),
  }));
