import * as v from 'valibot';
import { AppError } from '../../kernel/errors.ts';

const Instant = v.pipe(
  v.string(),
  v.check(
    (text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
    'must be an ISO 8601 time',
  ),
  v.transform((text) => new Date(text).toISOString()),
);

/** What every event of a function that works on kept pushes has. */
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
export const readJournalRequest = <Read>(schema: v.GenericSchema<unknown, Read>, event: unknown): Read => {
  const result = v.safeParse(schema, event);
  if (result.success) return result.output;
  const errors = result.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
  throw new AppError(
    'invalid-request',
    `the event is not valid: ${errors.map(({ path }) => path).join(', ')}`,
    {
      errors,
    },
  );
};
