import type { Schemas } from '../api-shapes.ts';

/** The pool of one city of an app. */
export type CityPool = Schemas['Pool']['items'][number];

/** A part of a city's numbers. `kept`: available, and yet not for a bind that names none. */
export type CitySpan = Readonly<{
  kind: 'inUse' | 'free' | 'kept' | 'draining' | 'suspended' | 'unavailable' | 'retired';
  count: number;
}>;

/** All numbers of a city, in parts that have some: first those that a bind may be given, in use or free. */
export const citySpans = ({ numbers, usable, inUse }: CityPool): readonly CitySpan[] => {
  const spans: readonly CitySpan[] = [
    { kind: 'inUse', count: inUse },
    { kind: 'free', count: usable - inUse },
    { kind: 'kept', count: numbers.available - usable },
    { kind: 'draining', count: numbers.draining },
    { kind: 'suspended', count: numbers.suspended },
    { kind: 'unavailable', count: numbers.unavailable },
    { kind: 'retired', count: numbers.retired },
  ];
  return spans.filter(({ count }) => count > 0);
};
