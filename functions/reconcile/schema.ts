import * as v from 'valibot';

/** An operator's order; `from` is `next` of a former answer. A misspelt field must not turn a repair into something else. */
export const ReconcileEvent = v.strictObject({
  app: v.string(),
  repair: v.optional(v.boolean(), false),
  force: v.optional(v.boolean(), false),
  from: v.optional(v.pipe(v.string(), v.regex(/^[a-z]+$/, 'is not a valid id'))),
});
