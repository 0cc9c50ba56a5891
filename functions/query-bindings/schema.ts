import * as v from 'valibot';
import { BINDING_STATUSES } from '../../shared/bindings/model/binding.ts';
import { Reference } from '../../shared/http/binding-fields.ts';
import { PAGE_FIELDS } from '../../shared/http/list-query.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

const party = v.optional(
  v.pipe(
    PartyNumber,
    v.transform(({ number }) => number),
  ),
);

/** The query of `GET /bindings`. */
export const ListBindingsQuery = v.pipe(
  strictObject({
    a: party,
    b: party,
    x: v.optional(PrivateNumberText),
    y: v.optional(PrivateNumberText),
    reference: v.optional(Reference),
    status: v.optional(v.picklist(BINDING_STATUSES)),
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ a, b, x, y, reference }) => [a, b, x, y, reference].some((value) => value !== undefined),
    'give at least one of a, b, x, y and reference',
  ),
);
export type ListBindingsQuery = v.InferOutput<typeof ListBindingsQuery>;

/** The query of `GET /bindings/{bindingId}`. */
export const ReadQuery = strictObject({ verify: v.optional(v.picklist(['true', 'false']), 'false') });
