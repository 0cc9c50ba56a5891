import * as v from 'valibot';

/**
 * An operator's order for one app; `from` is `next` of a former answer. A misspelt field must not turn a repair into something
 * else.
 */
export const ReconcileOneEvent = v.strictObject({
  app: v.string(),
  repair: v.optional(v.boolean(), false),
  force: v.optional(v.boolean(), false),
  from: v.optional(v.pipe(v.string(), v.regex(/^[a-r]{32}$/, 'is not a place where a run was stopped'))),
});

/** The schedules' orders for all apps: to begin, or to go on with those that were left. */
export const ReconcileAllEvent = v.strictObject({ resume: v.optional(v.boolean(), false) });
