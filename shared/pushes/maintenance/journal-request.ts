import * as v from 'valibot';
import { isDay } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { parseEvent } from '../../kernel/schema-issues.ts';

const isTime = (written: string): boolean =>
  isDay(written.slice(0, 'yyyy-MM-dd'.length)) && !Number.isNaN(Date.parse(written));

const Instant = v.pipe(
  v.string(),
  v.check(isTime, 'must be an ISO 8601 time'),
  v.transform((written) => new Date(written).toISOString()),
);

/** The `next` of an earlier run: a moment and an id, of the quarantine with a mark before them. */
const Place = v.pipe(
  v.string(),
  v.maxLength(100),
  v.check((place) => {
    const [, at] = /^(?:Q:)?(\d{4}-\d\d-\d\dT[\d:.]+Z)#[a-z]+$/.exec(place) ?? [];
    return at !== undefined && isTime(at);
  }, 'must be the next of an earlier run'),
);

/** The fields of every event of a function that works on journaled pushes. */
export const JOURNAL_REQUEST = {
  from: Instant,
  to: Instant,
  app: v.optional(v.pipe(v.string(), v.maxLength(32))),
  after: v.optional(Place),
};

/**
 * Reads the event of such a function. `knows`: whether an app with this name is configured.
 *
 * @throws {AppError} `invalid-request`, naming the faulty fields, and for an app that is not there: a report about it would
 * look as if all was well.
 */
export const readJournalRequest = <Read extends Readonly<{ app?: string | undefined }>>(
  schema: v.GenericSchema<unknown, Read>,
  event: unknown,
  knows: (app: string) => boolean,
): Read => {
  const request = parseEvent(schema, event, 'event');
  if (request.app !== undefined && !knows(request.app))
    throw new AppError('invalid-request', 'there is no app with this name');
  return request;
};
