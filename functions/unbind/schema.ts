import * as v from 'valibot';
import { Reference } from '../../shared/http/binding-fields.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The query of `DELETE /bindings`. */
export const ReleaseQuery = strictObject({
  reference: Reference,
  app: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a name of an app'))),
});
