import { countPushes } from './count-pushes.ts';
import { latestPushes, type PushLine } from './latest-pushes.ts';
import { type PushBucket, type Span, spansOf } from './push-buckets.ts';

/** When pushes came, for a chart, and the latest ones. `truncated`: a part of the time was not counted. */
export type PushOverview = Span &
  Readonly<{ buckets: readonly PushBucket[]; latest: readonly PushLine[]; truncated: boolean }>;

/**
 * Reads when pushes of these apps came; `undefined`: of all. Later events of a call are journaled without a place in the list of
 * their day, so they are not among them.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const pushOverview = async (
  deps: Parameters<typeof latestPushes>[0],
  asked: Span,
  apps: readonly string[] | undefined,
  hasTime: () => boolean,
): Promise<PushOverview> => {
  const { latest, receivedAt, reachedTo } = await latestPushes(deps, asked, apps, hasTime);
  const buckets =
    apps === undefined
      ? await countPushes(deps.documents, deps.table, asked, hasTime)
      : bucketsOf(asked, receivedAt, reachedTo);
  return { ...asked, buckets, latest, truncated: buckets.some(({ received }) => received === null) };
};

/** Only a bucket that was looked at from its begin on has a count. */
const bucketsOf = (asked: Span, receivedAt: readonly string[], reachedTo: string): readonly PushBucket[] =>
  spansOf(asked).map(({ from, to }) => ({
    from,
    to,
    received: from < reachedTo ? null : receivedAt.filter((at) => at >= from && at < to).length,
  }));
