import * as v from 'valibot';

/** Items on a page: 1 to 100, 50 when nothing is said. */
export const PageLimit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100'),
    v.transform(Number),
  ),
  '50',
);

/** A moment or a day, in ISO 8601; a moment names its zone, a day is one of UTC. Parsed into the moment in UTC. */
export const Moment = v.pipe(
  v.string(),
  v.check(isMoment, 'must be a day or a moment with its zone, in ISO 8601'),
  v.transform((text) => new Date(text).toISOString()),
);

function isMoment(text: string): boolean {
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  return form.test(text) && !Number.isNaN(Date.parse(text));
}

/** Where a list goes on; what it holds is checked when it is opened. */
export const CursorText = v.pipe(v.string(), v.maxLength(1024, 'is no cursor of this list'));

/** An id of ours in a query. */
export const IdText = v.pipe(v.string(), v.regex(/^[a-z]{16,64}$/, 'is no id of ours'));
