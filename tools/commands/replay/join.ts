import type { Gap } from '../../../shared/pushes/maintenance/call-gaps.ts';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';

/** All runs as one. */
export const joinReplays = (reports: readonly ReplayReport[]): Omit<ReplayReport, 'next'> => {
  const sum = (count: Exclude<keyof ReplayReport, 'next' | 'unopened'>) =>
    reports.reduce((total, report) => total + report[count], 0);
  return {
    replayed: sum('replayed'),
    stored: sum('stored'),
    duplicates: sum('duplicates'),
    quarantined: sum('quarantined'),
    ignored: sum('ignored'),
    broughtIn: sum('broughtIn'),
    skipped: sum('skipped'),
    unreadable: sum('unreadable'),
    unopened: reports.flatMap(({ unopened }) => unopened),
  };
};

export type WholeGaps = Omit<GapsReport, 'next'>;

/** All runs as one; a call whose pushes lie in several is told once. */
export const joinGaps = (reports: readonly GapsReport[]): WholeGaps => {
  const gaps = new Map<string, Gap>();
  for (const gap of reports.flatMap((report) => report.gaps)) {
    const key = gap.callId === undefined ? `${gap.kind} ${gaps.size}` : `${gap.kind} ${gap.callId}`;
    if (!gaps.has(key)) gaps.set(key, gap);
  }
  return { pushes: reports.reduce((total, { pushes }) => total + pushes, 0), gaps: [...gaps.values()] };
};
