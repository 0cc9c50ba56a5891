const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A function that runs by itself: within how long it must have run, and the page for one that has not. */
export type Schedule = Readonly<{ withinSeconds: number; page: string }>;

/** The functions that run by themselves: within how long each must have run, and the page for one that has not. */
export const SCHEDULES: Readonly<Record<string, Schedule>> = {
  'binding-sweeper': { withinSeconds: 15 * MINUTE, page: 'sweeper-silent' },
  'recording-archiver': { withinSeconds: 15 * MINUTE, page: 'archiver-silent' },
  'manage-recordings': { withinSeconds: 30 * MINUTE, page: 'manage-recordings-silent' },
  'count-usage': { withinSeconds: 45 * MINUTE, page: 'count-usage-silent' },
  'measure-state': { withinSeconds: 45 * MINUTE, page: 'measure-state-silent' },
  'manage-privacy': { withinSeconds: 30 * MINUTE, page: 'manage-privacy-silent' },
  'export-records': { withinSeconds: 45 * MINUTE, page: 'export-records-silent' },
  'report-numbers': { withinSeconds: 3 * HOUR, page: 'report-numbers-silent' },
  'publish-events': { withinSeconds: 15 * MINUTE, page: 'publish-events-silent' },
  reconcile: { withinSeconds: 26 * HOUR, page: 'reconcile-silent' },
};
