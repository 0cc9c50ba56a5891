import * as v from 'valibot';
import { CursorText, IdText, Moment, PageLimit } from '../../shared/http/list-query.ts';
import { PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `GET /messages`: whose messages, from `from` on and before `to`. */
export const MessageQuery = v.pipe(
  strictObject({
    bindingId: v.optional(IdText),
    x: v.optional(PrivateNumberText),
    from: v.optional(Moment),
    to: v.optional(Moment),
    limit: PageLimit,
    cursor: v.optional(CursorText),
  }),
  v.check(
    ({ bindingId, x }) => (bindingId === undefined) !== (x === undefined),
    'give exactly one of bindingId and x',
  ),
  v.check(({ from, to }) => from === undefined || to === undefined || from <= to, 'from is after to'),
);
export type MessageQuery = v.InferOutput<typeof MessageQuery>;
