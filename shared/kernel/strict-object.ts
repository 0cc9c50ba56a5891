import * as v from 'valibot';

/** More of them help nobody, and a body of 64 KiB has space for thousands. */
const MOST_NAMED = 20;

/**
 * An object without unknown fields. valibot's own `strictObject` stops at the first unknown one; this one names them all,
 * up to twenty, so that whoever fixes them need not come back for each.
 */
export const strictObject = <const Entries extends v.ObjectEntries>(entries: Entries) => {
  const schema = v.strictObject(entries);
  const run = schema['~run'].bind(schema);
  const withOthers: typeof run = (dataset, config) => {
    const result = run(dataset, config);
    const first = result.issues?.find(isUnknown);
    const place = first?.path?.[0];
    if (result.issues === undefined || first === undefined || place?.type !== 'object') return result;
    const others = Object.keys(place.input).filter(
      (key) => key !== place.key && !Object.hasOwn(entries, key),
    );
    for (const key of others.slice(0, MOST_NAMED - 1))
      result.issues.push({ ...first, input: key, path: [{ ...place, key, value: place.input[key] }] });
    return result;
  };
  return Object.assign(schema, { '~run': withOthers });
};

/** A field of a nested object comes with a longer path. */
const isUnknown = ({ expected, path }: v.BaseIssue<unknown>): boolean =>
  expected === 'never' && path?.length === 1;
