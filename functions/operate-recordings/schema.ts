import * as v from 'valibot';
import { AppName } from '../../shared/http/known-app.ts';
import { IdText } from '../../shared/http/list-query.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `GET /operations/recordings`. */
export const BacklogQuery = strictObject({ app: v.optional(AppName) });

/** The body of `POST /operations/recordings/retry`. */
export const RetryBody = strictObject({
  callId: IdText,
  rearchive: v.optional(v.boolean(), false),
  dryRun: v.optional(v.boolean(), false),
});
