import * as v from 'valibot';
import { hasCode } from '../kernel/errors.ts';
import type { ReadablePage } from '../kernel/page.ts';
import type { BindingLookup } from './binding-lookup.ts';
import { placeOf } from './call-place.ts';
import type { CallEntry, CallFilter, CallReader, CallRecords } from './call-store.ts';

/** The content of a cursor: the entry that ended the page before. */
export const CallPlace = v.object({ callId: v.string(), startedAt: v.string() });

/** The calls of exactly one of `bindingId`, `x` and `party`, from `from` on and before `to` (ISO 8601 UTC). */
export type CallListQuery = Readonly<{
  bindingId?: string | undefined;
  x?: string | undefined;
  party?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  after: CallEntry | undefined;
  /** Calls of these apps alone; absent: of all. */
  apps?: readonly string[] | undefined;
}>;

type Deps = Readonly<{ calls: CallReader; bindings: BindingLookup }>;
type Found = Readonly<{ entry: CallEntry; records: CallRecords }>;

/** Rounds of entries for one page; few of each are passed over, but behind the end of the retention all are. */
const MOST_ROUNDS = 10;

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
  const { found, left, unreadable } = await findCalls(calls, filter, { ...query, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  return {
    items: page.map(({ records }) => records),
    next: found.length > query.limit ? page.at(-1)?.entry : left,
    unreadable: [...unreadable],
  };
};

const filterOf = async (
  bindings: BindingLookup,
  { bindingId, x, party, apps }: CallListQuery,
): Promise<CallFilter | undefined> => {
  if (x !== undefined) return { by: 'x', x };
  if (party !== undefined) return { by: 'party', party };
  const subscription = bindingId === undefined ? undefined : await bindings.subscriptionOf(bindingId);
  if (subscription === undefined || apps?.includes(subscription.app) === false) return undefined;
  return { by: 'subscription', ...subscription };
};

/**
 * The first calls of a list. An entry that is not its call's own place, or whose call is gone, is passed over. `left`: where to
 * look for more after so many rounds.
 */
const findCalls = async (
  calls: CallReader,
  filter: CallFilter,
  { from, to, limit, after, apps }: CallListQuery,
): Promise<
  Readonly<{ found: readonly Found[]; left: CallEntry | undefined; unreadable: ReadonlySet<string> }>
> => {
  const found: Found[] = [];
  const unreadable = new Set<string>();
  let place = after;
  for (let round = 0; round < MOST_ROUNDS && found.length < limit; round += 1) {
    const entries = await calls.list(filter, { from, to, limit, after: place });
    const reader = { read: (callId: string) => calls.read(callId, apps) };
    const read = await Promise.all(entries.map((entry) => readOrName(reader, filter, entry, unreadable)));
    found.push(...read.filter((call) => call !== undefined));
    place = entries.at(-1);
    if (entries.length < limit) return { found, left: undefined, unreadable };
  }
  return { found: found.slice(0, limit), left: place, unreadable };
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
