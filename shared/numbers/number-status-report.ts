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
  /** Since when it is true, ISO 8601 UTC. */
  at: string;
  /** When we got it, ISO 8601 UTC; decides between reports of the same second. */
  receivedAt: string;
}>;

/**
 * The outcome of a report. `known`: the same report is stored already. `older`: a newer state is stored. `retired`: the number
 * is no longer ours and stays so. `absent`: the store has no such number.
 */
export type ReportOutcome = 'changed' | 'known' | 'older' | 'retired' | 'absent';

const RANKS = { available: 0, draining: 1, suspended: 2, unavailable: 3, retired: 4 } satisfies Record<
  NumberState,
  number
>;

/** Whether less works on a number in the one state than in the other. */
export const isWorse = (one: NumberState, other: NumberState): boolean => RANKS[one] > RANKS[other];

/**
 * The order of reports of the same instant (the platform's times have whole seconds): the greater string wins, which is the
 * later receipt, and of the same receipt the worse state. So any order of arrival ends with the same state.
 */
export const reportKey = ({
  state,
  cause = '',
  receivedAt,
}: Pick<NumberStatusReport, 'state' | 'cause' | 'receivedAt'>): string =>
  `${receivedAt}#${RANKS[state]}#${cause}`;

/** The cause inside a {@link reportKey}, also inside an older one, which began with the state. */
export const causeInKey = (key: string): string | undefined => key.split('#').at(-1) || undefined;
