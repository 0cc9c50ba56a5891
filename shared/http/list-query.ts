import * as v from 'valibot';
import { isMoment } from '../kernel/clock.ts';

/**
 * Items on a page: 1 to 100, 50 when the caller does not say. Plain decimal digits without a sign, a blank or a leading
 * zero: `050` could be meant as octal, and a repeated parameter (`1,2`) would be cut at its comma. In a body it may be a number.
 */
const A_LIMIT = 'must be an integer from 1 to 100';
const PageLimit = v.optional(
  v.pipe(
    v.union([v.string(), v.number()], A_LIMIT),
    v.transform(String),
    v.regex(/^(?:[1-9]\d?|100)$/, A_LIMIT),
    v.transform(Number),
  ),
  '50',
);

/** The place where a list continues. The list itself checks what is inside when it opens the cursor. */
export const CursorText = v.pipe(v.string(), v.maxLength(1024, 'is not a cursor of this list'));

/** The fields that the query of every list has. */
export const PAGE_FIELDS = { limit: PageLimit, cursor: v.optional(CursorText) };

/** The form of a moment in words, for whoever wrote another one. In a URL an unescaped plus is a blank. */
export const A_MOMENT = 'a moment with its zone, in ISO 8601 (in a URL, + is %2B)';

/** A moment or a day that there is, in ISO 8601; a moment names its zone, a day is one of UTC. Parsed into the moment in UTC. */
export const Moment = v.pipe(
  v.string(),
  v.check(isMoment, `must be a day or ${A_MOMENT}`),
  v.transform((text) => new Date(text).toISOString()),
);

/** The fields of a list that can be cut to a time: from `from` on and before `to`. */
export const WINDOW_FIELDS = { from: v.optional(Moment), to: v.optional(Moment) };

/** Tells whether the window does not end before it starts. */
export const isWindow = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;

/** An id of ours in a query. */
export const IdText = v.pipe(v.string(), v.regex(/^[a-z]{16,64}$/, 'is not a valid id'));
