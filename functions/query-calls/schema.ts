import * as v from 'valibot';
import { IdText, isWindow, PAGE_FIELDS, WINDOW_FIELDS } from '../../shared/http/list-query.ts';
import { AnyPartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `GET /calls`: exactly one filter, and a window of time. */
export const CallQuery = v.pipe(
  strictObject({
    bindingId: v.optional(IdText),
    x: v.optional(PrivateNumberText),
    party: v.optional(AnyPartyNumber),
    ...WINDOW_FIELDS,
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ bindingId, x, party }) => [bindingId, x, party].filter((value) => value !== undefined).length === 1,
    'give exactly one of bindingId, x and party',
  ),
  v.check((query) => isWindow(query), 'from is after to'),
);

/** The query of `GET /calls/{callId}/recording`: which leg, the first being 1; absent: the recording that the call shows. */
export const RecordingQuery = strictObject({
  leg: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/, 'must be an integer from 1 to 9999'), v.transform(Number)),
  ),
});
