import * as v from 'valibot';
import { hasCode } from '../kernel/errors.ts';
import type { ReadablePage } from '../kernel/page.ts';
import type { OutcomeClass } from '../outcomes/code-table.ts';
import { assembleCall, subscriptionOf } from './assemble-call.ts';
import { type BindingsOf, bindingIdFor, type RememberingLookup } from './binding-lookup.ts';
import { placeOf } from './call-place.ts';
import type { CallEntry, CallFilter, CallReader, CallRecords } from './call-store.ts';

/** The content of a cursor: the entry that ended the page before. */
export const CallPlace = v.object({ callId: v.string(), startedAt: v.string() });

/** Which calls: at least one of these. All that are given must hold. */
export type CallsOf = Readonly<{
  bindingId?: string | undefined;
  x?: string | undefined;
  /** On either side. */
  party?: string | undefined;
  app?: string | undefined;
}>;

/** The calls of these, from `from` on and before `to` (ISO 8601 UTC). */
export type CallListQuery = CallsOf &
  Readonly<{
    from?: string | undefined;
    to?: string | undefined;
    /** Those with an outcome of this class alone. */
    outcome?: OutcomeClass | undefined;
    /** Those without a binding of ours alone, or those with one alone. */
    orphan?: boolean | undefined;
    limit: number;
    after: CallEntry | undefined;
    /** Calls of these apps alone; absent: of all. */
    apps?: readonly string[] | undefined;
  }>;

type Deps = Readonly<{ calls: CallReader; bindings: RememberingLookup }>;
type Found = Readonly<{ entry: CallEntry; records: CallRecords }>;

/** Rounds of entries for one page; few of each are passed over, but behind the end of the retention all are. */
const MOST_ROUNDS = 10;

/** The entries of a round where most of them may not match. */
const WIDE_ROUND = 50;

/**
 * One page of calls, newest first; it may be short, and even empty, and yet have a next one. A binding that is not known has no
 * calls.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const listCalls = async (
  { calls, bindings }: Deps,
  query: CallListQuery,
): Promise<ReadablePage<CallRecords, CallEntry>> => {
  const filter = await filterOf(bindings, query);
  if (filter === undefined) return { items: [], next: undefined, unreadable: [] };
  // One more than asked for tells whether another page is worth a cursor.
  const wanted = { ...query, limit: query.limit + 1 };
  const { found, left, unreadable } = await findCalls({ calls, bindings }, filter, wanted);
  const page = found.slice(0, query.limit);
  return {
    items: page.map(({ records }) => records),
    next: found.length > query.limit ? page.at(-1)?.entry : left,
    unreadable: [...unreadable],
  };
};

/** The bindings that the calls of a list are of, as far as that is worth a look at many; `undefined` for a list of one binding. */
export const bindingsOfCalls = (
  { bindingId, party, x }: CallsOf,
  until: string | undefined,
): BindingsOf | undefined => {
  if (bindingId !== undefined) return undefined;
  if (party !== undefined) return { party, until };
  return x === undefined ? undefined : { x, until };
};

/** The one that has the fewest calls as a rule. */
const filterOf = async (
  bindings: RememberingLookup,
  { bindingId, x, party, app, apps }: CallListQuery,
): Promise<CallFilter | undefined> => {
  if (bindingId !== undefined) {
    const subscription = await bindings.subscriptionOf(bindingId);
    if (subscription === undefined || apps?.includes(subscription.app) === false) return undefined;
    return { by: 'subscription', ...subscription };
  }
  if (party !== undefined) return { by: 'party', party };
  if (x !== undefined) return { by: 'x', x };
  return app === undefined ? undefined : { by: 'app', app };
};

/**
 * The first calls of a list. An entry that is not its call's own place, or whose call is gone, is passed over. `left`: where to
 * look for more after so many rounds.
 */
const findCalls = async (
  { calls, bindings }: Deps,
  filter: CallFilter,
  query: CallListQuery,
): Promise<
  Readonly<{ found: readonly Found[]; left: CallEntry | undefined; unreadable: ReadonlySet<string> }>
> => {
  const { from, to, limit, after, apps } = query;
  const found: Found[] = [];
  const unreadable = new Set<string>();
  const size = narrows(query) ? Math.max(limit, WIDE_ROUND) : limit;
  let place = after;
  for (let round = 0; round < MOST_ROUNDS && found.length < limit; round += 1) {
    const entries = await calls.list(filter, { from, to, limit: size, after: place });
    const reader = { read: (callId: string) => calls.read(callId, apps) };
    const read = await Promise.all(entries.map((entry) => readOrName(reader, filter, entry, unreadable)));
    const met = read.filter((call) => call !== undefined).filter(({ records }) => meets(records, query));
    found.push(...(await withOrWithoutBinding(bindings, met, query)));
    place = entries.at(-1);
    if (entries.length < size) return { found, left: undefined, unreadable };
  }
  return { found: found.slice(0, limit), left: place, unreadable };
};

/** True where the index alone does not tell which calls match. */
const narrows = ({ bindingId, x, party, app, outcome, orphan }: CallListQuery): boolean =>
  [bindingId, x, party, app].filter((value) => value !== undefined).length > 1 ||
  outcome !== undefined ||
  orphan !== undefined;

const meets = (records: CallRecords, { x, party, app, outcome }: CallListQuery): boolean => {
  const filters: readonly CallFilter[] = [
    ...(x === undefined ? [] : [{ by: 'x' as const, x }]),
    ...(party === undefined ? [] : [{ by: 'party' as const, party }]),
    ...(app === undefined ? [] : [{ by: 'app' as const, app }]),
  ];
  if (filters.some((filter) => placeOf(records, filter) === undefined)) return false;
  if (outcome === undefined) return true;
  const call = assembleCall(records, { bindingId: undefined, language: 'en' });
  return call.outcome?.class === outcome;
};

const withOrWithoutBinding = async (
  bindings: RememberingLookup,
  found: readonly Found[],
  query: CallListQuery,
): Promise<readonly Found[]> => {
  const { orphan } = query;
  if (orphan === undefined) return found;
  const subscriptions = found.map(({ records }) => subscriptionOf(records));
  const until = found[0]?.entry.startedAt;
  await bindings.lookAhead(
    bindingsOfCalls(query, until),
    subscriptions.filter((subscription) => subscription !== undefined),
  );
  const ids = await Promise.all(subscriptions.map((subscription) => bindingIdFor(bindings, subscription)));
  return found.filter((_call, at) => (ids[at] === undefined) === orphan);
};

/** A call of which a record cannot be opened is left out whole: a part of it would tell other sums. */
const readOrName = async (
  calls: Pick<CallReader, 'read'>,
  filter: CallFilter,
  entry: CallEntry,
  unreadable: Set<string>,
): Promise<Found | undefined> => {
  try {
    return await readAt(calls, filter, entry);
  } catch (error) {
    if (!hasCode(error, 'item-unreadable')) throw error;
    unreadable.add(entry.callId);
    return undefined;
  }
};

const readAt = async (
  calls: Pick<CallReader, 'read'>,
  filter: CallFilter,
  entry: CallEntry,
): Promise<Found | undefined> => {
  const records = await calls.read(entry.callId);
  if (records === undefined || placeOf(records, filter) !== entry.startedAt) return undefined;
  return { entry, records };
};
