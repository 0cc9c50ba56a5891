import type { ReplayReport } from './run-replay.ts';

/** The counts of a run that have something to say, in the order in which they are told. */
export type ReportCount =
  | 'stored'
  | 'duplicates'
  | 'broughtIn'
  | 'quarantined'
  | 'ignored'
  | 'unreadable'
  | 'unopened'
  | 'skipped';

const ORDER: readonly ReportCount[] = [
  ...(['stored', 'duplicates', 'broughtIn', 'quarantined'] as const),
  ...(['ignored', 'unreadable', 'unopened', 'skipped'] as const),
];

const countOf = ({ unopened, ...report }: ReplayReport, name: ReportCount): number =>
  name === 'unopened' ? unopened.length : (report[name] ?? 0);

/** The counts that are not zero. */
export const reportLines = (
  report: ReplayReport,
): readonly Readonly<{ name: ReportCount; count: number }>[] =>
  ORDER.map((name) => ({ name, count: countOf(report, name) })).filter(({ count }) => count > 0);

/** Tells that somebody should look: something could not be read or opened. */
export const isTroubled = ({ quarantined, unreadable, unopened }: ReplayReport): boolean =>
  quarantined > 0 || unreadable > 0 || unopened.length > 0;
