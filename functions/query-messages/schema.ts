import * as v from 'valibot';
import { IdText, isWindow, PAGE_FIELDS, WINDOW_FIELDS } from '../../shared/http/list-query.ts';
import { PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `GET /messages`, and the body of `POST /messages/search`: exactly one filter, and a window of time. */
export const MessageQuery = v.pipe(
  strictObject({
    bindingId: v.optional(IdText),
    x: v.optional(PrivateNumberText),
    ...WINDOW_FIELDS,
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ bindingId, x }) => (bindingId === undefined) !== (x === undefined),
    'give exactly one of bindingId and x',
  ),
  v.check((query) => isWindow(query), 'from is after to'),
);
