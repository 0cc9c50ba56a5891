import pLimit from 'p-limit';

/** Bounds of `mapAtMost`. */
export type Bounds = Readonly<{
  /** Items in work at a time; an integer of at least 1. */
  atMost: number;
  /** Asked before each item is begun. From the first `false` on no item is begun. Default: there is always time. */
  hasTime?: () => boolean;
  /**
   * The consequence when the work on an item fails.
   * - `stop` (default): no further item is begun, and the failure is thrown at once.
   * - `go-on`: every other item is done, for as long as `hasTime`; then the first failure is thrown.
   */
  onFailure?: 'stop' | 'go-on';
}>;

/** `results` and `untouched` are in the order of the items. */
export type Mapped<Item, Result> = Readonly<{
  results: readonly Result[];
  /** Items that were not begun, because `hasTime` said no. */
  untouched: readonly Item[];
}>;

/**
 * Does the work for each item, begun in their order, a bounded number at a time. This is the one place where our code limits
 * concurrency over a list; for a limit over calls that come from everywhere use `p-limit` itself.
 *
 * @throws what the work threw first; see `onFailure`.
 */
export const mapAtMost = async <Item, Result>(
  { atMost, hasTime = () => true, onFailure = 'stop' }: Bounds,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Mapped<Item, Result>> => {
  const limit = pLimit(atMost);
  const failures: { error: unknown }[] = [];
  const untouched: Item[] = [];
  const mayBegin = (): boolean =>
    untouched.length === 0 && (onFailure === 'go-on' || failures.length === 0) && hasTime();

  const workOn = async (item: Item, index: number): Promise<readonly Result[]> => {
    if (!mayBegin()) {
      untouched.push(item);
      return [];
    }
    try {
      return [await work(item, index)];
    } catch (error) {
      failures.push({ error });
      if (onFailure === 'stop') throw error;
      return [];
    }
  };

  const results = await limit.map(items, workOn);
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  return { results: results.flat(1), untouched };
};
