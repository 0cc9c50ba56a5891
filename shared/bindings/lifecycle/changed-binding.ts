import { iso } from '../../kernel/clock.ts';
import type { Binding, BindingTerms } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { RecordContent } from '../model/binding-store.ts';

/** The binding with the change applied, one version on. */
export const changedBinding = <Some extends Binding>(
  binding: Some,
  { a, b, ttlSeconds, ...terms }: BindingChange,
): Some => ({
  ...binding,
  ...(a === undefined ? {} : { a }),
  // He was set for the A who leaves.
  ...(a === undefined || a === binding.a ? {} : { temporaryCallee: undefined }),
  // AXYB: each B has a Y of its own, which the platform tells.
  ...(b === undefined ? {} : { b: b ?? undefined }),
  ...(b === undefined || binding.mode !== 'AXYB' ? {} : { y: undefined }),
  terms: changedTerms(binding.terms, ttlSeconds, terms),
  version: binding.version + 1,
});

/** The binding after a change, with the moment at which it brought another person to a side. */
export const joinedBinding = <Some extends Binding>(former: Binding, next: Some, now: Date): Some => {
  const joined = {
    ...former.joined,
    ...(next.a === former.a ? {} : { a: iso(now) }),
    ...(next.b === former.b ? {} : { b: iso(now) }),
  };
  return Object.keys(joined).length === 0 ? next : { ...next, joined };
};

/** The binding after a change that somebody has made, or our own work where nobody is named. */
export const changedBy = <Some extends Binding>(binding: Some, by: string | undefined, now: Date): Some => ({
  ...binding,
  changed: { ...(by === undefined ? {} : { by }), at: iso(now) },
});

/** True where a change that is under way leads to other people. */
export const isLeavingPair = ({ binding, change }: RecordContent): boolean => {
  if (change === undefined) return false;
  const next = changedBinding(binding, change);
  return next.a !== binding.a || next.b !== binding.b;
};

/** True where a change that was overtaken by another one may still put somebody else on a side, until the values are set again. */
export const mayBringOthers = ({ binding: { mode, a, b }, openChange }: RecordContent): boolean =>
  // The sides of AXE never change: the people there are call-back numbers.
  mode !== 'AXE' && openChange?.people?.some((person) => person !== a && person !== b) === true;

const changedTerms = (
  former: BindingTerms,
  ttlSeconds: number | null | undefined,
  change: Partial<BindingTerms>,
): BindingTerms => {
  const { ttlSeconds: formerTtl, ...kept } = former;
  const ttl = ttlSeconds === undefined ? formerTtl : (ttlSeconds ?? undefined);
  return { ...kept, ...change, ...(ttl === undefined ? {} : { ttlSeconds: ttl }) };
};
