import * as v from 'valibot';
import { AppName } from '../../shared/http/known-app.ts';
import { IdText, isWindow, PAGE_FIELDS, WINDOW_FIELDS } from '../../shared/http/list-query.ts';
import { AnyPartyNumber, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { OUTCOME_CLASSES } from '../../shared/outcomes/code-table.ts';

const TRUE_OR_FALSE = 'must be true or false';

/** In a body it is `true` or `false`, in a URL there is text alone. */
const Orphan = v.pipe(
  v.union([v.string(), v.boolean()], TRUE_OR_FALSE),
  v.transform(String),
  v.regex(/^(?:true|false)$/, TRUE_OR_FALSE),
);

/** The query of `GET /calls`, and the body of `POST /calls/search`: at least one filter, all of which must hold, and a window of time. */
export const CallQuery = v.pipe(
  strictObject({
    bindingId: v.optional(IdText),
    x: v.optional(PrivateNumberText),
    party: v.optional(AnyPartyNumber),
    app: v.optional(AppName),
    outcome: v.optional(v.picklist(OUTCOME_CLASSES)),
    orphan: v.optional(Orphan),
    ...WINDOW_FIELDS,
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ bindingId, x, party, app }) => [bindingId, x, party, app].some((value) => value !== undefined),
    'give at least one of bindingId, x, party and app',
  ),
  v.check((query) => isWindow(query), 'from is after to'),
);

/** The query of `GET /calls/{callId}/recording`: which leg, the first being 1; absent: the recording that the call shows. */
export const RecordingQuery = strictObject({
  leg: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/, 'must be an integer from 1 to 9999'), v.transform(Number)),
  ),
});
