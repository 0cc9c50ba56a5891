import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { type End, isLiveStatus, statusAt } from '../model/binding.ts';
import type { BindingPlace, BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { Release } from './release-binding.ts';

type Deps = Readonly<{
  bindings: Pick<BindingStore, 'places' | 'madeLately' | 'getReadable'>;
  release: (bindingId: string, end: End, known: BindingRecord) => Promise<Release>;
  clock: Clock;
}>;

/** The bindings to end: of a reference, and of some apps alone where `apps` are given; `end` says who ends them, and why. */
type Order = Readonly<{ reference: string; apps: readonly string[] | undefined; end: End }>;

const PAGE = 100;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/**
 * Ends all live bindings of a reference: pending, active and releasing ones. Repeating is safe; a failure of one does not keep
 * the others from being ended. An index shows the older ones, and those of the last hour are read consistently.
 *
 * @throws {AppError} what stopped one of them, after the others were tried, `item-unreadable` for one that cannot be opened; `binding-in-progress` when time ran out before
 *   all were begun. A repeat goes on with what is left.
 */
export const createReleaseByReference =
  (deps: Deps) =>
  async (order: Order, hasTime: () => boolean): Promise<readonly Release[]> => {
    const { live, unreadable } = await liveOf(deps, order);
    const failures: { error: unknown }[] = [];
    const { results, untouched } = await mapAtMost({ atMost: PARALLEL, hasTime }, live, async (record) => {
      try {
        return [await deps.release(record.binding.bindingId, order.end, record)];
      } catch (error) {
        failures.push({ error });
        return [];
      }
    });
    const [failure] = failures;
    if (failure !== undefined) throw failure.error;
    if (untouched.length > 0)
      throw new AppError('binding-in-progress', 'not all bindings of the reference could be ended in time', {
        retryAfterSeconds: 1,
      });
    if (unreadable.length > 0)
      throw new AppError(
        'item-unreadable',
        'a binding of the reference cannot be opened; the others are ended',
      );
    return results.flat();
  };

const liveOf = async (
  { bindings, clock }: Deps,
  { reference, apps }: Order,
): Promise<Readonly<{ live: readonly BindingRecord[]; unreadable: readonly string[] }>> => {
  const unreadable: string[] = [];
  const seen = new Set<string>();
  const live: BindingRecord[] = [];
  const read = async (ids: readonly string[]): Promise<void> => {
    const news = [...new Set(ids)].filter((id) => !seen.has(id));
    for (const id of news) seen.add(id);
    const found = await bindings.getReadable(news, apps);
    unreadable.push(...found.unreadable);
    const meant = found.records.filter(({ binding }) => binding.reference === reference);
    live.push(...meant.filter(({ binding }) => isLiveStatus(statusAt(binding, clock()))));
  };
  const page = (after: BindingPlace | undefined) => bindings.places({ reference }, PAGE, after);
  const [first, lately] = await Promise.all([page(undefined), bindings.madeLately(reference)]);
  await read([...idsOf(first), ...lately]);
  for (let places = first; places.length === PAGE; ) {
    places = await page(places.at(-1));
    await read(idsOf(places));
  }
  return { live, unreadable };
};

const idsOf = (places: readonly BindingPlace[]): readonly string[] =>
  places.map(({ bindingId }) => bindingId);
