import { iso } from '../kernel/clock.ts';
import { type ListedNumber, NOT_AT_PLATFORM, type PrivateNumber } from './private-number.ts';

/** The effect of an import on one number. */
export type ImportStep = Readonly<{
  kind: 'added' | 'changed' | 'retired' | 'unchanged';
  number: PrivateNumber;
  /** The fields that differ from before. */
  fields: readonly ('areaCode' | 'sms' | 'state')[];
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
    return { kind: 'added', fields: [], number: { ...details, state: 'available', stateAt: iso(now) } };
  const { state, cause, stateAt } = before;
  const kept = {
    state,
    ...(cause === undefined ? {} : { cause }),
    ...(stateAt === undefined ? {} : { stateAt }),
  };
  const isBack = state === 'retired' || cause === NOT_AT_PLATFORM;
  const current = isBack ? { state: 'available' as const, stateAt: notBefore(stateAt, now) } : kept;
  const number = { ...details, ...current };
  const fields = (['areaCode', 'sms', 'state'] as const).filter((field) => before[field] !== number[field]);
  return { kind: fields.length === 0 ? 'unchanged' : 'changed', fields, number };
};

/** The step for a stored number that the list does not name. */
export const planMissing = (number: PrivateNumber, now: Date): ImportStep => {
  if (number.state === 'retired') return { kind: 'unchanged', fields: [], number };
  const { cause: _cause, ...kept } = number;
  const stateAt = notBefore(number.stateAt, now);
  return { kind: 'retired', fields: ['state'], number: { ...kept, state: 'retired', stateAt } };
};

/** The platform's clock may be ahead of ours, and a state with an earlier time would not be stored. */
const notBefore = (stateAt: string | undefined, now: Date): string =>
  stateAt !== undefined && stateAt > iso(now) ? stateAt : iso(now);
