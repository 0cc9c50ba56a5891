import * as v from 'valibot';
import { parseWith } from '../../kernel/schema-issues.ts';

const Instant = v.pipe(
  v.string(),
  v.check(
    (text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
    'must be an ISO 8601 time',
  ),
  v.transform((text) => new Date(text).toISOString()),
);

/** The fields that the event of every function on journaled pushes has. */
export const JOURNAL_REQUEST = {
  from: Instant,
  to: Instant,
  app: v.optional(v.pipe(v.string(), v.maxLength(32))),
  after: v.optional(v.pipe(v.string(), v.maxLength(100))),
};

/**
 * Reads the event of such a function.
 *
 * @throws {AppError} `invalid-request`, naming the faulty fields.
 */
export const readJournalRequest = <Read>(schema: v.GenericSchema<unknown, Read>, event: unknown): Read =>
  parseWith(schema, event, 'event');
