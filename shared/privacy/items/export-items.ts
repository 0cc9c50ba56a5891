import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type ExportObjects, readExportKey } from '../../exports/export-objects.ts';
import type { Attributes, QueryPage } from '../../storage/documents.ts';
import type { Left, LookAtItem } from '../found-item.ts';
import type { Person } from '../person.ts';

export type ExportItemsDeps = Readonly<{ objects: Pick<ExportObjects, 'get' | 'list' | 'replace'> }>;

const Item = v.object({ pk: v.string() });
const Row = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
);

/** The objects of exports, as items with the key alone. */
export const pageOfExports =
  ({ objects }: ExportItemsDeps) =>
  async (start: Attributes | undefined): Promise<QueryPage> => {
    const keys = await objects.list(start === undefined ? undefined : v.parse(Item, start).pk);
    const last = keys.at(-1);
    return {
      items: keys.map((pk) => ({ pk })),
      count: keys.length,
      next: last === undefined ? undefined : { pk: last },
    };
  };

/**
 * A part of an export. The rows of the person are known by the look-up key beside each number. A copy for the person has nothing of it: what is
 * in the rows is in the records of the tables.
 */
export const lookAtExport =
  ({ objects }: ExportItemsDeps): LookAtItem =>
  async (item, person) => {
    const { pk: key } = v.parse(Item, item);
    const found = await objects.get(key);
    const text = found && gunzipSync(found.bytes).toString();
    if (found === undefined || text === undefined || !isIn(text, person)) return undefined;
    const { exported } = readExportKey(key) ?? {};
    return {
      kind: 'export',
      id: key,
      ...(exported === undefined ? {} : { receivedAt: `${exported}T00:00:00.000Z` }),
      record: async () => undefined,
      erase: async (): Promise<'erased' | Left> => {
        const erased = text
          .split('\n')
          .map((line) => (isIn(line, person) ? withoutPerson(line, person) : line))
          .join('\n');
        return (await objects.replace(key, gzipSync(erased), found.version)) ? 'erased' : 'changed';
      },
    };
  };

const isIn = (text: string, { keys }: Person): boolean => keys.some((key) => text.includes(`"${key}"`));

const KEY_COLUMN = '_key';
/** The platform's id of the binding, and the caller's own: they go in the tables as well. */
const IDS = ['subscription_id', 'reference'];

/** A row without the numbers of the person and their keys; the other party, times and lengths stay. */
const withoutPerson = (line: string, { keys }: Person): string => {
  const row = v.parse(Row, line);
  const gone = Object.entries(row).flatMap(([column, value]) =>
    keys.some((key) => key === value) ? [column, column.slice(0, -KEY_COLUMN.length)] : [],
  );
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        gone.includes(column) || IDS.includes(column) ? null : value,
      ]),
    ),
  );
};
