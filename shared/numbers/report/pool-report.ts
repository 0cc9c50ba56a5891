import * as v from 'valibot';
import { MODES } from '../../kernel/mode.ts';
import { mayBeChosen, NUMBER_STATES, type NumberByHand } from '../private-number.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The numbers of an app in one city, and who lives on them. */
export const CityReport = v.object({
  /** `null`: numbers without an area code. */
  areaCode: v.nullable(v.string()),
  /** All numbers, by the state in force. */
  numbers: v.record(v.picklist(NUMBER_STATES), Count),
  /** Those that are not `available`, by cause; one without a cause stands under its state. */
  causes: v.record(v.string(), Count),
  /** Those that a bind may be given which names none. */
  usable: Count,
  /** The usable ones with a live binding. */
  inUse: Count,
  /** Live bindings on all numbers of the city. */
  liveBindings: Count,
  /** From 0 to 1: see {@link fillOf}. */
  fill: v.number(),
  /** The most live bindings of one person, each of which needs a number of its own. */
  needed: Count,
  /** Whether the numbers run out: `pool.low` is told when that becomes true. */
  low: v.boolean(),
  /** Since when, ISO 8601 UTC; absent where it is not low. */
  lowSince: v.optional(v.string()),
});
export type CityReport = v.InferOutput<typeof CityReport>;

/** The pool of one app at one moment. It holds no number and no key of a person. */
export const PoolReport = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  measuredAt: v.string(),
  /** `false`: the measurement stopped at its bounds, and live bindings and `needed` are the least that they can be. */
  complete: v.boolean(),
  cities: v.array(CityReport),
});
export type PoolReport = v.InferOutput<typeof PoolReport>;

/** The facts of a number that a report needs. */
export type MeasuredNumber = Pick<NumberByHand, 'areaCode' | 'state' | 'cause' | 'reserved'> &
  Readonly<{
    liveBindings: number;
    /** It is somebody's X or, in AXYB, a Y. */
    isInUse: boolean;
    /** Look-up keys of the people of its live bindings, one for each binding that a person has. */
    people: readonly string[];
  }>;

/** The rules of an app by which its pool is judged. */
export type PoolRules = Readonly<{
  app: string;
  mode: PoolReport['mode'];
  /** From so many percent on a city is low. */
  lowPercent: number;
  /** AXE: so many bindings may share an X. */
  bindingsPerNumber: number;
}>;

/** A person, by look-up key, with many live bindings in one city. */
export type HotPerson = Readonly<{ areaCode: string | null; person: string; liveBindings: number }>;

/** A city that was low is so until this many percent less are in use, so that one binding more or less does not tell it again. */
const RECOVERED_BELOW_PERCENT = 10;

/** The report of an app, from its numbers as they are now; `former`: the report before, which says which cities were low. */
export const poolReportOf = (
  rules: PoolRules,
  numbers: readonly MeasuredNumber[],
  former: PoolReport | undefined,
  { measuredAt, complete }: Pick<PoolReport, 'measuredAt' | 'complete'>,
): PoolReport => ({
  app: rules.app,
  mode: rules.mode,
  measuredAt,
  complete,
  cities: byCity(numbers).map(([areaCode, ofCity]) => {
    const before = former?.cities.find((city) => city.areaCode === areaCode);
    return cityOf(rules, { areaCode, numbers: ofCity }, before, measuredAt);
  }),
});

/** The people with the most live bindings, at most so many. */
export const hottest = (numbers: readonly MeasuredNumber[], most: number): readonly HotPerson[] =>
  byCity(numbers)
    .flatMap(([areaCode, ofCity]) =>
      [...bindingsOfPeople(ofCity)].map(([person, liveBindings]) => ({ areaCode, person, liveBindings })),
    )
    .sort((one, other) => other.liveBindings - one.liveBindings || (one.person < other.person ? -1 : 1))
    .slice(0, most);

const byCity = (
  numbers: readonly MeasuredNumber[],
): readonly (readonly [string | null, readonly MeasuredNumber[]])[] =>
  [...Map.groupBy(numbers, ({ areaCode }) => areaCode ?? null)].sort(([one], [other]) =>
    (one ?? '') < (other ?? '') ? -1 : 1,
  );

