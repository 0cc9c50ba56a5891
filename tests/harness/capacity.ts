import * as v from 'valibot';
import type { Attributes } from '../../shared/storage/documents.ts';
import type { Template } from '../../tools/local-stack/template.ts';

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** The names of the key attributes of each index, all of which have keys alone in their entries. */
export type IndexKeys = readonly (readonly string[])[];

const KeySchema = v.pipe(
  v.array(v.object({ AttributeName: v.string() })),
  v.transform((schema) => schema.map(({ AttributeName }) => AttributeName)),
);
const TableProperties = v.object({
  TableName: v.string(),
  GlobalSecondaryIndexes: v.optional(
    v.array(v.object({ KeySchema, Projection: v.object({ ProjectionType: v.literal('KEYS_ONLY') }) })),
    [],
  ),
});

/** The indexes of each table of the template, by the table's name. @throws for an index with more than keys in it. */
export const indexesOf = ({ Resources }: Template): ReadonlyMap<string, IndexKeys> =>
  new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::DynamoDB::Table')
      .map(({ Properties }) => v.parse(TableProperties, Properties))
      .map(({ TableName, GlobalSecondaryIndexes }) => [
        TableName,
        GlobalSecondaryIndexes.map((index) => index.KeySchema),
      ]),
  );

/** Bytes of an item as DynamoDB counts them: names and values in UTF-8, numbers by their digits. */
export const itemBytes = (item: Attributes): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Set) return [...value].reduce((sum, entry) => sum + valueBytes(entry), 0);
  if (Array.isArray(value)) return value.reduce((sum, entry) => sum + 1 + valueBytes(entry), 3);
  return 3 + Object.keys(value ?? {}).length + itemBytes({ ...(value ?? {}) });
};

/**
 * Write units of one write: one for each kilobyte begun of the larger of both states, at least one, also when the condition does
 * not hold; and for each index one when an entry comes or goes, two when its key changes. An entry of keys alone is
 * smaller than a kilobyte.
 */
export const writeUnits = (
  before: Attributes | undefined,
  after: Attributes | undefined,
  indexes: IndexKeys,
): number => {
  const bytes = Math.max(itemBytes(before ?? {}), itemBytes(after ?? {}), 1);
  return indexes.reduce(
    (sum, keys) => sum + entryUnits(entryOf(before, keys), entryOf(after, keys)),
    Math.ceil(bytes / WRITE_UNIT_BYTES),
  );
};

const entryOf = (item: Attributes | undefined, keys: readonly string[]): string | undefined =>
  item !== undefined && keys.every((key) => item[key] !== undefined)
    ? JSON.stringify(keys.map((key) => item[key]))
    : undefined;

const entryUnits = (before: string | undefined, after: string | undefined): number => {
  if (before === after) return 0;
  return before === undefined || after === undefined ? 1 : 2;
};

/** Read units of one read: one for each four kilobytes begun of all that it read, at least one; half of it from an index. */
export const readUnits = (
  items: readonly Attributes[],
  { consistent }: Readonly<{ consistent: boolean }>,
): number => {
  const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
  return Math.ceil(Math.max(bytes, 1) / READ_UNIT_BYTES) * (consistent ? 1 : 0.5);
};
