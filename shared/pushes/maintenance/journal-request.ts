import * as v from 'valibot';
import { parseEvent } from '../../kernel/schema-issues.ts';

const Instant = v.pipe(
  v.string(),
  v.check(
    (written) => /^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(Date.parse(written)),
    'must be an ISO 8601 time',
  ),
  v.transform((written) => new Date(written).toISOString()),
);

/** The `next` of an earlier run: a moment and an id, of the quarantine with a mark before them. */
const Place = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^(?:Q:)?\d{4}-\d\d-\d\dT[\d:.]+Z#[a-z]+$/, 'must be the next of an earlier run'),
);

/** The fields of every event of a function that works on journaled pushes. */
export const JOURNAL_REQUEST = {
  from: Instant,
  to: Instant,
  app: v.optional(v.pipe(v.string(), v.maxLength(32))),
  after: v.optional(Place),
};

/**
 * Reads the event of such a function.
 *
 * @throws {AppError} `invalid-request`, naming the faulty fields.
 */
export const readJournalRequest = <Read>(schema: v.GenericSchema<unknown, Read>, event: unknown): Read =>
  parseEvent(schema, event, 'event');
