import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lists everything in a later schema that a consumer of the former one would not understand, a line each: a property that is gone or is another
 * one, and one that need not be there any more. Properties may be added.
 */
export const incompatibilities = (former: unknown, later: unknown, path = ''): readonly string[] => {
  if (!isObject(former) || !isObject(later))
    return isDeepStrictEqual(former, later) ? [] : [`${path || 'the schema'} is another one`];
  return Object.keys(former).flatMap((key) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (key === 'properties') return lostProperties(former[key], later[key], path);
    if (key === 'required') return noLongerRequired(former[key], later[key], path);
    if (!(key in later)) return [`${place} is gone`];
    return listsOf(former[key], later[key], place) ?? incompatibilities(former[key], later[key], place);
  });
};

const lostProperties = (former: unknown, later: unknown, path: string): readonly string[] => {
  const names = isObject(former) ? former : {};
  const laterNames = isObject(later) ? later : {};
  return Object.entries(names).flatMap(([name, schema]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return name in laterNames ? incompatibilities(schema, laterNames[name], place) : [`${place} is gone`];
  });
};

const noLongerRequired = (former: unknown, later: unknown, path: string): readonly string[] => {
  const still = new Set<unknown>(Array.isArray(later) ? later : []);
  return (Array.isArray(former) ? former : [])
    .filter((name) => !still.has(name))
    .map((name) => `${path === '' ? '' : `${path}.`}${name} may be absent now`);
};

/** Lists of schemas, `anyOf` for one, are compared place by place. */
const listsOf = (former: unknown, later: unknown, place: string): readonly string[] | undefined => {
  if (!Array.isArray(former) || !Array.isArray(later) || former.length !== later.length) return undefined;
  return former.flatMap((one, at) => incompatibilities(one, later[at], `${place}.${at}`));
};
