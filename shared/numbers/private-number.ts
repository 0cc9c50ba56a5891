import * as v from 'valibot';
import type { E164 } from '../kernel/e164.ts';

/**
 * `available`: may be handed out; `draining`: its bindings live on, new ones are not made; `suspended` and `unavailable`:
 * nothing works on it; `retired`: no longer ours.
 */
export const NUMBER_STATES = ['available', 'draining', 'suspended', 'unavailable', 'retired'] as const;
export type NumberState = (typeof NUMBER_STATES)[number];

/** The cause of a number that the platform refused to bind because the app does not have it. */
export const NOT_AT_PLATFORM = 'not-at-platform';

/** The cause of a number that the platform has deleted, by its own report. */
const DELETED = 'deleted';

/** A private number (X) as a person or an import set it. */
export const NumberByHand = v.object({
  app: v.string(),
  x: v.string(),
  areaCode: v.optional(v.string()),
  sms: v.boolean(),
  state: v.picklist(NUMBER_STATES),
  /** Only for binds that name it. */
  reserved: v.optional(v.boolean()),
  /** The reason why it is not available, as far as known; kebab-case. */
  cause: v.optional(v.string()),
  /** Since when it is in this state, as far as known. */
  stateAt: v.optional(v.string()),
});
export type NumberByHand = v.InferOutput<typeof NumberByHand>;

/** One of the two states of a number: the one by hand, or the one that was reported. */
export type StateSide = Readonly<Pick<NumberByHand, 'state' | 'cause' | 'stateAt'>>;

/** The last report of a number, with its key among the reports of the same second. */
export type StoredReport = StateSide & Readonly<{ stateAt: string; key: string }>;

/** A private number (X) in the pool of an app; its state, cause and time are those in force. */
export type PrivateNumber = NumberByHand &
  Readonly<{
    /** The state by hand, while a worse report is in force. */
    byHand?: StateSide | undefined;
    /** The last report, in force or not. */
    reported?: StoredReport | undefined;
    /** Since when the platform says without a break that it does not have it, in whatever state it is by hand. */
    goneSince?: string | undefined;
  }>;

/** True for a number that is not ours any more: we gave it back, or the platform does not have it. */
export const isGone = ({ state, cause }: Pick<NumberByHand, 'state' | 'cause'>): boolean =>
  state === 'retired' || (state === 'unavailable' && (cause === DELETED || cause === NOT_AT_PLATFORM));

/**
 * The state that makes a number not ours any more, in force or only reported, with the earliest time of it; `undefined`: it is ours.
 * A state by hand may hide the report that the platform has deleted it, and a report that comes again is not when it went.
 */
export const goneSide = (number: PrivateNumber): StateSide | undefined => {
  const [side] = [number, number.reported]
    .filter((each) => each !== undefined && isGone(each))
    .toSorted((one, other) => ((one?.stateAt ?? '') < (other?.stateAt ?? '') ? -1 : 1));
  const { goneSince } = number;
  const isKnown = side === undefined || goneSince === undefined || (side.stateAt ?? '') < goneSince;
  return isKnown ? side : { ...side, stateAt: goneSince };
};

/** A private number with its look-up key, under which it is stored and reserved; known to be a number. */
export type KeyedNumber = Omit<PrivateNumber, 'x'> & Readonly<{ x: E164; key: string }>;

/** A private number with the number of live bindings on it. */
export type CountedNumber = Readonly<{ number: PrivateNumber; liveBindings: number }>;

/** A number as a list for the import names it. An absent field leaves the stored number as it is; `null` removes the area code. */
export type ListedNumber = Readonly<{
  x: string;
  areaCode: string | null | undefined;
  sms: boolean | undefined;
  /** The place in the list that a fault names: `row 2` of a table, `0.x` of JSON. */
  place: string;
}>;

/** A reserved number is for binds that name it. */
export const mayBeChosen = ({ state, reserved }: Pick<NumberByHand, 'state' | 'reserved'>): boolean =>
  state === 'available' && reserved !== true;
