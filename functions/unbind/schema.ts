import * as v from 'valibot';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `DELETE /bindings`. */
export const ReleaseQuery = strictObject({
  reference: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  app: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a name of an app'))),
});
