import * as v from 'valibot';
import type { BindingLookup } from '../../shared/calls/binding-lookup.ts';
import type { Call } from '../../shared/calls/call.ts';
import { placeOf } from '../../shared/calls/call-place.ts';
import type { CallEntry, CallFilter, CallReader, CallRecords } from '../../shared/calls/call-store.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import type { CallQuery } from './schema.ts';

/** What a cursor holds: where the page before ended. */
export const CallPlace = v.object({ callId: v.string(), startedAt: v.string() });

/** Makes what callers see of a call's records. */
export type ViewCall = (records: CallRecords) => Promise<Call>;

type Deps = Readonly<{ calls: CallReader; bindings: BindingLookup; cursors: Cursors<CallEntry> }>;
type CallList = Readonly<{ items: readonly Call[]; nextCursor: string | null }>;
type Shown = Readonly<{ entry: CallEntry; records: CallRecords }>;

/** One page of calls, newest first. A binding that is not known has no calls. */
export const listCalls = async (deps: Deps, query: CallQuery, view: ViewCall): Promise<CallList> => {
  const { bindingId, x, party } = query;
  const cursors = deps.cursors.of('calls', { bindingId, x, party });
  const after = cursors.read(query.cursor);
  const filter = await filterOf(deps.bindings, query);
  if (filter === undefined) return { items: [], nextCursor: null };
  // One more than asked for tells whether another page is worth a cursor.
  const shown = await findCalls(deps.calls, filter, { ...query, limit: query.limit + 1 }, after);
  const page = shown.slice(0, query.limit);
  const last = shown.length > query.limit ? page.at(-1) : undefined;
  return {
    items: await Promise.all(page.map(({ records }) => view(records))),
    nextCursor: cursors.write(last?.entry),
  };
};

const filterOf = async (bindings: BindingLookup, { bindingId, x, party }: CallQuery) => {
  if (x !== undefined) return { by: 'x', x } satisfies CallFilter;
  if (party !== undefined) return { by: 'party', party } satisfies CallFilter;
  const subscription = bindingId === undefined ? undefined : await bindings.subscriptionOf(bindingId);
  return subscription && ({ by: 'subscription', ...subscription } satisfies CallFilter);
};

type Window = Readonly<{ from?: string | undefined; to?: string | undefined; limit: number }>;

/** The first calls of a list. An entry that is not its call's own place, or whose call is gone, is passed over. */
const findCalls = async (
  calls: CallReader,
  filter: CallFilter,
  { from, to, limit }: Window,
  start: CallEntry | undefined,
): Promise<readonly Shown[]> => {
  const shown: Shown[] = [];
  let after = start;
  while (shown.length < limit) {
    const entries = await calls.list(filter, { from, to, limit, after });
    const found = await Promise.all(entries.map((entry) => readAt(calls, filter, entry)));
    shown.push(...found.filter((call) => call !== undefined));
    after = entries.at(-1);
    if (entries.length < limit) break;
  }
  return shown.slice(0, limit);
};

const readAt = async (
  calls: CallReader,
  filter: CallFilter,
  entry: CallEntry,
): Promise<Shown | undefined> => {
  const records = await calls.read(entry.callId);
  if (records === undefined || placeOf(records, filter) !== entry.startedAt) return undefined;
  return { entry, records };
};
