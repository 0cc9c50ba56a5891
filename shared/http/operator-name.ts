import * as v from 'valibot';

/** The name of the person who gives an order, for its audit. */
export const OperatorName = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\p{L}\p{N} ._@-]{1,64}$/u, 'must be 1 to 64 letters, digits, blanks or . _ @ -'),
);
