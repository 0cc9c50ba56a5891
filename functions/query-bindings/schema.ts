import * as v from 'valibot';
import { BINDING_STATUSES } from '../../shared/bindings/model/binding.ts';
import { Reference } from '../../shared/http/binding-fields.ts';
import { AppName } from '../../shared/http/known-app.ts';
import { isWindow, Moment, PAGE_FIELDS, WINDOW_FIELDS } from '../../shared/http/list-query.ts';
import { PartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

const party = v.optional(
  v.pipe(
    PartyNumber,
    v.transform(({ number }) => number),
  ),
);

/** The query of `GET /bindings`, and the body of `POST /bindings/search`. */
export const ListBindingsQuery = v.pipe(
  strictObject({
    a: party,
    b: party,
    party,
    x: v.optional(PrivateNumberText),
    y: v.optional(PrivateNumberText),
    reference: v.optional(Reference),
    app: v.optional(AppName),
    status: v.optional(v.picklist(BINDING_STATUSES)),
    at: v.optional(Moment),
    ...WINDOW_FIELDS,
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ a, b, party: either, x, y, reference, app }) =>
      [a, b, either, x, y, reference, app].some((value) => value !== undefined),
    'give at least one of a, b, party, x, y, reference and app',
  ),
  v.check((query) => isWindow(query), 'from is after to'),
);
export type ListBindingsQuery = v.InferOutput<typeof ListBindingsQuery>;

/** The query of `GET /bindings/{bindingId}`. */
export const ReadQuery = strictObject({ verify: v.optional(v.picklist(['true', 'false']), 'false') });
