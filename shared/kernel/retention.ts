/** How long ended bindings, calls, messages and recordings stay, in days, unless something else is set: half a year. */
export const DEFAULT_RETENTION_DAYS = 180;

/**
 * The least that may be set for bindings and calls: a recording is fetched within seven days, and until then its CDR is the work
 * item and its binding says whose it is. Nothing waits for a message.
 */
export const LEAST_RETENTION_DAYS = 14;

/** How long the audit stays, in days: a year and a day, so that the one of last year is whole. */
export const DEFAULT_AUDIT_RETENTION_DAYS = 366;

/** How long sums of usage stay, in days: three years, so that two whole ones can be compared. */
export const DEFAULT_USAGE_RETENTION_DAYS = 1096;

/** The least for sums of usage: a month that has ended is still billed, and compared with the one before. */
export const LEAST_USAGE_RETENTION_DAYS = 62;

/** The most: a hundred years. Dates far beyond cannot be written. */
export const MOST_RETENTION_DAYS = 36_500;
