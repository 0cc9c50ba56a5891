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
  const fields = differingFields(record, theirs);
  const life = lifeDifference(record, theirs);
  // A change of other fields by somebody else has moved the platform's instant as well, and maybe nothing more.
  const isKnown = life === 'ttlSeconds' || (life !== undefined && fields.length === 0);
  return isKnown ? [...fields, life] : fields;
};

/** A field that the platform did not send cannot differ; one that nobody asked for is compared with what its absence means. */
const differingFields = (record: RecordContent, theirs: PlatformBinding): readonly string[] => {
  const { binding: ours } = record;
  const { terms } = ours;
  const pairs: readonly Pair[] = [
    ['a', ours.a, theirs.a],
    // AXYB without B: the platform names whoever called last.
    ['b', ours.b, ours.b === undefined ? undefined : theirs.b],
    ['x', ours.x, theirs.x],
    ['y', ours.y, ours.b === undefined || ours.y === undefined ? undefined : theirs.y],
    ['extension', ours.extension, theirs.extension],
    ['callDirection', terms.callDirection, theirs.callDirection],
    ['record', terms.record, theirs.record],
    ['recordTone', terms.recordTone, terms.record ? theirs.recordTone : undefined],
    ['maxCallMinutes', terms.maxCallMinutes ?? 0, theirs.maxCallMinutes],
    // Without a limit the platform does not read the tone.
    ['lastMinuteTone', terms.lastMinuteTone, terms.maxCallMinutes ? theirs.lastMinuteTone : undefined],
    ['sms', terms.sms ?? SMS_BY_DEFAULT, hasTexts(ours) ? theirs.sms : undefined],
    ['userData', terms.userData, theirs.userData],
    ...tonePairs(terms, theirs),
    ['callback', calledBack(terms.callback), calledBack(theirs.callback)],
    ...lifePairs(record, theirs),
  ];
  const differing = pairs.filter(([, our, their]) => their !== undefined && our !== their);
  return [...differing.map(([name]) => name), ...(theirs.switched ?? [])];
};

/** The value of `privateSms` when it was never set (`privatenumber_02_0002`, `_0011`). */
const SMS_BY_DEFAULT = true;

const hasTexts = ({ mode }: Binding): boolean => rulesOfMode(mode).changeable.includes('sms');

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

/** Lives within the binding's: never longer than that one at the platform. */
const lifePairs = ({ binding, confirmEnd }: RecordContent, theirs: PlatformBinding): readonly Pair[] => {
  const { ttlSeconds = Infinity, callbackTtlSeconds = Infinity, ybTtlSeconds = 0 } = binding.terms;
  // AXE counts in minutes and keeps a call-back record for seven days at most.
  const callback = Math.min(
    wholeMinutes(callbackTtlSeconds),
    wholeMinutes(ttlSeconds),
    MOST_CALLBACK_SECONDS,
  );
  // A change that was carried out late has set what was left of the life by then.
  const isRest = confirmEnd === true && (theirs.callbackTtlSeconds ?? 0) < callback;
  /** 0: as long as A-X. */
  const ybLife = (seconds: number) => Math.min(seconds === 0 ? Infinity : seconds, ttlSeconds);
  return [
    ['callbackTtlSeconds', callback, isRest ? undefined : theirs.callbackTtlSeconds],
    [
      'ybTtlSeconds',
      ybLife(ybTtlSeconds),
      theirs.ybTtlSeconds === undefined ? undefined : ybLife(theirs.ybTtlSeconds),
    ],
  ];
};

const MOST_CALLBACK_SECONDS = 7 * 24 * 3600;

const wholeMinutes = (seconds: number): number => Math.ceil(seconds / 60) * 60;
