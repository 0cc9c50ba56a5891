import { iso } from '../kernel/clock.ts';
import type { TakenBack } from './number-store.ts';
import {
  type ListedNumber,
  NOT_AT_PLATFORM,
  type NumberByHand,
  type PrivateNumber,
} from './private-number.ts';
import { stateSince, withoutReport, withReport, withSide } from './state-in-force.ts';

/** The effect of an import on one number. */
export type ImportStep = Readonly<{
  kind: 'added' | 'changed' | 'retired' | 'unchanged';
  number: PrivateNumber;
  /** The fields that differ from before. */
  fields: readonly ('areaCode' | 'sms' | 'state')[];
  /** The report that counts no more. */
  takenBack?: TakenBack | undefined;
}>;

/**
 * Compares a list with the pool of an app. The list is complete: a number that is missing becomes `retired`, and one that
 * comes back becomes `available`, also one that the platform did not have any more. Whether it is reserved stays. Other
 * states stay, whether the platform or a person set them. Retirements come last, so that an import that stops half-way leaves more numbers and not fewer.
 */
export const planImport = (
  app: string,
  listed: readonly ListedNumber[],
  stored: readonly PrivateNumber[],
  now: Date,
): readonly ImportStep[] => {
  const before = new Map(stored.map((number) => [number.x, number]));
  const named = new Set(listed.map((number) => number.x));
  const missing = stored.filter((number) => !named.has(number.x));
  return [
    ...listed.map((number) => planListed(app, number, before.get(number.x), now)),
    ...missing.map((number) => planMissing(number, now)),
  ];
};

/** The step for a number that the list names; `before` is the stored one. */
export const planListed = (
  app: string,
  listed: ListedNumber,
  before: PrivateNumber | undefined,
  now: Date,
): ImportStep => {
  const { x } = listed;
  const sms = listed.sms ?? before?.sms ?? false;
  const areaCode = listed.areaCode === undefined ? before?.areaCode : (listed.areaCode ?? undefined);
  const details = {
    app,
    x,
    sms,
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(before?.reserved === true ? { reserved: true } : {}),
  };
  if (before === undefined)
    return {
      kind: 'added',
      fields: [],
      number: { ...details, state: 'available', stateAt: iso(now) },
      takenBack: { seen: undefined },
    };
  const { byHand, takenBack } = takenUp(before, now);
  const reported = takenBack === undefined ? before.reported : undefined;
  const number = withReport(withSide({ ...details, state: byHand.state }, byHand), reported);
  const fields = (['areaCode', 'sms', 'state'] as const).filter((field) => before[field] !== number[field]);
  const kind = fields.length === 0 ? 'unchanged' : 'changed';
  return { kind, fields, number, ...(takenBack === undefined ? {} : { takenBack }) };
};

/** A number that the list names is ours and the platform's; a person may still have closed it. */
const takenUp = (
  before: PrivateNumber,
  now: Date,
): Readonly<{ byHand: NumberByHand; takenBack: TakenBack | undefined }> => {
  const byHand = withoutReport(before);
  const takenBack = { seen: before.reported };
  const stateAt = notBefore(byHand.stateAt, now);
  if (byHand.state === 'retired' || byHand.cause === NOT_AT_PLATFORM)
    return { byHand: withSide(byHand, { state: 'available', stateAt }), takenBack };
  if (before.reported?.cause === NOT_AT_PLATFORM) return { byHand: { ...byHand, stateAt }, takenBack };
  return { byHand, takenBack: undefined };
};

/** The step for a stored number that the list does not name. */
export const planMissing = (number: PrivateNumber, now: Date): ImportStep => {
  if (number.state === 'retired') return { kind: 'unchanged', fields: [], number };
  const stateAt = stateSince(number, 'retired', now);
  return {
    kind: 'retired',
    fields: ['state'],
    number: withSide(withoutReport(number), { state: 'retired', stateAt }),
    takenBack: { seen: number.reported },
  };
};

/** The clock of another writer may be ahead of ours, and a state with an earlier time would not be stored. */
const notBefore = (stateAt: string | undefined, now: Date): string =>
  stateAt !== undefined && stateAt > iso(now) ? stateAt : iso(now);
