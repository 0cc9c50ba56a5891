import * as v from 'valibot';
import { CALL_DIRECTIONS } from '../../bindings/model/binding.ts';
import type { PlatformBinding } from '../../bindings/model/binding-platform.ts';
import { addSeconds, iso } from '../../kernel/clock.ts';
import { readPlatformNumber } from '../../kernel/e164.ts';
import { inconclusive, type PlatformResult } from '../../kernel/platform-outcome.ts';
import { readPlatformTime } from '../pushes/platform-time.ts';

// Some answer tables of the vendor cannot be read, others have numbers and flags as text, and clients met both forms. So
// every field but the id is read in any of them, and one that cannot be read counts as not sent.

/** A field that counts as not sent when it is missing, null or unreadable. */
export const absent = <Value>(schema: v.GenericSchema<unknown, Value>) =>
  v.fallback(v.optional(schema), () => undefined);

/** A string that is not empty. */
export const Text = v.pipe(v.string(), v.minLength(1));

/** A number from 0 on, written as one or as text. */
export const WholeNumber = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
);

/** A yes or no, written as one or as text. */
export const Flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])]),
  v.transform((flag) => String(flag) === 'true'),
);

/** A phone number; `undefined` for an empty one. */
export const Phone = v.pipe(v.string(), v.transform(readPlatformNumber));

/** The fields that entries of several modes have under the same names. */
export const SETTINGS = {
  callDirection: absent(WholeNumber),
  recordFlag: absent(Flag),
  recordHintTone: absent(Text),
  maxDuration: absent(WholeNumber),
  lastMinVoice: absent(Text),
  privateSms: absent(Flag),
  userData: absent(Text),
};

/** The hours that the platform's own time may be ahead of UTC: `subscribeTime` is "server time", and no page says where. */
const ZONE_HOURS = [0, 8];

/** A `subscribeTime`, read in each zone that it may be meant in. */
export const SubscribeTime = v.pipe(
  v.string(),
  v.transform((sent) => {
    const asUtc = readPlatformTime(sent);
    return asUtc === undefined
      ? undefined
      : ZONE_HOURS.map((hours) => iso(addSeconds(new Date(asUtc), -hours * 3600)));
  }),
);

/** The two waiting tones as AX and AXB send them: heard by A, and by the other side. */
export const PreVoice = absent(v.object({ callerHintTone: absent(Text), calleeHintTone: absent(Text) }));

/** A setting with few values, in lower case, also when its digit came as a number. */
export const Choice = absent(
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform((sent) => String(sent).toLowerCase()),
  ),
);

/** The names of the settings that have a value at which this project never leaves them; `undefined` when none has. */
export const switchedOf = (
  settings: Readonly<Record<string, readonly [sent: string | undefined, switched: string]>>,
): readonly string[] | undefined => {
  const names = Object.entries(settings).flatMap(([name, [sent, switched]]) =>
    sent === switched ? [name] : [],
  );
  return names.length === 0 ? undefined : names;
};

type Settings = Pick<
  PlatformBinding,
  'callDirection' | 'record' | 'recordTone' | 'maxCallMinutes' | 'lastMinuteTone' | 'sms' | 'userData'
>;

/** {@link SETTINGS} in our words. A mode that lacks one of them leaves it out. */
export const settingsOf = ({
  callDirection,
  recordFlag,
  recordHintTone,
  maxDuration,
  lastMinVoice,
  privateSms,
  userData,
}: Readonly<{
  callDirection?: number | undefined;
  recordFlag?: boolean | undefined;
  recordHintTone?: string | undefined;
  maxDuration?: number | undefined;
  lastMinVoice?: string | undefined;
  privateSms?: boolean | undefined;
  userData?: string | undefined;
}>): Settings => ({
  callDirection: callDirection === undefined ? undefined : CALL_DIRECTIONS[callDirection],
  record: recordFlag,
  recordTone: recordHintTone,
  maxCallMinutes: maxDuration,
  lastMinuteTone: lastMinVoice,
  sms: privateSms,
  userData,
});

/** Tones by who hears them; `undefined` when none was sent. */
export const tonesOf = (
  tones: NonNullable<PlatformBinding['waitingTones']>,
): PlatformBinding['waitingTones'] =>
  Object.values(tones).some((tone) => tone !== undefined) ? tones : undefined;

const Counted = v.looseObject({ totalCount: absent(WholeNumber) });

/**
 * The entries of a list in an answer. An empty list is only believed when nothing in the answer contradicts it, because
 * "not found" leads to another bind; `undefined` otherwise, and when one entry is unreadable. `any-list` believes every
 * empty list, whatever is counted beside it.
 */
export const entriesOf = <Entry>(
  json: unknown,
  listName: string,
  entry: v.GenericSchema<unknown, Entry>,
  believing: 'what-is-counted' | 'any-list' = 'what-is-counted',
): readonly Entry[] | undefined => {
  const answer = v.safeParse(Counted, json);
  if (!answer.success) return undefined;
  const { totalCount, [listName]: sent } = answer.output;
  const list = v.safeParse(v.array(entry), sent ?? []);
  if (!list.success) return undefined;
  const entries = list.output;
  if (entries.length > 0) return entries;
  const isList = totalCount === undefined || believing === 'any-list';
  const isEmpty = isList ? Array.isArray(sent) : totalCount === 0;
  return isEmpty ? [] : undefined;
};

/** The one entry that was asked for: the platform's filters are trusted to leave something out, not to be exact. */
export const only = (
  found: PlatformResult<readonly PlatformBinding[]>,
  isIt: (entry: PlatformBinding) => boolean,
): PlatformResult<PlatformBinding | undefined> =>
  found.kind === 'ok' ? { kind: 'ok', value: found.value.find(isIt) } : found;

/**
 * The entry of a query by subscription id; `undefined` when the platform has none. Entries of others do not prove that this
 * one is gone: the platform then did not look for it.
 */
export const withId = (
  found: PlatformResult<readonly PlatformBinding[]>,
  subscriptionId: string,
): PlatformResult<PlatformBinding | undefined> => {
  const one = only(found, (entry) => entry.subscriptionId === subscriptionId);
  const isOfOthers =
    one.kind === 'ok' && one.value === undefined && found.kind === 'ok' && found.value.length > 0;
  return isOfOthers ? ofOthers : one;
};

const ofOthers = inconclusive('a query by subscription id that brought other bindings');
