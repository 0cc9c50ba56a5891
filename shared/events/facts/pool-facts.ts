import * as v from 'valibot';
import type { Attributes } from '../../storage/documents.ts';
import type { Fact } from './fact.ts';

/** The report of an app's pool as it is stored, as far as it is told; one of another form has no city that is low. */
const Item = v.object({
  report: v.object({
    app: v.string(),
    cities: v.array(
      v.object({
        areaCode: v.nullable(v.string()),
        usable: v.number(),
        liveBindings: v.number(),
        needed: v.number(),
        fill: v.number(),
        low: v.boolean(),
        lowSince: v.optional(v.string()),
      }),
    ),
  }),
});

/** The facts of a write of the report: the cities whose numbers run out since this one. */
export const poolFacts = (before: Attributes | undefined, after: Attributes | undefined): readonly Fact[] => {
  const former = lowCities(before).map(({ identity }) => String(identity));
  return lowCities(after).filter(({ identity }) => !former.includes(String(identity)));
};

const lowCities = (item: Attributes | undefined): readonly Fact[] => {
  const read = v.safeParse(Item, item);
  if (!read.success) return [];
  const { app, cities } = read.output.report;
  return cities.flatMap(
    ({ areaCode, usable, liveBindings, needed, fill, low, lowSince }): readonly Fact[] => {
      if (!low || lowSince === undefined) return [];
      const data = { areaCode, usable, liveBindings, needed, fill };
      const identity = [areaCode ?? '', lowSince];
      const subject = `apps/${app}`;
      return [{ kind: 'pool.low', identity, subject, app, binding: undefined, occurredAt: lowSince, data }];
    },
  );
};
