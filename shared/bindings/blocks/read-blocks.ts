import { type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PeopleByField } from '../../numbers/own-numbers.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import { blockIdOf, blockKey, stands } from './block-item.ts';

type Deps = Readonly<{
  documents: Documents;
  table: string;
  lookup: LookupKeys;
  clock: Clock;
}>;

/** The fields of a request that name people who are blocked in an app. */
export type BlockedIn = (app: string) => readonly string[];

/**
 * Reads whether people, by the field of the request that names each, are blocked in any of these apps. One batch read of consistent
 * keys, which travels with others of the same table; nothing is read where nobody is named.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type ReadBlocks = (people: PeopleByField, apps: readonly string[]) => Promise<BlockedIn>;

export const createReadBlocks =
  ({ documents, table, lookup, clock }: Deps): ReadBlocks =>
  async (people, apps) => {
    const named = Object.entries(people).flatMap(([path, number]) =>
      number === undefined ? [] : [{ path, number }],
    );
    const idsIn = (number: string, app: string | undefined): readonly string[] =>
      lookupsOf(lookup).map((each) => blockIdOf(each, number, app));
    const everywhere = [undefined, ...apps];
    const ids = named.flatMap(({ number }) => everywhere.flatMap((app) => idsIn(number, app)));
    const keys = ids.map(blockKey);
    const items = await batchGetAll(documents, { purpose: 'looking for blocks', table, keys });
    const now = iso(clock());
    const standing = new Set(items.filter((item) => stands(item, now)).map((item) => item['sk']));
    return (app) =>
      named
        .filter(({ number }) =>
          [...idsIn(number, undefined), ...idsIn(number, app)].some((id) => standing.has(id)),
        )
        .map(({ path }) => path);
  };

/** Refuses a request that names people who are blocked. @throws {AppError} `party-blocked` naming every such field, and no number. */
export const refuseBlocked = (fields: readonly string[]): void => {
  if (fields.length === 0) return;
  throw new AppError('party-blocked', `a person may not be bound: ${fields.join(', ')}`, {
    errors: fields.map((path) => ({ path, message: 'is blocked' })),
  });
};
