import { addSeconds, iso } from '../../kernel/clock.ts';
import type { FoundCall, Match } from './find-console-call.ts';
import type { ConsoleCall } from './read-console-calls.ts';

/**
 * The outcomes of the calls. `added`: their CDR never came. `known`: a CDR or an earlier import has them. `merged`: their own CDR came after an earlier
 * import, whose record is taken away. `young`: too new, their CDR may be on its way. `unreadable`: a stored record that may be theirs cannot be opened.
 */
export type ImportCounts = Readonly<Record<'added' | 'known' | 'merged' | 'young' | 'unreadable', number>>;

/**
 * A CDR that is stored later than this after the start of its call looks for the record of an import (`LATE_SECONDS` in
 * remove-imported.ts). A younger call is left to its own CDR, which would not look.
 */
const YOUNG_SECONDS = 3600;

/** The calls whose CDR would have come by now, and the others. */
export const splitByAge = (
  calls: readonly ConsoleCall[],
  now: Date,
): Readonly<{ old: readonly ConsoleCall[]; young: readonly ConsoleCall[] }> => {
  const from = iso(addSeconds(now, -YOUNG_SECONDS));
  return {
    old: calls.filter(({ startedAt }) => startedAt <= from),
    young: calls.filter(({ startedAt }) => startedAt > from),
  };
};

/** Counts a part of the list by where its calls were found. A line that stands there twice is one call, and known the second time. */
export const countsOf = (
  calls: readonly ConsoleCall[],
  found: readonly FoundCall[],
  now: Date,
): ImportCounts => {
  const { old, young } = splitByAge(calls, now);
  const count = (kind: Match['kind']) => found.filter(({ match }) => match.kind === kind).length;
  return {
    added: count('new'),
    known: count('known') + old.length - found.length,
    merged: count('merged'),
    young: young.length,
    unreadable: count('unreadable'),
  };
};
