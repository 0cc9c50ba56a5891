import { addSeconds } from '../../kernel/clock.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import { EXPIRY_MARGIN_SECONDS } from '../lifecycle/due-at.ts';
import { type Binding, type BindingTerms, calledBack, statusAt } from '../model/binding.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import type { RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { lifeDifference } from './life-difference.ts';

/** Whether the platform has what we have. `differences` names our fields, without their values. */
export type Verification = Readonly<{ state: 'match' | 'drift' | 'missing'; differences: readonly string[] }>;

/**
 * Compares a binding with the platform's. One that has ended matches when it is gone there, and drifts in its `status` when
 * it lives there; one that is being ended may be either.
 *
 * @throws {AppError} when the platform could not be asked.
 */
export const verifyBinding = async (
  record: RecordContent,
  platform: BindingPlatform,
  now: Date,
): Promise<Verification> => {
  const { binding } = record;
  const { mode, subscriptionId, status } = binding;
  // Nothing is stored there, so nothing can differ.
  if (rulesOfMode(mode).endedBy === 'clock' || status === 'failed') return verification([]);
  if (subscriptionId === undefined) return { state: 'missing', differences: [] };
  const result = await platform.get(subscriptionId);
  if (result.kind !== 'ok') throw platformError(result);
  const isLive = statusAt(binding, now) === 'active';
  if (result.value === undefined) return isLive ? { state: 'missing', differences: [] } : verification([]);
  if (!isLive && isEnded(binding, now)) return verification(['status']);
  return verification(differencesBetween(record, result.value));
};

const verification = (differences: readonly string[]): Verification => ({
  state: differences.length === 0 ? 'match' : 'drift',
  differences,
});

/**
 * True when the platform must not have it any more. Its timer may end a little later than ours, and in AX an unbind of the
 * sweeper is still to come.
 */
const isEnded = (binding: Binding, now: Date): boolean => {
  if (binding.status === 'released' || binding.status === 'expired') return true;
  return statusAt(binding, addSeconds(now, -EXPIRY_MARGIN_SECONDS)) === 'expired';
};

/** The names of our fields in which a binding differs at the platform. */
export const differencesBetween = (record: RecordContent, theirs: PlatformBinding): readonly string[] => {
  const fields = differingFields(record.binding, theirs);
  const life = lifeDifference(record, theirs);
  // A change of other fields by somebody else has moved the platform's instant as well, and maybe nothing more.
  const isKnown = life === 'ttlSeconds' || (life !== undefined && fields.length === 0);
  return isKnown ? [...fields, life] : fields;
};

const differingFields = (ours: Binding, theirs: PlatformBinding): readonly string[] => {
  const { terms } = ours;
  // A field that the platform did not send cannot differ; it leaves out what was never set.
  const pairs: readonly Pair[] = [
    ['a', ours.a, theirs.a],
    // AXYB without B: the platform names whoever called last.
    ['b', ours.b, ours.b === undefined ? undefined : theirs.b],
    ['x', ours.x, theirs.x],
    ['callDirection', terms.callDirection, theirs.callDirection],
    ['record', terms.record, theirs.record],
    ['recordTone', terms.recordTone, terms.record ? theirs.recordTone : undefined],
    ['maxCallMinutes', terms.maxCallMinutes ?? 0, theirs.maxCallMinutes],
    // Without a limit the platform does not read the tone.
    ['lastMinuteTone', terms.lastMinuteTone, terms.maxCallMinutes ? theirs.lastMinuteTone : undefined],
    // Left to the platform, it may be either.
    ['sms', terms.sms, terms.sms === undefined ? undefined : theirs.sms],
    ['userData', terms.userData, theirs.userData],
    ...tonePairs(terms, theirs),
    ['callback', calledBack(terms.callback), calledBack(theirs.callback)],
    ...lifePairs(terms, theirs),
  ];
  return pairs.filter(([, our, their]) => their !== undefined && our !== their).map(([name]) => name);
};

type Pair = readonly [string, unknown, unknown];

/** One pair for each tone: the platform leaves out those that were never set. */
const tonePairs = (
  { waitingTones: our = {} }: BindingTerms,
  { waitingTones: their = {} }: PlatformBinding,
): readonly Pair[] => {
  const tones: readonly Pair[] = [
    ['waitingTones', our.a, their.a],
    ['waitingTones', our.b, their.b],
    ['waitingTones', our.others, their.others],
    ['waitingTones', our.x, their.x],
    ['waitingTones', our.y, their.y],
  ];
  // The name once, however many tones differ.
  return tones.filter(([, one, other]) => other !== undefined && one !== other).slice(0, 1);
};

/** Lives within the binding's: never longer than that one at the platform, and left to it where we have none. */
const lifePairs = (
  { ttlSeconds = Infinity, callbackTtlSeconds, ybTtlSeconds }: BindingTerms,
  theirs: PlatformBinding,
): readonly Pair[] => [
  // AXE counts in minutes and keeps a call-back record for seven days at most.
  ...(callbackTtlSeconds === undefined
    ? []
    : [
        [
          'callbackTtlSeconds',
          Math.min(wholeMinutes(callbackTtlSeconds), wholeMinutes(ttlSeconds), MOST_CALLBACK_SECONDS),
          theirs.callbackTtlSeconds,
        ] as const,
      ]),
  ...(ybTtlSeconds === undefined
    ? []
    : [['ybTtlSeconds', Math.min(ybTtlSeconds, ttlSeconds), theirs.ybTtlSeconds] as const]),
];

const MOST_CALLBACK_SECONDS = 7 * 24 * 3600;

const wholeMinutes = (seconds: number): number => Math.ceil(seconds / 60) * 60;
