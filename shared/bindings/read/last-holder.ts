import type { Clock } from '../../kernel/clock.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingFilter, BindingPlace, BindingStore } from '../model/binding-store.ts';
import { endedAt, endOfLife } from '../model/binding-view.ts';

/**
 * The binding that had a number last, and when it ended; `null`: it has not ended, or nobody knows when. `certain`: among all that were
 * looked at, each of which could be opened, no other one had it then or later. Of a Y it never is: a binding keeps only its last one.
 */
type LastHolder = Readonly<{ bindingId: string; endedAt: string | null; certain: boolean }>;

type Deps = Readonly<{ bindings: Pick<BindingStore, 'places' | 'getReadable'>; clock: Clock }>;

/** A call without a binding: its app and mode, the number that was called, and when (ISO 8601 UTC). */
type Astray = Readonly<{ app: string; mode: Mode; x: string; at: string }>;

/** Bindings that are read at a time; most numbers have fewer. */
const PAGE = 20;

/** So many are looked at at most: of a number that many pairs shared at once nobody can say who was meant. */
const MOST = 100;

type OfNumber = Pick<BindingFilter, 'x' | 'y'>;

/** The holders among the latest `count` bindings of a number that were made by `until`, the newest first; `areAll`: there are no others. */
type Latest = Readonly<{
  filter: OfNumber;
  until: string;
  holders: readonly Binding[];
  count: number;
  areAll: boolean;
  isAnyUnread: boolean;
}>;

/**
 * Finds for calls without a binding who had their number last: the binding of the same app that lived then, or else the one of those
 * before that ended last, among the hundred that were made last by then. Those that were never made, or not yet, and those of other apps
 * are passed over. For one request, whose calls come newest first: a number whose bindings are all known is looked up once.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const rememberingLastHolders = (deps: Deps) => {
  const seen = new Map<string, Promise<Latest>>();
  return async (astray: Astray): Promise<LastHolder | undefined> => {
    const { app, x, at } = astray;
    const key = `${app} ${x}`;
    const reading = seen.get(key) ?? latestOf(deps, astray);
    seen.set(key, reading);
    const known = await reading;
    const fits = known.until === at || (known.areAll && known.until > at);
    return holderAmong(fits ? known : await latestOf(deps, astray), at, deps.clock());
  };
};

const latestOf = async (deps: Deps, { app, mode, x, at }: Astray): Promise<Latest> => {
  const byX = await holdersOn(deps, app, { x }, at);
  // In AXYB people call a Y as well, which no binding has as its X.
  return byX.count === 0 && mode === 'AXYB' ? holdersOn(deps, app, { y: x }, at) : byX;
};

/** Reads on until one is found that lived at that moment, which is the newest of those. */
const holdersOn = async (
  { bindings }: Deps,
  app: string,
  filter: OfNumber,
  until: string,
): Promise<Latest> => {
  const holders: Binding[] = [];
  let count = 0;
  let unread = 0;
  let after: BindingPlace | undefined;
  for (let isFull = true; isFull && count < MOST && !holders.some((one) => isLiveAt(one, until)); ) {
    const places = await bindings.places(filter, PAGE, after, { until });
    const ids = places.map(({ bindingId }) => bindingId);
    const { records, unreadable } = await bindings.getReadable(ids, [app]);
    holders.push(...records.map(({ binding }) => binding).filter((one) => isHolder(one, filter, until)));
    count += places.length;
    unread += unreadable.length;
    after = places.at(-1);
    isFull = places.length === PAGE;
    if (!isFull) return { filter, until, holders, count, areAll: unread === 0, isAnyUnread: unread > 0 };
  }
  return { filter, until, holders, count, areAll: false, isAnyUnread: unread > 0 };
};

/** One that is being made, or never was, was told to nobody; a Y comes and goes with its B. */
const isHolder = ({ status, createdAt, joined }: Binding, { y }: OfNumber, at: string): boolean =>
  status !== 'pending' &&
  status !== 'failed' &&
  createdAt <= at &&
  (y === undefined || (joined?.b ?? '') <= at);

const isLiveAt = (binding: Binding, at: string): boolean => endBy(binding, at) === NEVER_ENDED;

const NEVER_ENDED = '~';

const holderAmong = (latest: Latest, at: string, now: Date): LastHolder | undefined => {
  const { filter, holders } = latest;
  const held = holders.filter((one) => isHolder(one, filter, at));
  const ends = held.map((binding) => ({ binding, end: endBy(binding, at) }));
  // Of those that ended, or lived, at once it is the newest.
  const last = ends.reduce<(typeof ends)[number] | undefined>(
    (best, one) => (best === undefined || one.end > best.end ? one : best),
    undefined,
  );
  if (last === undefined) return undefined;
  const { bindingId } = last.binding;
  return {
    bindingId,
    endedAt: endedAt(last.binding, now) ?? null,
    certain: isCertain(latest, ends.filter(({ end }) => end === NEVER_ENDED).length),
  };
};

/** @param live how many of them lived then */
const isCertain = ({ filter, areAll, isAnyUnread }: Latest, live: number): boolean =>
  filter.y === undefined && !isAnyUnread && (live === 1 || (live === 0 && areAll));

const endBy = (binding: Binding, at: string): string => {
  const end = endOfLife(binding);
  return end === undefined || end > at ? NEVER_ENDED : end;
};
