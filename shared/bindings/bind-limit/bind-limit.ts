import { addSeconds, epochSeconds, iso, secondsUntil } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import type { Binding } from '../model/binding.ts';

/** A bind that is counted: its people, its binding, and the moment whose hour it counts in (`createdAt`). */
export type CountedBind = Pick<Binding, 'app' | 'a' | 'bindingId' | 'createdAt'> &
  Readonly<Partial<Record<'b' | 'replaces', string | undefined>>>;

/** Counts the binds of each person, where an app limits them. Every method throws `AppError` `store-unavailable`. */
export type BindLimit = Readonly<{
  /**
   * Counts a new binding for the people whom it joins, once however often it is asked for. One in the place of a binding that lost its
   * number joins nobody anew, so it does not count.
   *
   * @throws {AppError} `bind-limit` naming `a` or `b`, who has as many binds in this hour as the app allows; then it counts for nobody.
   */
  take(bind: CountedBind): Promise<void>;
  /** The binding was surely never made, so it counts no more; once, however often it is said. */
  uncount(bind: CountedBind): Promise<void>;
}>;

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'update'>;
  table: string;
  lookup: LookupKeys;
  /** The most binds of a person in an hour; `undefined`: the app has no limit, and nothing is read or written. */
  bindsPerHourOf: (app: string) => number | undefined;
}>;

/** The place of a person's count in the hour of the clock. */
type Count = Readonly<{ path: 'a' | 'b'; key: Attributes; field: string }>;

/** A count goes a day after its hour. */
const KEPT_SECONDS = 24 * 3600;
const HOUR_SECONDS = 3600;

/** So many letters of a random id tell the binds of an hour apart. */
const ID_LETTERS = 12;

/** One item a person, app and hour of the clock, with a field for each bind: a single conditional write counts one, and knows it again. */
export const createBindLimit = (deps: Deps): BindLimit => {
  const limitOf = ({ app, replaces }: CountedBind) =>
    replaces === undefined ? deps.bindsPerHourOf(app) : undefined;
  return {
    async take(bind) {
      const limit = limitOf(bind);
      if (limit === undefined) return;
      const now = new Date(bind.createdAt);
      const counts = countsOf(deps, bind);
      const taken = await Promise.all(counts.map((count) => takeOne(deps, count, limit, now)));
      const full = counts.find((_count, index) => taken[index] === 'full');
      if (full === undefined) return;
      const written = counts.filter((_count, index) => taken[index] === 'taken');
      await Promise.all(written.map((count) => uncountOne(deps, count)));
      throw limitReached(full.path, now);
    },

    async uncount(bind) {
      if (limitOf(bind) === undefined) return;
      await Promise.all(countsOf(deps, bind).map((count) => uncountOne(deps, count)));
    },
  };
};

const countsOf = ({ lookup }: Deps, { app, a, b, bindingId, createdAt }: CountedBind): readonly Count[] => {
  const sk = createdAt.slice(0, 'yyyy-MM-ddTHH'.length);
  const field = `bind-${bindingId.slice(0, ID_LETTERS)}`;
  const people = [
    { path: 'a' as const, person: a },
    ...(b === undefined ? [] : [{ path: 'b' as const, person: b }]),
  ];
  return people.map(({ path, person }) => ({
    path,
    key: { pk: `LIMIT#${app}#${lookup('party', person)}`, sk },
    field,
  }));
};

/** `known`: this bind was counted before. */
const takeOne = async (
  { documents, table }: Deps,
  { key, field }: Count,
  limit: number,
  now: Date,
): Promise<'taken' | 'known' | 'full'> => {
  const purpose = 'counting the binds of a person';
  const { written } = await documents.update({
    purpose,
    table,
    key,
    change: 'SET #bind = :one, #ttl = :ttl ADD #binds :one',
    condition: 'attribute_not_exists(#bind) AND (attribute_not_exists(#binds) OR #binds < :limit)',
    names: { '#bind': field, '#binds': 'binds', '#ttl': 'ttl' },
    values: {
      ':one': 1,
      ':limit': limit,
      ':ttl': epochSeconds(addSeconds(now, HOUR_SECONDS + KEPT_SECONDS)),
    },
  });
  if (written) return 'taken';
  const item = await documents.get({ purpose, table, key });
  return item?.[field] === undefined ? 'full' : 'known';
};

const uncountOne = async ({ documents, table }: Deps, { key, field }: Count): Promise<void> => {
  await documents.update({
    purpose: 'counting the binds of a person',
    table,
    key,
    change: 'REMOVE #bind ADD #binds :less',
    condition: 'attribute_exists(#bind)',
    names: { '#bind': field, '#binds': 'binds' },
    values: { ':less': -1 },
  });
};

const limitReached = (path: string, now: Date): AppError => {
  const hour = HOUR_SECONDS * 1000;
  const nextHour = new Date((Math.floor(now.getTime() / hour) + 1) * hour);
  return new AppError('bind-limit', `a person has as many binds in this hour as the app allows: ${path}`, {
    errors: [{ path, message: 'has as many binds in this hour as the app allows' }],
    retryAfterSeconds: Math.max(1, secondsUntil(iso(nextHour), now)),
  });
};
