import { isDeepStrictEqual } from 'node:util';

/** The differences of two documents by the names of what differs; never a value. */
export type Differences = Readonly<{
  lines: readonly string[];
  /** Data keys that are missing, or have other bytes: their items could not be opened any more. */
  lostDataKeys: readonly string[];
  /** Whether there was one to compare with. */
  hadLookupKey: boolean;
  /** Nothing that is stored could be found any more. */
  changesLookupKey: boolean;
}>;

/** The fields that are changed together and in steps, by `npm run ops -- keys`. */
export const LOOKUP_FIELDS: readonly string[] = ['lookupKey', 'idKey', 'lookupChange'];

type Fields = Readonly<Record<string, unknown>>;

/** Compares two documents that are valid; `before` is `undefined` where there is none yet. */
export const documentDifferences = (before: unknown, after: unknown): Differences => {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(young)])].sort();
  const lostDataKeys = Object.entries(entriesOf(old['dataKeys']))
    .filter(([id, key]) => !isSame(key, entriesOf(young['dataKeys'])[id]))
    .map(([id]) => id);
  const hadLookupKey = old['lookupKey'] !== undefined;
  return {
    lines: names.flatMap((name) => linesOf(name, old[name], young[name])),
    lostDataKeys,
    hadLookupKey,
    changesLookupKey: hadLookupKey && LOOKUP_FIELDS.some((name) => !isSame(old[name], young[name])),
  };
};

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** The order of fields says nothing, that of a list does. */
const isSame = isDeepStrictEqual;

/** The entries of a list by their name or id; a name that comes again gets a number. */
const entriesOf = (list: unknown): Fields => {
  const entries: Record<string, unknown> = {};
  for (const entry of Array.isArray(list) ? list : []) {
    const { name, id } = fieldsOf(entry);
    const label = String(name ?? id ?? 'entry');
    let unique = label;
    for (let nth = 2; unique in entries; nth += 1) unique = `${label} (${nth})`;
    entries[unique] = entry;
  }
  return entries;
};

const linesOf = (field: string, before: unknown, after: unknown): readonly string[] => {
  if (isSame(before, after)) return [];
  if (!Array.isArray(before ?? []) || !Array.isArray(after ?? []))
    return [`${field}: ${verb(before, after)}`];
  const [old, young] = [entriesOf(before), entriesOf(after)];
  const labels = [...new Set([...Object.keys(old), ...Object.keys(young)])];
  const changed = labels.flatMap((label) => entryLines(field, label, old[label], young[label]));
  const order = Object.keys(young);
  const isReordered = !isSame(Object.keys(old), order) && order.length > 0;
  return [...changed, ...(isReordered ? [`${field}: now ${order.join(', ')}`] : [])];
};

const entryLines = (field: string, label: string, before: unknown, after: unknown): readonly string[] => {
  if (isSame(before, after)) return [];
  if (before === undefined || after === undefined) return [`${field}: ${label} ${verb(before, after)}`];
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(young)])].filter(
    (name) => !isSame(old[name], young[name]),
  );
  const told = fields.map((name) =>
    old[name] === undefined || young[name] === undefined ? `${name} ${verb(old[name], young[name])}` : name,
  );
  return [`${field}: ${label} changed (${told.join(', ')})`];
};

const verb = (before: unknown, after: unknown): string => {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
};