const bindingsOfPeople = (numbers: readonly MeasuredNumber[]): ReadonlyMap<string, number> => {
  const bindings = new Map<string, number>();
  for (const person of numbers.flatMap(({ people }) => people))
    bindings.set(person, (bindings.get(person) ?? 0) + 1);
  return bindings;
};

const cityOf = (
  rules: PoolRules,
  { areaCode, numbers }: Readonly<{ areaCode: string | null; numbers: readonly MeasuredNumber[] }>,
  before: CityReport | undefined,
  measuredAt: string,
): CityReport => {
  const usable = numbers.filter(mayBeChosen);
  const needed = [...bindingsOfPeople(numbers).values()].reduce((most, count) => Math.max(most, count), 0);
  const counts = {
    numbers: byState(numbers),
    causes: countBy(
      numbers.filter(({ state }) => state !== 'available'),
      ({ state, cause }) => cause ?? state,
    ),
    usable: usable.length,
    inUse: usable.filter(({ isInUse }) => isInUse).length,
    liveBindings: sum(numbers),
  };
  const fill = fillOf(rules, usable);
  const low = isLow(rules, { usable: usable.length, fill, needed, numbers }, before?.low === true);
  return {
    areaCode,
    ...counts,
    fill,
    needed,
    low,
    ...(low ? { lowSince: before?.lowSince ?? measuredAt } : {}),
  };
};

/**
 * How much of the usable numbers is in use. AXE puts many bindings on an X, by extension, so there it is the live bindings of
 * those they have place for; elsewhere the numbers with a live binding of all. 1 where no number is usable.
 */
const fillOf = ({ mode, bindingsPerNumber }: PoolRules, usable: readonly MeasuredNumber[]): number => {
  if (usable.length === 0) return 1;
  const share =
    mode === 'AXE'
      ? sum(usable) / (usable.length * bindingsPerNumber)
      : usable.filter(({ isInUse }) => isInUse).length / usable.length;
  return Math.min(1, Math.round(share * 1000) / 1000);
};

type Judged = Pick<CityReport, 'usable' | 'fill' | 'needed'> &
  Readonly<{ numbers: readonly MeasuredNumber[] }>;

/**
 * The share of the numbers that is gone for somebody, in percent. In AX and AXYB an X is one binding's alone, in AXE it has a
 * number of places; in all other modes any number of pairs share an X, and only a person who is on all of them gets none.
 */
export const usedPercent = (
  { mode }: Pick<PoolRules, 'mode'>,
  { usable, fill, needed }: Pick<CityReport, 'usable' | 'fill' | 'needed'>,
): number => {
  if (usable === 0) return 100;
  const ofOne = needed / usable;
  const share = mode === 'AXB' || mode === 'X' ? ofOne : Math.max(fill, ofOne);
  return Math.min(100, Math.round(share * 100));
};

/** A city whose numbers have all been given back is not low: nobody wants them. */
const isLow = (rules: PoolRules, { numbers, ...city }: Judged, wasLow: boolean): boolean => {
  if (numbers.every(({ state }) => state === 'retired')) return false;
  // With a number or two everything that is in use is most of them.
  const least = wasLow ? rules.lowPercent - RECOVERED_BELOW_PERCENT : rules.lowPercent;
  return usedPercent(rules, city) >= Math.max(1, least);
};

const sum = (numbers: readonly MeasuredNumber[]): number =>
  numbers.reduce((total, { liveBindings }) => total + liveBindings, 0);

const byState = (numbers: readonly MeasuredNumber[]): CityReport['numbers'] => {
  const counts = { available: 0, draining: 0, suspended: 0, unavailable: 0, retired: 0 };
  for (const { state } of numbers) counts[state] += 1;
  return counts;
};

const countBy = (
  numbers: readonly MeasuredNumber[],
  wordOf: (number: MeasuredNumber) => string,
): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const number of numbers) counts[wordOf(number)] = (counts[wordOf(number)] ?? 0) + 1;
  return counts;
};
