import * as v from 'valibot';
import { AppName } from '../../shared/http/known-app.ts';
import { IdText, isWindow, Moment, PAGE_FIELDS, WINDOW_FIELDS } from '../../shared/http/list-query.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { JOURNAL_REQUEST } from '../../shared/pushes/maintenance/journal-request.ts';

/** The query of `GET /operations/pushes`. */
export const PushesQuery = strictObject({ app: v.optional(AppName), ...WINDOW_FIELDS });

/** The query of `GET /operations/quarantine`. */
export const QuarantineQuery = strictObject({ app: v.optional(AppName), ...PAGE_FIELDS });

const dryRun = v.optional(v.boolean(), false);
const { after } = JOURNAL_REQUEST;

/** The body of `POST /operations/pushes/replay`. */
export const ReplayBody = v.pipe(
  strictObject({ app: v.optional(AppName), from: Moment, to: Moment, after, dryRun }),
  v.check((body) => isWindow(body), 'from is after to'),
);

/** The body of `POST /operations/quarantine/replay`: one item, or a time. */
export const QuarantineReplayBody = v.pipe(
  strictObject({
    itemId: v.optional(IdText),
    app: v.optional(AppName),
    ...WINDOW_FIELDS,
    after,
    dryRun,
  }),
  v.check((body) => isWindow(body), 'from is after to'),
);

/** The body of `POST /operations/quarantine/discard`. */
export const DiscardBody = strictObject({ itemId: IdText, dryRun });
