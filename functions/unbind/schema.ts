import * as v from 'valibot';
import { Reference } from '../../shared/http/binding-fields.ts';
import { AppName } from '../../shared/http/known-app.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** The body of `POST /bindings/end`, and the query of `DELETE /bindings`. */
export const ReleaseQuery = strictObject({
  reference: Reference,
  app: v.optional(AppName),
});
