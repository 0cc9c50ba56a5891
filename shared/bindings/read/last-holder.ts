import type { Clock } from '../../kernel/clock.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';
import { endedAt, endOfLife } from '../model/binding-view.ts';

/** The binding that had a number last, and when it ended; `null`: it has not ended, or nobody knows when. */
type LastHolder = Readonly<{ bindingId: string; endedAt: string | null }>;

type Deps = Readonly<{ bindings: Pick<BindingStore, 'places' | 'getReadable'>; clock: Clock }>;

/** A call without a binding: its app and mode, the number that was called, and when (ISO 8601 UTC). */
type Astray = Readonly<{ app: string; mode: Mode; x: string; at: string }>;

/** How many are looked at. Few: each is read, and of a number that many pairs share at once nobody can say who was meant. */
const LATEST = 20;

/** The latest bindings of a number that were made by `until`, the newest first; `areAll`: there are no others. */
type Latest = Readonly<{ until: string; bindings: readonly Binding[]; areAll: boolean }>;

/**
 * Finds for calls without a binding who had their number last: the binding of the same app that lived then, or else the one of those
 * before that ended last, among the twenty that were made last by then. For one request, whose calls come newest first: a number that
 * had few bindings is looked up once.
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
    const { bindings } = fits ? known : await latestOf(deps, astray);
    return holderAmong(bindings, at, deps.clock());
  };
};

const latestOf = async ({ bindings }: Deps, { app, mode, x, at }: Astray): Promise<Latest> => {
  const byX = await bindings.places({ x }, LATEST, undefined, { until: at });
  // In AXYB people call a Y as well, which no binding has as its X.
  const isY = byX.length === 0 && mode === 'AXYB';
  const places = isY ? await bindings.places({ y: x }, LATEST, undefined, { until: at }) : byX;
  const ids = places.map(({ bindingId }) => bindingId);
  const { records } = await bindings.getReadable(ids, [app]);
  return {
    until: at,
    bindings: records.map(({ binding }) => binding),
    areAll: places.length < LATEST,
  };
};

const NEVER_ENDED = '~';

const holderAmong = (bindings: readonly Binding[], at: string, now: Date): LastHolder | undefined => {
  const held = bindings.filter(({ status, createdAt }) => createdAt <= at && isOfSomebody(status));
  const ends = held.map((binding) => ({ binding, end: endBy(binding, at) }));
  // Of those that ended, or lived, at once it is the newest.
  const last = ends.reduce<(typeof ends)[number] | undefined>(
    (best, one) => (best === undefined || one.end > best.end ? one : best),
    undefined,
  );
  return last && { bindingId: last.binding.bindingId, endedAt: endedAt(last.binding, now) ?? null };
};

/** One that is being made, or never was, was told to nobody. */
const isOfSomebody = (status: Binding['status']): boolean => status !== 'pending' && status !== 'failed';

const endBy = (binding: Binding, at: string): string => {
  const end = endOfLife(binding);
  return end === undefined || end > at ? NEVER_ENDED : end;
};
