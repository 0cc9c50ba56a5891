import * as v from 'valibot';
import { count, number, optional, seconds, text } from './fields.ts';

const filter = {
  kind: optional(v.picklist(['request', 'push'])),
  operation: optional(text),
  sinceId: optional(number),
  appKey: optional(text),
  status: optional(number),
  code: optional(text),
  applied: optional(v.boolean()),
  state: optional(v.picklist(['pending', 'delivered', 'given-up'])),
  bodyIncludes: optional(text),
};

/** Query of `GET /control/journal`: the same names as the filter, written as text. */
export const JournalQuery = v.pipe(
  v.record(text, text),
  v.transform((sent) =>
    Object.fromEntries(
      Object.entries(sent).map(([name, value]) => {
        if (name === 'sinceId' || name === 'status') return [name, Number(value)];
        return [name, name === 'applied' ? value === 'true' : value];
      }),
    ),
  ),
  v.strictObject(filter),
);

/** Body of `POST /control/wait-for`. */
export const WaitForBody = v.strictObject({
  filter: v.strictObject({ ...filter, count: optional(count) }),
  timeoutMs: seconds,
});
