import type { NumberState } from './private-number.ts';

/** A state that the platform can report; `retired` is ours alone. */
export type ReportedState = Exclude<NumberState, 'retired'>;

/** The state of a private number as somebody reports it, and when it was true. */
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
 * The outcome of a report. `known`: the same report is stored already. `older`: a newer state is stored. `retired`: the number
 * is no longer ours and stays so. `absent`: the store has no such number.
 */
export type ReportOutcome = 'changed' | 'known' | 'older' | 'retired' | 'absent';

const RANKS = { available: 0, draining: 1, suspended: 2, unavailable: 3 } satisfies Record<
  ReportedState,
  number
>;

/**
 * The order of reports of the same instant (the platform's times have whole seconds): the greater string wins, which is the
 * worse state. So any order of arrival ends with the same state, and in doubt a number is not handed out.
 */
export const reportKey = ({ state, cause = '' }: Pick<NumberStatusReport, 'state' | 'cause'>): string =>
  `${RANKS[state]}#${cause}`;

/** The cause inside a {@link reportKey}. */
export const causeInKey = (key: string): string | undefined => key.slice(2) || undefined;
