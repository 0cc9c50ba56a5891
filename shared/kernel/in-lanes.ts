/**
 * Does the work for every item, at most so many at a time, and resolves to the results in no order. A failure ends its
 * lane only: one bad item does not keep the others from being done, and when nothing works each lane tries just once.
 *
 * @throws what the first failed lane threw, after the others are done.
 */
export const inLanes = async <Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const waiting = items.values();
  const results: Result[] = [];
  const lane = async () => {
    for (const item of waiting) results.push(await work(item));
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results;
};
