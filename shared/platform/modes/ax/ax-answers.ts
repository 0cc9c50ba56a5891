import * as v from 'valibot';
import type { Bound, PlatformBinding } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import {
  absent,
  Choice,
  entriesOf,
  Phone,
  PreVoice,
  SETTINGS,
  settingsOf,
  switchedOf,
  Text,
  tonesOf,
} from '../answer-fields.ts';

const BindAnswer = v.object({ subscriptionId: Text, privateNum: absent(Phone) });

const Entry = v.object({
  ...SETTINGS,
  preVoice: PreVoice,
  subscriptionId: Text,
  origNum: absent(Phone),
  privateNum: absent(Phone),
  calleeNumDisplay: Choice,
  turnFlag: Choice,
});

/** The binding in a bind's answer; `undefined` without a subscription id, or when no one says which X it has. */
export const axBound = (json: unknown, asked: E164 | undefined): Bound | undefined => {
  const parsed = v.safeParse(BindAnswer, json);
  if (!parsed.success) return undefined;
  const { subscriptionId, privateNum: x = asked } = parsed.output;
  return x === undefined ? undefined : { subscriptionId, x };
};

/**
 * The bindings in a query's answer (`privatenumber_02_0014`); `undefined` when they cannot be read for sure. They have
 * no life time there: the platform never ends them.
 */
export const axBindings = (json: unknown): readonly PlatformBinding[] | undefined =>
  entriesOf(json, 'privateNumList', Entry)?.map((entry) => ({
    subscriptionId: entry.subscriptionId,
    a: entry.origNum,
    b: undefined,
    x: entry.privateNum,
    ttlSeconds: undefined,
    waitingTones: tonesOf({ a: entry.preVoice?.callerHintTone, others: entry.preVoice?.calleeHintTone }),
    ...settingsOf(entry),
    switched: switchedOf({
      calleeNumDisplay: [entry.calleeNumDisplay, '1'],
      turnFlag: [entry.turnFlag, 'off'],
    }),
  }));
