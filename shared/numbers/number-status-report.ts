import type { NumberState } from './private-number.ts';

/** A state that the platform can report; `retired` is ours alone. */
export type ReportedState = Exclude<NumberState, 'retired'>;

/** What was learnt of a private number, and when it was true. */
export type NumberStatusReport = Readonly<{
  app: string;
  x: string;
  state: ReportedState;
  /** Kebab-case; holds no number. */
  cause: string | undefined;
  /** ISO 8601 UTC. */
  at: string;
}>;

/**
 * What became of a report. `known`: the very same was there. `older`: something newer was. `retired`: the number is no longer
 * ours and stays so. `absent`: the store has no such number.
 */
export type ReportOutcome = 'changed' | 'known' | 'older' | 'retired' | 'absent';

const RANKS = { available: 0, draining: 1, suspended: 2, unavailable: 3 } satisfies Record<
  ReportedState,
  number
>;

/**
 * The order of report of the same instant (the platform's times have whole seconds): the greater text wins, which is the
 * worse state. So any order of arrival ends the same, and in doubt a number is not handed out.
 */
export const reportKey = ({ state, cause = '' }: Pick<NumberStatusReport, 'state' | 'cause'>): string =>
  `${RANKS[state]}#${cause}`;

/** The cause inside a {@link reportKey}. */
export const causeInKey = (key: string): string | undefined => key.slice(2) || undefined;
