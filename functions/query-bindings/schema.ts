import * as v from 'valibot';
import { BINDING_STATUSES } from '../../shared/bindings/model/binding.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

const party = v.optional(
  v.pipe(
    PartyNumber,
    v.transform(({ number }) => number),
  ),
);

const Limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100'),
    v.transform(Number),
    v.minValue(1, 'must be a whole number from 1 to 100'),
    v.maxValue(100, 'must be a whole number from 1 to 100'),
  ),
  '50',
);

/** The query of `GET /bindings`. */
export const ListQuery = v.pipe(
  strictObject({
    a: party,
    b: party,
    x: v.optional(PrivateNumberText),
    reference: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
    status: v.optional(v.picklist(BINDING_STATUSES)),
    limit: Limit,
    cursor: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  }),
  v.check(
    ({ a, b, x, reference }) => [a, b, x, reference].some((value) => value !== undefined),
    'give at least one of a, b, x and reference',
  ),
);
export type ListQuery = v.InferOutput<typeof ListQuery>;

/** The query of `GET /bindings/{bindingId}`. */
export const ReadQuery = strictObject({ verify: v.optional(v.picklist(['true', 'false']), 'false') });
