import { toWire } from '../../shared/storage/attributes.ts';
import type { Attributes } from '../../shared/storage/documents.ts';

/** As the engine names a request that it calls invalid. */
class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

const MOST_ITEM_BYTES = 400_000;
/** In bytes, of the partition key and of the sort key. */
const MOST_KEY_BYTES = [2048, 1024] as const;

const refuse = (message: string): never => {
  throw new ValidationException(message);
};

/** Checks a key of a table or, where parts may be absent, of an index. @throws as DynamoDB does. */
const checkKey = (keys: readonly string[], item: Attributes, mayLack: boolean): void => {
  for (const [place, name] of keys.entries()) {
    const value = item[name];
    if (value === undefined && mayLack) continue;
    if (typeof value !== 'string' || value === '') refuse(`${name} is not a key: it is empty, or no text`);
    const bytes = Buffer.byteLength(String(value));
    if (bytes > (MOST_KEY_BYTES[place] ?? 0)) refuse(`${name} is too long for a key: ${bytes} bytes`);
  }
};

/** Refuses a written item as DynamoDB does: empty and long keys, also of indexes, and one above 400 kB. */
export const checkItem = (
  keys: readonly string[],
  indexes: readonly (readonly string[])[],
  item: Attributes,
): void => {
  checkKey(keys, item, false);
  for (const index of indexes) checkKey(index, item, true);
  const bytes = Buffer.byteLength(JSON.stringify(toWire(item)));
  if (bytes > MOST_ITEM_BYTES) refuse(`the item has ${bytes} bytes`);
};

/** Refuses what cannot be the key of an item. */
export const checkReadKey = (keys: readonly string[], key: Attributes): void => checkKey(keys, key, false);

/** Refuses a query whose values are empty, or whose bounds are the wrong way round. */
export const checkQuery = (where: string, values: Readonly<Record<string, unknown>>): void => {
  for (const [, low = '', high = ''] of where.matchAll(/BETWEEN (:\w+) AND (:\w+)/g))
    if (String(values[low]) > String(values[high])) refuse('the bounds of BETWEEN are the wrong way round');
  for (const [, name = ''] of where.matchAll(/(:\w+)/g)) {
    const bytes = Buffer.byteLength(String(values[name] ?? ''));
    if (values[name] === '' || bytes > MOST_KEY_BYTES[0]) refuse(`${name} is empty or too long for a key`);
  }
};
