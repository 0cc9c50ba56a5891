import * as v from 'valibot';

// The fields that several answers have.

export const IdField = v.pipe(v.string(), v.regex(/^[a-z]{16,64}$/));
export const PhoneField = v.pipe(
  v.string(),
  v.regex(/^(?:\+\d{7,18}|\+\d{3}\*{4}\d{0,4}|\*{4})$/),
  v.description('E.164; masked for a caller that may not see it: `+861****0001`.'),
);
export const MomentField = v.pipe(v.string(), v.isoTimestamp(), v.description('ISO 8601, UTC'));
export const Sha256Field = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const CountField = v.pipe(v.number(), v.integer(), v.minValue(0));

const NextCursor = v.pipe(
  v.nullable(v.string()),
  v.description('Where the list goes on; `null` at its end.'),
);

export const Unreadable = v.pipe(
  v.array(v.string()),
  v.minLength(1),
  v.description(
    'Ids of stored items that cannot be opened, because their data key is missing or they were changed. They are left out of the list, whether or not they match; an operator must look. Absent while everything can be opened.',
  ),
);

/** A page of such items. */
export const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.object({ items: v.array(item), nextCursor: NextCursor, unreadable: v.optional(Unreadable) });
