/** How long ended bindings, calls and messages stay, in days, unless something else is set: half a year. */
export const DEFAULT_RETENTION_DAYS = 180;

/** The least that may be set: a recording is fetched within seven days, and until then its CDR is the work item. */
export const LEAST_RETENTION_DAYS = 14;

/** The most: a hundred years. Dates far beyond cannot be written. */
export const MOST_RETENTION_DAYS = 36_500;
