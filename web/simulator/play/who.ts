import type { SimulatedApp } from '../api/types.ts';
import { lastBound } from '../state/last-bound.ts';
import { live } from '../state/live.ts';
import { A, B, STRANGER } from './people.ts';

/** The one who calls or sends: somebody of the newest binding, somebody who is not bound, or a number that is typed. */
export const WHO = ['a', 'b', 'stranger', 'other'] as const;
export type Who = (typeof WHO)[number];

/** The choice that a value of a form names. */
export const whoOf = (value: string): Who => WHO.find((who) => who === value) ?? 'other';

/** The people and numbers of a binding. */
export type Pair = Readonly<{
  a: string;
  b?: string | null | undefined;
  x?: string | undefined;
  y?: string | null | undefined;
  extension?: string | null | undefined;
}>;

/**
 * The binding of an app that the platform has made last. In mode X the platform has none, so there it is the one that was made from
 * this window.
 */
export const newestBinding = ({ appKey }: SimulatedApp): Pair | undefined => {
  const made = lastBound.value[appKey];
  return (
    live.value?.bindings.filter((binding) => binding.appKey === appKey).at(-1) ??
    (made?.status === 'active' ? made : undefined)
  );
};

/** The number of whoever calls or sends. */
export const numberOf = (who: Who, typed: string, binding: Pair | undefined): string => {
  switch (who) {
    case 'a':
      return binding?.a ?? A;
    case 'b':
      return binding?.b ?? B;
    case 'stranger':
      return STRANGER;
    case 'other':
      return typed;
  }
};

/** The number that he dials unless another one is chosen: in AXYB A dials Y, and everybody else X. */
export const dialledBy = (who: Who, app: SimulatedApp, binding: Pair | undefined): string =>
  (who === 'a' ? binding?.y : undefined) ?? binding?.x ?? app.numbers[0]?.x ?? '';
